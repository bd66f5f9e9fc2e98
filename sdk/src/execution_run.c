/* SPDX-License-Identifier: Apache-2.0 */
/* The run of an execution. */
#include "config.h"
#include "execution.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "control.h"
#include "documents.h"
#include "prepare.h"
#include "problem.h"
#include "results.h"

#define NS_PER_S 1000000000u
#define ABI_FLAGS 0xffffu /* those of the connector; the others are the SDK's */

static const hawser_documents documents = {
    .size = sizeof documents,
    .next_input = documents_next_input,
    .doc_read = documents_read,
    .doc_rewind = documents_rewind,
    .doc_descriptor = documents_descriptor,
    .doc_moved = documents_moved,
    .doc_close = documents_close,
    .out_open = outputs_open,
    .out_write = outputs_write,
    .out_descriptor = outputs_descriptor,
    .out_moved = outputs_moved,
    .out_read = outputs_read,
    .out_truncate = outputs_truncate,
    .out_prepare = outputs_prepare,
    .out_publish = outputs_publish,
    .out_discard = outputs_discard,
    .out_fail = outputs_fail,
    .result = results_result,
};

static uint64_t now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
}

static void on_progress(void *user, uint64_t index, uint64_t done, uint64_t total)
{
    hawser_execution *execution = user;
    uint64_t number = 0;
    bool known;

    pthread_mutex_lock(&execution->mutex);
    known = index < execution->taken_count;
    if (known)
        number = execution->taken[index];
    pthread_mutex_unlock(&execution->mutex);
    if (!known || !execution->progress)
        return;
    pthread_mutex_lock(&execution->hook);
    execution->progress(execution->progress_user, number, done, total);
    pthread_mutex_unlock(&execution->hook);
}

static int32_t make_sinks(hawser_execution *execution)
{
    if (!execution->sink)
        execution->sink = sink_memory_new(SINK_MEMORY_LIMIT);
    if (!execution->records)
        execution->records = sink_memory_new(SINK_MEMORY_LIMIT);
    return execution->sink && execution->records ? HAWSER_OK : HAWSER_NO_MEMORY;
}

/* An action that takes no inputs is given one to act on. */
static int32_t supply_input(hawser_execution *execution)
{
    const struct action *action = loaded_action(execution->link->loaded, execution->action);
    const char *kind =
        action ? json_string_value(json_object_get(action->json, "inputKind")) : NULL;
    struct input *input;
    int32_t code;

    if (!kind || strcmp(kind, "none") != 0 || execution->given.count > 0 || execution->next)
        return HAWSER_OK;
    input = input_new(INPUT_EMPTY);
    if (!input)
        return HAWSER_NO_MEMORY;
    code = input_describe(input, NULL, NULL);
    if (code == HAWSER_OK)
        return execution_add(execution, input);
    input_free(input);
    return code;
}

/* Where documents come in one stream, their order is that in which they were delivered only if no two of them are
   written at once. */
static uint32_t flags_of(const hawser_execution *execution)
{
    uint32_t flags = execution->flags & ABI_FLAGS;

    return execution->sink->is_stream ? flags | HAWSER_EXECUTE_ONE_THREAD : flags;
}

static int32_t call_connector(
    hawser_execution *execution, const char *operation, size_t length, hawser_problem **ret_problem)
{
    hawser_link *link = execution->link;
    const hawser_execute_request request = {
        .size = sizeof request,
        .flags = flags_of(execution),
        .action = execution->action,
        .operation = operation,
        .operation_length = length,
        .documents = &documents,
    };
    int32_t code = link->loaded->table.execute(&execution->call->abi, link->connection, &request);

    documents_end(execution);
    outputs_end(execution);
    return call_result(execution->call, code, "execute", ret_problem);
}

/* The call with what it needs around it. */
static int32_t perform(hawser_execution *execution, const hawser_control *control,
    const char *operation, size_t length, hawser_problem **ret_problem)
{
    hawser_link *link = execution->link;
    struct call call;
    int32_t code = loaded_say_waited(link->loaded, link_enter(link, control), ret_problem);

    if (code != HAWSER_OK)
        return code;
    call_init(&call, link->loaded, link->secrets, control);
    call.execution = execution;
    call.progress = on_progress;
    call.durable = (execution->flags & HAWSER_EXECUTE_DURABLE) != 0;
    execution->call = &call;
    if (call_offer_state(&call, link, execution->action) != HAWSER_OK)
        code = problem_no_memory(ret_problem);
    else
        code = call_connector(execution, operation, length, ret_problem);
    execution->call = NULL;
    call_done(&call);
    link_leave(link);
    return code;
}

