/* SPDX-License-Identifier: Apache-2.0 */
#include "field_visible.h"

#include <stddef.h>

static bool is_one_of(const json_t *value, json_t *allowed)
{
    size_t i;
    json_t *entry;
    if (!json_is_array(allowed))
        return json_equal(value, allowed);
    json_array_foreach(allowed, i, entry)
    {
        if (json_equal(value, entry))
            return true;
    }
    return false;
}

bool field_is_visible(const json_t *schema, const json_t *field, const json_t *object)
{
    json_t *condition = json_object_get(json_object_get(field, "x-ui"), "visibleWhen");
    const json_t *siblings = json_object_get(schema, "properties");
    const char *name;
    json_t *allowed;
    json_object_foreach(condition, name, allowed)
    {
        const json_t *value = json_object_get(object, name);
        if (!value)
            value = json_object_get(json_object_get(siblings, name), "default");
        if (!value || !is_one_of(value, allowed))
            return false;
    }
    return true;
}
