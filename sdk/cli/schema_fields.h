/* SPDX-License-Identifier: Apache-2.0 */
/* The fields of a schema in the order in which a form shows them. */
#ifndef HAWSER_CLI_SCHEMA_FIELDS_H
#define HAWSER_CLI_SCHEMA_FIELDS_H

#include <jansson.h>
#include <stddef.h>

struct schema_field {
    const char *name; /* borrowed from the schema */
    json_t *field;    /* borrowed */
    json_int_t order;
};

struct schema_fields {
    struct schema_field *items;
    size_t count;
};

/* No items where there is no memory or the schema has none. */
struct schema_fields schema_fields_of(const json_t *schema);
void schema_fields_done(struct schema_fields *fields);

#endif
