/* SPDX-License-Identifier: Apache-2.0 */
/* A connector as every command needs it: the host, the connector, what it says of itself. */
#ifndef HAWSER_CLI_CONNECTOR_USE_H
#define HAWSER_CLI_CONNECTOR_USE_H

#include <hawser/host.h>
#include <jansson.h>

#include "console.h"

struct connector_use {
    hawser_host *host;
    hawser_loaded *loaded;
    json_t *descriptor;
};

/* A host that logs to the console. NULL, which was said: no memory. */
hawser_host *connector_host(struct console *console);

/* Loads a connector by id or path. Returns 0, or the exit status after saying what is wrong. */
int connector_use_open(struct console *console, const char *name, struct connector_use *ret_use);
void connector_use_close(struct connector_use *use);

/* The descriptor's entry for an action, borrowed; NULL: it has none, which was said. */
const json_t *connector_action(
    const struct console *console, const struct connector_use *use, const char *id);
const json_t *connector_connection_schema(const struct connector_use *use);

#endif
