/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A connector that is built with the headers of a release, with today's, and with those of a minor version to come. Its
 * action "echo" gives back what it is given, and uses all that a host of 1.0 has to offer for that. In the version to come
 * it logs whether the host has it too.
 */
#include <hawser/connector.h>
#include <stdio.h>

#include "abi/edge.h"

/* hawser_connection is the connector's own. */
struct hawser_connection {
    int sessions;
};

static const char descriptor[] =
    "{\"id\":\"abi\",\"title\":\"ABI\",\"version\":\"1\",\"description\":\"Gives back what it is "
    "given.\","
    "\"connectionSchema\":{\"type\":\"object\",\"properties\":{"
    "\"name\":{\"title\":\"Name\",\"type\":\"string\"},"
    "\"password\":{\"title\":\"Password\",\"type\":\"string\",\"x-secret\":true}}},\"actions\":["
    "{\"id\":\"echo\",\"title\":\"Echo\",\"description\":\"Gives it "
    "back.\",\"direction\":\"inbound\","
    "\"cardinality\":\"1:1\",\"idempotent\":true,\"inputKind\":\"content\","
    "\"operationSchema\":{\"type\":\"object\",\"properties\":{}},"
    "\"inputProperties\":{\"type\":\"object\",\"properties\":{\"fileName\":{\"type\":\"string\"}}},"
    "\"outputProperties\":{\"type\":\"object\",\"properties\":{\"fileName\":{\"type\":\"string\"}}}"
    ","
    "\"responseProfile\":null,\"errors\":[\"abi.empty\"]}],\"errors\":["
    "{\"id\":\"abi.empty\",\"class\":\"DATA\",\"retry\":\"NEVER\",\"application\":true,"
    "\"title\":\"Empty\",\"hint\":null},"
    "{\"id\":\"abi.host\",\"class\":\"HOST\",\"retry\":\"NEVER\",\"application\":false,"
    "\"title\":\"Host\",\"hint\":null}]}";

static int32_t describe(const hawser_call *call)
{
    return call->emit(call->host, HAWSER_EMIT_DESCRIPTOR, descriptor, sizeof descriptor - 1);
}

static int32_t validate(const hawser_call *call, const hawser_validate_request *request)
{
    static const char finding[] = "{\"severity\":\"info\",\"code\":\"abi.seen\",\"document\":"
                                  "\"connection\",\"pointer\":\"/name\","
                                  "\"message\":\"Name was seen\"}";

    if (!request->connection)
        return HAWSER_OK;
    return call->emit(call->host, HAWSER_EMIT_FINDING, finding, sizeof finding - 1);
}

static int32_t open_connection(const hawser_call *call, const char *connection, size_t length,
    hawser_connection **ret_connection)
{
    char secret[64];
    size_t secret_length = 0;
    int32_t code = call->secret(call->host, "/password", secret, sizeof secret, &secret_length);

    if (length == 0 || connection[0] != '{')
        return HAWSER_BAD_ARGUMENT;
    if (code != HAWSER_OK && code != HAWSER_NOT_FOUND)
        return code;
    *ret_connection = calloc(1, sizeof **ret_connection);
    return *ret_connection ? HAWSER_OK : HAWSER_NO_MEMORY;
}

static int32_t close_connection(const hawser_call *call, hawser_connection *connection)
{
    (void)call;
    free(connection);
    return HAWSER_OK;
}

static const hawser_error *error_of(int32_t code, const char *id, const char *message)
{
    hawser_error *error = EDGE_NEW(hawser_error);

    error->code = code;
    error->id = id;
    error->message = message;
    return error;
}

/* The bytes of one input, from its reader to its output. */
static int32_t copy(const hawser_call *call, const hawser_documents *documents,
    const hawser_input *input, hawser_output *output, uint64_t *ret_total)
{
    char buffer[7]; /* short, so that there are several */
    uint64_t total = 0;

    for (;;) {
        size_t length = 0, at = 0;
        int32_t code =
            documents->doc_read(call->host, input->document, buffer, sizeof buffer, &length);
        while (code == HAWSER_OK && at < length) {
            size_t written = 0;
            code = documents->out_write(call->host, output, buffer + at, length - at, &written);
            at += written;
        }
        total += at;
        if (code != HAWSER_OK) {
            *ret_total = total;
            return code == HAWSER_END ? HAWSER_OK : code;
        }
        call->progress(call->host, input->index, total, input->content_size);
    }
}

