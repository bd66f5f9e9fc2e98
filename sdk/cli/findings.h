/* SPDX-License-Identifier: Apache-2.0 */
/* What validation found, shown as it is found. */
#ifndef HAWSER_CLI_FINDINGS_H
#define HAWSER_CLI_FINDINGS_H

#include <hawser/host.h>
#include <stdbool.h>
#include <stdio.h>

#include "console.h"

struct findings {
    const struct console *console;
    FILE *stream; /* for a person */
    bool all;     /* warnings and information too */
    unsigned errors;
    unsigned warnings;
};

/* A hawser_finding_fn; `user` is a struct findings. */
void findings_show(void *user, const hawser_finding *finding);

/* The last line: how many there were. */
void findings_total(const struct findings *findings);

#endif
