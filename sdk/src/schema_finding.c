/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_finding.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pointer.h"
#include "schema_field.h"
#include "schema_message.h"

static void finding_done(struct finding *finding)
{
    free(finding->pointer);
    free(finding->schema_pointer);
    free(finding->label);
    free(finding->message);
    free(finding->hint);
    free(finding->order);
    json_decref(finding->recommended);
}

void finding_list_done(struct finding_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        finding_done(&list->findings[i]);
    free(list->findings);
    *list = (struct finding_list){.findings = NULL};
}

static bool is_repeated(const struct finding_list *list, const struct finding *finding)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct finding *other = &list->findings[i];
        if (other->code == finding->code && strcmp(other->pointer, finding->pointer) == 0 &&
            strcmp(other->message, finding->message) == 0)
            return true;
    }
    return false;
}

static bool has_room(struct finding_list *list)
{
    if (list->count < list->capacity)
        return true;
    size_t capacity = list->capacity == 0 ? 8 : list->capacity * 2;
    struct finding *findings = realloc(list->findings, capacity * sizeof *findings);
    if (findings == NULL)
        return false;
    list->findings = findings;
    list->capacity = capacity;
    return true;
}

/* Takes the finding. */
static void add(struct finding_list *list, struct finding *finding)
{
    if (is_repeated(list, finding)) {
        finding_done(finding);
        return;
    }
    if (list->count >= SCHEMA_MAX_FINDINGS || !has_room(list)) {
        list->overflowed = true;
        finding_done(finding);
        return;
    }
    finding->number = list->count;
    list->findings[list->count++] = *finding;
}

void finding_list_move(struct finding_list *list, struct finding_list *from)
{
    for (size_t i = 0; i < from->count; i++)
        add(list, &from->findings[i]);
    list->overflowed = list->overflowed || from->overflowed;
    from->count = 0;
}

static char *pointer_of(const struct trail *trail)
{
    char *pointer = strdup("");
    for (size_t i = 1; i < trail->count && pointer != NULL; i++) {
        const struct place *place = trail->places[i];
        char *longer = place->key != NULL ? pointer_append(pointer, place->key)
                                          : pointer_append_index(pointer, place->index);
        free(pointer);
        pointer = longer;
    }
    return pointer;
}

static char *schema_pointer_of(const struct complaint *complaint)
{
    if (complaint->rule != NULL)
        return pointer_append(complaint->rule->node->pointer, complaint->rule->keyword->name);
    return strdup(complaint->node == NULL ? "" : complaint->node->pointer);
}

/* Gathering what the schema says about a field costs this for each level above it. */
enum { STEPS_A_LEVEL = 50 };

/* Findings are few; what they say is worked out only now, from the way to the field. */
/* A text in the place of a list or an object of secrets is one of them, most likely. */
static bool is_secret(const struct run *run, const struct trail *trail, const struct field *field,
    const json_t *value)
{
    return trail_secret(run->schema, trail) || (!json_is_object(value) && !json_is_array(value) &&
                                                   field_holds_secret(run->schema, field));
}

static bool fill(struct run *run, const struct place *place, const struct complaint *complaint,
    struct finding *finding)
{
    struct trail trail;
    struct field field;
    trail_init(&trail, place);
    if (complaint->code != COMPLAINT_LIMIT && !run_spend(run, trail.count * STEPS_A_LEVEL))
        return false;
    field_at(run->schema, &trail, &field);
    finding->code = complaint->code;
    finding->depth = trail.count - 1;
    finding->pointer = pointer_of(&trail);
    finding->schema_pointer = schema_pointer_of(complaint);
    finding->label = trail_label(run->schema, &trail);
    finding->order = trail_order(run->schema, &trail, &finding->order_length);
    finding->visible = trail_visible(run->schema, &trail);
    finding->recommended = json_array();
    if (finding->pointer == NULL || finding->schema_pointer == NULL || finding->label == NULL ||
        finding->order == NULL || finding->recommended == NULL)
        return false;
    struct wording wording = {.run = run,
        .place = place,
        .complaint = complaint,
        .field = &field,
        .label = finding->label,
        .secret = is_secret(run, &trail, &field, place->value),
        .recommended = finding->recommended};
    return wording_make(&wording, &finding->message, &finding->hint);
}

bool run_complain(struct run *run, const struct place *place, const struct complaint *complaint)
{
    if (run->quiet > 0 || (run->tripped != LIMIT_NONE && complaint->code != COMPLAINT_LIMIT))
        return false;
    if (run->findings->count >= SCHEMA_MAX_FINDINGS) {
        run->findings->overflowed = true;
        return false;
    }
    struct finding finding = {.pointer = NULL};
    if (fill(run, place, complaint, &finding))
        add(run->findings, &finding);
    else
        finding_done(&finding);
    return false;
}

bool run_complain_rule(
    struct run *run, const struct place *place, const struct rule *rule, enum complaint_code code)
{
    struct complaint complaint = {.code = code, .rule = rule, .node = rule->node};
    return run_complain(run, place, &complaint);
}

static int compare(const void *left, const void *right)
{
    const struct finding *a = left;
    const struct finding *b = right;
    size_t common = a->order_length < b->order_length ? a->order_length : b->order_length;
    int order = memcmp(a->order, b->order, common);
    if (order != 0)
        return order;
    if (a->order_length != b->order_length)
        return a->order_length < b->order_length ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

static void emit_overflow(schema_finding_fn fn, void *user)
{
    char message[80];
    snprintf(message, sizeof message, "There are more findings; these are the first %d",
        (int)SCHEMA_MAX_FINDINGS);
    json_t *none = json_array();
    struct schema_finding finding = {.severity = SCHEMA_WARNING,
        .code = "schema.more",
        .pointer = "",
        .schema_pointer = "",
        .label = "",
        .message = message,
        .hint = "Mend these, then check again",
        .recommended = none,
        .visible = true};
    fn(&finding, user);
    json_decref(none);
}

void finding_list_emit(struct finding_list *list, schema_finding_fn fn, void *user)
{
    if (list->count > 1)
        qsort(list->findings, list->count, sizeof *list->findings, compare);
    for (size_t i = 0; i < list->count; i++) {
        const struct finding *from = &list->findings[i];
        struct schema_finding finding = {
            .severity = from->code == COMPLAINT_DEPRECATED ? SCHEMA_WARNING : SCHEMA_ERROR,
            .code = complaint_id(from->code),
            .pointer = from->pointer,
            .schema_pointer = from->schema_pointer,
            .label = from->label,
            .message = from->message,
            .hint = from->hint,
            .recommended = from->recommended,
            .visible = from->visible};
        fn(&finding, user);
    }
    if (list->overflowed)
        emit_overflow(fn, user);
}
