/* SPDX-License-Identifier: Apache-2.0 */
/* The ABI entry: files of a local directory. */
#include <config.h>

#include "disk/run.h"
#include "schemas/embedded.h"

#include <errno.h>
#include <fcntl.h>
#include <hawser/connector-json.h>
#include <unistd.h>

/* Nothing changes in it, so that calls may come at once. */
struct hawser_connection {
    hawser_text root;
};

static int32_t describe(const hawser_call *call)
{
    const struct embedded_schema *schema = schema_embedded("disk/connector.json");
    json_t *descriptor = json_loadb(schema->text, schema->length, 0, NULL);
    json_object_set_new(descriptor, "version", json_string(PACKAGE_VERSION));
    char *text = descriptor ? json_dumps(descriptor, JSON_COMPACT) : NULL;
    int32_t code = text ? call->emit(call->host, HAWSER_EMIT_DESCRIPTOR, text, strlen(text))
                        : HAWSER_NO_MEMORY;
    free(text);
    json_decref(descriptor);
    return code;
}

/* The schema has said all but this. */
static int32_t validate(const hawser_call *call, const hawser_validate_request *request)
{
    hawser_text root = {0};
    int32_t code = HAWSER_OK;
    if (request->connection &&
        hawser_json_string(request->connection, request->connection_length, "root", &root) &&
        root.length > 0 && root.bytes[strspn(root.bytes, "/.")] == '\0')
        code = hawser_finding_emit(call, "warning", "connection", "/root", "disk.config.whole-disk",
            "Root is the whole file system; name the directory that holds the files.");
    code = root.failed != HAWSER_OK ? root.failed : code;
    hawser_text_done(&root);
    return code;
}

static int32_t close_connection(const hawser_call *call, hawser_connection *connection)
{
    (void)call;
    if (connection)
        hawser_text_done(&connection->root);
    free(connection);
    return HAWSER_OK;
}

static int32_t open_connection(
    const hawser_call *call, const char *json, size_t length, hawser_connection **ret_connection)
{
    hawser_connection *connection = calloc(1, sizeof *connection);
    if (connection && hawser_json_string(json, length, "root", &connection->root) &&
        connection->root.failed == HAWSER_OK) {
        *ret_connection = connection;
        return HAWSER_OK;
    }
    close_connection(call, connection);
    return hawser_fail(call, HAWSER_NO_MEMORY, HAWSER_RETRY_NEVER, "disk.memory", "no memory");
}

const char *disk_option(const struct disk_run *run, const char *name)
{
    const char *text = json_string_value(json_object_get(run->operation, name));
    return text ? text : "";
}

/* What hawser_inputs_each() is given. */
struct queue {
    struct disk_run run;
    disk_action *act;
    hawser_failure failure; /* of the document in hand */
};

static int32_t each(
    const hawser_job *job, void *user, const hawser_input *input, hawser_error *ret_error)
{
    struct queue *queue = user;
    (void)job;
    memset(&queue->failure.error, 0, sizeof queue->failure.error);
    int32_t code = queue->act(&queue->run, input, &queue->failure);
    if (code != HAWSER_OK && queue->failure.error.code == code)
        *ret_error = queue->failure.error;
    return code;
}

/* Of what does not come from an action. */
static void explain(int32_t code, hawser_error *ret_error)
{
    static const hawser_error kinds[] = {
        {.code = HAWSER_CANCELLED, .id = "disk.ended", .message = "the call was cancelled"},
        {.code = HAWSER_TIMEOUT, .id = "disk.timeout", .message = "the time was up"},
        {.code = HAWSER_NO_MEMORY, .id = "disk.memory", .message = "there is no memory"},
        {.id = "disk.host", .message = "the side that runs this failed"}};
    *ret_error = hawser_error_pick(kinds, sizeof kinds / sizeof *kinds, code);
    ret_error->retry = code == HAWSER_NO_MEMORY ? HAWSER_RETRY_NEVER : HAWSER_RETRY_LATER;
}

static disk_action *action_of(const char *id)
{
    static const struct {
        const char *id;
        disk_action *act;
    } actions[] = {{"create", disk_create}, {"get", disk_get}, {"query", disk_query},
        {"list", disk_list}, {"delete", disk_delete}};
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strcmp(actions[i].id, id) == 0)
            return actions[i].act;
    return NULL;
}

static int32_t run(struct queue *queue, const char *root)
{
    const hawser_call *call = queue->run.job.call;
    if (!queue->act)
        return hawser_fail(call, HAWSER_HOST, HAWSER_RETRY_LATER, "disk.host",
            "the runtime asked for an action that there is not");
    if (queue->run.operation && queue->run.root >= 0)
        return hawser_inputs_each(&queue->run.job, each, queue);
    disk_failed(&queue->failure, queue->run.operation ? errno : ENOMEM, "opening Root", root);
    call->fail(call->host, &queue->failure.error);
    return queue->failure.error.code;
}

static int32_t execute(
    const hawser_call *call, hawser_connection *connection, const hawser_execute_request *request)
{
    json_t *operation = json_loadb(request->operation, request->operation_length, 0, NULL);
    struct queue queue = {
        .run = {.job = {call, request->documents, explain},
            .operation = operation,
            .root = open(connection->root.bytes, O_PATH | O_DIRECTORY | O_CLOEXEC),
            .dry = (request->flags & HAWSER_EXECUTE_DRY_RUN) != 0},
        .act = action_of(request->action),
    };
    int32_t code = run(&queue, connection->root.bytes);
    if (queue.run.root >= 0)
        close(queue.run.root);
    json_decref(operation);
    return code;
}

const hawser_connector *hawser_connector_entry(uint32_t host_abi_major)
{
    static const hawser_connector table = {
        .abi_major = HAWSER_ABI_MAJOR,
        .abi_minor = HAWSER_ABI_MINOR,
        .size = sizeof table,
        .thread_model = HAWSER_THREADS_PARALLEL,
        .id = "disk",
        .version = PACKAGE_VERSION,
        .describe = describe,
        .validate = validate,
        .open = open_connection,
        .execute = execute,
        .close = close_connection,
    };
    return host_abi_major == HAWSER_ABI_MAJOR ? &table : NULL;
}
