/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A connector for the SDK's tests: it keeps documents in memory, and what it does wrong is chosen
 * when it is built (ECHO_...) or by the connection's name: "garbage" emits what is no JSON,
 * "wrong-kind" a stage where a finding is due, "bad-code" returns what is no code, "silent" fails
 * without a reason, "nothing" opens nothing.
 */
#include "echo_descriptor.h"
#include "echo_store.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static int32_t emit_text(const hawser_call *call, uint32_t kind, const char *text)
{
    return call->emit(call->host, kind, text, strlen(text));
}

static int32_t emit_json(const hawser_call *call, uint32_t kind, json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);
    int32_t code = text == NULL ? HAWSER_NO_MEMORY : emit_text(call, kind, text);

    free(text);
    json_decref(json);
    return code;
}

static int32_t describe(const hawser_call *call)
{
#if defined(ECHO_NOT_JSON)
    return emit_text(call, HAWSER_EMIT_DESCRIPTOR, "this is {no JSON");
#elif defined(ECHO_NO_DESCRIPTOR)
    (void)call;
    return HAWSER_OK;
#else
#if defined(ECHO_TWO_DESCRIPTORS)
    (void)emit_text(call, HAWSER_EMIT_DESCRIPTOR, echo_descriptor);
#endif
    return emit_text(call, HAWSER_EMIT_DESCRIPTOR, echo_descriptor);
#endif
}

static int32_t emit_finding(const hawser_call *call, const char *severity, const char *document,
    const char *pointer, const char *code)
{
    return emit_json(call, HAWSER_EMIT_FINDING,
        json_pack("{s:s, s:s, s:s*, s:s, s:s, s:[s]}", "severity", severity, "code", code,
            "document", document, "pointer", pointer, "message", "Echo says so.", "recommended",
            "other"));
}

static int32_t misbehave(const hawser_call *call, const char *name)
{
    if (strcmp(name, "garbage") == 0)
        return emit_text(call, HAWSER_EMIT_FINDING, "{\"severity\":");
    if (strcmp(name, "wrong-kind") == 0)
        return emit_text(call, HAWSER_EMIT_STAGE, "{}");
    if (strcmp(name, "bad-finding") == 0)
        return emit_text(call, HAWSER_EMIT_FINDING, "{\"severity\": \"grave\"}");
    if (strcmp(name, "bad-code") == 0)
        return 99;
    if (strcmp(name, "silent") == 0)
        return HAWSER_NETWORK;
    return HAWSER_OK;
}

/* Says of the limit what the schema says too, so that the host can be seen to drop it. */
static int32_t judge_connection(const hawser_call *call, json_t *connection)
{
    const char *name = json_string_value(json_object_get(connection, "name"));
    int32_t code = HAWSER_OK;

    if (json_integer_value(json_object_get(connection, "limit")) < 1)
        code = emit_finding(call, "error", "connection", "/limit", "echo.limit");
    if (code != HAWSER_OK || name == NULL)
        return code;
    if (strcmp(name, "warn") == 0)
        code = emit_finding(call, "warning", NULL, "/name", "echo.warning");
    if (strcmp(name, "bad") == 0)
        code = emit_finding(call, "error", "connection", "/name", "echo.bad-name");
    return code == HAWSER_OK ? misbehave(call, name) : code;
}

static int32_t validate(const hawser_call *call, const hawser_validate_request *request)
{
    json_t *connection = json_loadb(request->connection == NULL ? "" : request->connection,
        request->connection_length, 0, NULL);
    json_t *operation = json_loadb(
        request->operation == NULL ? "" : request->operation, request->operation_length, 0, NULL);
    const char *name = json_string_value(json_object_get(connection, "name"));
    const char *prefix = json_string_value(json_object_get(operation, "prefix"));

    int32_t code = connection == NULL ? HAWSER_OK : judge_connection(call, connection);
    if (code == HAWSER_OK && name != NULL && prefix != NULL && strcmp(name, prefix) == 0)
        code = emit_finding(call, "error", NULL, "/operation/prefix", "echo.same");
    json_decref(operation);
    json_decref(connection);
    return code;
}

static int32_t open_connection(const hawser_call *call, const char *connection, size_t length,
    hawser_connection **ret_connection)
{
    json_t *json = json_loadb(connection, length, 0, NULL);
    const char *name = json_string_value(json_object_get(json, "name"));
    bool refuse = name == NULL || strcmp(name, "refuse") == 0;
    bool nothing = !refuse && strcmp(name, "nothing") == 0;

    json_decref(json);
    if (refuse) {
        call->fail(call->host, &(hawser_error){.size = sizeof(hawser_error),
                                   .code = HAWSER_BAD_CONFIG,
                                   .id = "echo.refused",
                                   .message = "It was asked to refuse.",
                                   .hint = "Don't ask."});
        return HAWSER_BAD_CONFIG;
    }
    if (nothing)
        return HAWSER_OK;
    hawser_connection *made = calloc(1, sizeof *made);
    if (made == NULL)
        return HAWSER_NO_MEMORY;
    pthread_mutex_init(&made->mutex, NULL);
    *ret_connection = made;
    return HAWSER_OK;
}

