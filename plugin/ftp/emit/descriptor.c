/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/emit/descriptor.h"

#include "schemas/embedded.h"
#include "ftp/emit/json.h"

#include <stdio.h>

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

static bool complete_actions(json_t *descriptor)
{
    size_t index;
    json_t *action;
    json_array_foreach(json_object_get(descriptor, "actions"), index, action)
    {
        char name[64];
        const char *id = json_string_value(json_object_get(action, "id"));
        snprintf(name, sizeof name, "ftp/%s.json", id ? id : "");
        if (json_object_set_new(action, "operationSchema", load(name)) != 0 ||
            json_object_set_new(action, "errors", error_ids()) != 0)
            return false;
    }
    return true;
}

char *ftp_emit_descriptor(const char *version)
{
    json_t *descriptor = load("ftp/connector.json");
    bool complete =
        descriptor && json_object_set_new(descriptor, "version", json_string(version)) == 0 &&
        json_object_set_new(descriptor, "connectionSchema", load("ftp/connection.json")) == 0 &&
        json_object_set_new(descriptor, "errors", catalogue()) == 0 && complete_actions(descriptor);
    if (complete)
        return ftp_json_text_of(descriptor);
    json_decref(descriptor);
    return NULL;
}
