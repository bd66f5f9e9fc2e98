/* SPDX-License-Identifier: Apache-2.0 */
/* --lock: one run of a name at a time. */
#ifndef HAWSER_CLI_RUN_LOCK_H
#define HAWSER_CLI_RUN_LOCK_H

#include <hawser/host.h>

#include "console.h"

/* Takes the lock `name` below the state folder of `host`; it is given back when the descriptor is
   closed, or when the process ends in whatever way. Returns 0, 5 where another holds it, or another
   exit status. */
int run_lock_take(
    const struct console *console, const hawser_host *host, const char *name, int *ret_descriptor);

#endif
