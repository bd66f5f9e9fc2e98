/* SPDX-License-Identifier: Apache-2.0 */
/* What a run says as JSON, one object a line. */
#ifndef HAWSER_CLI_RUN_LINES_H
#define HAWSER_CLI_RUN_LINES_H

#include <hawser/host.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#include "run_inputs.h"

/* A document; with `content` that of a document that is no record and was kept in memory is in it,
 * in base64. */
json_t *run_line_document(const hawser_delivered *delivered, const char *correlation, bool content);

/* Writes the line of a record that can be passed on as it came: the same line as that of run_line_document. False,
 * with nothing written: it is no such record. */
bool run_line_record(FILE *stream, const hawser_delivered *delivered, const char *correlation);

/* An input, as --rerun finds it in the results of a run that did not come to it. The first says of how many. */
json_t *run_line_given(uint64_t number, size_t count, const struct run_input *input);

/* The result of an input. `file` is the local file of the input, or NULL. The line can serve as a
 * line of --input. */
json_t *run_line_result(const hawser_outcome *outcome, const char *correlation, const char *file);

json_t *run_line_summary(const hawser_summary *summary, int32_t code, const char *correlation);

#endif
