/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A connector of documents that exist nowhere, for the tests of the program. What an id is called
 * decides what becomes of it: "missing" is an application error, "empty" delivers nothing, "broken"
 * breaks the connection, "slow" waits until the call ends, "steps..." takes its time, and any other
 * delivers its own name.
 */
#include <jansson.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <hawser/connector.h>

#include "demo_descriptor.h"

enum { LONGEST_NAME = 256, PIECE = 512, MOST_PIECES = 1000 };

struct hawser_connection {
    char host[LONGEST_NAME];
};

/* One call of execute. */
struct job {
    const hawser_call *call;
    const hawser_documents *documents;
    const hawser_input *input;
};

static int32_t describe(const hawser_call *call)
{
    static const size_t pieces = sizeof demo_descriptor / sizeof demo_descriptor[0];
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    if (!stream)
        return HAWSER_NO_MEMORY;
    for (size_t i = 0; i < pieces; i++)
        (void)fputs(demo_descriptor[i], stream);
    (void)fclose(stream);
    int32_t code = call->emit(call->host, HAWSER_EMIT_DESCRIPTOR, text, length);
    free(text);
    return code;
}

/* What the schema can't say: port 99 draws a warning. */
static int32_t validate(const hawser_call *call, const hawser_validate_request *request)
{
    static const char warning[] =
        "{\"severity\":\"warning\",\"code\":\"demo.port\",\"pointer\":\"/connection/port\","
        "\"message\":\"Port 99 is unusual\",\"hint\":\"leave Port blank\",\"recommended\":[7]}";
    json_t *connection = request->connection
                             ? json_loadb(request->connection, request->connection_length, 0, NULL)
                             : NULL;
    json_int_t port = json_integer_value(json_object_get(connection, "port"));
    json_decref(connection);
    if (port != 99)
        return HAWSER_OK;
    return call->emit(call->host, HAWSER_EMIT_FINDING, warning, strlen(warning));
}

static int32_t open_connection(const hawser_call *call, const char *connection, size_t length,
    hawser_connection **ret_connection)
{
    (void)call;
    json_t *object = json_loadb(connection, length, 0, NULL);
    const char *host = json_string_value(json_object_get(object, "host"));
    hawser_connection *made = calloc(1, sizeof *made);
    if (made && host)
        (void)snprintf(made->host, sizeof made->host, "%s", host);
    json_decref(object);
    if (!made)
        return HAWSER_NO_MEMORY;
    *ret_connection = made;
    return HAWSER_OK;
}

static int32_t close_connection(const hawser_call *call, hawser_connection *connection)
{
    (void)call;
    free(connection);
    return HAWSER_OK;
}

static int32_t finish(const struct job *job, uint32_t status, const hawser_error *error)
{
    hawser_result result = {
        .size = sizeof result, .input = job->input->index, .status = status, .error = error};
    return job->documents->result(job->call->host, &result);
}

static int32_t write_all(
    const struct job *job, hawser_output *output, const char *bytes, size_t length)
{
    while (length > 0) {
        size_t written = 0;
        int32_t code = job->documents->out_write(job->call->host, output, bytes, length, &written);
        if (code != HAWSER_OK)
            return code;
        bytes += written;
        length -= written;
    }
    return HAWSER_OK;
}

/* One output document of bytes or, with HAWSER_OUTPUT_RECORD, of JSON. */
static int32_t deliver(const struct job *job, const char *name, const char *bytes, uint32_t flags)
{
    void *host = job->call->host;
    hawser_output *output;
    uint32_t capabilities;
    size_t length = strlen(bytes);
    json_t *named = json_pack("{s:s}", "fileName", name);
    char *properties = json_dumps(named, JSON_COMPACT);
    json_decref(named);
    hawser_output_request request = {.size = sizeof request,
        .input = job->input->index,
        .properties = properties,
        .properties_length = strlen(properties),
        .content_size = length,
        .flags = flags};
    int32_t code = job->documents->out_open(host, &request, &output, &capabilities);
    if (code == HAWSER_OK) {
        code = write_all(job, output, bytes, length);
        job->call->progress(host, job->input->index, length, length);
        if (code == HAWSER_OK)
            code = job->documents->out_prepare(host, output, properties, request.properties_length);
        if (code == HAWSER_OK)
            code = job->documents->out_publish(host, output);
        else
            job->documents->out_discard(host, output);
    }
    free(properties);
    return code;
}

