/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "connector_use.h"
#include "json_text.h"
#include "schema_field.h"
#include "schema_fields.h"
#include "status.h"
#include "text.h"

enum { LONGEST_VARIABLE = 128 };

static const enum option_id taken[] = {OPTION_VERBOSE, OPTION_JSON, OPTION_HELP};

/* clientKeyPassphrase becomes env:HAWSER_CLIENT_KEY_PASSPHRASE. */
static json_t *secret_reference(const char *name)
{
    char source[LONGEST_VARIABLE] = "env:HAWSER_";
    size_t length = strlen(source);
    for (; *name != '\0' && length + 3 < sizeof source; name++) {
        unsigned char byte = (unsigned char)*name;
        if (isupper(byte))
            source[length++] = '_';
        source[length++] = (char)toupper(byte);
    }
    source[length] = '\0';
    return json_pack("{s:s}", "$secret", source);
}

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
        return secret_reference(item->name);
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

static int run(struct console *console, const struct options *options)
{
    struct connector_use use;
    int status = connector_use_open(console, options->words[0], &use);
    if (status != STATUS_DONE)
        return status;
    json_t *connection = starter(console, connector_connection_schema(&use));
    connector_use_close(&use);
    if (!connection)
        return console_no_memory(console);
    (void)json_dumpf(connection, console->out, console->json ? JSON_COMPACT : JSON_INDENT(2));
    (void)fputc('\n', console->out);
    json_decref(connection);
    return STATUS_DONE;
}

const struct command command_init = {
    .name = "init",
    .summary = "write a connection file to begin with",
    .synopsis = "CONNECTOR",
    .text =
        "Writes the basic fields of a connection with their defaults to standard output, and what\n"
        "each field means to standard error. What is required holds an example or is blank. "
        "Secrets\n"
        "are references to an environment variable; the file itself holds none.",
    .example = "  hawser init ftp > conn.json\n  hawser validate ftp -c conn.json --draft",
    .options = COMMAND_OPTIONS(taken),
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
