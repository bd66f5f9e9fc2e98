/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "validation_connector.h"

#include "call.h"
#include "pointer.h"
#include "problem.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

/* What a connector may find in one call. */
#define FINDINGS_MAX 1000

/* A validation under way at the connector. */
struct inquiry {
    struct validation *validation;
    struct call call;
    size_t count;
};

static bool read_severity(const json_t *json, uint32_t *ret_severity)
{
    static const char *const names[] = {
        [HAWSER_FINDING_ERROR] = "error",
        [HAWSER_FINDING_WARNING] = "warning",
        [HAWSER_FINDING_INFO] = "info",
    };
    const char *name = json_string_value(json_object_get(json, "severity"));

    for (uint32_t i = 0; name != NULL && i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(name, names[i]) == 0) {
            *ret_severity = i;
            return true;
        }
    }
    return false;
}

/* Why the emitted finding is none; NULL: it is one. */
static const char *read_texts(const json_t *json, struct finding *finding)
{
    const json_t *pointer = json_object_get(json, "pointer");
    const json_t *hint = json_object_get(json, "hint");

    finding->code = json_string_value(json_object_get(json, "code"));
    finding->message = json_string_value(json_object_get(json, "message"));
    finding->pointer = json_string_value(pointer);
    finding->hint = json_string_value(hint);
    finding->recommended = json_object_get(json, "recommended");
    finding->hidden = json_is_false(json_object_get(json, "visible"));
    if (!read_severity(json, &finding->severity))
        return "its severity is none of error, warning, info";
    if (finding->code == NULL || finding->code[0] == '\0')
        return "it has no code";
    if (finding->message == NULL || finding->message[0] == '\0')
        return "it has no message";
    if (finding->pointer == NULL ||
        !pointer_is_valid(finding->pointer, json_string_length(pointer)))
        return "its pointer is not a JSON Pointer";
    if (hint != NULL && finding->hint == NULL && !json_is_null(hint))
        return "its hint is not text";
    if (finding->recommended != NULL && !json_is_array(finding->recommended))
        return "its recommended values are not a list";
    return NULL;
}

/* Moves *pointer behind a first token that is `name`. */
static bool strip(const char **pointer, const char *name)
{
    size_t length = strlen(name);

    if ((*pointer)[0] != '/' || strncmp(*pointer + 1, name, length) != 0)
        return false;
    const char *rest = *pointer + 1 + length;
    if (*rest != '\0' && *rest != '/')
        return false;
    *pointer = rest;
    return true;
}

/* The document that a finding names, or else the one with which its pointer begins, or else the one
   that the question was about. NULL: it names another. */
static struct document *read_document(
    struct validation *validation, const json_t *json, struct finding *finding)
{
    const json_t *named = json_object_get(json, "document");
    const char *name = json_string_value(named);

    if (named != NULL && name == NULL)
        return NULL;
    if (name == NULL)
        name = strip(&finding->pointer, DOCUMENT_CONNECTION)  ? DOCUMENT_CONNECTION
               : strip(&finding->pointer, DOCUMENT_OPERATION) ? DOCUMENT_OPERATION
               : validation->action != NULL                   ? DOCUMENT_OPERATION
                                                              : DOCUMENT_CONNECTION;
    if (strcmp(name, DOCUMENT_CONNECTION) == 0)
        return &validation->connection;
    return strcmp(name, DOCUMENT_OPERATION) == 0 ? &validation->operation : NULL;
}

/* What the schema said is not said again; nor is a warning of a connection that was accepted
 * earlier. */
static bool is_news(const struct validation *validation, const struct document *document,
    const struct finding *finding)
{
    if (finding->severity == HAWSER_FINDING_ERROR)
        return !document_is_faulty(document, finding->pointer);
    return document != &validation->connection || validation->given == NULL;
}

static int32_t take_finding(void *user, json_t *value, const char *text, size_t length)
{
    struct inquiry *inquiry = user;
    struct finding finding = {0};

    (void)text;
    (void)length;
    if (inquiry->count++ >= FINDINGS_MAX)
        return call_refuse(&inquiry->call, "it is one too many");
    const char *fault = read_texts(value, &finding);
    if (fault != NULL)
        return call_refuse(&inquiry->call, fault);
    struct document *document = read_document(inquiry->validation, value, &finding);
    if (document == NULL)
        return call_refuse(&inquiry->call, "its document is neither connection nor operation");
    finding.document = document->name;
    if (is_news(inquiry->validation, document, &finding))
        findings_report(&inquiry->validation->findings, &finding);
    return HAWSER_OK;
}

static int32_t ask(struct validation *validation, const hawser_validate_request *request,
    hawser_problem **ret_problem)
{
    struct inquiry inquiry = {.validation = validation};
    hawser_loaded *loaded = validation->loaded;
    int32_t code =
        loaded_say_waited(loaded, loaded_enter(loaded, validation->control), ret_problem);

    if (code != HAWSER_OK)
        return code;
    call_init(&inquiry.call, loaded, NULL, validation->control);
    inquiry.call.emits = HAWSER_EMIT_FINDING;
    inquiry.call.emitted = take_finding;
    inquiry.call.emitted_user = &inquiry;
    code = call_result(
        &inquiry.call, loaded->table.validate(&inquiry.call.abi, request), "validate", ret_problem);
    call_done(&inquiry.call);
    loaded_leave(loaded);
    return code;
}

/* The document's text, to be freed; NULL and HAWSER_OK: there is no object to show. */
static int32_t dump(const struct document *document, char **ret_text)
{
    if (!json_is_object(document->value))
        return HAWSER_OK;
    *ret_text = text_of_json(document->value, JSON_COMPACT);
    return *ret_text == NULL ? HAWSER_NO_MEMORY : HAWSER_OK;
}

static hawser_validate_request request_of(
    const struct validation *validation, const char *connection, const char *operation)
{
    hawser_validate_request request = {.size = sizeof request, .flags = validation->flags};

    request.connection = connection == NULL ? validation->given : connection;
    request.connection_length = connection == NULL ? validation->given_length : strlen(connection);
    if (operation != NULL) {
        request.action = validation->action->id;
        request.operation = operation;
        request.operation_length = strlen(operation);
    }
    return request;
}

int32_t validation_ask_connector(struct validation *validation, hawser_problem **ret_problem)
{
    char *connection = NULL;
    char *operation = NULL;
    int32_t code = dump(&validation->connection, &connection);

    if (code == HAWSER_OK)
        code = dump(&validation->operation, &operation);
    if (code != HAWSER_OK) {
        problem_no_memory(ret_problem);
    } else if (connection != NULL || operation != NULL) {
        const hawser_validate_request request = request_of(validation, connection, operation);
        code = ask(validation, &request, ret_problem);
    }
    free(operation);
    free(connection);
    return code;
}
