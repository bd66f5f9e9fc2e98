/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
    SHOWN_CHARACTERS = 60,
    NAME_BYTES = 64,
};

/* The bytes of the character that begins here, at least 1. */
static size_t character_bytes(const char *text, size_t length)
{
    size_t bytes = 1;
    while (bytes < length && bytes < 4 && ((unsigned char)text[bytes] & 0xc0) == 0x80)
        bytes++;
    return bytes;
}

static unsigned long decode(const char *text, size_t bytes)
{
    static const unsigned char masks[] = {0x7f, 0x1f, 0x0f, 0x07};
    unsigned long value = (unsigned char)text[0] & masks[bytes - 1];
    for (size_t i = 1; i < bytes; i++)
        value = value << 6 | ((unsigned char)text[i] & 0x3f);
    return value;
}

/* Controls, and what turns the direction of a line around. */
static bool is_harmful(unsigned long value)
{
    return value < 0x20 || (value >= 0x7f && value <= 0x9f) || value == 0x061c ||
           (value >= 0x200b && value <= 0x200f) || (value >= 0x2028 && value <= 0x202e) ||
           (value >= 0x2060 && value <= 0x2069) || value == 0xfeff;
}

static void put_character(FILE *out, const char *text, size_t bytes)
{
    unsigned long value = decode(text, bytes);
    if (value == '"' || value == '\\')
        fprintf(out, "\\%c", (char)value);
    else if (value == '\n')
        fputs("\\n", out);
    else if (value == '\r')
        fputs("\\r", out);
    else if (value == '\t')
        fputs("\\t", out);
    else if (is_harmful(value))
        fprintf(out, "\\u%04lx", value);
    else
        fwrite(text, 1, bytes, out);
}

void text_quoted(FILE *out, const char *text, size_t length)
{
    size_t shown = 0;
    fputc('"', out);
    while (length > 0 && shown < SHOWN_CHARACTERS) {
        size_t bytes = character_bytes(text, length);
        put_character(out, text, bytes);
        text += bytes;
        length -= bytes;
        shown++;
    }
    fputs(length > 0 ? "...\"" : "\"", out);
}

void text_name(FILE *out, const char *name)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.$";
    size_t length = strlen(name);
    if (length > 0 && length <= NAME_BYTES && strspn(name, plain) == length)
        fputs(name, out);
    else
        text_quoted(out, name, length);
}

static void put_number(FILE *out, const json_t *value)
{
    /* not printf: its decimal point depends on the locale */
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    fputs(text == NULL ? "a number" : text, out);
    free(text);
}

static void put_list(FILE *out, const json_t *list)
{
    size_t count = json_array_size(list);
    if (count == 0)
        fputs("an empty list", out);
    else
        fprintf(out, "a list of %zu %s", count, count == 1 ? "entry" : "entries");
}

void text_value(FILE *out, const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_STRING:
        text_quoted(out, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
    case JSON_REAL:
        put_number(out, value);
        break;
    case JSON_ARRAY:
        put_list(out, value);
        break;
    case JSON_OBJECT:
        fputs(json_object_size(value) == 0 ? "an empty object" : "an object", out);
        break;
    case JSON_TRUE:
        fputs("true", out);
        break;
    case JSON_FALSE:
        fputs("false", out);
        break;
    case JSON_NULL:
        fputs("null", out);
        break;
    }
}

const char *text_separator(size_t index, size_t count, const char *last)
{
    if (index == 0)
        return "";
    return index + 1 < count ? ", " : last;
}
