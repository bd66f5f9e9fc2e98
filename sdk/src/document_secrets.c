/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "document_secrets.h"

#include "pointer.h"
#include "schema.h"
#include "secrets.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define SECRET_KEY "$secret"
#define SOURCES "\"env:NAME\", \"file:/path\" or \"systemd:NAME\""

/* A value, and the object or list that it stands in. */
struct spot {
    json_t *parent;
    const char *key; /* NULL: in a list */
    size_t index;
    json_t *value;
    const char *pointer;
};

static int32_t put(const struct spot *spot, json_t *value)
{
    int failed = spot->key != NULL ? json_object_set_new(spot->parent, spot->key, value)
                                   : json_array_set_new(spot->parent, spot->index, value);

    return failed ? HAWSER_NO_MEMORY : HAWSER_OK;
}

static int32_t hide(const struct spot *spot)
{
    return put(spot, json_string(HAWSER_SECRET_PLACEHOLDER));
}

__attribute__((format(printf, 4, 5))) static int32_t report(
    struct document *document, const char *pointer, const char *code, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    char *message = text_format_list(format, list);
    va_end(list);
    if (message == NULL || json_object_set_new(document->misused, pointer, json_true()) != 0) {
        free(message);
        return HAWSER_NO_MEMORY;
    }
    document_report(document,
        &(struct finding){.code = code,
            .pointer = pointer,
            .message = message,
            .hint = "Write {\"" SECRET_KEY "\": ...} with " SOURCES " in the field of a secret."});
    free(message);
    return HAWSER_OK;
}

/* A literal works, but stands wherever the configuration is kept. */
static int32_t warn_of_literal(struct document *document, const char *pointer)
{
    json_t *recommended = json_pack("[{s:s}]", SECRET_KEY, "env:NAME");
    char *message = text_format(
        "%s is written out here, for whoever reads this.", document_label(document, pointer));

    if (recommended != NULL && message != NULL)
        document_report(
            document, &(struct finding){.severity = HAWSER_FINDING_WARNING,
                          .code = "secret.literal",
                          .pointer = pointer,
                          .message = message,
                          .hint = "Write {\"" SECRET_KEY "\": ...} with " SOURCES " instead.",
                          .recommended = recommended});
    int32_t code = recommended == NULL || message == NULL ? HAWSER_NO_MEMORY : HAWSER_OK;
    json_decref(recommended);
    free(message);
    return code;
}

static int32_t take_literal(struct document *document, const struct spot *spot)
{
    int32_t code = secrets_add_literal(document->secrets, spot->pointer,
        json_string_value(spot->value), json_string_length(spot->value));

    if (code == HAWSER_RESOURCE)
        code = report(document, spot->pointer, "secret.too-long", "%s must be at most 64 KiB long.",
            document_label(document, spot->pointer));
    else if (code == HAWSER_OK)
        code = warn_of_literal(document, spot->pointer);
    if (code == HAWSER_OK && json_object_set(document->literals, spot->pointer, spot->value) != 0)
        code = HAWSER_NO_MEMORY;
    return code;
}

static int32_t take_reference(struct document *document, const struct spot *spot)
{
    const char *reference = json_string_value(json_object_get(spot->value, SECRET_KEY));
    const char *label = document_label(document, spot->pointer);
    int32_t code;

    if (reference == NULL || json_object_size(spot->value) != 1)
        code = report(document, spot->pointer, "secret.bad-reference",
            "%s must be text or an object that has \"" SECRET_KEY "\" and nothing else.", label);
    else if (!secret_reference_is_valid(reference))
        code = report(document, spot->pointer, "secret.unknown-source",
            "%s must name its source as " SOURCES ".", label);
    else
        code = secrets_add_reference(document->secrets, spot->pointer, reference);
    if (code == HAWSER_OK && json_object_set_new(document->elsewhere, spot->pointer, json_true()))
        code = HAWSER_NO_MEMORY;
    return code == HAWSER_OK ? hide(spot) : code;
}

