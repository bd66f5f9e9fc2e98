/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/emit/descriptor.h"

#include "common/buffer.h"
#include "schemas/embedded.h"
#include "ftp/emit/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Every run begins with this text, of 75 KB by now. */
enum { DESCRIPTOR_MAX = 1 << 20 };

static json_t *load(const char *name)
{
    const struct embedded_schema *schema = schema_embedded(name);
    return schema ? json_loadb(schema->text, schema->length, 0, NULL) : NULL;
}

/* The array with the value, which it takes; NULL, and the array freed, where either could not be made. */
static json_t *appended(json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) == 0)
        return array;
    json_decref(array);
    return NULL;
}

/* Faults concern every action: which of them can happen depends on the server more than on the
 * action. */
static json_t *error_ids(void)
{
    json_t *ids = json_array();
    for (int fault = FTP_FAULT_NONE + 1; ids && fault < FTP_FAULT_COUNT; fault++)
        ids = appended(ids, json_string(ftp_fault_row((enum ftp_fault)fault)->id));
    return ids;
}

static json_t *catalogue(void)
{
    json_t *rows = json_array();
    for (int fault = FTP_FAULT_NONE + 1; rows && fault < FTP_FAULT_COUNT; fault++) {
        const struct ftp_fault_row *row = ftp_fault_row((enum ftp_fault)fault);
        rows = appended(
            rows, json_pack("{s:s, s:s, s:s, s:b, s:s, s:s?}", "id", row->id, "class",
                      ftp_code_name(row->code), "retry", ftp_retry_name(row->retry), "application",
                      row->application, "title", row->title, "hint", row->hint));
    }
    return rows;
}

/* The array or object, which is released. */
static bool add_json(struct buffer *text, json_t *value)
{
    char *dumped = ftp_json_text_of(value);
    bool added = dumped && buffer_add_text(text, dumped);
    free(dumped);
    return added;
}

static size_t skip_string(const char *json, size_t length, size_t at)
{
    for (at++; at < length && json[at] != '"'; at++)
        at += json[at] == '\\';
    return at < length ? at + 1 : length;
}

/* An embedded schema without its white space: copied, since it was parsed when it was tested. */
static bool add_schema(struct buffer *text, const char *name)
{
    const struct embedded_schema *schema = schema_embedded(name);
    bool added = schema != NULL;
    for (size_t at = 0; added && at < schema->length;) {
        size_t from = at;
        while (at < schema->length && schema->text[at] != '\n' && schema->text[at] != ' ')
            at = schema->text[at] == '"' ? skip_string(schema->text, schema->length, at) : at + 1;
        added = buffer_add(text, schema->text + from, at - from);
        at += at < schema->length;
    }
    return added;
}

/* The object as it is, but open for further members; it is released. */
static bool add_open(struct buffer *text, json_t *object)
{
    bool added = add_json(text, object) && text->length;
    if (added)
        text->length--;
    return added;
}

static bool add_action(struct buffer *text, json_t *action, const char *errors)
{
    char name[64];
    const char *id = json_string_value(json_object_get(action, "id"));
    snprintf(name, sizeof name, "ftp/%s.json", id ? id : "");
    return add_open(text, json_incref(action)) && buffer_add_text(text, ",\"operationSchema\":") &&
           add_schema(text, name) && buffer_add_text(text, ",\"errors\":") &&
           buffer_add_text(text, errors) && buffer_add_byte(text, '}');
}

static bool add_actions(struct buffer *text, const json_t *actions)
{
    struct buffer errors;
    buffer_init(&errors, DESCRIPTOR_MAX);
    bool added = add_json(&errors, error_ids());
    for (size_t i = 0; added && i < json_array_size(actions); i++)
        added = buffer_add_byte(text, i ? ',' : '[') &&
                add_action(text, json_array_get(actions, i), buffer_text(&errors));
    buffer_done(&errors);
    return added && buffer_add_byte(text, ']');
}

/* Takes over `descriptor`. */
static bool add_descriptor(
    struct buffer *text, json_t *descriptor, json_t *actions, const char *version)
{
    json_object_del(descriptor, "actions");
    if (json_object_set_new(descriptor, "version", json_string(version)) != 0 ||
        json_object_set_new(descriptor, "errors", catalogue()) != 0) {
        json_decref(descriptor);
        return false;
    }
    return add_open(text, descriptor) && buffer_add_text(text, ",\"connectionSchema\":") &&
           add_schema(text, "ftp/connection.json") && buffer_add_text(text, ",\"actions\":") &&
           add_actions(text, actions) && buffer_add_byte(text, '}');
}

char *ftp_emit_descriptor(const char *version)
{
    struct buffer text;
    json_t *descriptor = load("ftp/connector.json");
    json_t *actions = json_incref(json_object_get(descriptor, "actions"));
    buffer_init(&text, DESCRIPTOR_MAX);
    bool complete = actions && add_descriptor(&text, descriptor, actions, version);
    if (!actions)
        json_decref(descriptor);
    json_decref(actions);
    if (complete)
        return text.data;
    buffer_done(&text);
    return NULL;
}
