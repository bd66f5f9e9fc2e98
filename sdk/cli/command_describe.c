/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "connector_use.h"
#include "json_text.h"
#include "schema_field.h"
#include "schema_fields.h"
#include "status.h"
#include "table.h"
#include "text.h"

enum { INDENT = 2 };

static const enum option_id taken[] = {OPTION_SCHEMA, OPTION_VERBOSE, OPTION_JSON, OPTION_HELP};

__attribute__((format(printf, 3, 4))) static void write_text(
    const struct console *console, int indent, const char *format, ...)
{
    char *text = NULL;
    va_list arguments;
    va_start(arguments, format);
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    (void)fprintf(console->out, "%*s", indent, "");
    text_write_wrapped(console->out, text, console_width(console, console->out), INDENT);
    free(text);
}

static const char *description_of(const json_t *object)
{
    const char *text = json_member_text(object, "description");
    return text ? text : "";
}

/* The choices where there are some, or else the type. */
static char *values_of(json_t *field)
{
    json_t *choices = json_object_get(field, "enum");
    uint32_t types = field_types(field) & ~FIELD_NULL;
    if (field_is_secret(field))
        return strdup("secret");
    if (choices)
        return json_plain(choices);
    if (types == (FIELD_ANY & ~FIELD_NULL))
        return strdup("JSON");
    if (types & (FIELD_ARRAY | FIELD_OBJECT))
        return strdup(types & FIELD_ARRAY ? "list" : "object");
    return strdup(field_types_text(types));
}

/* As it would be written on the command line. NULL: there is none. */
static char *default_of(const json_t *field)
{
    json_t *value = json_object_get(field, "default");
    if (json_is_boolean(value))
        return strdup(json_is_true(value) ? "true" : "false");
    return value ? json_plain(value) : NULL;
}

static void field_row(struct table *table, const json_t *schema, const struct schema_field *item)
{
    bool required = field_is_required(schema, item->name);
    char *values = values_of(item->field);
    char *initial = default_of(item->field);
    const char *cells[] = {
        item->name, values, required ? "required" : initial, field_label(item->field, item->name)};
    table_row(table, cells);
    free(values);
    free(initial);
}

static void write_fields(const struct console *console, const json_t *schema)
{
    struct table table;
    struct schema_fields fields = schema_fields_of(schema);
    table_init(&table, console);
    table_column(&table, "FIELD", false);
    table_column(&table, "VALUES", false);
    table_column(&table, "DEFAULT", false);
    table_column(&table, "LABEL", false);
    for (size_t i = 0; i < fields.count; i++)
        field_row(&table, schema, &fields.items[i]);
    table_done(&table);
    schema_fields_done(&fields);
}

static void write_title(const struct console *console, const char *title)
{
    (void)fprintf(console->out, "\n%s%s%s\n", console_ink(console, console->out, INK_BOLD), title,
        console_ink(console, console->out, INK_NONE));
}

static void write_action(const struct console *console, const json_t *action)
{
    write_title(console, json_member_text(action, "id"));
    write_text(console, INDENT, "%s", description_of(action));
    (void)fprintf(console->out, "  %s, inputs to outputs %s\n",
        json_member_text(action, "direction"), json_member_text(action, "cardinality"));
    write_fields(console, json_object_get(action, "operationSchema"));
    char *properties = NULL;
    json_t *names = json_array();
    const char *name;
    json_t *field;
    json_object_foreach(json_object_get(json_object_get(action, "inputProperties"), "properties"),
        name, field)(void) json_array_append_new(names, json_of_text(name));
    properties = json_array_size(names) > 0 ? json_plain(names) : NULL;
    if (properties)
        write_text(console, INDENT, "properties of an input: %s", properties);
    free(properties);
    json_decref(names);
}

static void write_all(const struct console *console, const struct connector_use *use)
{
    const json_t *descriptor = use->descriptor;
    write_text(console, 0, "%s, version %s (%s)", json_member_text(descriptor, "title"),
        json_member_text(descriptor, "version"), hawser_loaded_path(use->loaded));
    write_text(console, INDENT, "%s", description_of(descriptor));
    write_title(console, "connection");
    write_fields(console, connector_connection_schema(use));
    const json_t *actions = json_object_get(descriptor, "actions");
    size_t i;
    json_t *action;
    json_array_foreach(actions, i, action) write_action(console, action);
}

static int write_schema(
    const struct console *console, const struct connector_use *use, const char *name)
{
    const json_t *schema = connector_connection_schema(use);
    if (strcmp(name, "connection") != 0) {
        const json_t *action = connector_action(console, use, name);
        if (!action)
            return STATUS_USAGE;
        schema = json_object_get(action, "operationSchema");
    }
    (void)json_dumpf(schema, console->out, console->json ? JSON_COMPACT : JSON_INDENT(2));
    (void)fputc('\n', console->out);
    return STATUS_DONE;
}

static int run(struct console *console, const struct options *options)
{
    struct connector_use use;
    const char *schema = option_text(options, OPTION_SCHEMA);
    int status = connector_use_open(console, options->words[0], &use);
    if (status != STATUS_DONE)
        return status;
    if (schema)
        status = write_schema(console, &use, schema);
    else if (console->json)
        console_line(console->out, json_incref(use.descriptor));
    else
        write_all(console, &use);
    connector_use_close(&use);
    return status;
}

const struct command command_describe = {
    .name = "describe",
    .summary = "say what a connector can do and how it is configured",
    .synopsis = "CONNECTOR [--json] [--schema connection|ACTION]",
    .text = "CONNECTOR is an id, or the path of a shared object (with a /). With --json the whole\n"
            "descriptor is written; --schema writes one JSON Schema for a form or an editor.",
    .example = "  hawser describe ftp\n  hawser describe ftp --schema connection > ftp.schema.json",
    .options = COMMAND_OPTIONS(taken),
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
