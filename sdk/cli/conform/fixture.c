/* SPDX-License-Identifier: Apache-2.0 */
#include "fixture.h"

#include <stdlib.h>
#include <string.h>

#include "input_file.h"
#include "json_text.h"
#include "status.h"

enum { LARGEST_CONTENT = 16 << 20, PATTERN_PERIOD = 251 };

static int refuse(const struct console *console, const char *path, const char *what)
{
    return console_fail(console, STATUS_USAGE, "cli.conform.fixture",
        "the manual page hawser-conform(1) says what a fixture holds", "the fixture %s: %s", path,
        what);
}

/* Bytes without a period that a buffer could have. */
static void fill_pattern(char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        bytes[i] = (char)('!' + (i + i / PATTERN_PERIOD) % 90);
}

static const char *read_content(const json_t *json, struct fixture_document *document)
{
    const json_t *content = json_object_get(json, "content");
    json_t *size = json_object_get(json, "size");
    if (content && size)
        return "a document has either content or size";
    if (content && !json_is_string(content))
        return "content is text";
    if (size && (json_integer_value(size) < 0 || json_integer_value(size) > LARGEST_CONTENT))
        return "size is a number of bytes, at most 16 MiB";
    document->length = content ? json_string_length(content) : (size_t)json_integer_value(size);
    document->content = malloc(document->length + 1);
    if (!document->content)
        return "no memory";
    if (content)
        memcpy(document->content, json_string_value(content), document->length);
    else
        fill_pattern(document->content, document->length);
    return NULL;
}

static const char *read_document(const json_t *json, struct fixture_document *document)
{
    json_t *properties = json_object_get(json, "properties");
    if (!json_is_object(json) || (properties && !json_is_object(properties)))
        return "documents are objects, and so are their properties";
    document->id = json_member_text(json, "id");
    document->properties = properties ? json_dumps(properties, JSON_COMPACT) : strdup("{}");
    return document->properties ? read_content(json, document) : "no memory";
}

static const char *read_action(const char *id, json_t *json, struct fixture_action *action)
{
    json_t *documents = json_object_get(json, "documents");
    json_t *operation = json_object_get(json, "operation");
    if (!json_is_object(json) || (documents && !json_is_array(documents)))
        return "an action is an object, and its documents are a list";
    if (operation && !json_is_object(operation))
        return "an operation is an object";
    action->id = id;
    action->after = json_member_text(json, "after");
    if (!operation) {
        operation = json_object();
        (void)json_object_set_new(json, "operation", operation);
    }
    action->operation = operation;
    action->documents = calloc(json_array_size(documents) + 1, sizeof *action->documents);
    if (!action->documents)
        return "no memory";
    size_t i;
    json_t *document;
    json_array_foreach(documents, i, document)
    {
        const char *wrong = read_document(document, &action->documents[action->count++]);
        if (wrong)
            return wrong;
    }
    return NULL;
}

static const char *read_actions(struct fixture *fixture)
{
    json_t *actions = json_object_get(fixture->json, "actions");
    const char *id;
    json_t *action;
    if (actions && !json_is_object(actions))
        return "actions is an object with the actions' ids as its members";
    fixture->actions = calloc(json_object_size(actions) + 1, sizeof *fixture->actions);
    if (!fixture->actions)
        return "no memory";
    json_object_foreach(actions, id, action)
    {
        const char *wrong = read_action(id, action, &fixture->actions[fixture->count++]);
        if (wrong)
            return wrong;
    }
    for (size_t i = 0; i < fixture->count; i++) {
        const char *after = fixture->actions[i].after;
        if (after && !fixture_action(fixture, after))
            return "after names an action that the fixture lacks";
    }
    return NULL;
}

static bool is_list_of_pointers(const json_t *list)
{
    size_t i;
    json_t *pointer;
    json_array_foreach(list, i, pointer)
    {
        if (!json_is_string(pointer) || json_string_value(pointer)[0] != '/')
            return false;
    }
    return json_array_size(list) > 0;
}

static const char *read_members(struct fixture *fixture)
{
    json_t *secrets = json_object_get(fixture->json, "secrets");
    const char *pointer;
    json_t *secret;
    fixture->connection = json_object_get(fixture->json, "connection");
    if (!json_is_object(fixture->connection))
        return "connection, an object, is missing";
    if (secrets && !json_is_object(secrets))
        return "secrets is an object with JSON Pointers into the connection as its members";
    json_object_foreach(secrets, pointer, secret)
    {
        if (pointer[0] != '/' || !json_is_string(secret))
            return "a member of secrets is a text by a JSON Pointer, such as /password";
    }
    fixture->secrets = secrets ? json_incref(secrets) : json_object();
    fixture->browse = json_object_get(fixture->json, "browse");
    if (fixture->browse && !is_list_of_pointers(fixture->browse))
        return "browse is a list of JSON Pointers into the connection, such as /directory";
    fixture->test = json_is_true(json_object_get(fixture->json, "test"));
    return read_actions(fixture);
}

static int read_trust(const struct console *console, struct fixture *fixture)
{
    const char *path = json_member_text(fixture->json, "trust");
    struct secret_text text;
    if (!path)
        return STATUS_DONE;
    int status = input_file_read(console, "the trusted certificates", path, &text);
    if (status == STATUS_DONE)
        fixture->trust = text.bytes;
    return status;
}

int fixture_read(const struct console *console, const char *path, struct fixture *ret_fixture)
{
    struct fixture fixture = {0};
    int status = input_file_object(console, "the fixture", path, &fixture.json);
    if (status != STATUS_DONE)
        return status;
    const char *wrong = read_members(&fixture);
    status = wrong ? refuse(console, path, wrong) : read_trust(console, &fixture);
    if (status != STATUS_DONE) {
        fixture_done(&fixture);
        return status;
    }
    *ret_fixture = fixture;
    return STATUS_DONE;
}

void fixture_done(struct fixture *fixture)
{
    for (size_t i = 0; i < fixture->count; i++) {
        struct fixture_action *action = &fixture->actions[i];
        for (size_t k = 0; k < action->count; k++) {
            free(action->documents[k].properties);
            free(action->documents[k].content);
        }
        free(action->documents);
    }
    free(fixture->actions);
    free(fixture->trust);
    json_decref(fixture->secrets);
    json_decref(fixture->json);
    *fixture = (struct fixture){0};
}

const struct fixture_action *fixture_action(const struct fixture *fixture, const char *id)
{
    for (size_t i = 0; i < fixture->count; i++) {
        if (strcmp(fixture->actions[i].id, id) == 0)
            return &fixture->actions[i];
    }
    return NULL;
}
