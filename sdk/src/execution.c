/* SPDX-License-Identifier: Apache-2.0 */
/* What a host says of an execution before it runs. */
#include "config.h"
#include "execution.h"

#include <stdlib.h>
#include <string.h>

#include "problem.h"

#define INPUTS_FIRST 16

hawser_execution *hawser_execution_new(
    hawser_link *link, const char *action, const char *operation, size_t length, uint32_t flags)
{
    hawser_execution *execution = calloc(1, sizeof *execution);

    if (!execution)
        return NULL;
    execution->link = link;
    execution->flags = flags;
    execution->action = strdup(action ? action : "");
    execution->operation = operation ? strndup(operation, length) : strdup("{}");
    execution->operation_length = operation ? length : strlen("{}");
    pthread_mutex_init(&execution->turn, NULL);
    pthread_mutex_init(&execution->hook, NULL);
    pthread_mutex_init(&execution->mutex, NULL);
    handles_init(&execution->handles);
    if (execution->action && execution->operation)
        return execution;
    hawser_execution_free(execution);
    return NULL;
}

static void free_inputs(hawser_execution *execution)
{
    uint64_t number;

    for (number = 0; number < execution->given.count; number++)
        input_free(execution->given.inputs[number]);
    free(execution->given.inputs);
    free(execution->taken);
}

void hawser_execution_free(hawser_execution *execution)
{
    if (!execution)
        return;
    free_inputs(execution);
    sink_free(execution->sink);
    sink_free(execution->records);
    hawser_problem_free(execution->first);
    hawser_problem_free(execution->host_error);
    handles_done(&execution->handles);
    pthread_mutex_destroy(&execution->turn);
    pthread_mutex_destroy(&execution->hook);
    pthread_mutex_destroy(&execution->mutex);
    free(execution->action);
    free(execution->operation);
    free(execution);
}

static int grow(struct input_list *list)
{
    uint64_t capacity = list->capacity ? 2 * list->capacity : INPUTS_FIRST;
    struct input **inputs = reallocarray(list->inputs, capacity, sizeof *inputs);

    if (!inputs)
        return -1;
    list->inputs = inputs;
    list->capacity = capacity;
    return 0;
}

int32_t execution_add(hawser_execution *execution, struct input *input)
{
    struct input_list *list = &execution->given;
    int32_t code = HAWSER_OK;

    pthread_mutex_lock(&execution->mutex);
    if (list->count == list->capacity && grow(list))
        code = HAWSER_NO_MEMORY;
    if (code == HAWSER_OK) {
        input->number = list->count;
        list->inputs[list->count++] = input;
    }
    pthread_mutex_unlock(&execution->mutex);
    if (code != HAWSER_OK)
        input_free(input);
    return code;
}

struct input *execution_input(hawser_execution *execution, uint64_t index)
{
    if (index >= execution->taken_count)
        return NULL;
    return execution->given.inputs[execution->taken[index]];
}

struct input *execution_retire(hawser_execution *execution, struct input *input)
{
    if (!input->reported || input->open)
        return NULL;
    execution->given.inputs[input->number] = NULL;
    return input;
}

void execution_host_failed(
    hawser_execution *execution, const uint64_t *index, const struct attempt *attempt)
{
    hawser_error error = {
        .size = sizeof error,
        .code = attempt->code,
        .native = attempt->native,
        .id = "host.documents",
        .message = attempt->text,
    };
    struct input *input = NULL;

    pthread_mutex_lock(&execution->mutex);
    hawser_problem_free(execution->host_error);
    execution->host_error = problem_copy(&error);
    if (index)
        input = execution_input(execution, *index);
    if (input) {
        hawser_problem_free(input->host_error);
        input->host_error = problem_copy(&error);
    }
    pthread_mutex_unlock(&execution->mutex);
}

/* Describes a new input, which may be NULL, and adds it. */
static int32_t add(
    hawser_execution *execution, struct input *input, const char *id, const char *properties)
{
    int32_t code = input ? HAWSER_OK : HAWSER_NO_MEMORY;

    if (code == HAWSER_OK)
        code = execution->ran ? HAWSER_BAD_ARGUMENT : input_describe(input, id, properties);
    if (code == HAWSER_OK)
        return execution_add(execution, input);
    input_free(input);
    return code;
}

int32_t hawser_execution_add_id(hawser_execution *execution, const char *id, const char *properties)
{
    return add(execution, input_new(INPUT_EMPTY), id, properties);
}

