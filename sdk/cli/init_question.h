/* SPDX-License-Identifier: Apache-2.0 */
/* One question of init: a field of the connection, or the path of a file. */
#ifndef HAWSER_CLI_INIT_QUESTION_H
#define HAWSER_CLI_INIT_QUESTION_H

#include <limits.h>
#include <stdint.h>

#include "asking.h"
#include "connector_use.h"
#include "init_secret.h"
#include "schema_fields.h"

/* A connection that is being set up. */
struct init_form {
    const struct console *console;
    const struct connector_use *use;
    struct asking asking;
    json_t *connection;   /* what was answered so far */
    json_t *object;       /* what is being filled: the connection, or an object in it */
    const json_t *schema; /* of that */
    const char *group;    /* its name in the connection; NULL: it is the connection */
    struct init_secrets secrets;
    char target[PATH_MAX]; /* "": standard output */
    bool replace;          /* what is there */
};

/* Label, description, and what may be answered. */
void init_question_explain(const struct init_form *form, const struct schema_field *item);
/* Keeps `value` as the field's where the connector accepts it, or says why not. Takes it over. */
bool init_question_accept(struct init_form *form, const char *name, json_t *value);
/* What was typed, of a type that a field takes if that can be. NULL: no memory. */
json_t *init_question_value(const char *text, uint32_t types);

/* Asks until the answer is acceptable; a blank one takes the default or leaves the field out. Never ASKED_UNUSABLE. */
enum asked init_question_ask(struct init_form *form, const struct schema_field *item);

/* Asks for a file to write, `usual` for a blank answer; one that exists only after a yes. */
enum asked init_question_path(struct init_form *form, const char *what, const char *usual,
    char *path, size_t capacity, bool *ret_replace);

#endif
