/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A small connector that breaks no rule, unless it is built with one of the faults of faults.h. Its
 * peer is a shelf for one document in the process itself: "put" lays it there, "take" takes it away,
 * and "echo" gives back what it is given.
 */
#include "faults.h"

enum { LARGEST = 64 << 20 };

static atomic_bool shelf; /* whether the document is there */

static int32_t describe(const hawser_call *call)
{
    hawser_text text = {0};
    fault_in_describe();
    for (size_t i = 0; i < sizeof descriptor_pieces / sizeof descriptor_pieces[0]; i++)
        (void)hawser_text_add(&text, descriptor_pieces[i], strlen(descriptor_pieces[i]));
    int32_t code = text.failed;
    if (code == HAWSER_OK)
        code = call->emit(call->host, HAWSER_EMIT_DESCRIPTOR, text.bytes, text.length);
    hawser_text_done(&text);
    return code;
}

static int32_t validate(const hawser_call *call, const hawser_validate_request *request)
{
    int32_t code = fault_in_validate(call, request);
    if (code != HAWSER_OK || !request->connection)
        return code;
    return hawser_finding_emit(call, SEVERITY, "connection", "/" FINDING_FIELD, "good.name",
        LABEL " is shown in logs%s", fault_ending(request));
}

static int32_t open_connection(const hawser_call *call, const char *connection, size_t length,
    hawser_connection **ret_connection)
{
    (void)connection;
    (void)length;
    *ret_connection = malloc(1);
    return *ret_connection ? HAWSER_OK
                           : hawser_fail(call, HAWSER_NO_MEMORY, HAWSER_RETRY_NEVER, "good.memory",
                                 "There is no memory for a connection.");
}

static int32_t close_connection(const hawser_call *call, hawser_connection *connection)
{
    (void)call;
    free(connection);
    return HAWSER_OK;
}

static void explain(int32_t code, hawser_error *ret_error)
{
    static const struct {
        int32_t code;
        uint32_t retry;
        const char *id;
    } ids[] = {{HAWSER_CANCELLED, HAWSER_RETRY_NEVER, "good.cancelled"},
        {HAWSER_TIMEOUT, HAWSER_RETRY_NEVER, TIMEOUT_ID},
        {HAWSER_NO_MEMORY, HAWSER_RETRY_NEVER, "good.memory"},
        {HAWSER_NOT_FOUND, MISSING_RETRY, MISSING_ID},
        {HAWSER_RESOURCE, HAWSER_RETRY_NEVER, "good.large"},
        {HAWSER_HOST, HAWSER_RETRY_NEVER, "good.host"}};
    *ret_error = hawser_error_of(HAWSER_INTERNAL, 0, "good.internal", "It can't be done.", NULL);
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        if (ids[i].code == code)
            *ret_error = hawser_error_of(code, ids[i].retry, ids[i].id, "It can't be done.", NULL);
    }
}

static int32_t echo(
    const hawser_job *job, void *user, const hawser_input *input, hawser_error *ret_error)
{
    hawser_text text = {.most = LARGEST};
    (void)user;
    (void)ret_error;
    int32_t code = read_document(job, input, &text);
    if (code == HAWSER_OK)
        code = deliver(job, input->index, text.bytes, text.length);
    hawser_text_done(&text);
    return code;
}

static int32_t put(
    const hawser_job *job, void *user, const hawser_input *input, hawser_error *ret_error)
{
    hawser_text text = {.most = LARGEST};
    (void)user;
    (void)ret_error;
    int32_t code = hawser_input_read(job, input, &text);
    hawser_text_done(&text);
    if (code == HAWSER_OK)
        atomic_store(&shelf, true);
    return code;
}

/* In a dry run: one record says what would be done. */
static int32_t would(const hawser_job *job, const hawser_input *input, const char *what)
{
    hawser_text text = {0};
    int32_t code = hawser_text_format(&text, "{\"" WOULD "\":\"%s\"}", what);
    if (code == HAWSER_OK)
        code = hawser_output_deliver(
            job, input->index, HAWSER_OUTPUT_RECORD, "{}", text.bytes, text.length);
    hawser_text_done(&text);
    return code;
}

static bool on_shelf(const hawser_input *input)
{
    return input->id_length == 5 && memcmp(input->id, "shelf", 5) == 0 && atomic_load(&shelf);
}

