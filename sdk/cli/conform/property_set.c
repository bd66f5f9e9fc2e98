/* SPDX-License-Identifier: Apache-2.0 */
#include "property_set.h"

#include <string.h>

#include "json_text.h"

static const char *type_of(const json_t *value)
{
    static const char *const names[] = {
        "object", "array", "string", "integer", "number", "boolean", "boolean", "null"};
    return names[json_typeof(value)];
}

static bool is_of(const json_t *value, const char *type)
{
    return strcmp(type, type_of(value)) == 0 ||
           (strcmp(type, "number") == 0 && json_is_integer(value));
}

static bool fits(const json_t *value, const json_t *type)
{
    if (json_is_string(type))
        return is_of(value, json_string_value(type));
    for (size_t i = 0; i < json_array_size(type); i++) {
        if (is_of(value, json_string_value(json_array_get(type, i))))
            return true;
    }
    return !type; /* a schema may leave it open */
}

void property_set_check(
    const json_t *set, const char *properties, const char *action, struct verdict *verdict)
{
    const json_t *declared = json_object_get(set, "properties");
    json_t *given = json_of_json(properties);
    const char *name;
    json_t *value;
    json_object_foreach(given, name, value)
    {
        const json_t *schema = json_object_get(declared, name);
        if (!schema)
            verdict_fail(verdict,
                "%s: an output has the property %s, which is not in outputProperties", action,
                name);
        else if (!fits(value, json_object_get(schema, "type")))
            verdict_fail(verdict,
                "%s: the property %s of an output is of type %s, unlike in outputProperties",
                action, name, type_of(value));
    }
    json_decref(given);
}