static hawser_error missing(void)
{
    return (hawser_error){.size = sizeof(hawser_error),
        .code = HAWSER_NOT_FOUND,
        .native = 550,
        .id = "demo.missing",
        .message = "there is no such thing",
        .hint = "ask for another",
        .transcript = "> LOOK missing\n< 550 \033[31mnothing here\n"};
}

static hawser_error broken(void)
{
    return (hawser_error){.size = sizeof(hawser_error),
        .code = HAWSER_NETWORK,
        .retry = HAWSER_RETRY_NEW_CONNECTION,
        .id = "demo.broken",
        .message = "the line is dead",
        .hint = "plug it in"};
}

/* What the sink refuses for a reason of the document's own is an application error, all else a
 * failure. */
static int32_t refused(const struct job *job, int32_t code)
{
    hawser_error error = {.size = sizeof error,
        .code = code,
        .id = "demo.sink",
        .message = "the document was not accepted"};
    bool own = code == HAWSER_EXISTS || code == HAWSER_BAD_CONFIG;
    return finish(job, own ? HAWSER_STATUS_APPLICATION_ERROR : HAWSER_STATUS_FAILURE, &error);
}

static int32_t wait_for_end(const hawser_call *call)
{
    struct pollfd wait = {.fd = call->cancel_fd, .events = POLLIN};
    for (int i = 0; i < MOST_PIECES; i++) {
        struct timespec now;
        if (poll(&wait, 1, 20) > 0)
            return HAWSER_CANCELLED;
        (void)clock_gettime(CLOCK_MONOTONIC, &now);
        uint64_t now_ns = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
        if (call->deadline_ns && now_ns >= call->deadline_ns)
            return HAWSER_TIMEOUT;
    }
    return HAWSER_OK;
}

/* Tells of ten million bytes, or of some where the name says so, in steps as slow as a network's. */
static int32_t take_steps(const struct job *job, const char *name)
{
    enum { STEPS = 15, STEP_BYTES = 700000 };
    uint64_t total = strstr(name, "unknown") ? HAWSER_SIZE_UNKNOWN : (uint64_t)STEPS * STEP_BYTES;
    struct pollfd wait = {.fd = job->call->cancel_fd, .events = POLLIN};
    for (uint64_t i = 1; i <= STEPS; i++) {
        if (poll(&wait, 1, 40) > 0)
            return HAWSER_CANCELLED;
        job->call->progress(job->call->host, job->input->index, i * STEP_BYTES, total);
        if (i == STEPS / 2 && strstr(name, "log"))
            job->call->log(job->call->host, HAWSER_LOG_WARNING, "half way", 8);
    }
    return HAWSER_OK;
}

static int32_t fetch_one(const struct job *job)
{
    char name[LONGEST_NAME];
    (void)snprintf(name, sizeof name, "%.*s", (int)job->input->id_length, job->input->id);
    if (strcmp(name, "missing") == 0) {
        hawser_error error = missing();
        return finish(job, HAWSER_STATUS_APPLICATION_ERROR, &error);
    }
    if (strcmp(name, "broken") == 0) {
        hawser_error error = broken();
        (void)finish(job, HAWSER_STATUS_FAILURE, &error);
        job->call->fail(job->call->host, &error);
        return HAWSER_NETWORK;
    }
    if (strcmp(name, "slow") == 0) {
        int32_t ended = wait_for_end(job->call);
        if (ended != HAWSER_OK)
            return ended;
    }
    if (strncmp(name, "steps", 5) == 0) {
        int32_t ended = take_steps(job, name);
        if (ended != HAWSER_OK)
            return ended;
    }
    int32_t code = strcmp(name, "empty") == 0 ? HAWSER_OK : deliver(job, name, name, 0);
    return code == HAWSER_OK ? finish(job, HAWSER_STATUS_SUCCESS, NULL) : refused(job, code);
}

static int32_t remove_one(const struct job *job)
{
    bool is_missing = job->input->id_length == 7 && memcmp(job->input->id, "missing", 7) == 0;
    hawser_error error = missing();
    return finish(job, is_missing ? HAWSER_STATUS_APPLICATION_ERROR : HAWSER_STATUS_SUCCESS,
        is_missing ? &error : NULL);
}

/* Two documents of bytes, the second being one that may fail by itself. */
static int32_t all(const struct job *job)
{
    static const char second[] = "{\"fileName\":\"bad\"}";
    int32_t code = deliver(job, "one", "first", 0);
    hawser_error error = missing();
    if (code == HAWSER_OK)
        code = job->documents->out_fail(
            job->call->host, job->input->index, second, strlen(second), &error);
    if (code == HAWSER_OK)
        code = deliver(job, "two", "second", 0);
    return code == HAWSER_OK ? finish(job, HAWSER_STATUS_SUCCESS, NULL) : refused(job, code);
}

