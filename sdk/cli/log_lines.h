/* SPDX-License-Identifier: Apache-2.0 */
/* The log of a host on standard error: warnings, and with --verbose everything. */
#ifndef HAWSER_CLI_LOG_LINES_H
#define HAWSER_CLI_LOG_LINES_H

#include <hawser/host.h>

#include "console.h"

/* `console` must outlive the host. */
void log_lines_to(hawser_host *host, struct console *console);

#endif