int32_t hawser_execution_add_file(
    hawser_execution *execution, const char *path, const char *properties)
{
    struct input *input;

    if (!path)
        return HAWSER_BAD_ARGUMENT;
    input = input_new(INPUT_FILE);
    if (input) {
        input->path = strdup(path);
        if (!input->path) {
            input_free(input);
            input = NULL;
        }
    }
    return add(execution, input, NULL, properties);
}

int32_t hawser_execution_add_memory(
    hawser_execution *execution, const void *bytes, size_t length, const char *properties)
{
    struct input *input;

    if (!bytes && length > 0)
        return HAWSER_BAD_ARGUMENT;
    input = input_new(INPUT_MEMORY);
    if (input) {
        input->bytes = bytes;
        input->length = length;
    }
    return add(execution, input, NULL, properties);
}

int32_t hawser_execution_add_descriptor(
    hawser_execution *execution, int32_t descriptor, const char *properties)
{
    struct input *input;

    if (descriptor < 0)
        return HAWSER_BAD_ARGUMENT;
    input = input_new(INPUT_DESCRIPTOR);
    if (input)
        input->descriptor = descriptor;
    return add(execution, input, NULL, properties);
}

int32_t hawser_execution_on_input(
    hawser_execution *execution, int32_t (*next)(void *user, hawser_source *source), void *user)
{
    if (execution->ran)
        return HAWSER_BAD_ARGUMENT;
    execution->next = next;
    execution->next_user = user;
    return HAWSER_OK;
}

static int32_t set_sink(hawser_execution *execution, struct sink *sink)
{
    if (!sink)
        return HAWSER_NO_MEMORY;
    if (execution->ran) {
        sink_free(sink);
        return HAWSER_BAD_ARGUMENT;
    }
    sink_free(execution->sink);
    execution->sink = sink;
    return HAWSER_OK;
}

static void log_recovered(void *user, const char *line)
{
    call_log(user, HAWSER_LOG_WARNING, "%s", line);
}

int32_t hawser_execution_to_directory(
    hawser_execution *execution, const char *path, uint32_t flags, hawser_problem **ret_problem)
{
    struct sink *sink = NULL;
    struct attempt attempt;
    struct call call;
    int32_t code;

    if (!path || (flags & ~HAWSER_DIRECTORY_OVERWRITE) != 0 || execution->ran)
        return problem_set(ret_problem, HAWSER_BAD_ARGUMENT, "host.output.argument", NULL,
            "an output directory needs a path and known flags, and is set before the run");
    if (execution->flags & HAWSER_EXECUTE_DRY_RUN)
        return HAWSER_OK; /* not even the directory is made, nor is it looked into */
    attempt_init(&attempt, NULL);
    call_init(&call, execution->link->loaded, NULL, NULL);
    code = sink_directory_new(path, flags, log_recovered, &call, &sink, &attempt);
    call_done(&call);
    if (code == HAWSER_OK)
        return set_sink(execution, sink);
    if (code == HAWSER_NO_MEMORY)
        return problem_no_memory(ret_problem);
    return problem_set(ret_problem, code, "host.output.directory",
        "Name a directory that exists or can be made, and that you may write to.",
        "the output documents have no place: %s", attempt.text);
}

int32_t hawser_execution_to_memory(hawser_execution *execution, size_t limit)
{
    return set_sink(execution, sink_memory_new(limit));
}

int32_t hawser_execution_to_descriptor(hawser_execution *execution, int32_t descriptor)
{
    if (descriptor < 0)
        return HAWSER_BAD_ARGUMENT;
    return set_sink(execution, sink_descriptor_new(descriptor));
}

int32_t hawser_execution_to_sink(hawser_execution *execution, const hawser_sink *sink)
{
    struct sink *made = NULL;
    int32_t code = sink ? sink_callback_new(sink, &made) : HAWSER_BAD_ARGUMENT;

    return code == HAWSER_OK ? set_sink(execution, made) : code;
}

void hawser_execution_on_output(hawser_execution *execution,
    void (*output)(void *user, const hawser_delivered *delivered), void *user)
{
    execution->output = output;
    execution->output_user = user;
}

void hawser_execution_on_result(hawser_execution *execution,
    void (*result)(void *user, const hawser_outcome *outcome), void *user)
{
    execution->result = result;
    execution->result_user = user;
}

void hawser_execution_on_progress(hawser_execution *execution,
    void (*progress)(void *user, uint64_t input, uint64_t done, uint64_t total), void *user)
{
    execution->progress = progress;
    execution->progress_user = user;
}