static int32_t close_connection(const hawser_call *call, hawser_connection *connection)
{
    (void)call;
    for (size_t i = 0; connection != NULL && i < connection->count; i++)
        free(connection->documents[i].bytes);
    if (connection != NULL)
        pthread_mutex_destroy(&connection->mutex);
    free(connection);
    return HAWSER_OK;
}

#if !defined(ECHO_BARE)
/* What the host hands out, as facts of a stage. */
static json_t *collect_facts(const hawser_call *call, const hawser_test_request *request)
{
    char secret[64] = "";
    size_t length = 0;
    size_t trust_length = 0;
    const char *pem = "";
    uint64_t generation = 0;
    const hawser_trust_1 *trust = call->extension(call->host, HAWSER_EXTENSION_TRUST);
    int32_t secret_code = call->secret(call->host, "/password", secret, sizeof secret - 1, &length);
    int32_t small_code = call->secret(call->host, "/password", secret, 1, &length);
    int32_t trust_code =
        trust->certificates(call->host, "echo.example", &pem, &trust_length, &generation);
    bool unknown = call->extension(call->host, "no.such/1") == NULL;

    call->log(call->host, HAWSER_LOG_INFO, "facts\nwere\x1b collected", 21);
    return json_pack("{s:o, s:i, s:s%, s:i, s:i, s:b}", "connection",
        json_loadb(request->connection, request->connection_length, 0, NULL), "secretCode",
        secret_code, "secret", secret_code == HAWSER_OK ? secret : "",
        secret_code == HAWSER_OK ? length : 0, "smallCode", small_code, "trustCode", trust_code,
        "unknownIsNull", unknown);
}

static int32_t test(const hawser_call *call, const hawser_test_request *request)
{
    int32_t code = emit_json(call, HAWSER_EMIT_STAGE,
        json_pack("{s:s, s:s, s:i, s:o}", "stage", "resolve", "status", "passed", "ms", 1, "facts",
            collect_facts(call, request)));
    if (code != HAWSER_OK || strstr(request->options, "\"fail\"") == NULL)
        return code;
    code = emit_text(call, HAWSER_EMIT_STAGE,
        "{\"stage\": \"connect\", \"status\": \"failed\", \"ms\": 2, \"error\": {}}");
    return code == HAWSER_OK ? HAWSER_NETWORK : code;
}

static int32_t browse(const hawser_call *call, const hawser_browse_request *request)
{
    if (strcmp(request->field, "/limit") == 0)
        return emit_text(call, HAWSER_EMIT_SUGGESTION, "{\"title\": \"without a value\"}");
    return emit_json(call, HAWSER_EMIT_SUGGESTION,
        json_pack("{s:s, s:s}", "value", request->value, "title", request->field));
}

static int32_t is_alive(const hawser_call *call, hawser_connection *connection)
{
    (void)call;
    return connection->count == 0 ? HAWSER_NETWORK : HAWSER_OK;
}
#endif

static const struct {
    hawser_connector table;
    void *later; /* a field of a minor version to come */
} echo = {
    .table =
        {
#if defined(ECHO_OTHER_MAJOR)
            .abi_major = HAWSER_ABI_MAJOR + 1,
#else
            .abi_major = HAWSER_ABI_MAJOR,
#endif
            .abi_minor = HAWSER_ABI_MINOR,
#if defined(ECHO_SHORT_TABLE)
            .size = offsetof(hawser_connector, close),
#elif defined(ECHO_BARE)
            .size = offsetof(hawser_connector, test),
#else
            .size = sizeof echo,
#endif
#if defined(ECHO_BAD_THREADS)
            .thread_model = 7,
#elif defined(ECHO_BARE)
            .thread_model = HAWSER_THREADS_SERIAL,
#else
            .thread_model = HAWSER_THREADS_PER_CONNECTION,
#endif
#if defined(ECHO_BAD_ID)
            .id = "Echo!",
#else
            .id = "echo",
#endif
            .version = "1.2.3",
            .describe = describe,
            .validate = validate,
            .open = open_connection,
#if !defined(ECHO_MISSING_SLOT)
            .execute = echo_execute,
#endif
            .close = close_connection,
#if !defined(ECHO_BARE)
            .test = test,
            .browse = browse,
            .is_alive = is_alive,
#endif
        },
};

#if !defined(ECHO_NO_ENTRY)
const hawser_connector *hawser_connector_entry(uint32_t host_abi_major)
{
#if defined(ECHO_NULL_TABLE)
    /* No host asks for major version 0. */
    return host_abi_major == 0 ? &echo.table : NULL;
#else
    return host_abi_major == HAWSER_ABI_MAJOR ? &echo.table : NULL;
#endif
}
#else
HAWSER_EXPORT const void *echo_table(void);
const void *echo_table(void)
{
    return &echo;
}
#endif