static int32_t list(const struct job *job)
{
    int32_t code = deliver(
        job, "a.csv", "{\"name\":\"a.csv\",\"size\":12,\"link\":null}", HAWSER_OUTPUT_RECORD);
    if (code == HAWSER_OK)
        code = deliver(job, "evil", "{\"name\":\"\\u001b[2Jevil\",\"size\":3456,\"link\":null}",
            HAWSER_OUTPUT_RECORD);
    return code == HAWSER_OK ? finish(job, HAWSER_STATUS_SUCCESS, NULL) : refused(job, code);
}

/* Says how many bytes came, under which name. */
static int32_t store_one(const struct job *job)
{
    char buffer[PIECE];
    size_t got;
    json_int_t total = 0;
    while (job->documents->doc_read(
               job->call->host, job->input->document, buffer, sizeof buffer, &got) == HAWSER_OK)
        total += (json_int_t)got;
    json_t *properties = json_loadb(job->input->properties, job->input->properties_length, 0, NULL);
    const char *name = json_string_value(json_object_get(properties, "fileName"));
    json_t *record = json_pack("{s:s, s:I}", "name", name ? name : "?", "size", total);
    char *text = json_dumps(record, JSON_COMPACT);
    int32_t code = deliver(job, name ? name : "?", text, HAWSER_OUTPUT_RECORD);
    free(text);
    json_decref(record);
    json_decref(properties);
    return code == HAWSER_OK ? finish(job, HAWSER_STATUS_SUCCESS, NULL) : refused(job, code);
}

struct action {
    const char *id;
    int32_t (*run)(const struct job *job);
};

static int32_t execute(
    const hawser_call *call, hawser_connection *connection, const hawser_execute_request *request)
{
    static const struct action actions[] = {{"fetch", fetch_one}, {"remove", remove_one},
        {"all", all}, {"list", list}, {"store", store_one}};
    (void)connection;
    call->log(call->host, HAWSER_LOG_PROTOCOL, "> HELLO", 7);
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (strcmp(actions[i].id, request->action) != 0)
            continue;
        hawser_input input = {.size = sizeof input};
        int32_t code;
        while ((code = request->documents->next_input(call->host, &input)) == HAWSER_OK) {
            struct job job = {.call = call, .documents = request->documents, .input = &input};
            code = actions[i].run(&job);
            request->documents->doc_close(call->host, input.document);
            if (code != HAWSER_OK)
                return code;
        }
        return code == HAWSER_END ? HAWSER_OK : code;
    }
    return HAWSER_BAD_ARGUMENT;
}

static int32_t emit_stage(const hawser_call *call, const char *json)
{
    return call->emit(call->host, HAWSER_EMIT_STAGE, json, strlen(json));
}

/* The host "untrusted.example" shows a chain and fails for it. */
static int32_t test(const hawser_call *call, const hawser_test_request *request)
{
    json_t *connection = json_loadb(request->connection, request->connection_length, 0, NULL);
    const char *host = json_string_value(json_object_get(connection, "host"));
    bool untrusted = host && strcmp(host, "untrusted.example") == 0;
    json_decref(connection);
    int32_t code = emit_stage(call, demo_stage_resolve);
    if (code == HAWSER_OK)
        code = emit_stage(call, untrusted ? demo_stage_untrusted : demo_stage_auth);
    if (code != HAWSER_OK || !untrusted)
        return code;
    hawser_error error = {.size = sizeof error,
        .code = HAWSER_TRUST,
        .id = "demo.untrusted",
        .message = "nobody vouches for the server",
        .hint = "deploy its certificate"};
    call->fail(call->host, &error);
    return HAWSER_TRUST;
}

const hawser_connector *hawser_connector_entry(uint32_t host_abi_major)
{
    static const hawser_connector table = {
        .abi_major = HAWSER_ABI_MAJOR,
        .abi_minor = HAWSER_ABI_MINOR,
        .size = sizeof table,
        .thread_model = HAWSER_THREADS_PARALLEL,
        .id = "demo",
        .version = "1",
        .describe = describe,
        .validate = validate,
        .open = open_connection,
        .execute = execute,
        .close = close_connection,
        .test = test,
    };
    return host_abi_major == HAWSER_ABI_MAJOR ? &table : NULL;
}
