/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_fields.h"

#include <stdlib.h>

enum { LAST = 1000000 }; /* of a field that says no order */

static json_int_t order_of(const json_t *field)
{
    const json_t *order = json_object_get(json_object_get(field, "x-ui"), "order");
    return json_is_integer(order) ? json_integer_value(order) : LAST;
}

/* Stable: fields of the same order stay as the schema has them. */
static void insert(struct schema_fields *fields, struct schema_field item)
{
    size_t at = fields->count++;
    while (at > 0 && fields->items[at - 1].order > item.order) {
        fields->items[at] = fields->items[at - 1];
        at--;
    }
    fields->items[at] = item;
}

struct schema_fields schema_fields_of(const json_t *schema)
{
    json_t *properties = json_object_get(schema, "properties");
    struct schema_fields fields = {
        .items = calloc(json_object_size(properties) + 1, sizeof(struct schema_field))};
    const char *name;
    json_t *field;
    if (!fields.items)
        return fields;
    json_object_foreach(properties, name, field)
        insert(&fields, (struct schema_field){name, field, order_of(field)});
    return fields;
}

void schema_fields_done(struct schema_fields *fields)
{
    free(fields->items);
    *fields = (struct schema_fields){0};
}
