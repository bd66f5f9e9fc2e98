/* SPDX-License-Identifier: Apache-2.0 */
/* Options, and what may follow each of them. */
#ifndef HAWSER_CLI_COMPLETE_OPTION_H
#define HAWSER_CLI_COMPLETE_OPTION_H

#include "candidates.h"
#include "completing.h"

/* The options of a command. */
void complete_options(const struct command *command, struct candidates *candidates);
/* The argument of the option `id`. */
void complete_argument(
    struct completing *completing, enum option_id id, struct candidates *candidates);

/* The fields of the connection of the connector on the line. */
void complete_field_names(struct completing *completing, struct candidates *candidates);

/* The actions of the connector on the line. */
void complete_actions(struct completing *completing, struct candidates *candidates);

#endif
