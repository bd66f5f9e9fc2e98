/* SPDX-License-Identifier: Apache-2.0 */
/* What the schema says about a field, gathered from all subschemas that may apply to it: a title
 * may stand beside a $ref, and the rule that failed in an `if` elsewhere. */
#ifndef HAWSER_SDK_SCHEMA_FIELD_H
#define HAWSER_SDK_SCHEMA_FIELD_H

#include "schema_run.h"

enum { FIELD_MAX_NODES = 256 };

struct field {
    const struct node *nodes[FIELD_MAX_NODES]; /* the nearest first */
    size_t count;
    bool overflowed;
};

/* The way to a place, root first. */
struct trail {
    const struct place *places[SCHEMA_MAX_INSTANCE_DEPTH + 2];
    size_t count;
};

void field_of_root(const struct schema *schema, struct field *ret_field);
/* A member by name, or a list entry where key is NULL. */
void field_enter(
    const struct field *parent, const char *key, size_t index, struct field *ret_field);
/* The first of the nodes' arguments, NULL if none has it. */
const json_t *field_argument(const struct field *field, const char *name);
const json_t *field_ui(const struct field *field, const char *name);
const char *field_title(const struct field *field);
bool field_has_mark(const struct field *field, const char *name);

void trail_init(struct trail *trail, const struct place *place);
void field_at(const struct schema *schema, const struct trail *trail, struct field *ret_field);
/* Freed by the caller; NULL without memory. */
char *trail_label(const struct schema *schema, const struct trail *trail);
char *trail_order(const struct schema *schema, const struct trail *trail, size_t *ret_length);
bool trail_visible(const struct schema *schema, const struct trail *trail);
/* Whether anything that the field may hold is marked "x-secret": what stands in its place may be meant for one. */
bool field_holds_secret(const struct schema *schema, const struct field *field);
/* Whether values at the place must not be shown: x-secret or writeOnly, there or above. */
bool trail_secret(const struct schema *schema, const struct trail *trail);

#endif
