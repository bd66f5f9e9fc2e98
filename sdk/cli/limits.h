/* SPDX-License-Identifier: Apache-2.0 */
/* What bounds a live call: signals, --timeout, --correlation. */
#ifndef HAWSER_CLI_LIMITS_H
#define HAWSER_CLI_LIMITS_H

#include <hawser/host.h>

#include "cancel.h"
#include "console.h"
#include "options.h"

struct limits {
    struct cancel cancel;
    hawser_control control; /* for the SDK */
};

/* Reads the options. Returns 0, or the exit status after saying what is wrong. */
int limits_begin(
    struct limits *limits, const struct console *console, const struct options *options);
void limits_end(struct limits *limits);

#endif
