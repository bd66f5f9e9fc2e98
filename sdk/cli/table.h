/* SPDX-License-Identifier: Apache-2.0 */
/* Rows and columns for a person. Widths come from the first rows; later ones are written as they
 * come. */
#ifndef HAWSER_CLI_TABLE_H
#define HAWSER_CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "console.h"

#define TABLE_MOST_COLUMNS 16
#define TABLE_MEASURED_ROWS 1000

struct table {
    const struct console *console;
    size_t columns;
    char *titles[TABLE_MOST_COLUMNS];
    bool right[TABLE_MOST_COLUMNS]; /* numbers: aligned at their end */
    size_t widths[TABLE_MOST_COLUMNS];
    bool used[TABLE_MOST_COLUMNS];     /* a column without any value is left out */
    bool left_out[TABLE_MOST_COLUMNS]; /* it had values, and the terminal no room for it */
    char **cells;                      /* rows that wait to be measured, row after row */
    size_t rows;
    bool headed; /* the titles were written, widths are fixed */
};

void table_init(struct table *table, const struct console *console);
/* Copies the title. Columns past the most are passed over. */
void table_column(struct table *table, const char *title, bool right);
/* One row of `table->columns` texts; NULL is an empty one. They are copied and cleaned. */
void table_row(struct table *table, const char *const *texts);
/* Writes what waits, and frees the table. */
void table_done(struct table *table);

#endif
