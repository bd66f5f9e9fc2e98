/* SPDX-License-Identifier: Apache-2.0 */
#include "complete_option.h"

#include <stdlib.h>
#include <string.h>

#include "json_text.h"
#include "schema_field.h"
#include "schema_fields.h"

void complete_options(const struct command *command, struct candidates *candidates)
{
    for (size_t i = 0; i < command->options.count; i++) {
        struct option_about about = option_about(command->options.ids[i]);
        candidate_add_joined(candidates, "--", about.name, about.help);
    }
}

void complete_actions(struct completing *completing, struct candidates *candidates)
{
    const struct connector_use *use = completing_connector(completing);
    const json_t *actions = use ? json_object_get(use->descriptor, "actions") : NULL;
    size_t i;
    json_t *action;
    json_array_foreach(actions, i, action) candidate_add(
        candidates, json_member_text(action, "id"), json_member_text(action, "description"));
}

/* "sslMode=explicit" for each value that a field is known to take. */
static void complete_value(const struct schema_field *item, struct candidates *candidates)
{
    char start[CANDIDATE_LONGEST];
    const json_t *titles = json_object_get(json_object_get(item->field, "x-ui"), "enumTitles");
    json_t *values = json_object_get(item->field, "enum");
    size_t i;
    json_t *value;
    if ((size_t)snprintf(start, sizeof start, "%s=", item->name) >= sizeof start)
        return;
    json_array_foreach(values, i, value)
    {
        char *text = json_plain(value);
        if (text)
            candidate_add_joined(candidates, start, text, json_member_text(titles, text));
        free(text);
    }
    if (!values && (field_types(item->field) & ~FIELD_NULL) == FIELD_BOOLEAN) {
        candidate_add_joined(candidates, start, "true", NULL);
        candidate_add_joined(candidates, start, "false", NULL);
    }
}

static bool is_being_set(const struct schema_field *item, const char *typed)
{
    size_t length = strcspn(typed, "=");
    return typed[length] == '=' && strlen(item->name) == length &&
           memcmp(item->name, typed, length) == 0;
}

/* A secret is not offered: it would be refused. */
static void complete_fields(const json_t *schema, struct candidates *candidates)
{
    struct schema_fields fields = schema_fields_of(schema);
    for (size_t i = 0; i < fields.count; i++) {
        const struct schema_field *item = &fields.items[i];
        if (field_is_secret(item->field))
            continue;
        if (is_being_set(item, candidates->typed))
            complete_value(item, candidates);
        else
            candidate_add_joined(candidates, item->name, "=", field_label(item->field, item->name));
    }
    schema_fields_done(&fields);
}

void complete_field_names(struct completing *completing, struct candidates *candidates)
{
    const struct connector_use *use = completing_connector(completing);
    struct schema_fields fields = schema_fields_of(use ? connector_connection_schema(use) : NULL);
    for (size_t i = 0; i < fields.count; i++) {
        const struct schema_field *item = &fields.items[i];
        candidate_add(candidates, item->name, field_label(item->field, item->name));
    }
    schema_fields_done(&fields);
}

static const json_t *schema_for(struct completing *completing, enum option_id id)
{
    if (id == OPTION_SET_CONNECTION) {
        const struct connector_use *use = completing_connector(completing);
        return use ? connector_connection_schema(use) : NULL;
    }
    return json_object_get(
        completing_action(completing), id == OPTION_SET ? "operationSchema" : "inputProperties");
}

static bool is_file(enum option_id id)
{
    static const enum option_id ids[] = {OPTION_CONNECTION, OPTION_OPERATION, OPTION_INPUT,
        OPTION_RERUN, OPTION_RESULTS, OPTION_SAVE_PROFILE, OPTION_FIXTURE};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        if (ids[i] == id)
            return true;
    }
    return false;
}

void complete_argument(
    struct completing *completing, enum option_id id, struct candidates *candidates)
{
    if (is_file(id))
        candidates_files(candidates);
    else if (id == OPTION_OUT)
        candidates_folders(candidates);
    else if (id == OPTION_SET || id == OPTION_SET_CONNECTION || id == OPTION_PROPERTY)
        complete_fields(schema_for(completing, id), candidates);
    else if (id == OPTION_ACTION || id == OPTION_SCHEMA)
        complete_actions(completing, candidates);
    if (id == OPTION_SCHEMA)
        candidate_add(candidates, "connection", "the connection");
    if (id == OPTION_OUT)
        candidate_add(candidates, "-", "standard output");
}
