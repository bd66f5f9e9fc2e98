/* SPDX-License-Identifier: Apache-2.0 */
/* The words of findings. */
#ifndef HAWSER_SDK_SCHEMA_MESSAGE_H
#define HAWSER_SDK_SCHEMA_MESSAGE_H

#include <stdio.h>

#include "schema_field.h"
#include "schema_run.h"

/* All that a sentence may need. */
struct wording {
    struct run *run;
    const struct place *place;
    const struct complaint *complaint;
    const struct field *field; /* of the place */
    const char *label;
    bool secret;         /* the value must not be shown */
    json_t *recommended; /* array, to be filled */
};

/* "schema.type" */
const char *complaint_id(enum complaint_code code);
/* Message and hint, freed by the caller; false without memory, then neither is set. */
bool wording_make(const struct wording *wording, char **ret_message, char **ret_hint);

/* schema_hint.c: writes what to do, and fills the recommended values. */
void wording_hint(const struct wording *wording, FILE *out);
/* The name of a field of the place's parent, with its label: host (Host). */
void wording_field_name(const struct wording *wording, FILE *out, const char *name);
/* The names in a list of property names, by their labels. */
void wording_labels(const struct wording *wording, FILE *out, const struct field *parent,
    const json_t *names, const char *last);
void wording_parent(const struct wording *wording, struct field *ret_parent);

#endif
