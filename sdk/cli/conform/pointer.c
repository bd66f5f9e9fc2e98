/* SPDX-License-Identifier: Apache-2.0 */
#include "pointer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_TOKEN = 256, LONGEST_POINTER = 1024, DEEPEST = 16 };

/* The next token, unescaped (RFC 6901, 4); false: no more. One that is too long is cut. */
static bool next_token(const char **cursor, char token[static LONGEST_TOKEN])
{
    const char *at = *cursor;
    size_t used = 0;
    if (*at != '/')
        return false;
    for (at++; *at != '\0' && *at != '/'; at++) {
        char byte = *at;
        if (byte == '~' && (at[1] == '0' || at[1] == '1'))
            byte = *++at == '0' ? '~' : '/';
        if (used < LONGEST_TOKEN - 1)
            token[used++] = byte;
    }
    token[used] = '\0';
    *cursor = at;
    return true;
}

void pointer_set(json_t *document, const char *pointer, json_t *value)
{
    char token[LONGEST_TOKEN];
    json_t *at = document;
    while (next_token(&pointer, token) && *pointer == '/') {
        json_t *next = json_object_get(at, token);
        if (!json_is_object(next)) {
            next = json_object();
            (void)json_object_set_new(at, token, next);
        }
        at = next;
    }
    (void)json_object_set_new(at, token, value);
}

static const json_t *member(const json_t *value, const char *token)
{
    if (json_is_array(value))
        return json_array_get(value, (size_t)strtoul(token, NULL, 10));
    return json_object_get(value, token);
}

static bool in_document(const json_t *document, const char *pointer)
{
    char token[LONGEST_TOKEN];
    const json_t *at = document;
    while (at && next_token(&pointer, token))
        at = member(at, token);
    return at != NULL;
}

static bool is_open(const json_t *schema)
{
    static const char *const keywords[] = {"$ref", "allOf", "anyOf", "oneOf", "if",
        "patternProperties", "prefixItems", "dependentSchemas"};
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
        if (json_object_get(schema, keywords[i]))
            return true;
    }
    const json_t *more = json_object_get(schema, "additionalProperties");
    return json_is_object(more);
}

static bool in_schema(const json_t *schema, const char *pointer)
{
    char token[LONGEST_TOKEN];
    const json_t *at = schema;
    while (next_token(&pointer, token)) {
        const json_t *next = json_object_get(json_object_get(at, "properties"), token);
        if (!next)
            next = json_object_get(at, "items");
        if (!next)
            return is_open(at);
        at = next;
    }
    return true;
}

bool pointer_leads(const json_t *schema, const json_t *document, const char *pointer)
{
    return in_schema(schema, pointer) || in_document(document, pointer);
}

struct walk {
    void (*each)(void *user, const char *pointer);
    void *user;
};

static void walk_secrets(
    const struct walk *walk, const json_t *schema, const char *pointer, unsigned depth)
{
    const char *name;
    json_t *field;
    if (depth == DEEPEST)
        return;
    json_object_foreach(json_object_get(schema, "properties"), name, field)
    {
        char below[LONGEST_POINTER];
        (void)snprintf(below, sizeof below, "%s/%s", pointer, name);
        if (json_is_true(json_object_get(field, "x-secret")))
            walk->each(walk->user, below);
        else
            walk_secrets(walk, field, below, depth + 1);
    }
}

void pointer_secrets(
    const json_t *schema, void (*each)(void *user, const char *pointer), void *user)
{
    walk_secrets(&(struct walk){each, user}, schema, "", 0);
}
