/* SPDX-License-Identifier: Apache-2.0 */
/* The input documents of a run: words of the command line, lines of a file, or what an earlier run
 * left. */
#ifndef HAWSER_CLI_RUN_INPUTS_H
#define HAWSER_CLI_RUN_INPUTS_H

#include <hawser/host.h>
#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "console.h"
#include "options.h"
#include "run_progress.h"

#define RUN_INPUT_LONGEST_LINE ((size_t)1 << 20) /* bytes of a line of --input or --rerun */

struct run_input {
    char *id;           /* NULL: none */
    char *file;         /* path, or - for standard input; NULL: none */
    json_t *properties; /* an object */
    bool done;          /* in the run that is taken up: to be dropped */
};

struct run_inputs {
    struct run_input *items; /* by the index of the document */
    size_t count;
    size_t capacity;
    json_t *properties; /* of every input: --property */
};

/* Gathers and checks them: `action` is the descriptor's entry. Returns 0, or the exit status after
   saying what is wrong. To be released in any case. */
int run_inputs_gather(const struct console *console, const struct options *options,
    const json_t *action, struct run_inputs *inputs);
void run_inputs_done(struct run_inputs *inputs);

/* Appends one, taking over `own` (an object or NULL) as the properties that go over those of every
   input. Returns 0 or an exit status. */
int run_inputs_append(const struct console *console, struct run_inputs *inputs, const char *id,
    const char *file, json_t *own);

/* Forgets those that are done. */
void run_inputs_drop_done(struct run_inputs *inputs);

/* How many there are, and how many bytes where all are files whose size is known. */
struct run_extent run_inputs_extent(const struct run_inputs *inputs);

/* Hands them to an execution, in order. */
int run_inputs_add(
    const struct console *console, const struct run_inputs *inputs, hawser_execution *execution);

/* Reads the lines of --input, or of --rerun: what has no SUCCESS among its results. */
int run_lines_read(
    const struct console *console, const char *path, bool rerun, struct run_inputs *inputs);

#endif
