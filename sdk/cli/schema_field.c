/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_field.h"

#include <stddef.h>
#include <string.h>

#include "json_text.h"

enum { DEEPEST = 16 };

struct type_name {
    const char *name; /* as the keyword "type" has it */
    uint32_t type;
    const char *text;
};

static const struct type_name type_names[] = {
    {"boolean", FIELD_BOOLEAN, "true or false"},
    {"integer", FIELD_INTEGER, "a whole number"},
    {"number", FIELD_NUMBER | FIELD_INTEGER, "a number"},
    {"string", FIELD_STRING, "text"},
    {"array", FIELD_ARRAY, "a list in JSON, such as [1, 2]"},
    {"object", FIELD_OBJECT, "an object in JSON, such as {\"a\": 1}"},
    {"null", FIELD_NULL, "null"},
};
enum { TYPE_COUNT = sizeof type_names / sizeof type_names[0] };

static uint32_t type_named(const char *name)
{
    for (size_t i = 0; name && i < TYPE_COUNT; i++) {
        if (strcmp(type_names[i].name, name) == 0)
            return type_names[i].type;
    }
    return 0;
}

uint32_t field_type_of(const json_t *value)
{
    static const uint32_t types[] = {
        [JSON_OBJECT] = FIELD_OBJECT,
        [JSON_ARRAY] = FIELD_ARRAY,
        [JSON_STRING] = FIELD_STRING,
        [JSON_INTEGER] = FIELD_INTEGER,
        [JSON_REAL] = FIELD_NUMBER,
        [JSON_TRUE] = FIELD_BOOLEAN,
        [JSON_FALSE] = FIELD_BOOLEAN,
        [JSON_NULL] = FIELD_NULL,
    };
    return value ? types[json_typeof(value)] : 0;
}

static uint32_t types_of_names(const json_t *names)
{
    uint32_t types = type_named(json_string_value(names));
    size_t i;
    json_t *name;
    json_array_foreach(names, i, name) types |= type_named(json_string_value(name));
    return types;
}

static uint32_t types_of_values(const json_t *values)
{
    uint32_t types = 0;
    size_t i;
    json_t *value;
    json_array_foreach(values, i, value) types |= field_type_of(value);
    return types;
}

/* What only combines other schemas may be anything; the validator will judge it. */
uint32_t field_types(const json_t *field)
{
    uint32_t types = types_of_names(json_object_get(field, "type"));
    if (types == 0)
        types = types_of_values(json_object_get(field, "enum"));
    return types ? types : FIELD_ANY;
}

const char *field_types_text(uint32_t types)
{
    for (size_t i = 0; i < TYPE_COUNT; i++) {
        if (types == FIELD_ANY)
            break;
        if (types & type_names[i].type)
            return type_names[i].text;
    }
    return "a value in JSON";
}

static bool secret_within(json_t *schema, unsigned depth)
{
    if (depth > DEEPEST)
        return true;
    if (json_is_true(json_object_get(schema, "x-secret")))
        return true;
    const char *key;
    json_t *member;
    json_object_foreach(schema, key, member)
    {
        if (secret_within(member, depth + 1))
            return true;
    }
    size_t i;
    json_array_foreach(schema, i, member)
    {
        if (secret_within(member, depth + 1))
            return true;
    }
    return false;
}

bool field_is_secret(json_t *field)
{
    return secret_within(field, 0);
}

bool field_is_advanced(const json_t *field)
{
    const char *group = json_member_text(json_object_get(field, "x-ui"), "group");
    return group && strcmp(group, "Advanced") == 0;
}

bool field_is_required(const json_t *schema, const char *name)
{
    size_t i;
    json_t *required;
    json_array_foreach(json_object_get(schema, "required"), i, required)
    {
        const char *text = json_string_value(required);
        if (text && strcmp(text, name) == 0)
            return true;
    }
    return false;
}

const char *field_label(const json_t *field, const char *name)
{
    const char *title = json_member_text(field, "title");
    return title ? title : name;
}
