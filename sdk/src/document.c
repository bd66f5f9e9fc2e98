/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "document.h"

#include "document_numbers.h"
#include "document_secrets.h"
#include "pointer.h"
#include "schema.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int32_t document_init(struct document *document)
{
    document->value = NULL;
    document->faulty = json_object();
    document->misused = json_object();
    document->elsewhere = json_object();
    document->literals = json_object();
    return document->faulty == NULL || document->misused == NULL || document->elsewhere == NULL ||
                   document->literals == NULL
               ? HAWSER_NO_MEMORY
               : HAWSER_OK;
}

void document_done(struct document *document)
{
    json_decref(document->value);
    json_decref(document->faulty);
    json_decref(document->misused);
    json_decref(document->elsewhere);
    json_decref(document->literals);
    document->value = NULL;
    document->faulty = NULL;
    document->misused = NULL;
    document->elsewhere = NULL;
    document->literals = NULL;
}

bool document_is_faulty(const struct document *document, const char *pointer)
{
    return json_object_get(document->faulty, pointer) != NULL;
}

void document_report(struct document *document, const struct finding *finding)
{
    struct finding ours = *finding;

    ours.document = document->name;
    if (ours.severity == HAWSER_FINDING_ERROR &&
        json_object_set_new(document->faulty, ours.pointer, json_true()) != 0)
        document->findings->no_memory = true;
    findings_report(document->findings, &ours);
}

const char *document_label(const struct document *document, const char *pointer)
{
    const json_t *schema = document->schema_json;
    const char *cursor = pointer;
    const char *last = strrchr(pointer, '/');
    char *token;

    while (schema != NULL && (token = pointer_next(&cursor)) != NULL) {
        schema = json_object_get(json_object_get(schema, "properties"), token);
        free(token);
    }
    const char *title = json_string_value(json_object_get(schema, "title"));
    if (title != NULL)
        return title;
    return last == NULL ? document->name : last + 1;
}

/* Jansson's own text quotes what it did not understand, and that may be a secret. */
static const char *malformation(const json_error_t *error)
{
    switch ((int)json_error_code(error)) {
    case json_error_invalid_utf8:
        return "the text is not UTF-8";
    case json_error_premature_end_of_input:
        return "the text ends too early";
    case json_error_end_of_input_expected:
        return "something follows the end of the JSON";
    case json_error_duplicate_key:
        return "a name occurs twice in one object";
    case json_error_numeric_overflow:
        return "a number is too large";
    case json_error_stack_overflow:
        return "it is nested too deeply";
    case json_error_null_character:
    case json_error_null_byte_in_key:
        return "a text holds a NUL character";
    default:
        return "the text is not JSON (a comma, colon, quote or bracket may be missing)";
    }
}

static int32_t report_malformed(struct document *document, const json_error_t *error)
{
    char *message = text_format("the %s can't be read: line %d, column %d: %s", document->name,
        error->line, error->column, malformation(error));

    if (message == NULL)
        return HAWSER_NO_MEMORY;
    document_report(document, &(struct finding){.code = "json.malformed",
                                  .pointer = "",
                                  .message = message,
                                  .hint = "Correct the text at that place."});
    free(message);
    return HAWSER_OK;
}

static int32_t parse(struct document *document, const char *text, size_t length)
{
    json_error_t error;

    if (length > DOCUMENT_MAX) {
        document_report(document, &(struct finding){.code = "json.too-large",
                                      .pointer = "",
                                      .message = "the text is over 4 MiB long",
                                      .hint = "Shorten it."});
        return HAWSER_OK;
    }
    errno = 0; /* the parser does not tell all that lacks memory from what is malformed */
    document->value = json_loadb(text, length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (document->value != NULL)
        return HAWSER_OK;
    if (errno == ENOMEM)
        return HAWSER_NO_MEMORY;
    return report_malformed(document, &error);
}

/* A place whose secret is wrong was reported already, in words that fit better. Of one that is read from
   elsewhere the schema has seen a placeholder. */
static void take_finding(const struct schema_finding *finding, void *user)
{
    struct document *document = user;
    bool error = finding->severity == SCHEMA_ERROR;

    if (error && (json_object_get(document->misused, finding->pointer) != NULL ||
                     json_object_get(document->elsewhere, finding->pointer) != NULL))
        return;
    document_report(document,
        &(struct finding){.severity = error ? HAWSER_FINDING_ERROR : HAWSER_FINDING_WARNING,
            .hidden = !finding->visible,
            .code = finding->code,
            .pointer = finding->pointer,
            .message = finding->message,
            .hint = finding->hint,
            .recommended = finding->recommended});
}

int32_t document_check(struct document *document, const char *text, size_t length, unsigned flags)
{
    int32_t code = parse(document, text, length);

    if (code != HAWSER_OK || document->value == NULL)
        return code;
    code = document_take_secrets(document);
    if (code == HAWSER_OK &&
        !schema_validate(document->schema, document->value, flags, take_finding, document) &&
        errno == ENOMEM)
        code = HAWSER_NO_MEMORY;
    if (document_hide_literals(document) != HAWSER_OK || code != HAWSER_OK)
        return HAWSER_NO_MEMORY;
    if (json_is_object(document->value) &&
        !schema_apply_defaults(document->schema, document->value))
        return HAWSER_NO_MEMORY;
    return document_settle_numbers(document->value) ? HAWSER_OK : HAWSER_NO_MEMORY;
}
