/* SPDX-License-Identifier: Apache-2.0 */
/* A whole connector: its action "get" makes a document of an environment variable. */
#include <hawser/connector-json.h>

/* clang-format off */
static const char descriptor[] = HAWSER_JSON({
  "id": "env", "title": "Environment", "version": "1.0",
  "description": "Makes documents of environment variables.",
  "connectionSchema": {"type": "object", "additionalProperties": false, "properties": {
    "prefix": {"title": "Prefix", "type": "string", "minLength": 1, "maxLength": 64, "examples": ["APP_"],
      "description": "Only variables whose names begin with this can be read."}}},
  "actions": [{
    "id": "get", "title": "Get", "description": "Makes a document of one variable's value.",
    "direction": "inbound", "cardinality": "1:1", "idempotent": true, "inputKind": "id",
    "operationSchema": {"type": "object", "additionalProperties": false, "properties": {}},
    "inputProperties": {"type": "object", "properties": {}},
    "outputProperties": {"type": "object", "properties": {
      "fileName": {"title": "File Name", "type": "string", "description": "The variable's name."}}},
    "responseProfile": null, "errors": ["env.not-found", "env.denied", "env.host", "env.cancelled", "env.timeout", "env.memory"]}],
  "errors": [
    {"id": "env.not-found", "class": "NOT_FOUND", "retry": "NEVER", "application": true, "title": "No such variable", "hint": "Check its spelling."},
    {"id": "env.denied", "class": "DENIED", "retry": "NEVER", "application": true, "title": "Not below Prefix", "hint": "Change Prefix."},
    {"id": "env.host", "class": "HOST", "retry": "NEVER", "application": false, "title": "The runtime failed", "hint": null},
    {"id": "env.cancelled", "class": "CANCELLED", "retry": "NEVER", "application": false, "title": "Cancelled", "hint": null},
    {"id": "env.timeout", "class": "TIMEOUT", "retry": "LATER", "application": false, "title": "The time was up", "hint": null},
    {"id": "env.memory", "class": "NO_MEMORY", "retry": "NEVER", "application": false, "title": "No memory", "hint": null}]
});
/* clang-format on */

static int32_t describe(const hawser_call *call)
{
    return call->emit(call->host, HAWSER_EMIT_DESCRIPTOR, descriptor, sizeof descriptor - 1);
}

static int32_t validate(const hawser_call *call, const hawser_validate_request *request)
{
    if (!request->connection ||
        hawser_json_member(request->connection, request->connection_length, "prefix", NULL, NULL))
        return HAWSER_OK;
    return hawser_finding_emit(call, "warning", "connection", "/prefix", "env.config.all",
        "Prefix is not set: all variables can be read, those that hold secrets as well.");
}

struct hawser_connection {
    hawser_text prefix;
};

static int32_t close_connection(const hawser_call *call, hawser_connection *connection)
{
    (void)call;
    if (connection)
        hawser_text_done(&connection->prefix);
    free(connection);
    return HAWSER_OK;
}

static int32_t open_connection(
    const hawser_call *call, const char *json, size_t length, hawser_connection **ret_connection)
{
    hawser_connection *made = calloc(1, sizeof *made);
    if (made)
        hawser_json_string(json, length, "prefix", &made->prefix);
    if (made && made->prefix.failed == HAWSER_OK) {
        *ret_connection = made;
        return HAWSER_OK;
    }
    close_connection(call, made);
    return hawser_fail(call, HAWSER_NO_MEMORY, HAWSER_RETRY_NEVER, "env.memory", "no memory");
}

static void explain(int32_t code, hawser_error *ret_error)
{
    static const hawser_error kinds[] = {
        {.code = HAWSER_NOT_FOUND, .id = "env.not-found", .message = "there is no such variable"},
        {.code = HAWSER_DENIED, .id = "env.denied", .message = "it does not begin with Prefix"},
        {.code = HAWSER_CANCELLED, .id = "env.cancelled", .message = "the call was cancelled"},
        {.code = HAWSER_TIMEOUT, .retry = HAWSER_RETRY_LATER, .id = "env.timeout", .message = "late"},
        {.code = HAWSER_NO_MEMORY, .id = "env.memory", .message = "there is no memory"},
        {.id = "env.host", .message = "the runtime failed"}};
    *ret_error = hawser_error_pick(kinds, sizeof kinds / sizeof kinds[0], code);
}

static int32_t get(
    const hawser_job *job, void *user, const hawser_input *input, hawser_error *ret_error)
{
    const hawser_text *prefix = &((const hawser_connection *)user)->prefix;
    const char *value = NULL;
    hawser_text name = {0}, properties = {0};
    (void)ret_error; /* explain() fills it */
    hawser_text_add(&name, input->id, input->id_length);
    hawser_text_format(&properties, "{\"fileName\": ");
    hawser_text_json(&properties, input->id, input->id_length);
    int32_t code = hawser_text_add(&properties, "}", 1);
    if (code == HAWSER_OK && (code = name.failed) == HAWSER_OK)
        value = getenv(name.bytes);
    if (code == HAWSER_OK && prefix->bytes && strncmp(name.bytes, prefix->bytes, prefix->length))
        code = HAWSER_DENIED;
    if (code == HAWSER_OK)
        code = !value ? HAWSER_NOT_FOUND
                      : hawser_output_deliver(
                            job, input->index, 0, properties.bytes, value, strlen(value));
    hawser_text_done(&properties);
    hawser_text_done(&name);
    return code;
}

static int32_t execute(
    const hawser_call *call, hawser_connection *connection, const hawser_execute_request *request)
{
    const hawser_job job = {call, request->documents, explain};
    return hawser_inputs_each(&job, get, connection); /* "get" is the only action */
}

const hawser_connector *hawser_connector_entry(uint32_t host_abi_major)
{
    static const hawser_connector table = {HAWSER_ABI_MAJOR, HAWSER_ABI_MINOR, sizeof table,
        HAWSER_THREADS_PARALLEL, 0, "env", "1.0", .describe = describe, .validate = validate,
        .open = open_connection, .execute = execute, .close = close_connection};
    return host_abi_major == HAWSER_ABI_MAJOR ? &table : NULL;
}
