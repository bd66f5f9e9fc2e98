/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "problem.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

/* What is kept of one text of an error. */
#define MESSAGE_MAX (16 * 1024)
#define TRANSCRIPT_MAX (64 * 1024)

static const hawser_error no_memory = {
    .size = sizeof(hawser_error),
    .code = HAWSER_NO_MEMORY,
    .retry = HAWSER_RETRY_LATER,
    .id = "sdk.no-memory",
    .message = "there is not enough memory",
};

const hawser_error *hawser_problem_error(const hawser_problem *problem)
{
    return problem == NULL ? &no_memory : &problem->error;
}

void hawser_problem_free(hawser_problem *problem)
{
    if (problem == NULL)
        return;
    free(problem->id);
    free(problem->message);
    free(problem->hint);
    free(problem->transcript);
    free(problem);
}

/* Copies `text` if there is one; false: no memory. */
static bool keep(char **ret_copy, const char *text, size_t most)
{
    if (text == NULL)
        return true;
    *ret_copy = text_clean(text, strnlen(text, most), true);
    return *ret_copy != NULL;
}

/* The error's texts are the problem's from here on. */
static hawser_problem *point(hawser_problem *problem)
{
    problem->error.size = sizeof problem->error;
    problem->error.reserved = 0;
    problem->error.id = problem->id;
    problem->error.message = problem->message;
    problem->error.hint = problem->hint;
    problem->error.transcript = problem->transcript;
    return problem;
}

hawser_problem *problem_copy(const hawser_error *error)
{
    hawser_problem *problem = calloc(1, sizeof *problem);
    if (problem == NULL)
        return NULL;
    problem->error.code = HAWSER_INTERNAL;
    /* All fields are of 1.0: a shorter struct is not an error's, and nothing of it can be relied
     * on. */
    bool whole = HAWSER_HAS(error, hawser_error, transcript);
    if (whole) {
        problem->error.code = error->code;
        problem->error.retry = error->retry;
        problem->error.native = error->native;
    }
    const char *id = whole && error->id != NULL ? error->id : "sdk.nameless-error";
    const char *message = whole && error->message != NULL ? error->message : "it did not say why";
    if (keep(&problem->id, id, MESSAGE_MAX) && keep(&problem->message, message, MESSAGE_MAX) &&
        keep(&problem->hint, whole ? error->hint : NULL, MESSAGE_MAX) &&
        keep(&problem->transcript, whole ? error->transcript : NULL, TRANSCRIPT_MAX))
        return point(problem);
    hawser_problem_free(problem);
    return NULL;
}

int32_t problem_give(hawser_problem **ret_problem, hawser_problem *problem)
{
    int32_t code = problem == NULL ? HAWSER_NO_MEMORY : problem->error.code;

    if (ret_problem == NULL)
        hawser_problem_free(problem);
    else
        *ret_problem = problem;
    return code;
}

int32_t problem_no_memory(hawser_problem **ret_problem)
{
    return problem_give(ret_problem, NULL);
}

int32_t problem_set(hawser_problem **ret_problem, int32_t code, const char *id, const char *hint,
    const char *format, ...)
{
    if (ret_problem == NULL)
        return code;
    va_list list;
    va_start(list, format);
    char *message = text_format_list(format, list);
    va_end(list);
    hawser_problem *problem = NULL;
    if (message != NULL)
        problem = problem_copy(&(hawser_error){.size = sizeof(hawser_error),
            .code = code,
            .id = id,
            .message = message,
            .hint = hint});
    free(message);
    *ret_problem = problem;
    return code;
}
