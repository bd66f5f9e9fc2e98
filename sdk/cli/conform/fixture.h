/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A configuration that works, with which a connector can be tried: what a person wrote down in a
 * file.
 */
#ifndef HAWSER_CONFORM_FIXTURE_H
#define HAWSER_CONFORM_FIXTURE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "console.h"

/* A document as it goes in. */
struct fixture_document {
    const char *id;   /* NULL: none */
    char *properties; /* JSON object */
    char *content;
    size_t length;
};

struct fixture_action {
    const char *id;
    json_t *operation; /* borrowed */
    const char *after; /* the action that is run before each run of this one; NULL: none */
    struct fixture_document *documents;
    size_t count;
};

struct fixture {
    json_t *json;
    json_t *connection; /* secrets as a person would write them were moved to `secrets` */
    json_t *secrets;    /* texts by JSON Pointer into the connection */
    char *trust;        /* PEM; NULL: none */
    struct fixture_action *actions;
    size_t count;
    json_t *browse; /* JSON Pointers of fields that have suggestions; borrowed; NULL: none */
    bool test;      /* the connection can be tried live */
};

/* Reads a file. Returns 0, or the exit status after saying what is wrong. */
int fixture_read(const struct console *console, const char *path, struct fixture *ret_fixture);
void fixture_done(struct fixture *fixture);

/* NULL: the fixture has no such action. */
const struct fixture_action *fixture_action(const struct fixture *fixture, const char *id);

#endif
