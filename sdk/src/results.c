/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue.h"
#include "document_properties.h"
#include "problem.h"

/* What is reported of an input. */
struct verdict {
    uint32_t status;
    const hawser_problem *problem; /* NULL: no memory, unless `clean` */
    bool clean;                    /* there is no error to tell of */
    const char *detail;
};

bool results_is_error(const hawser_error *error)
{
    return error && HAWSER_HAS(error, hawser_error, transcript) && error->code > HAWSER_END &&
           error->code <= HAWSER_INTERNAL && error->retry <= HAWSER_RETRY_LATER && error->id &&
           error->message;
}

/* Replaces the message by one to which what failed on the host's side is added. */
static int add_reason(hawser_problem *problem, const hawser_problem *host_error)
{
    const char *said = problem->error.message;
    const char *reason = host_error->error.message;
    size_t size = strlen(said) + strlen(reason) + 4;
    char *message = malloc(size);

    if (!message)
        return -1;
    snprintf(message, size, "%s (%s)", said, reason);
    free(problem->message);
    problem->message = message;
    problem->error.message = message;
    if (problem->error.native == 0)
        problem->error.native = host_error->error.native;
    return 0;
}

hawser_problem *results_amend(
    const hawser_execution *execution, const hawser_error *error, const hawser_problem *host_error)
{
    hawser_problem *problem = catalogue_problem(execution->link->loaded, error);

    if (!problem || !host_error || host_error->error.code != error->code)
        return problem;
    if (add_reason(problem, host_error) == 0)
        return problem;
    hawser_problem_free(problem);
    return NULL;
}

/* Keeps the first failure by number, and one of a document that was begun before one of a document
 * that was not. */
static void note_first(
    hawser_execution *execution, const struct input *input, const struct verdict *verdict)
{
    bool skipped = verdict->status == HAWSER_STATUS_SKIPPED;

    if (verdict->clean)
        return;
    if (execution->first_noted &&
        (skipped > execution->first_skipped ||
            (skipped == execution->first_skipped && input->number > execution->first_number)))
        return;
    hawser_problem_free(execution->first);
    execution->first = problem_copy(hawser_problem_error(verdict->problem));
    execution->first_number = input->number;
    execution->first_skipped = skipped;
    execution->first_noted = true;
}

/* Counts a result and shows it to the host, with `hook` held. The input is gone afterwards, unless
 * it is open. */
static void report(hawser_execution *execution, struct input *input, const struct verdict *verdict)
{
    hawser_outcome outcome = {
        .size = sizeof outcome,
        .input = input->number,
        .status = verdict->status,
        .id = input->id,
        .properties = input->properties ? input->properties : "{}",
        .error = verdict->clean ? NULL : hawser_problem_error(verdict->problem),
        .detail = verdict->detail,
    };
    struct input *retired;

    pthread_mutex_lock(&execution->mutex);
    execution->summary.inputs++;
    execution->summary.statuses[verdict->status]++;
    note_first(execution, input, verdict);
    pthread_mutex_unlock(&execution->mutex);
    if (execution->result)
        execution->result(execution->result_user, &outcome);
    pthread_mutex_lock(&execution->mutex);
    input->reported = true;
    retired = execution_retire(execution, input);
    pthread_mutex_unlock(&execution->mutex);
    input_free(retired);
}

static void report_unusable(hawser_execution *execution, struct input *input)
{
    hawser_problem *problem = input->unusable;

    input->unusable = NULL;
    report(execution, input,
        &(struct verdict){.status = HAWSER_STATUS_APPLICATION_ERROR, .problem = problem});
    hawser_problem_free(problem);
}

/* Where results are ordered: reports inputs that could not be used, up to the first that has no
   result yet. With `hook` held. */
static void report_waiting(hawser_execution *execution)
{
    for (;;) {
        struct input *input = NULL;
        bool more;

        pthread_mutex_lock(&execution->mutex);
        more = execution->reported < execution->given.count;
        if (more)
            input = execution->given.inputs[execution->reported];
        if (input && !input->reported && !input->passed_over)
            more = false;
        pthread_mutex_unlock(&execution->mutex);
        if (!more)
            return;
        if (input && !input->reported)
            report_unusable(execution, input);
        execution->reported++;
    }
}

