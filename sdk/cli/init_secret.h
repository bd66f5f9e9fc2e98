/* SPDX-License-Identifier: Apache-2.0 */
/* Secrets of a connection that is being set up: where each is kept, which is never the connection's file. */
#ifndef HAWSER_CLI_INIT_SECRET_H
#define HAWSER_CLI_INIT_SECRET_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "console.h"

#define INIT_SECRETS_MOST 16

/* One that was typed and waits for the end of the questions. */
struct init_secret {
    char *path;
    json_t *value; /* a string; jansson overwrites it */
    bool replace;
    bool written;
};

struct init_secrets {
    struct init_secret items[INIT_SECRETS_MOST];
    size_t count;
};

/* {"$secret": "env:HAWSER_CLIENT_KEY_PASSPHRASE"} for clientKeyPassphrase. NULL: no memory. */
json_t *init_secret_variable(const char *name);
/* {"$secret": "file:/path"}. NULL: no memory, or the path is not UTF-8. */
json_t *init_secret_file(const char *path);

/* Takes over neither. False: no memory, or too many. */
bool init_secrets_add(struct init_secrets *secrets, const char *path, json_t *value, bool replace);
/* Writes them all, for their owner alone. Returns 0, or an exit status after saying what is wrong; then none is there
 * that was not before. */
int init_secrets_write(struct init_secrets *secrets, const struct console *console);
/* Removes those that were written and replaced nothing. */
void init_secrets_withdraw(struct init_secrets *secrets);
void init_secrets_done(struct init_secrets *secrets);

#endif
