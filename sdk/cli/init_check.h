/* SPDX-License-Identifier: Apache-2.0 */
/* What the connector says of a connection that is being set up. */
#ifndef HAWSER_CLI_INIT_CHECK_H
#define HAWSER_CLI_INIT_CHECK_H

#include <jansson.h>
#include <stdbool.h>

#include "connector_use.h"

/* Shows what is found in the field `name` of a draft. False: there was an error among it, or no memory. */
bool init_check_field(const struct console *console, const struct connector_use *use,
    json_t *connection, const char *name);
/* Shows what is found in the whole. Returns an exit status. */
int init_check_whole(
    const struct console *console, const struct connector_use *use, json_t *connection);

#endif
