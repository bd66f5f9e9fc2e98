/* SPDX-License-Identifier: Apache-2.0 */
/* What a connector says of itself: asked for once, checked, and its schemas compiled. */
#include "config.h"

#include "call.h"
#include "problem.h"
#include "schema.h"
#include "text.h"

#include "schemas/embedded.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define META_SCHEMA "descriptor.json"

static int32_t keep_descriptor(void *user, json_t *value, const char *text, size_t length)
{
    struct call *call = user;
    hawser_loaded *loaded = call->loaded;

    if (loaded->descriptor != NULL)
        return call_refuse(call, "it is the second, where one was asked for");
    loaded->text = strndup(text, length);
    if (loaded->text == NULL)
        return HAWSER_NO_MEMORY;
    loaded->text_length = length;
    loaded->descriptor = json_incref(value);
    return HAWSER_OK;
}

static int32_t ask(hawser_loaded *loaded, hawser_problem **ret_problem)
{
    struct call call;

    loaded_enter(loaded, NULL);
    call_init(&call, loaded, NULL, NULL);
    call.emits = HAWSER_EMIT_DESCRIPTOR;
    call.emitted = keep_descriptor;
    call.emitted_user = &call;
    int32_t code = call_result(&call, loaded->table.describe(&call.abi), "describe", ret_problem);
    call_done(&call);
    loaded_leave(loaded);
    if (code == HAWSER_OK && loaded->descriptor == NULL)
        return problem_set(ret_problem, HAWSER_PROTOCOL, "describe.nothing", NULL,
            "the connector \"%s\" emitted no descriptor", loaded->table.id);
    return code;
}

static int32_t say_bad(const hawser_loaded *loaded, const char *pointer, const char *what,
    hawser_problem **ret_problem)
{
    return problem_set(ret_problem, HAWSER_PROTOCOL, "describe.bad-descriptor",
        "Ask the connector's maker for a version whose descriptor is right.",
        "the descriptor of the connector \"%s\" is wrong at \"%s\": %s", loaded->table.id, pointer,
        what);
}

/* Where the first finding goes. */
struct complaint_sink {
    const hawser_loaded *loaded;
    hawser_problem **ret_problem;
    bool said;
};

static void say_first(const struct schema_finding *finding, void *user)
{
    struct complaint_sink *sink = user;

    if (sink->said || finding->severity != SCHEMA_ERROR)
        return;
    sink->said = true;
    say_bad(sink->loaded, finding->pointer, finding->message, sink->ret_problem);
}

static struct schema *compile_meta(void)
{
    const struct embedded_schema *embedded = schema_embedded(META_SCHEMA);
    struct schema_problem problem;

    if (embedded == NULL)
        return NULL;
    json_t *document = json_loadb(embedded->text, embedded->length, 0, NULL);
    struct schema *schema = document == NULL ? NULL : schema_compile(document, &problem);
    json_decref(document);
    return schema;
}

static int32_t check_form(const hawser_loaded *loaded, hawser_problem **ret_problem)
{
    struct complaint_sink sink = {.loaded = loaded, .ret_problem = ret_problem};
    struct schema *meta = compile_meta();

    if (meta == NULL)
        return problem_no_memory(ret_problem);
    bool valid = schema_validate(meta, loaded->descriptor, 0, say_first, &sink);
    bool no_memory = errno == ENOMEM;
    schema_free(meta);
    if (valid)
        return HAWSER_OK;
    if (no_memory)
        return problem_no_memory(ret_problem);
    return sink.said ? HAWSER_PROTOCOL : say_bad(loaded, "", "it is not valid", ret_problem);
}

static int32_t check_id(const hawser_loaded *loaded, hawser_problem **ret_problem)
{
    const char *id = json_string_value(json_object_get(loaded->descriptor, "id"));

    if (id != NULL && strcmp(id, loaded->table.id) == 0)
        return HAWSER_OK;
    return say_bad(loaded, "/id", "it is not the id of the connector's table.", ret_problem);
}

static int32_t compile(const hawser_loaded *loaded, const char *where, const json_t *document,
    struct schema **ret_schema, hawser_problem **ret_problem)
{
    struct schema_problem problem;
    struct schema *schema = schema_compile(document, &problem);

    if (schema == NULL && problem.no_memory)
        return problem_no_memory(ret_problem);
    if (schema == NULL)
        return problem_set(ret_problem, HAWSER_PROTOCOL, "describe.bad-schema",
            "Ask the connector's maker for a version whose schemas are right.",
            "the schema of the connector \"%s\" for %s can't be used: at \"%s\", %s",
            loaded->table.id, where, problem.pointer, problem.message);
    *ret_schema = schema;
    return HAWSER_OK;
}