/* null and "" mean that none is set; whether they are allowed is the schema's to say. */
static int32_t take(struct document *document, const struct spot *spot)
{
    if (json_is_null(spot->value))
        return HAWSER_OK;
    if (json_is_string(spot->value))
        return json_string_length(spot->value) == 0 ? HAWSER_OK : take_literal(document, spot);
    if (json_is_object(spot->value))
        return take_reference(document, spot);
    int32_t code = report(document, spot->pointer, "secret.wrong-type",
        "%s must be text or an object with \"" SECRET_KEY "\".",
        document_label(document, spot->pointer));
    return code == HAWSER_OK ? hide(spot) : code;
}

static int32_t walk(struct document *document, json_t *value, const char *pointer, size_t depth);

static int32_t visit(struct document *document, const struct spot *spot, size_t depth)
{
    errno = 0;
    if (document->secrets != NULL && schema_is_secret(document->schema, spot->pointer))
        return errno == ENOMEM ? HAWSER_NO_MEMORY : take(document, spot);
    return walk(document, spot->value, spot->pointer, depth);
}

static int32_t walk_object(
    struct document *document, json_t *object, const char *pointer, size_t depth)
{
    int32_t code = HAWSER_OK;
    const char *key;
    json_t *value;
    void *next;

    if (json_object_get(object, SECRET_KEY) != NULL)
        return report(document, pointer, "secret.misplaced", "%s must not be a secret's source.",
            document_label(document, pointer));
    json_object_foreach_safe(object, next, key, value)
    {
        char *inner = pointer_append(pointer, key);
        const struct spot spot = {.parent = object, .key = key, .value = value, .pointer = inner};
        code = inner == NULL ? HAWSER_NO_MEMORY : visit(document, &spot, depth + 1);
        free(inner);
        if (code != HAWSER_OK)
            break;
    }
    return code;
}

static int32_t walk_list(struct document *document, json_t *list, const char *pointer, size_t depth)
{
    int32_t code = HAWSER_OK;

    for (size_t i = 0; i < json_array_size(list) && code == HAWSER_OK; i++) {
        char *inner = pointer_append_index(pointer, i);
        const struct spot spot = {
            .parent = list, .index = i, .value = json_array_get(list, i), .pointer = inner};
        code = inner == NULL ? HAWSER_NO_MEMORY : visit(document, &spot, depth + 1);
        free(inner);
    }
    return code;
}

/* What is nested deeper than the schema looks is a finding of the schema's. */
static int32_t walk(struct document *document, json_t *value, const char *pointer, size_t depth)
{
    if (depth > SCHEMA_MAX_INSTANCE_DEPTH)
        return HAWSER_OK;
    if (json_is_object(value))
        return walk_object(document, value, pointer, depth);
    if (json_is_array(value))
        return walk_list(document, value, pointer, depth);
    return HAWSER_OK;
}

int32_t document_take_secrets(struct document *document)
{
    return walk(document, document->value, "", 0);
}

int32_t document_hide_literals(struct document *document)
{
    int32_t code = HAWSER_OK;
    const char *pointer;
    json_t *literal;

    json_object_foreach(document->literals, pointer, literal)
    {
        json_t *placeholder = json_string(HAWSER_SECRET_PLACEHOLDER);
        /* Whoever frees the text leaves it as it is. */
        explicit_bzero((void *)(uintptr_t)json_string_value(literal), json_string_length(literal));
        if (placeholder == NULL || !document_replace(document->value, pointer, placeholder))
            code = HAWSER_NO_MEMORY;
        json_decref(placeholder);
    }
    (void)json_object_clear(document->literals);
    return code;
}

static bool replace_in(json_t *parent, const char *token, json_t *value)
{
    size_t index = 0;

    if (json_is_object(parent))
        return json_object_set(parent, token, value) == 0;
    return pointer_index(token, &index) && json_array_set(parent, index, value) == 0;
}

bool document_replace(json_t *root, const char *pointer, json_t *value)
{
    const char *slash = strrchr(pointer, '/');
    const char *cursor = slash;
    char *above = slash == NULL ? NULL : strndup(pointer, (size_t)(slash - pointer));
    char *token = above == NULL ? NULL : pointer_next(&cursor);
    bool done = token != NULL && replace_in(pointer_find(root, above), token, value);

    free(token);
    free(above);
    return done;
}
