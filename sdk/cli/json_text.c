/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "json_text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

json_t *json_of_text(const char *text)
{
    json_t *value = json_string(text);
    if (value)
        return value;
    char *valid = text_valid(text, strlen(text));
    value = valid ? json_string(valid) : NULL;
    free(valid);
    return value;
}

json_t *json_of_text_or_null(const char *text)
{
    return text ? json_of_text(text) : json_null();
}

json_t *json_of_json(const char *json)
{
    json_t *value = json ? json_loads(json, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL) : NULL;
    return value ? value : json_null();
}

const char *json_member_text(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static bool is_scalar(const json_t *value)
{
    return !json_is_array(value) && !json_is_object(value);
}

static bool all_scalar(json_t *value)
{
    size_t i;
    json_t *item;
    const char *name;
    json_array_foreach(value, i, item)
    {
        if (!is_scalar(item))
            return false;
    }
    json_object_foreach(value, name, item)
    {
        if (!is_scalar(item))
            return false;
    }
    return true;
}

static void write_scalar(FILE *stream, const json_t *value)
{
    if (json_is_string(value))
        (void)fwrite(json_string_value(value), 1, json_string_length(value), stream);
    else if (json_is_boolean(value))
        (void)fputs(json_is_true(value) ? "yes" : "no", stream);
    else if (value && !json_is_null(value))
        (void)json_dumpf(value, stream, JSON_COMPACT | JSON_ENCODE_ANY);
}

/* "a, b" or "version 1, resumed yes"; what has further parts stays JSON. */
static void write_plain(FILE *stream, json_t *value)
{
    size_t i;
    json_t *item;
    const char *name;
    const char *between = "";
    if (is_scalar(value) || !all_scalar(value)) {
        write_scalar(stream, value);
        return;
    }
    json_array_foreach(value, i, item)
    {
        (void)fputs(between, stream);
        write_scalar(stream, item);
        between = ", ";
    }
    json_object_foreach(value, name, item)
    {
        (void)fprintf(stream, "%s%s ", between, name);
        write_scalar(stream, item);
        between = ", ";
    }
}

char *json_plain(json_t *value)
{
    char *text = NULL;
    size_t length = 0;
    /* As most are. A stream costs more than all the rest of a cell. */
    if (!value || json_is_null(value) || json_is_string(value))
        return strdup(json_is_string(value) ? json_string_value(value) : "");
    FILE *stream = open_memstream(&text, &length);
    if (!stream)
        return NULL;
    write_plain(stream, value);
    if (fclose(stream) != 0) {
        free(text);
        return NULL;
    }
    return text;
}
