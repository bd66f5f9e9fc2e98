/* SPDX-License-Identifier: Apache-2.0 */
/* The stages of a live test, shown as they end. */
#ifndef HAWSER_CLI_STAGES_H
#define HAWSER_CLI_STAGES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "console.h"

struct stages {
    const struct console *console;
    bool quiet;      /* keep the chain and show nothing */
    json_t *chain;   /* the last chain of certificates that a stage learnt; owned. NULL: none */
    json_t *profile; /* of the server, as a stage gave it; owned. NULL: none */
    bool failed;     /* a stage failed, and its error was shown */
};

/* A hawser_emitted_fn; `user` is a struct stages. */
void stages_show(void *user, const char *json, size_t length);

#endif
