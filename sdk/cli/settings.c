/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "settings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json_text.h"
#include "schema_field.h"
#include "status.h"
#include "suggest.h"

enum { LONGEST_HINT = 512 };

/* "host, port, ...": what can be set, in the schema's order. */
static void list_names(json_t *fields, char *list, size_t capacity)
{
    size_t used = (size_t)snprintf(list, capacity, "its fields are");
    const char *name;
    json_t *field;
    json_object_foreach(fields, name, field)
    {
        if (used < capacity)
            used += (size_t)snprintf(list + used, capacity - used, " %s", name);
    }
}

static int refuse_unknown(
    const struct console *console, const char *option, json_t *fields, const char *name)
{
    char hint[SUGGEST_LONGEST * 2];
    char names[LONGEST_HINT];
    struct suggestion suggestion = suggestion_for(name);
    const char *candidate;
    json_t *field;
    json_object_foreach(fields, candidate, field) suggestion_offer(&suggestion, candidate);
    list_names(fields, names, sizeof names);
    return console_fail(console, STATUS_USAGE, "cli.usage.field",
        suggestion_hint(&suggestion, "", hint, sizeof hint, names), "%s: there is no field \"%s\"",
        option, name);
}

static int refuse_secret(
    const struct console *console, const char *option, const json_t *field, const char *name)
{
    return console_fail(console, STATUS_USAGE, "cli.usage.secret",
        "name its source in the connection file instead: {\"$secret\": \"env:NAME\"} or "
        "{\"$secret\": \"file:/path\"}",
        "%s: %s (%s) can't be set on the command line, because every user of this machine could "
        "read it in the list of processes",
        option, field_label(field, name), name);
}

json_t *settings_value(const char *text, uint32_t types)
{
    if (types == FIELD_STRING)
        return json_of_text(text);
    if (text[0] == '\0' && (types & FIELD_NULL))
        return json_null();
    json_t *value = json_loads(text, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, NULL);
    if (value && (field_type_of(value) & types))
        return value;
    json_decref(value);
    return types & FIELD_STRING ? json_of_text(text) : NULL;
}

static int assign(const struct console *console, const char *option, const json_t *schema,
    const char *name, const char *text, json_t *object)
{
    json_t *fields = json_object_get(schema, "properties");
    json_t *field = json_object_get(fields, name);
    if (!field)
        return refuse_unknown(console, option, fields, name);
    if (field_is_secret(field))
        return refuse_secret(console, option, field, name);
    uint32_t types = field_types(field);
    json_t *value = settings_value(text, types);
    if (!value)
        return console_fail(console, STATUS_USAGE, "cli.usage.value", NULL, "%s: %s (%s) takes %s",
            option, field_label(field, name), name, field_types_text(types));
    if (json_object_set_new(object, name, value) != 0)
        return console_no_memory(console);
    return STATUS_DONE;
}

int settings_assign(const struct console *console, const char *option, const json_t *schema,
    const char *assignment, json_t *object)
{
    size_t length = strcspn(assignment, "=");
    if (length == 0 || assignment[length] == '\0')
        return console_fail(console, STATUS_USAGE, "cli.usage.assignment",
            "write the field's name, = and the value, without spaces around =",
            "%s needs FIELD=VALUE", option);
    char *name = strndup(assignment, length);
    if (!name)
        return console_no_memory(console);
    int status = assign(console, option, schema, name, assignment + length + 1, object);
    free(name);
    return status;
}
