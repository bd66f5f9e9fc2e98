/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A connector for the SDK's tests that does what its operation says, right or wrong. An operation
 * is
 * {"steps": [STEP, ...], "each": [STEP, ...]}: the steps of "each" are done for every input until
 * there is none, those of "steps" once, before. A step is [COMMAND, CODE, ARGUMENT, ...]: what it
 * returns must be CODE, or the execution fails and says so. SLOT is one of eight outputs.
 *
 *   next [ID]                     takes an input, whose id must be ID
 *   size N                        the input's content size is N; -1: unknown
 *   can N                         the input's capabilities are N
 *   property NAME VALUE           the input has that property
 *   all TEXT                      the input's bytes up to the end are TEXT
 *   some N                        reads up to N bytes
 *   rewind OFFSET | close
 *   file TEXT                     the input's descriptor has TEXT at offset 0
 *   open SLOT PROPERTIES FLAGS    opens an output for the current input
 *   write SLOT TEXT | bytewise SLOT TEXT | fill SLOT COUNT
 *   place SLOT TEXT               writes by the output's descriptor, at offset 0
 *   back SLOT OFFSET TEXT         reads back from an output
 *   cut SLOT OFFSET | prepare SLOT PROPERTIES | publish SLOT | discard SLOT
 *   fail PROPERTIES ERROR         reports an output that could not be made
 *   result STATUS [ERROR [INDEX]] ERROR is its code; 0: none
 *   progress DONE TOTAL
 *   junk                          calls everything with handles that never were
 *   cancelled                     waits for the cancellation descriptor
 *   pool THREADS                  copies every input to an output, on that many threads
 *   die                           kills the process
 *   return ERROR                  ends the execution
 */
#include "script.h"
#include "script_descriptor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct hawser_connection {
    int nothing;
};

hawser_error script_error(int32_t code)
{
    return (hawser_error){.size = sizeof(hawser_error),
        .code = code,
        .retry = HAWSER_RETRY_LATER,
        .id = "script.asked",
        .message = "The script says so."};
}

const char *text_at(const json_t *step, size_t index)
{
    const char *text = json_string_value(json_array_get(step, index));

    return text ? text : "";
}

int64_t number_at(const json_t *step, size_t index)
{
    return json_integer_value(json_array_get(step, index));
}

static const struct command {
    const char *name;
    int32_t (*run)(struct script *script, const json_t *step);
} commands[] = {
    {"next", do_next},
    {"size", do_size},
    {"can", do_can},
    {"property", do_property},
    {"all", do_all},
    {"some", do_some},
    {"rewind", do_rewind},
    {"file", do_file},
    {"close", do_close},
    {"open", do_open},
    {"write", do_write},
    {"bytewise", do_bytewise},
    {"fill", do_fill},
    {"place", do_place},
    {"back", do_back},
    {"cut", do_cut},
    {"prepare", do_prepare},
    {"publish", do_publish},
    {"discard", do_discard},
    {"fail", do_fail},
    {"result", do_result},
    {"progress", do_progress},
    {"junk", do_junk},
    {"cancelled", do_cancelled},
    {"die", do_die},
    {"pool", do_pool},
};

static int32_t end(struct script *script, int32_t code, const char *message)
{
    hawser_error error = script_error(code);

    if (message)
        error.message = message;
    script->call->fail(script->host, &error);
    return code;
}

/* One step; what it returns other than expected ends the execution. */
static int32_t run_step(struct script *script, const json_t *step)
{
    const char *name = text_at(step, 0);
    char message[512];
    size_t i;

    if (strcmp(name, "return") == 0)
        return end(script, (int32_t)number_at(step, 1), NULL);
    for (i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(commands[i].name, name) != 0)
            continue;
        int32_t code = commands[i].run(script, step);

        if (code == (int32_t)number_at(step, 1))
            return HAWSER_OK;
        char *text = json_dumps(step, JSON_ENCODE_ANY);
        snprintf(message, sizeof message, "the step %s returned %d", text ? text : name, code);
        free(text);
        return end(script, HAWSER_INTERNAL, message);
    }
    return end(script, HAWSER_INTERNAL, "no such command");
}

static int32_t run_steps(struct script *script, const json_t *steps)
{
    int32_t code = HAWSER_OK;
    size_t i;

    for (i = 0; code == HAWSER_OK && i < json_array_size(steps); i++)
        code = run_step(script, json_array_get(steps, i));
    return code;
}

static int32_t run_each(struct script *script, const json_t *steps)
{
    const json_t *none = NULL;
    int32_t code = HAWSER_OK;

    while (code == HAWSER_OK) {
        code = do_next(script, none);
        if (code != HAWSER_OK)
            return script->ended ? HAWSER_OK : end(script, code, NULL);
        code = run_steps(script, steps);
    }
    return code;
}

static int32_t execute(
    const hawser_call *call, hawser_connection *connection, const hawser_execute_request *request)
{
    json_t *operation = json_loadb(request->operation, request->operation_length, 0, NULL);
    const json_t *each = json_object_get(operation, "each");
    struct script script = {.call = call, .documents = request->documents, .host = call->host};
    int32_t code = run_steps(&script, json_object_get(operation, "steps"));

    (void)connection;
    if (code == HAWSER_OK && each)
        code = run_each(&script, each);
    json_decref(operation);
    return code;
}

static int32_t describe(const hawser_call *call)
{
    return call->emit(
        call->host, HAWSER_EMIT_DESCRIPTOR, script_descriptor, strlen(script_descriptor));
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
    (void)call;
    (void)connection;
    (void)length;
    *ret_connection = calloc(1, sizeof **ret_connection);
    return *ret_connection ? HAWSER_OK : HAWSER_NO_MEMORY;
}

static int32_t close_connection(const hawser_call *call, hawser_connection *connection)
{
    (void)call;
    free(connection);
    return HAWSER_OK;
}

static const hawser_connector table = {
    .abi_major = HAWSER_ABI_MAJOR,
    .abi_minor = HAWSER_ABI_MINOR,
    .size = sizeof table,
    .thread_model = HAWSER_THREADS_PER_CONNECTION,
    .id = "script",
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
