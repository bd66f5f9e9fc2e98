/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_field.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pointer.h"
#include "schema_json.h"
#include "schema_pattern.h"
#include "schema_text.h"

static void add_node(struct field *field, const struct node *node)
{
    for (size_t i = 0; i < field->count; i++) {
        if (field->nodes[i] == node)
            return;
    }
    if (field->count == FIELD_MAX_NODES)
        field->overflowed = true;
    else
        field->nodes[field->count++] = node;
}

/* Adds what the nodes apply to the same value; nodes that this adds are gone through as well. */
static void close_over(struct field *field)
{
    for (size_t i = 0; i < field->count; i++) {
        const struct node *node = field->nodes[i];
        for (size_t j = 0; j < node->rule_count; j++) {
            const struct rule *rule = &node->rules[j];
            enum keyword_reach reach = rule->keyword->reach;
            if (reach != REACH_ALWAYS && reach != REACH_MAYBE)
                continue;
            for (size_t k = 0; k < rule->branch_count; k++)
                add_node(field, rule->branches[k].node);
        }
    }
}

void field_of_root(const struct schema *schema, struct field *ret_field)
{
    ret_field->count = 0;
    ret_field->overflowed = false;
    add_node(ret_field, schema->nodes[0]);
    close_over(ret_field);
}

static void add_rule(struct field *field, const struct node *node, enum keyword_id id)
{
    const struct rule *rule = node_rule(node, id);
    if (rule != NULL)
        add_node(field, rule->branches[0].node);
}

static void add_named(struct field *field, const struct node *node, const char *key)
{
    const struct node *property = rule_property(node_rule(node, KEYWORD_PROPERTIES), key);
    const struct rule *patterns = node_rule(node, KEYWORD_PATTERN_PROPERTIES);
    struct run scratch = {.quiet = 1};
    bool found = property != NULL;
    if (found)
        add_node(field, property);
    for (size_t i = 0; patterns != NULL && i < patterns->branch_count; i++) {
        if (!pattern_matches(&scratch, patterns->branches[i].pattern, key, strlen(key)))
            continue;
        add_node(field, patterns->branches[i].node);
        found = true;
    }
    if (!found)
        add_rule(field, node, KEYWORD_ADDITIONAL_PROPERTIES);
    add_rule(field, node, KEYWORD_UNEVALUATED_PROPERTIES);
}

static void add_entry(struct field *field, const struct node *node, size_t index)
{
    const struct rule *prefix = node_rule(node, KEYWORD_PREFIX_ITEMS);
    if (prefix != NULL && index < prefix->branch_count)
        add_node(field, prefix->branches[index].node);
    else
        add_rule(field, node, KEYWORD_ITEMS);
    add_rule(field, node, KEYWORD_CONTAINS);
    add_rule(field, node, KEYWORD_UNEVALUATED_ITEMS);
}

void field_enter(const struct field *parent, const char *key, size_t index, struct field *ret_field)
{
    ret_field->count = 0;
    ret_field->overflowed = parent->overflowed;
    for (size_t i = 0; i < parent->count; i++) {
        if (key != NULL)
            add_named(ret_field, parent->nodes[i], key);
        else
            add_entry(ret_field, parent->nodes[i], index);
    }
    close_over(ret_field);
}

const json_t *field_argument(const struct field *field, const char *name)
{
    for (size_t i = 0; i < field->count; i++) {
        const json_t *argument = node_argument(field->nodes[i], name);
        if (argument != NULL)
            return argument;
    }
    return NULL;
}

const json_t *field_ui(const struct field *field, const char *name)
{
    for (size_t i = 0; i < field->count; i++) {
        const json_t *member = node_ui(field->nodes[i], name);
        if (member != NULL)
            return member;
    }
    return NULL;
}

const char *field_title(const struct field *field)
{
    return json_string_value(field_argument(field, "title"));
}

bool field_has_mark(const struct field *field, const char *name)
{
    for (size_t i = 0; i < field->count; i++) {
        if (json_is_true(node_argument(field->nodes[i], name)))
            return true;
    }
    return false;
}

void trail_init(struct trail *trail, const struct place *place)
{
    size_t count = 0;
    for (const struct place *step = place; step != NULL; step = step->parent)
        count++;
    /* the depth of the instance was checked, and a missing field is one deeper at most */
    trail->count = count;
    for (const struct place *step = place; step != NULL; step = step->parent)
        trail->places[--count] = step;
}

/* Goes down the trail; `step` is 0 for the root. */
static void descend(
    const struct schema *schema, const struct trail *trail, size_t step, struct field *field)
{
    if (step == 0) {
        field_of_root(schema, field);
        return;
    }
    struct field parent = *field;
    const struct place *place = trail->places[step];
    field_enter(&parent, place->key, place->index, field);
}