static int32_t look(
    const hawser_job *job, void *user, const hawser_input *input, hawser_error *ret_error)
{
    const char *action = user;
    (void)ret_error;
    if (strcmp(action, "take") != 0)
        return would(job, input, strcmp(action, "put") == 0 ? "write" : "read");
    if (!on_shelf(input))
        return HAWSER_NOT_FOUND;
    fault_in_dry_run(&shelf);
    return would(job, input, "delete");
}

/* The source is deleted when the host has the document, and not before. */
static int32_t take(
    const hawser_job *job, void *user, const hawser_input *input, hawser_error *ret_error)
{
    static const char bytes[] = "from the shelf";
    void *host = job->call->host;
    hawser_output *output;
    uint32_t capabilities;
    hawser_output_request request = {.size = sizeof request,
        .input = input->index,
        .properties = "{}",
        .properties_length = 2,
        .content_size = sizeof bytes - 1,
        .flags = TAKE_FLAGS};
    (void)user;
    (void)ret_error;
    if (!on_shelf(input))
        return HAWSER_NOT_FOUND;
    int32_t code = job->documents->out_open(host, &request, &output, &capabilities);
    if (code != HAWSER_OK)
        return code;
    fault_before_prepare(&shelf);
    code = hawser_output_write(job, output, bytes, sizeof bytes - 1);
    if (code == HAWSER_OK)
        code = job->documents->out_prepare(host, output, "{}", 2);
    if (code != HAWSER_OK) {
        job->documents->out_discard(host, output);
        return code;
    }
    atomic_store(&shelf, false);
    return job->documents->out_publish(host, output);
}

static int32_t act(const hawser_job *job, const hawser_execute_request *request)
{
    if (request->flags & HAWSER_EXECUTE_DRY_RUN)
        return hawser_inputs_each(job, look, (void *)(uintptr_t)request->action);
    if (strcmp(request->action, "echo") == 0)
        return hawser_inputs_each(job, echo, NULL);
    if (strcmp(request->action, "put") == 0)
        return hawser_inputs_each(job, put, NULL);
    if (strcmp(request->action, "take") == 0)
        return hawser_inputs_each(job, take, NULL);
    return hawser_fail(job->call, HAWSER_INTERNAL, HAWSER_RETRY_NEVER, "good.internal",
        "There is no such action.");
}

static int32_t execute(
    const hawser_call *call, hawser_connection *connection, const hawser_execute_request *request)
{
    hawser_call kept_call = *call;
    hawser_documents kept_documents = *request->documents;
    hawser_job job = {call, request->documents, explain};
    (void)connection;
    int32_t code = fault_in_execute(&job, &kept_call, &kept_documents);
    if (code != HAWSER_OK) {
        hawser_error error;
        explain(code, &error);
        call->fail(call->host, &error);
        return code;
    }
    return fault_at_end(call, act(&job, request));
}

static int32_t browse(const hawser_call *call, const hawser_browse_request *request)
{
    if (strcmp(request->field, "/name") != 0)
        return HAWSER_OK;
    return call->emit(call->host, HAWSER_EMIT_SUGGESTION, SUGGESTION, sizeof SUGGESTION - 1);
}

static int32_t test(const hawser_call *call, const hawser_test_request *request)
{
    static const char stage[] = "{\"stage\":\"shelf\",\"status\":\"" STAGE "\",\"ms\":0}";
    (void)request;
    return call->emit(call->host, HAWSER_EMIT_STAGE, stage, sizeof stage - 1);
}

#define TABLE                                                                                      \
    {                                                                                              \
        .abi_major = HAWSER_ABI_MAJOR, .abi_minor = HAWSER_ABI_MINOR,                              \
        .size = sizeof(hawser_connector), .thread_model = HAWSER_THREADS_PARALLEL, .id = "good",   \
        .version = "1", .describe = describe, .validate = validate, .open = open_connection,       \
        .execute = execute, .close = CLOSE, .test = test, .browse = browse                         \
    }

const hawser_connector *hawser_connector_entry(uint32_t host_abi_major)
{
    static const hawser_connector tables[2] = {TABLE, TABLE};
    return ANSWERS(host_abi_major) ? &tables[fault_table()] : NULL;
}
