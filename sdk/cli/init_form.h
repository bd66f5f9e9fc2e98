/* SPDX-License-Identifier: Apache-2.0 */
/* The questions of init: a connection, field by field, each answer checked at once. */
#ifndef HAWSER_CLI_INIT_FORM_H
#define HAWSER_CLI_INIT_FORM_H

#include "connector_use.h"

/* Asks at the terminal of standard input and of the console's error stream. Writes what was answered to a file that is
 * asked for as well, or to standard output where that is not the terminal. Returns an exit status. */
int init_form_run(struct console *console, const struct connector_use *use);

#endif