void field_at(const struct schema *schema, const struct trail *trail, struct field *ret_field)
{
    for (size_t i = 0; i < trail->count; i++)
        descend(schema, trail, i, ret_field);
}

/* A list entry without a title of its own is "Ports entry 2"; with one, "Port 2". */
char *trail_label(const struct schema *schema, const struct trail *trail)
{
    struct field field;
    char *label = NULL;
    for (size_t i = 0; i < trail->count; i++) {
        descend(schema, trail, i, &field);
        const struct place *place = trail->places[i];
        const char *title = field_title(&field);
        char *outer = label;
        size_t size = 0;
        FILE *out = open_memstream(&label, &size);
        if (out == NULL) {
            free(outer);
            return NULL;
        }
        if (i > 0 && place->key == NULL)
            fprintf(out, "%s%s %zu", title != NULL ? title : outer, title != NULL ? "" : " entry",
                place->index + 1);
        else if (title != NULL)
            fputs(title, out);
        else if (i > 0)
            text_name(out, place->key);
        else
            fputs("The document", out);
        fclose(out);
        free(outer);
        if (label == NULL)
            return NULL;
    }
    return label;
}

static void put_number(FILE *out, uint64_t number)
{
    for (int shift = 56; shift >= 0; shift -= 8)
        fputc((int)(number >> shift & 0xff), out);
}

static uint64_t order_of(const struct field *field)
{
    const json_t *order = field_ui(field, "order");
    /* shifted, so that negative orders sort first */
    return order == NULL ? UINT64_MAX : (uint64_t)json_integer_value(order) + (UINT64_C(1) << 63);
}

char *trail_order(const struct schema *schema, const struct trail *trail, size_t *ret_length)
{
    struct field field;
    char *order = NULL;
    FILE *out = open_memstream(&order, ret_length);
    if (out == NULL)
        return NULL;
    field_of_root(schema, &field);
    for (size_t i = 1; i < trail->count; i++) {
        const struct place *place = trail->places[i];
        descend(schema, trail, i, &field);
        put_number(out, place->key == NULL ? place->index : order_of(&field));
        if (place->key != NULL)
            fwrite(place->key, 1, strlen(place->key) + 1, out);
    }
    fclose(out);
    return order;
}

static bool is_one_of(const json_t *value, const json_t *allowed)
{
    size_t index;
    const json_t *entry;
    if (!json_is_array(allowed))
        return value_equal(NULL, value, allowed);
    json_array_foreach(allowed, index, entry)
    {
        if (value_equal(NULL, value, entry))
            return true;
    }
    return false;
}

/* Whether all siblings, or their defaults, are as the condition says. */
static bool condition_holds(
    const struct field *parent, const json_t *object, const json_t *condition)
{
    const char *name;
    json_t *allowed;
    json_object_foreach(loosened(condition), name, allowed)
    {
        struct field sibling;
        const json_t *value = json_object_get(object, name);
        if (value == NULL) {
            field_enter(parent, name, 0, &sibling);
            value = field_argument(&sibling, "default");
        }
        if (value == NULL || !is_one_of(value, allowed))
            return false;
    }
    return true;
}

bool trail_visible(const struct schema *schema, const struct trail *trail)
{
    struct field field;
    field_of_root(schema, &field);
    for (size_t i = 1; i < trail->count; i++) {
        struct field parent = field;
        descend(schema, trail, i, &field);
        const json_t *condition = field_ui(&field, "visibleWhen");
        if (condition != NULL && !condition_holds(&parent, trail->places[i - 1]->value, condition))
            return false;
    }
    return true;
}

/* Adds a node that is not there yet; `found` has room for all of the schema. */
static void find_node(const struct node **found, size_t *count, const struct node *node)
{
    for (size_t i = 0; i < *count; i++)
        if (found[i] == node)
            return;
    found[(*count)++] = node;
}

bool field_holds_secret(const struct schema *schema, const struct field *field)
{
    const struct node **found = calloc(schema->node_count, sizeof *found);
    size_t count = 0;
    bool holds = found == NULL; /* no memory: rather hide it */
    for (size_t i = 0; !holds && i < field->count; i++)
        find_node(found, &count, field->nodes[i]);
    for (size_t i = 0; !holds && i < count; i++) {
        holds = json_is_true(node_argument(found[i], "x-secret"));
        for (size_t j = 0; j < found[i]->rule_count; j++)
            for (size_t k = 0; k < found[i]->rules[j].branch_count; k++)
                find_node(found, &count, found[i]->rules[j].branches[k].node);
    }
    free(found);
    return holds;
}

bool trail_secret(const struct schema *schema, const struct trail *trail)
{
    struct field field;
    for (size_t i = 0; i < trail->count; i++) {
        descend(schema, trail, i, &field);
        if (field.overflowed || field_has_mark(&field, "x-secret") ||
            field_has_mark(&field, "writeOnly"))
            return true;
    }
    return false;
}
