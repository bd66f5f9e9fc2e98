/* SPDX-License-Identifier: Apache-2.0 */
/* hawser trust fetch: shows the certificates of a server and deploys one of them on a yes. */
#ifndef HAWSER_CLI_TRUST_FETCH_H
#define HAWSER_CLI_TRUST_FETCH_H

#include "console.h"
#include "options.h"

/* `connector` is an id or a path. Returns the exit status. */
int trust_fetch(struct console *console, const struct options *options, const char *connector);

#endif
