/* SPDX-License-Identifier: Apache-2.0 */
/* Problems: errors that outlive the call in which they arose. */
#ifndef HAWSER_SDK_PROBLEM_H
#define HAWSER_SDK_PROBLEM_H

#include <hawser/host.h>

/* `error` points at the texts beside it, which the problem owns. */
struct hawser_problem {
    hawser_error error;
    char *id;
    char *message;
    char *hint;
    char *transcript;
};

/*
 * Makes a problem of `code`, to be retried never, and returns `code`. `id` and `hint` are copied;
 * `hint` may be NULL. A `ret_problem` that is NULL makes none. Without memory *ret_problem becomes
 * NULL, which hawser_problem_error knows to mean just that.
 */
__attribute__((format(printf, 5, 6))) int32_t problem_set(hawser_problem **ret_problem,
    int32_t code, const char *id, const char *hint, const char *format, ...);

/* HAWSER_NO_MEMORY, said without allocating. */
int32_t problem_no_memory(hawser_problem **ret_problem);

/* A copy of an error of the other side, whose struct may be shorter or longer than ours. NULL: no
 * memory. */
hawser_problem *problem_copy(const hawser_error *error);

/* Moves `problem` to *ret_problem, or frees it if `ret_problem` is NULL. Returns its code, and
   HAWSER_NO_MEMORY for a problem that is NULL. */
int32_t problem_give(hawser_problem **ret_problem, hawser_problem *problem);

#endif
