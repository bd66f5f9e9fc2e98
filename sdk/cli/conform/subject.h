/* SPDX-License-Identifier: Apache-2.0 */
/* The connector under test, without the library's care for it. */
#ifndef HAWSER_CONFORM_SUBJECT_H
#define HAWSER_CONFORM_SUBJECT_H

#include <hawser/connector.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "fixture.h"
#include "verdict.h"

/* What every test is given. */
struct conform {
    const char *path;              /* of the shared object, absolute */
    const struct fixture *fixture; /* NULL: none */
    uint64_t seed;
};

/* How far the structs reach that a connector is given. */
enum shape {
    SHAPE_PLAIN,
    SHAPE_EXACT, /* nothing can be read behind them */
    SHAPE_LARGER /* with fields of a minor version to come */
};

struct subject {
    const struct conform *conform;
    enum shape shape;
    void *handle;
    hawser_connector_entry_fn entry;
    const hawser_connector *table;
    json_t *descriptor;
    json_t *connection_schema; /* borrowed from the descriptor */
};

/* Loads the shared object and finds the entry, no more. False: the verdict says why. */
bool subject_open(
    const struct conform *conform, struct subject *ret_subject, struct verdict *verdict);
/* The table too, where it can be used. A failure of it is another test's: skipped here. */
bool subject_load(
    const struct conform *conform, struct subject *ret_subject, struct verdict *verdict);
/* And the descriptor. */
bool subject_describe(
    const struct conform *conform, struct subject *ret_subject, struct verdict *verdict);
/* Forgets it; the code stays loaded, as it does in a host. */
void subject_done(struct subject *subject);

/* The descriptor's entry of an action; NULL: it has none. */
json_t *subject_action(const struct subject *subject, const char *id);

/* A configuration as a host gives it: a copy of `given` with the schema's defaults at its top
   level. A new reference. */
json_t *subject_filled(const json_t *schema, const json_t *given);
/* The fixture's connection, filled, with placeholders where it has secrets. A new reference. */
json_t *subject_connection(const struct subject *subject);

#endif
