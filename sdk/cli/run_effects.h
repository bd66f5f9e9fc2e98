/* SPDX-License-Identifier: Apache-2.0 */
/* What a dry run would do, as a table: one row for each record with a member "would". */
#ifndef HAWSER_CLI_RUN_EFFECTS_H
#define HAWSER_CLI_RUN_EFFECTS_H

#include <jansson.h>
#include <stdbool.h>

#include "console.h"
#include "table.h"

struct effects {
    struct table table;
};

void effects_begin(struct effects *effects, const struct console *console);
bool effects_is_one(const json_t *record);
void effects_add(struct effects *effects, const json_t *record);
/* Writes what waits. Once more does nothing. */
void effects_end(struct effects *effects);

#endif
