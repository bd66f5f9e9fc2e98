/* SPDX-License-Identifier: Apache-2.0 */
/* What a run shows while it goes: documents, results, and the summary. */
#ifndef HAWSER_CLI_RUN_OUTPUT_H
#define HAWSER_CLI_RUN_OUTPUT_H

#include <hawser/host.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#include "console.h"
#include "options.h"
#include "run_effects.h"
#include "run_inputs.h"
#include "run_progress.h"
#include "run_records.h"
#include "run_said.h"

struct run_output {
    const struct console *console;
    const struct run_inputs *inputs;
    const json_t *operation; /* the schema of the action's options */
    const char *correlation; /* NULL: none */
    bool makes_bytes;        /* documents are files, records only tell of errors */
    bool dry;                /* records say what would be done */
    bool to_standard_output; /* which therefore takes nothing else */
    FILE *results;           /* NULL: none wanted */
    struct run_records records;
    struct effects effects;
    struct run_progress progress;
    bool *delivered;      /* by input: a document came of it */
    uint64_t flushed_ns;  /* when records were last written out */
    struct run_said said; /* errors of documents */
};

/* Whether the documents of an action are bytes, rather than records or none; `action` is the
 * descriptor's entry. */
bool run_makes_bytes(const json_t *action);

/* Begins; `action` is the descriptor's entry. Returns 0 or an exit status. */
int run_output_begin(struct run_output *output, const struct console *console,
    const struct options *options, const struct run_inputs *inputs, const json_t *action);
/* Has an execution report to it. */
void run_output_watch(struct run_output *output, hawser_execution *execution);
/* The last lines. Returns false where the results file could not be written. */
bool run_output_summary(struct run_output *output, const hawser_summary *summary, int32_t code);
/* Whether a document's error that was shown says the same. */
bool run_output_said(const struct run_output *output, const hawser_error *error);
void run_output_done(struct run_output *output);

#endif