static int32_t deliver(const hawser_call *call, const hawser_documents *documents,
    const hawser_input *input, uint64_t *ret_total)
{
    hawser_output_request *request = EDGE_NEW(hawser_output_request);
    hawser_output *output = NULL;
    uint32_t capabilities = 0;

    request->input = input->index;
    request->properties = input->properties;
    request->properties_length = input->properties_length;
    request->content_size = input->content_size;
    int32_t code = documents->out_open(call->host, request, &output, &capabilities);
    if (code != HAWSER_OK)
        return code;
    code = copy(call, documents, input, output, ret_total);
    if (code == HAWSER_OK)
        code =
            documents->out_prepare(call->host, output, input->properties, input->properties_length);
    if (code == HAWSER_OK)
        return documents->out_publish(call->host, output);
    documents->out_discard(call->host, output);
    return code;
}

/* Nothing to give back is an error of the document, so that errors cross too. */
static int32_t echo(
    const hawser_call *call, const hawser_documents *documents, const hawser_input *input)
{
    hawser_result *result = EDGE_NEW(hawser_result);
    uint64_t total = 0;
    int32_t code = deliver(call, documents, input, &total);

    documents->doc_close(call->host, input->document);
    result->input = input->index;
    if (code != HAWSER_OK || total == 0) {
        result->status = HAWSER_STATUS_APPLICATION_ERROR;
        result->error = code != HAWSER_OK
                            ? error_of(code, "abi.host", "The host did not take it.")
                            : error_of(HAWSER_DATA, "abi.empty", "There was nothing in it.");
    }
    return documents->result(call->host, result);
}

/* Which of the structs of a call reach as far as the version to come has them. */
static void log_host(const hawser_call *call, const hawser_execute_request *request)
{
    char line[128];
    int length = snprintf(line, sizeof line,
        "abi minor %d, host's %u; next: call %d request %d documents %d", HAWSER_ABI_MINOR,
        call->abi_minor, NEXT_IN(call, hawser_call), NEXT_IN(request, hawser_execute_request),
        NEXT_IN(request->documents, hawser_documents));

    call->log(call->host, HAWSER_LOG_INFO, line, (size_t)length);
}

static int32_t execute(
    const hawser_call *call, hawser_connection *connection, const hawser_execute_request *request)
{
    const hawser_documents *documents = request->documents;
    int32_t code = HAWSER_OK;

    connection->sessions++;
    log_host(call, request);
    (void)call->extension(call->host, "abi.none/1");
    while (code == HAWSER_OK) {
        hawser_input *input = edge_new(sizeof *input);
        input->size = sizeof *input;
        code = documents->next_input(call->host, input);
        if (code == HAWSER_OK)
            code = echo(call, documents, input);
    }
    if (code == HAWSER_END)
        return HAWSER_OK;
    call->fail(call->host, error_of(code, "abi.host", "The host did not go on."));
    return code;
}

static int32_t test(const hawser_call *call, const hawser_test_request *request)
{
    static const char stage[] = "{\"stage\":\"abi\",\"status\":\"passed\",\"ms\":0}";

    if (request->connection_length == 0)
        return HAWSER_BAD_ARGUMENT;
    return call->emit(call->host, HAWSER_EMIT_STAGE, stage, sizeof stage - 1);
}

const hawser_connector *hawser_connector_entry(uint32_t host_abi_major)
{
    static const hawser_connector table = {
        .abi_major = HAWSER_ABI_MAJOR,
        .abi_minor = HAWSER_ABI_MINOR,
        .size = sizeof table,
        .thread_model = HAWSER_THREADS_PARALLEL,
        .id = "abi",
        .version = "1",
        .describe = describe,
        .validate = validate,
        .open = open_connection,
        .execute = execute,
        .close = close_connection,
        .test = test,
#if defined(HAWSER_NEXT)
        .next_text = NEXT_TEXT,
        .next_number = NEXT_NUMBER,
#endif
    };

    return host_abi_major == HAWSER_ABI_MAJOR ? &table : NULL;
}
