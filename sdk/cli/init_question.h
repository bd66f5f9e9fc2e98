/* SPDX-License-Identifier: Apache-2.0 */
/* One question of init: a field of the connection, or the path of a file. */
#ifndef HAWSER_CLI_INIT_QUESTION_H
#define HAWSER_CLI_INIT_QUESTION_H

#include <limits.h>

#include "asking.h"
#include "connector_use.h"
#include "init_secret.h"
#include "schema_fields.h"

/* A connection that is being set up. */
struct init_form {
    const struct console *console;
    const struct connector_use *use;
    const json_t *schema; /* of a connection */
    struct asking asking;
    json_t *connection; /* what was answered so far */
    struct init_secrets secrets;
    char target[PATH_MAX]; /* "": standard output */
    bool replace;          /* what is there */
};

/* Asks until the answer is acceptable; a blank one takes the default or leaves the field out. Never ASKED_UNUSABLE. */
enum asked init_question_ask(struct init_form *form, const struct schema_field *item);

/* Asks for a file to write, `usual` for a blank answer; one that exists only after a yes. */
enum asked init_question_path(struct init_form *form, const char *what, const char *usual,
    char *path, size_t capacity, bool *ret_replace);

#endif
