/* SPDX-License-Identifier: Apache-2.0 */
#include "null.h"

#include <hawser/connector.h>
#include <string.h>

#define NULL_ACTION(id)                                                                            \
    "{\"id\":\"" id "\",\"title\":\"" id "\",\"description\":\"" id                                \
    "\",\"direction\":\"inbound\",\"cardinality\":\"1:1\",\"idempotent\":true,"                    \
    "\"inputKind\":\"content\",\"operationSchema\":{\"type\":\"object\"},"                         \
    "\"inputProperties\":{\"type\":\"object\",\"properties\":{}},"                                 \
    "\"outputProperties\":{\"type\":\"object\",\"properties\":{}},"                                \
    "\"responseProfile\":null,\"errors\":[]}"

static const char descriptor[] =
    "{\"id\":\"null\",\"title\":\"Null\",\"version\":\"1\",\"description\":\"Does nothing.\","
    "\"connectionSchema\":{\"type\":\"object\"},\"actions\":[" NULL_ACTION(
        NULL_PASS) "," NULL_ACTION(NULL_COPY) "],\"errors\":[]}";

static int32_t describe(const hawser_call *call)
{
    return call->emit(call->host, HAWSER_EMIT_DESCRIPTOR, descriptor, strlen(descriptor));
}

static int32_t validate(const hawser_call *call, const hawser_validate_request *request)
{
    (void)call;
    (void)request;
    return HAWSER_OK;
}

static int32_t open_connection(const hawser_call *call, const char *connection, size_t length,
    hawser_connection **ret_connection)
{
    static char only;
    (void)call;
    (void)connection;
    (void)length;
    *ret_connection = (hawser_connection *)(void *)&only;
    return HAWSER_OK;
}

static int32_t close_connection(const hawser_call *call, hawser_connection *connection)
{
    (void)call;
    (void)connection;
    return HAWSER_OK;
}

static int32_t copy(
    void *host, const hawser_documents *documents, hawser_document *from, hawser_output *to)
{
    static char piece[NULL_PIECE];
    size_t got, put;
    int32_t code;
    while ((code = documents->doc_read(host, from, piece, sizeof piece, &got)) == HAWSER_OK) {
        code = documents->out_write(host, to, piece, got, &put);
        if (code != HAWSER_OK || put != got)
            return HAWSER_INTERNAL;
    }
    return code == HAWSER_END ? HAWSER_OK : code;
}

static int32_t pass(void *host, const hawser_documents *documents, hawser_output *to)
{
    static const char bytes[64];
    size_t put;
    return documents->out_write(host, to, bytes, sizeof bytes, &put);
}

/* As a connector treats a document: open, write, prepare, publish, close, result. */
static int32_t treat(
    void *host, const hawser_documents *documents, const char *action, const hawser_input *input)
{
    hawser_output *output;
    uint32_t capabilities;
    hawser_output_request request = {.size = sizeof request,
        .input = input->index,
        .properties = NULL_PROPERTIES,
        .properties_length = strlen(NULL_PROPERTIES),
        .content_size = input->content_size};
    hawser_result result = {.size = sizeof result, .input = input->index};
    int32_t code = documents->out_open(host, &request, &output, &capabilities);
    if (code != HAWSER_OK)
        return code;
    code = strcmp(action, NULL_COPY) == 0 ? copy(host, documents, input->document, output)
                                          : pass(host, documents, output);
    if (code == HAWSER_OK)
        code = documents->out_prepare(host, output, NULL_PROPERTIES, strlen(NULL_PROPERTIES));
    if (code == HAWSER_OK)
        code = documents->out_publish(host, output);
    else
        documents->out_discard(host, output);
    documents->doc_close(host, input->document);
    return code == HAWSER_OK ? documents->result(host, &result) : code;
}

static int32_t execute(
    const hawser_call *call, hawser_connection *connection, const hawser_execute_request *request)
{
    int32_t code = HAWSER_OK;
    (void)connection;
    while (code == HAWSER_OK) {
        hawser_input input = {.size = sizeof input};
        code = request->documents->next_input(call->host, &input);
        if (code == HAWSER_OK)
            code = treat(call->host, request->documents, request->action, &input);
    }
    return code == HAWSER_END ? HAWSER_OK : code;
}

static const hawser_connector table = {
    .abi_major = HAWSER_ABI_MAJOR,
    .abi_minor = HAWSER_ABI_MINOR,
    .size = sizeof table,
    .thread_model = HAWSER_THREADS_PER_CONNECTION,
    .id = "null",
    .version = "1",
    .describe = describe,
    .validate = validate,
    .open = open_connection,
    .execute = execute,
    .close = close_connection,
};

const hawser_connector *hawser_connector_entry(uint32_t host_abi_major)
{
    return host_abi_major == HAWSER_ABI_MAJOR ? &table : NULL;
}
