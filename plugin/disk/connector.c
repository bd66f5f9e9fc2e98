/* SPDX-License-Identifier: Apache-2.0 */
/* The ABI entry: files of a local directory. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "disk/run.h"
#include "schemas/embedded.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

/* Nothing changes in it, so that calls may come at once. */
struct hawser_connection {
    char *root;
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
    json_t *connection = request->connection
                             ? json_loadb(request->connection, request->connection_length, 0, NULL)
                             : NULL;
    const char *root = json_string_value(json_object_get(connection, "root"));
    bool all = root && *root && root[strspn(root, "/.")] == '\0';
    json_decref(connection);
    return all ? hawser_emit_finding(call, "warning", "disk.config.whole-disk", "/connection/root",
                     "Root is the whole file system.", "Name the directory that holds the files.")
               : HAWSER_OK;
}

static int32_t open_connection(
    const hawser_call *call, const char *json, size_t length, hawser_connection **ret_connection)
{
    hawser_failure failure;
    json_t *object = json_loadb(json, length, 0, NULL);
    const char *root = json_string_value(json_object_get(object, "root"));
    hawser_connection *connection = calloc(1, sizeof *connection);
    if (connection)
        connection->root = strdup(root ? root : "");
    json_decref(object);
    if (connection && connection->root) {
        *ret_connection = connection;
        return HAWSER_OK;
    }
    free(connection);
    disk_failed(&failure, ENOMEM, "opening", "Root");
    return hawser_call_fail(call, &failure);
}

static int32_t close_connection(const hawser_call *call, hawser_connection *connection)
{
    (void)call;
    if (connection)
        free(connection->root);
    free(connection);
    return HAWSER_OK;
}

const char *disk_option(const struct disk_run *run, const char *name)
{
    const char *text = json_string_value(json_object_get(run->operation, name));
    return text ? text : "";
}

/* What hawser_each_input() is given. */
struct queue {
    struct disk_run run;
    disk_action *act;
};

static int32_t each(void *user, const hawser_input *input, hawser_failure *failure)
{
    struct queue *queue = user;
    return queue->act(&queue->run, input, failure) ? HAWSER_OK : failure->code;
}

static disk_action *action_of(const char *id)
{
    static const struct {
        const char *id;
        disk_action *act;
    } actions[] = {{"create", disk_create}, {"get", disk_get}, {"query", disk_query},
        {"list", disk_list}, {"delete", disk_delete}};
    size_t i = 0;
    while (strcmp(actions[i].id, id) != 0) /* the host knows the descriptor */
        i++;
    return actions[i].act;
}

static int32_t execute(
    const hawser_call *call, hawser_connection *connection, const hawser_execute_request *request)
{
    hawser_failure failure;
    json_t *operation = json_loadb(request->operation, request->operation_length, 0, NULL);
    struct queue queue = {{call, request->documents, operation, malloc(DISK_CHUNK),
                              open(connection->root, O_PATH | O_DIRECTORY | O_CLOEXEC),
                              (request->flags & HAWSER_EXECUTE_DRY_RUN) != 0},
        action_of(request->action)};
    int32_t code;
    if (queue.run.root < 0 || !queue.run.chunk)
        disk_failed(&failure, queue.run.chunk ? errno : ENOMEM, "opening Root", connection->root);
    code = queue.run.root < 0 || !queue.run.chunk
               ? failure.code
               : hawser_each_input(call, request->documents, "disk.host", each, &queue, &failure);
    if (queue.run.root >= 0)
        close(queue.run.root);
    free(queue.run.chunk);
    json_decref(operation);
    return code == HAWSER_OK ? code : hawser_call_fail(call, &failure);
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
