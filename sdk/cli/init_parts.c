/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "init_parts.h"

#include <stdio.h>

#include "field_visible.h"
#include "init_check.h"
#include "schema_field.h"

/* Types of which one answer is one value. */
#define FIELD_SCALAR (FIELD_BOOLEAN | FIELD_INTEGER | FIELD_NUMBER | FIELD_STRING)

static uint32_t types_of(const json_t *field)
{
    return field_types(field) & ~FIELD_NULL;
}

/* An object whose members are known, and which is none itself of what is in an object already: a form has two levels. */
static bool is_group(const struct init_form *form, const json_t *field)
{
    return !form->group && types_of(field) == FIELD_OBJECT &&
           json_object_size(json_object_get(field, "properties")) > 0;
}

static bool is_list(const json_t *field)
{
    const json_t *items = json_object_get(field, "items");
    return types_of(field) == FIELD_ARRAY && json_is_object(items) &&
           (types_of(items) & ~FIELD_SCALAR) == 0;
}

/* Anything but lists and objects that would have to be typed in JSON. */
static bool is_plain(json_t *field)
{
    uint32_t types = types_of(field);
    return types != (FIELD_ANY & ~FIELD_NULL) && types != FIELD_OBJECT &&
           ((types & FIELD_SCALAR) != 0 || field_is_secret(field));
}

bool init_parts_can_ask(const struct init_form *form, const struct schema_field *item)
{
    json_t *field = item->field;
    if (!field_is_visible(form->schema, field, form->object))
        return false;
    if (field_is_required(form->schema, item->name))
        return true;
    /* A program fills that in. */
    if (json_is_true(json_object_get(field, "readOnly")))
        return false;
    return is_group(form, field) || is_list(field) || is_plain(field);
}

static enum asked ask_members(struct init_form *form)
{
    enum asked asked = ASKED_ANSWERED;
    struct schema_fields fields = schema_fields_of(form->schema);
    for (size_t i = 0; i < fields.count && asked != ASKED_ENDED; i++) {
        if (init_parts_can_ask(form, &fields.items[i]))
            asked = init_parts_ask(form, &fields.items[i]);
    }
    schema_fields_done(&fields);
    return asked;
}

/* The members of one object, as if it were the connection. */
static enum asked fill(struct init_form *form, const struct schema_field *item)
{
    json_t *whole = form->object;
    const json_t *schema = form->schema;
    json_t *object = json_object();
    if (!object || json_object_set_new(whole, item->name, object) != 0) {
        (void)console_no_memory(form->console);
        return ASKED_ENDED;
    }
    form->object = object;
    form->schema = item->field;
    form->group = item->name;
    enum asked asked = ask_members(form);
    form->object = whole;
    form->schema = schema;
    form->group = NULL;
    return asked;
}

static enum asked ask_group(struct init_form *form, const struct schema_field *item)
{
    bool wanted = field_is_required(form->schema, item->name);
    init_question_explain(form, item);
    for (;;) {
        if (!wanted && asking_yes(&form->asking, &wanted, "%s: set it up?",
                           field_label(item->field, item->name)) == ASKED_ENDED)
            return ASKED_ENDED;
        if (!wanted)
            return ASKED_ANSWERED;
        if (fill(form, item) == ASKED_ENDED)
            return ASKED_ENDED;
        /* What is wrong with its members together. */
        if (init_check_field(form->console, form->use, form->connection, item->name))
            return ASKED_ANSWERED;
        (void)json_object_del(form->object, item->name);
        wanted = field_is_required(form->schema, item->name);
    }
}

/* The list so far with `value` behind it, where the connector accepts that. Takes the value over. */
static bool append(struct init_form *form, const char *name, json_t *value)
{
    json_t *before = json_incref(json_object_get(form->object, name));
    json_t *longer = before ? json_copy(before) : json_array();
    if (!longer || json_array_append_new(longer, value) != 0) {
        (void)console_no_memory(form->console);
        json_decref(longer);
        json_decref(before);
        return false;
    }
    bool accepted = init_question_accept(form, name, longer);
    if (!accepted && before)
        (void)json_object_set(form->object, name, before);
    json_decref(before);
    return accepted;
}

/* No item was given. True: that will do. */
static bool take_none(struct init_form *form, const struct schema_field *item)
{
    json_t *initial = json_object_get(item->field, "default");
    if (initial)
        return init_question_accept(form, item->name, json_incref(initial));
    return !field_is_required(form->schema, item->name) ||
           init_question_accept(form, item->name, json_array());
}

static enum asked ask_list(struct init_form *form, const struct schema_field *item)
{
    const char *label = field_label(item->field, item->name);
    uint32_t types = types_of(json_object_get(item->field, "items"));
    size_t count = 0;
    init_question_explain(form, item);
    for (;;) {
        (void)fprintf(form->console->err, "%s, %zu (blank ends the list): ", label, count + 1);
        enum asked asked = asking_line(&form->asking, false);
        const char *answer = form->asking.answer;
        if (asked == ASKED_ENDED)
            return asked;
        if (asked == ASKED_UNUSABLE)
            continue;
        if (answer[0] == '\0' && (count > 0 || take_none(form, item)))
            return ASKED_ANSWERED;
        if (answer[0] != '\0')
            count += append(form, item->name, init_question_value(answer, types));
    }
}

enum asked init_parts_ask(struct init_form *form, const struct schema_field *item)
{
    if (is_group(form, item->field))
        return ask_group(form, item);
    if (is_list(item->field) && !field_is_secret(item->field))
        return ask_list(form, item);
    return init_question_ask(form, item);
}
