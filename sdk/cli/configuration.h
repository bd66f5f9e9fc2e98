/* SPDX-License-Identifier: Apache-2.0 */
/* A connection and an operation as the command line gives them: files, then what is set over them.
 */
#ifndef HAWSER_CLI_CONFIGURATION_H
#define HAWSER_CLI_CONFIGURATION_H

#include <jansson.h>
#include <stdbool.h>

#include "connector_use.h"
#include "console.h"
#include "input_file.h"
#include "options.h"

struct configuration {
    struct secret_text connection; /* JSON */
    struct secret_text operation;  /* JSON; no bytes where there is no action */
    const char *action;            /* borrowed; NULL: none */
};

/* Standard input can be read once. Returns 0, or the exit status after saying so.
 * configuration_read begins with it. */
int configuration_check_input(const struct console *console, const struct options *options);

/*
 * Reads what --connection, --operation, --set-connection, --set and --filter say. `action` is the
 * descriptor's entry, or NULL for the connection alone. Returns 0, or the exit status after saying
 * what is wrong.
 */
int configuration_read(const struct console *console, const struct options *options,
    const struct connector_use *use, const json_t *action, struct configuration *ret_configuration);
void configuration_done(struct configuration *configuration);

/*
 * Validates it and shows the findings on `stream`, or with --json as lines on stdout. `draft`
 * allows fields to be missing. Errors and warnings are always shown, information where `all`.
 * Returns 0, 3 for errors, or another exit status where it could not be validated.
 */
int configuration_validate(const struct console *console, const struct connector_use *use,
    const struct configuration *configuration, bool draft, bool all, FILE *stream);

#endif