static int32_t check_flags(const hawser_execution *execution, hawser_problem **ret_problem)
{
    uint32_t known = HAWSER_EXECUTE_DRY_RUN | HAWSER_EXECUTE_ORDERED | HAWSER_EXECUTE_ONE_THREAD |
                     HAWSER_EXECUTE_ACK_ON_WRITE | HAWSER_EXECUTE_DURABLE;

    if ((execution->flags & ~known) == 0)
        return HAWSER_OK;
    return problem_set(ret_problem, HAWSER_BAD_ARGUMENT, "sdk.bad-flags", NULL,
        "the execution has flags that this version does not know (0x%x)",
        (unsigned)(execution->flags & ~known));
}

static int32_t validate_and_perform(
    hawser_execution *execution, const hawser_control *control, hawser_problem **ret_problem)
{
    char *operation = NULL;
    size_t length = 0;
    int32_t flags = check_flags(execution, ret_problem);

    if (flags != HAWSER_OK)
        return flags;
    int32_t code = prepare_operation(execution->link, execution->action, execution->operation,
        execution->operation_length, control, &operation, &length, ret_problem);

    if (code != HAWSER_OK)
        return code;
    if (make_sinks(execution) != HAWSER_OK || supply_input(execution) != HAWSER_OK)
        code = problem_no_memory(ret_problem);
    else
        code = perform(execution, control, operation, length, ret_problem);
    free(operation);
    return code;
}

/* Puts the reason to a failure of the host's side. */
static int32_t explain(const hawser_execution *execution, int32_t code, hawser_problem **problem)
{
    hawser_problem *amended;

    if (code != HAWSER_HOST || !*problem || !execution->host_error)
        return code;
    amended = results_amend(execution, hawser_problem_error(*problem), execution->host_error);
    if (amended) {
        hawser_problem_free(*problem);
        *problem = amended;
    }
    return code;
}

/* What failed though the connector says that the call did not. */
static int32_t find_failure(hawser_execution *execution, hawser_problem **ret_problem)
{
    struct attempt attempt;
    int32_t code = execution->ended;

    attempt_init(&attempt, NULL);
    if (code != HAWSER_OK && code != HAWSER_END)
        return problem_set(ret_problem, code, "host.input.next", NULL,
            "the host could not give the next input document");
    if (execution->sink && execution->sink->type->finish) {
        code = execution->sink->type->finish(execution->sink, &attempt);
        if (code != HAWSER_OK)
            return problem_set(ret_problem, code, "host.output.write", NULL,
                "output documents did not get to where they were to go: %s", attempt.text);
    }
    if (!execution->first_noted)
        return HAWSER_OK;
    return problem_give(ret_problem, problem_copy(hawser_problem_error(execution->first)));
}

static void fill_summary(hawser_execution *execution, uint64_t began, hawser_summary *ret_summary)
{
    size_t size;

    if (!ret_summary)
        return;
    execution->summary.elapsed_ns = now_ns() - began;
    size = ret_summary->size < sizeof execution->summary ? ret_summary->size
                                                         : sizeof execution->summary;
    execution->summary.size = ret_summary->size;
    memcpy(ret_summary, &execution->summary, size);
}

int32_t hawser_execution_run(hawser_execution *execution, const hawser_control *control,
    hawser_summary *ret_summary, hawser_problem **ret_problem)
{
    hawser_problem *problem = NULL;
    uint64_t began = now_ns();
    int32_t code;

    if (execution->ran)
        return problem_set(ret_problem, HAWSER_BAD_ARGUMENT, "host.execution.ran", NULL,
            "this execution has run already; make a new one");
    code = control_check(control, ret_problem);
    if (code != HAWSER_OK)
        return code;
    execution->ran = true;
    code = validate_and_perform(execution, control, &problem);
    code = explain(execution, code, &problem);
    /* With a failure of the call, `problem` says which, even where it is NULL for want of memory.
     */
    results_complete(execution, code, problem);
    if (code == HAWSER_OK)
        code = find_failure(execution, &problem);
    fill_summary(execution, began, ret_summary);
    if (code == HAWSER_OK)
        return code;
    problem_give(ret_problem, problem);
    return code;
}