void results_unusable(hawser_execution *execution, struct input *input, hawser_problem *problem)
{
    pthread_mutex_lock(&execution->hook);
    pthread_mutex_lock(&execution->mutex);
    input->unusable = problem;
    input->done = true;
    input->passed_over = true;
    pthread_mutex_unlock(&execution->mutex);
    if (execution->flags & HAWSER_EXECUTE_ORDERED)
        report_waiting(execution);
    else
        report_unusable(execution, input);
    pthread_mutex_unlock(&execution->hook);
}

static bool is_result(const hawser_result *result)
{
    if (!result || !HAWSER_HAS(result, hawser_result, detail_length) ||
        result->status >= STATUS_COUNT)
        return false;
    if (result->status == HAWSER_STATUS_SUCCESS)
        return !result->error;
    if (result->error)
        return results_is_error(result->error);
    return result->status == HAWSER_STATUS_SKIPPED;
}

/* Marks an input as done, so that there can be no second result. NULL: not an input that may have
 * one now. */
static struct input *claim(hawser_execution *execution, uint64_t index)
{
    struct input *input;

    pthread_mutex_lock(&execution->mutex);
    input = execution_input(execution, index);
    if (input && (input->done || input->outputs > 0))
        input = NULL;
    if (input)
        input->done = true;
    pthread_mutex_unlock(&execution->mutex);
    return input;
}

static int32_t accept(hawser_execution *execution, const hawser_result *result, const char *detail)
{
    struct verdict verdict = {.status = result->status, .clean = !result->error, .detail = detail};
    hawser_problem *problem = NULL;
    struct input *input = claim(execution, result->input);

    if (!input)
        return HAWSER_BAD_ARGUMENT;
    if (result->error) {
        pthread_mutex_lock(&execution->mutex);
        problem = results_amend(execution, result->error, input->host_error);
        pthread_mutex_unlock(&execution->mutex);
    }
    verdict.problem = problem;
    report(execution, input, &verdict);
    hawser_problem_free(problem);
    if (execution->flags & HAWSER_EXECUTE_ORDERED)
        report_waiting(execution);
    return HAWSER_OK;
}

int32_t results_result(void *host, const hawser_result *result)
{
    hawser_execution *execution = call_of(host)->execution;
    char *detail = NULL;
    int32_t code;

    if (!is_result(result))
        return HAWSER_BAD_ARGUMENT;
    if (result->detail) {
        code = document_properties_copy(result->detail, result->detail_length, &detail, NULL);
        if (code != HAWSER_OK)
            return code;
    }
    pthread_mutex_lock(&execution->hook);
    code = accept(execution, result, detail);
    pthread_mutex_unlock(&execution->hook);
    free(detail);
    return code;
}

/* Reports an input that the connector gave no result. `why` is the failure that may explain it;
 * NULL: none. */
static void report_left(hawser_execution *execution, struct input *input, const hawser_error *why)
{
    const char *id = input->taken ? "host.result.missing" : "host.result.skipped";
    const char *hint = input->taken
                           ? "Check at the other side whether it was done before you run it again."
                           : NULL;
    int32_t code = why ? why->code : HAWSER_INTERNAL;
    hawser_problem *problem = NULL;

    if (!why)
        problem_set(&problem, code, id, hint, "the connector ended without %s this document",
            input->taken ? "a result for" : "taking");
    else
        problem_set(&problem, code, id, hint, "the execution ended before this document %s: %s",
            input->taken ? "had a result" : "was begun", why->message);
    if (problem && why && !input->taken)
        problem->error.retry = why->retry;
    report(execution, input,
        &(struct verdict){
            .status = input->taken ? HAWSER_STATUS_UNKNOWN : HAWSER_STATUS_SKIPPED,
            .problem = problem,
        });
    hawser_problem_free(problem);
}

static void complete_one(hawser_execution *execution, struct input *input, const hawser_error *why)
{
    if (!input || input->reported)
        return;
    if (input->passed_over)
        report_unusable(execution, input);
    else
        report_left(execution, input, why);
}

void results_complete(hawser_execution *execution, int32_t code, const hawser_problem *problem)
{
    hawser_problem *first = NULL;
    const hawser_error *why = NULL;
    uint64_t number;

    pthread_mutex_lock(&execution->hook);
    /* A copy: what is reported below may take its place. */
    if (code == HAWSER_OK && execution->first_noted)
        first = problem_copy(hawser_problem_error(execution->first));
    if (code != HAWSER_OK || execution->first_noted)
        why = hawser_problem_error(code == HAWSER_OK ? first : problem);
    for (number = 0; number < execution->given.count; number++)
        complete_one(execution, execution->given.inputs[number], why);
    pthread_mutex_unlock(&execution->hook);
    hawser_problem_free(first);
}
