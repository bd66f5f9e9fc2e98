/* SPDX-License-Identifier: Apache-2.0 */
/* Records of a run as a table: the columns are the fields of the action's response profile. */
#ifndef HAWSER_CLI_RUN_RECORDS_H
#define HAWSER_CLI_RUN_RECORDS_H

#include <jansson.h>
#include <stdbool.h>

#include "console.h"
#include "table.h"

struct run_records {
    struct table table;
    const char *names[TABLE_MOST_COLUMNS]; /* borrowed from the descriptor */
    size_t count;
};

void run_records_begin(
    struct run_records *records, const struct console *console, const json_t *profile);
void run_records_add(struct run_records *records, const json_t *record);
void run_records_end(struct run_records *records);

#endif
