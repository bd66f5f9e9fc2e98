/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints, as rows of Markdown, what the documentation's tables have to say. Reads a connector's
 * descriptor from standard input:
 *   tables connection   | `field` | label | kind, default |      for each field of a connection
 *   tables errors       | `id` | class | retry | kind | hint |   for each error of the catalogue
 *   tables fields       connection.<field>, <action>.<field>, input.<field>, output.<field>
 */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *text(const json_t *object, const char *name)
{
    const char *value = json_string_value(json_object_get(object, name));
    return value ? value : "";
}

static bool is_required(const json_t *schema, const char *field)
{
    size_t i;
    json_t *name;
    json_array_foreach(json_object_get(schema, "required"), i, name)
    {
        if (strcmp(json_string_value(name), field) == 0)
            return true;
    }
    return false;
}

static void print_values(const json_t *field)
{
    size_t i;
    json_t *value;
    const json_t *values = json_object_get(field, "enum");
    if (json_is_true(json_object_get(field, "x-secret")))
        fputs("secret", stdout);
    else if (!values)
        fputs(text(field, "type"), stdout);
    json_array_foreach(values, i, value)
    {
        printf("%s`%s`", i ? ", " : "", json_string_value(value));
    }
}

static void print_default(const json_t *schema, const char *name, const json_t *field)
{
    const json_t *value = json_object_get(field, "default");
    if (is_required(schema, name)) {
        fputs("; required", stdout);
    } else if (value) {
        char *shown = json_dumps(value, JSON_ENCODE_ANY);
        size_t length = strlen(shown);
        size_t quote = json_is_string(value) ? 1 : 0;
        printf("; default `%.*s`", (int)(length - 2 * quote), shown + quote);
        free(shown);
    }
}

static void print_connection(const json_t *descriptor)
{
    const char *name;
    json_t *field;
    json_t *schema = json_object_get(descriptor, "connectionSchema");
    json_object_foreach(json_object_get(schema, "properties"), name, field)
    {
        printf("| `%s` | %s | ", name, text(field, "title"));
        print_values(field);
        print_default(schema, name, field);
        fputs(" |\n", stdout);
    }
}

static void print_errors(const json_t *descriptor)
{
    size_t i;
    json_t *error;
    json_array_foreach(json_object_get(descriptor, "errors"), i, error)
    {
        int application = json_is_true(json_object_get(error, "application"));
        printf("| `%s` | %s | %s | %s | %s |\n", text(error, "id"), text(error, "class"),
            text(error, "retry"), application ? "application" : "failure", text(error, "hint"));
    }
}

static void print_names(const char *place, const json_t *schema)
{
    const char *name;
    json_t *field;
    json_object_foreach(json_object_get(schema, "properties"), name, field)
    {
        printf("%s.%s\n", place, name);
    }
}

static void print_fields(const json_t *descriptor)
{
    size_t i;
    json_t *action;
    print_names("connection", json_object_get(descriptor, "connectionSchema"));
    json_array_foreach(json_object_get(descriptor, "actions"), i, action)
    {
        print_names(text(action, "id"), json_object_get(action, "operationSchema"));
        print_names("input", json_object_get(action, "inputProperties"));
        print_names("output", json_object_get(action, "outputProperties"));
        print_names("output", json_object_get(action, "responseProfile"));
    }
}

/* False: there is no such table. */
static bool print(const char *table, const json_t *descriptor)
{
    if (strcmp(table, "connection") == 0)
        print_connection(descriptor);
    else if (strcmp(table, "errors") == 0)
        print_errors(descriptor);
    else if (strcmp(table, "fields") == 0)
        print_fields(descriptor);
    else
        return false;
    return true;
}

int main(int count, char **words)
{
    json_error_t error;
    json_t *descriptor = json_loadf(stdin, 0, &error);
    if (!descriptor) {
        fprintf(stderr, "tables: standard input is no descriptor: %s\n", error.text);
        return 1;
    }
    bool printed = count == 2 && print(words[1], descriptor);
    if (!printed)
        fprintf(stderr, "usage: tables connection|errors|fields <DESCRIPTOR\n");
    json_decref(descriptor);
    return printed ? 0 : 2;
}
