/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "connector_use.h"
#include "init_form.h"
#include "init_secret.h"
#include "json_text.h"
#include "schema_field.h"
#include "schema_fields.h"
#include "status.h"
#include "text.h"

static const enum option_id taken[] = {OPTION_VERBOSE, OPTION_JSON, OPTION_HELP};

/* A blank that the schema allows, or else an example: what is written has to be valid as a draft.
 */
static json_t *blank_of(const json_t *field)
{
    uint32_t types = field_types(field);
    json_t *example = json_array_get(json_object_get(field, "examples"), 0);
    if (types & FIELD_NULL)
        return json_null();
    if ((types & FIELD_STRING) && !json_object_get(field, "minLength") &&
        !json_object_get(field, "enum"))
        return json_string("");
    return json_incref(example);
}

/* NULL: the field is better left out. */
static json_t *starting_value(const struct schema_field *item, bool required)
{
    json_t *fallback = json_object_get(item->field, "default");
    if (field_is_advanced(item->field) && !required)
        return NULL;
    if (field_is_secret(item->field))
        return init_secret_variable(item->name);
    return fallback ? json_incref(fallback) : blank_of(item->field);
}

static void explain(
    const struct console *console, const struct schema_field *item, bool required, bool written)
{
    FILE *err = console->err;
    const char *description = json_member_text(item->field, "description");
    (void)fprintf(err, "%s%s%s %s%s%s: ", console_ink(console, err, INK_BOLD), item->name,
        console_ink(console, err, INK_NONE), field_label(item->field, item->name),
        required ? " (required)" : "", written ? "" : " (left out)");
    text_write_lines(err, description ? description : "", "  ");
}

static json_t *starter(const struct console *console, const json_t *schema)
{
    json_t *connection = json_object();
    struct schema_fields fields = schema_fields_of(schema);
    for (size_t i = 0; i < fields.count; i++) {
        const struct schema_field *item = &fields.items[i];
        bool required = field_is_required(schema, item->name);
        json_t *value = starting_value(item, required);
        explain(console, item, required, value != NULL);
        if (value && json_object_set_new(connection, item->name, value) != 0) {
            json_decref(connection);
            connection = NULL;
            break;
        }
    }
    schema_fields_done(&fields);
    return connection;
}

static int write_starter(const struct console *console, const struct connector_use *use)
{
    json_t *connection = starter(console, connector_connection_schema(use));
    if (!connection)
        return console_no_memory(console);
    (void)json_dumpf(connection, console->out, console->json ? JSON_COMPACT : JSON_INDENT(2));
    (void)fputc('\n', console->out);
    json_decref(connection);
    return STATUS_DONE;
}

/* There is someone to ask. */
static bool can_ask(const struct console *console)
{
    return isatty(STDIN_FILENO) == 1 && console->err_terminal && !console->json;
}

static int run(struct console *console, const struct options *options)
{
    struct connector_use use;
    int status = connector_use_open(console, options->words[0], &use);
    if (status != STATUS_DONE)
        return status;
    status = can_ask(console) ? init_form_run(console, &use) : write_starter(console, &use);
    connector_use_close(&use);
    return status;
}

const struct command command_init = {
    .name = "init",
    .summary = "write a connection file to begin with",
    .synopsis = "CONNECTOR",
    .text =
        "At a terminal it asks for each field, checks every answer at once, and writes a file, or "
        "to\n"
        "standard output where that is not the terminal. A secret is typed unseen and kept in a "
        "file\n"
        "of its own, or named by an environment variable; the connection holds none.\n\n"
        "Elsewhere, and with --json, it writes the basic fields with their defaults to standard\n"
        "output, and what each means to standard error. What is required holds an example or is\n"
        "blank, and secrets are references to an environment variable.",
    .example = "  hawser init ftp\n"
               "  hawser init ftp < /dev/null > conn.json\n"
               "  hawser validate ftp -c conn.json --draft",
    .options = COMMAND_OPTIONS(taken),
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
