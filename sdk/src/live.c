/* SPDX-License-Identifier: Apache-2.0 */
/* What is asked of a connection live, without opening it: test and browse. */
#include "config.h"

#include "call.h"
#include "pointer.h"
#include "prepare.h"
#include "problem.h"

#include <string.h>

/* Who gets what is emitted. */
struct emission {
    struct call *call;
    hawser_emitted_fn each;
    void *user;
};

static const char *recommendations_fault(const json_t *list)
{
    size_t i;
    const json_t *one;

    if (list != NULL && !json_is_array(list))
        return "its recommendations are no array";
    json_array_foreach(list, i, one)
    {
        const char *field = json_string_value(json_object_get(one, "field"));
        if (field == NULL || field[0] != '/' || !pointer_is_valid(field, strlen(field)) ||
            json_object_get(one, "value") == NULL)
            return "a recommendation lacks a field or a value";
    }
    return NULL;
}

static const char *stage_fault(const json_t *value)
{
    static const char *const statuses[] = {"passed", "warned", "failed", "skipped"};
    const char *stage = json_string_value(json_object_get(value, "stage"));
    const char *status = json_string_value(json_object_get(value, "status"));

    if (stage == NULL || stage[0] == '\0')
        return "it has no name";
    for (size_t i = 0; status != NULL && i < sizeof statuses / sizeof statuses[0]; i++)
        if (strcmp(status, statuses[i]) == 0)
            return recommendations_fault(json_object_get(value, "recommendations"));
    return "its status is none of passed, warned, failed, skipped";
}

static const char *suggestion_fault(const json_t *value)
{
    return json_object_get(value, "value") == NULL ? "it has no value" : NULL;
}

static int32_t pass_on(void *user, json_t *value, const char *text, size_t length)
{
    struct emission *emission = user;
    const char *fault =
        emission->call->emits == HAWSER_EMIT_STAGE ? stage_fault(value) : suggestion_fault(value);

    if (fault != NULL)
        return call_refuse(emission->call, fault);
    if (emission->each != NULL)
        emission->each(emission->user, text, length);
    return HAWSER_OK;
}

static void expect(struct call *call, uint32_t kind, struct emission *emission)
{
    emission->call = call;
    call->emits = kind;
    call->emitted = pass_on;
    call->emitted_user = emission;
}

static int32_t ask_test(hawser_loaded *loaded, const struct prepared *prepared, const char *options,
    const hawser_control *control, struct emission *emission, hawser_problem **ret_problem)
{
    struct call call;
    const hawser_test_request request = {.size = sizeof request,
        .connection = prepared->text,
        .connection_length = prepared->length,
        .options = options,
        .options_length = strlen(options)};
    int32_t code = loaded_say_waited(loaded, loaded_enter(loaded, control), ret_problem);

    if (code != HAWSER_OK)
        return code;
    call_init(&call, loaded, prepared->secrets, control);
    expect(&call, HAWSER_EMIT_STAGE, emission);
    code = call_result(&call, loaded->table.test(&call.abi, &request), "test", ret_problem);
    call_done(&call);
    loaded_leave(loaded);
    return code;
}

static int32_t check_options(const char *options, hawser_problem **ret_problem)
{
    json_t *value = json_loads(options, JSON_REJECT_DUPLICATES, NULL);
    bool good = json_is_object(value);

    json_decref(value);
    return good ? HAWSER_OK
                : problem_set(ret_problem, HAWSER_BAD_ARGUMENT, "test.bad-options", NULL,
                      "the options of a test must be a JSON object");
}

int32_t hawser_test(hawser_loaded *loaded, const char *connection, size_t length,
    const char *options, const hawser_control *control, hawser_emitted_fn each, void *user,
    hawser_problem **ret_problem)
{
    struct emission emission = {.each = each, .user = user};
    struct prepared prepared = {0};
    const char *chosen = options == NULL ? "{}" : options;
    int32_t code = check_options(chosen, ret_problem);

    if (code == HAWSER_OK)
        code = prepare_connection(loaded, connection, length, 0, control, &prepared, ret_problem);
    if (code == HAWSER_OK)
        code = ask_test(loaded, &prepared, chosen, control, &emission, ret_problem);
    prepared_done(&prepared);
    return code;
}

static int32_t ask_browse(hawser_loaded *loaded, hawser_browse_request *request,
    const struct prepared *prepared, const hawser_control *control, struct emission *emission,
    hawser_problem **ret_problem)
{
    struct call call;
    int32_t code = loaded_say_waited(loaded, loaded_enter(loaded, control), ret_problem);

    if (code != HAWSER_OK)
        return code;
    request->connection = prepared->text;
    request->connection_length = prepared->length;
    call_init(&call, loaded, prepared->secrets, control);
    expect(&call, HAWSER_EMIT_SUGGESTION, emission);
    code = call_result(&call, loaded->table.browse(&call.abi, request), "browse", ret_problem);
    call_done(&call);
    loaded_leave(loaded);
    return code;
}

/* The person is still filling the form in, so the connection is validated as a draft. */
int32_t hawser_browse(hawser_loaded *loaded, const char *connection, size_t length,
    const char *field, const char *value, const hawser_control *control, hawser_emitted_fn each,
    void *user, hawser_problem **ret_problem)
{
    struct emission emission = {.each = each, .user = user};
    struct prepared prepared = {0};
    hawser_browse_request request = {
        .size = sizeof request, .field = field, .value = value == NULL ? "" : value};

    if (!pointer_is_valid(field, strlen(field)))
        return problem_set(ret_problem, HAWSER_BAD_ARGUMENT, "browse.bad-field", NULL,
            "\"%s\" is not a JSON Pointer", field);
    int32_t code = prepare_connection(
        loaded, connection, length, HAWSER_VALIDATE_DRAFT, control, &prepared, ret_problem);
    if (code == HAWSER_OK)
        code = ask_browse(loaded, &request, &prepared, control, &emission, ret_problem);
    prepared_done(&prepared);
    return code;
}
