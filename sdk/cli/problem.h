/* SPDX-License-Identifier: Apache-2.0 */
/* Errors as they are shown, and the exit status that goes with each. */
#ifndef HAWSER_CLI_PROBLEM_H
#define HAWSER_CLI_PROBLEM_H

#include <hawser/host.h>
#include <jansson.h>

#include "console.h"

/* What failed, what the server said and what to change, on stderr; with --json also as a line on
 * stdout. */
void problem_show(const struct console *console, const hawser_error *error);

/* The part for a person alone, behind `title`: "hawser: " or "error: a.csv: ". */
void problem_write(const struct console *console, const char *title, const hawser_error *error);

/* An error as schemas/error.json says it. NULL: no memory. */
json_t *problem_json(const hawser_error *error);

/* The exit status for what a function of the SDK returned. */
int problem_status(int32_t code);

/* Shows a problem, frees it and returns the status for `code`. */
int problem_report(const struct console *console, int32_t code, hawser_problem *problem);

/* The same for one that doesn't say which file, `subject`, it is about. */
int problem_report_of(
    const struct console *console, const char *subject, int32_t code, hawser_problem *problem);

#endif