static int32_t say_secret(
    const hawser_loaded *loaded, const char *where, hawser_problem **ret_problem)
{
    return problem_set(ret_problem, HAWSER_PROTOCOL, "describe.bad-schema",
        "Ask the connector's maker for a version whose schemas are right.",
        "the schema of the connector \"%s\" for %s can't be used: it has an \"x-secret\", for "
        "which there is a place in the connection alone",
        loaded->table.id, where);
}

/* Documents are not validated by these; that they can be is promised to whoever reads them. */
static int32_t check_sets(
    const hawser_loaded *loaded, const json_t *json, const char *id, hawser_problem **ret_problem)
{
    static const char *const sets[] = {"inputProperties", "outputProperties", "responseProfile"};
    int32_t code = HAWSER_OK;

    for (size_t i = 0; i < sizeof sets / sizeof sets[0] && code == HAWSER_OK; i++) {
        const json_t *set = json_object_get(json, sets[i]);
        struct schema *schema = NULL;
        char *where = text_format("%s of %s", sets[i], id);
        if (where == NULL)
            return problem_no_memory(ret_problem);
        if (set != NULL && !json_is_null(set))
            code = compile(loaded, where, set, &schema, ret_problem);
        if (code == HAWSER_OK && schema != NULL && schema_has_secrets(schema))
            code = say_secret(loaded, where, ret_problem);
        schema_free(schema);
        free(where);
    }
    return code;
}

static int32_t add_action(hawser_loaded *loaded, const json_t *json, hawser_problem **ret_problem)
{
    struct action action = {.json = json, .id = json_string_value(json_object_get(json, "id"))};

    if (action.id == NULL)
        return say_bad(loaded, "/actions", "an action has no id.", ret_problem);
    if (loaded_action(loaded, action.id) != NULL)
        return say_bad(loaded, "/actions", "two actions have the same id.", ret_problem);
    int32_t code = compile(loaded, action.id, json_object_get(json, "operationSchema"),
        &action.operation, ret_problem);
    if (code != HAWSER_OK)
        return code;
    loaded->actions[loaded->action_count++] = action;
    if (schema_has_secrets(action.operation))
        return say_secret(loaded, action.id, ret_problem);
    return check_sets(loaded, json, action.id, ret_problem);
}

static int32_t compile_all(hawser_loaded *loaded, hawser_problem **ret_problem)
{
    const json_t *actions = json_object_get(loaded->descriptor, "actions");
    int32_t code = compile(loaded, "connections",
        json_object_get(loaded->descriptor, "connectionSchema"), &loaded->connection, ret_problem);

    if (code != HAWSER_OK)
        return code;
    loaded->actions = calloc(json_array_size(actions) + 1, sizeof *loaded->actions);
    if (loaded->actions == NULL)
        return problem_no_memory(ret_problem);
    for (size_t i = 0; i < json_array_size(actions) && code == HAWSER_OK; i++)
        code = add_action(loaded, json_array_get(actions, i), ret_problem);
    return code;
}

void loaded_forget(hawser_loaded *loaded)
{
    for (size_t i = 0; i < loaded->action_count; i++)
        schema_free(loaded->actions[i].operation);
    free(loaded->actions);
    loaded->actions = NULL;
    loaded->action_count = 0;
    schema_free(loaded->connection);
    loaded->connection = NULL;
    json_decref(loaded->descriptor);
    loaded->descriptor = NULL;
    free(loaded->text);
    loaded->text = NULL;
}

static int32_t describe(hawser_loaded *loaded, hawser_problem **ret_problem)
{
    int32_t code = ask(loaded, ret_problem);

    if (code == HAWSER_OK)
        code = check_form(loaded, ret_problem);
    if (code == HAWSER_OK)
        code = check_id(loaded, ret_problem);
    if (code == HAWSER_OK)
        code = compile_all(loaded, ret_problem);
    if (code != HAWSER_OK)
        loaded_forget(loaded);
    return code;
}

int32_t loaded_describe(hawser_loaded *loaded, hawser_problem **ret_problem)
{
    int32_t code = HAWSER_OK;

    pthread_mutex_lock(&loaded->mutex);
    if (loaded->descriptor == NULL)
        code = describe(loaded, ret_problem);
    pthread_mutex_unlock(&loaded->mutex);
    return code;
}

int32_t hawser_describe(
    hawser_loaded *loaded, const char **ret_json, size_t *ret_length, hawser_problem **ret_problem)
{
    int32_t code = loaded_describe(loaded, ret_problem);

    if (code != HAWSER_OK)
        return code;
    *ret_json = loaded->text;
    *ret_length = loaded->text_length;
    return HAWSER_OK;
}
