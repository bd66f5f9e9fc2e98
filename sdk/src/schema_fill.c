/* SPDX-License-Identifier: Apache-2.0 */
/* Questions to a schema that need no validation: defaults and secrets. */
#include <stdlib.h>

#include "pointer.h"
#include "schema_field.h"

enum { SECRET_MAX_DEPTH = 8 };

/* Fills from one node what is still missing. */
static bool fill_from(const struct node *node, json_t *instance)
{
    const struct rule *rule = node_rule(node, KEYWORD_PROPERTIES);
    for (size_t i = 0; rule != NULL && i < rule->branch_count; i++) {
        const char *name = rule->branches[i].name;
        const json_t *usual = node_argument(rule->branches[i].node, "default");
        if (usual == NULL || json_object_get(instance, name) != NULL)
            continue;
        if (json_object_set_new(instance, name, json_deep_copy(usual)) != 0)
            return false;
    }
    return true;
}

/* The root and what it always includes; defaults within conditions are none of the whole. */
bool schema_apply_defaults(const struct schema *schema, json_t *instance)
{
    const struct node *nodes[FIELD_MAX_NODES] = {schema->nodes[0]};
    size_t count = 1;
    if (!json_is_object(instance))
        return true;
    for (size_t i = 0; i < count; i++) {
        if (!fill_from(nodes[i], instance))
            return false;
        for (size_t j = 0; j < nodes[i]->rule_count; j++) {
            const struct rule *rule = &nodes[i]->rules[j];
            bool always = rule->keyword->reach == REACH_ALWAYS;
            for (size_t k = 0; always && k < rule->branch_count && count < FIELD_MAX_NODES; k++)
                nodes[count++] = rule->branches[k].node;
        }
    }
    return true;
}

/* A token may name a member or a list entry: which of them is not known without a value. */
static void enter_token(const struct field *parent, const char *token, struct field *ret_field)
{
    size_t index;
    field_enter(parent, token, 0, ret_field);
    if (ret_field->count == 0 && pointer_index(token, &index))
        field_enter(parent, NULL, index, ret_field);
}

bool schema_is_secret(const struct schema *schema, const char *pointer)
{
    struct field field;
    struct field parent;
    field_of_root(schema, &field);
    while (!field_has_mark(&field, "x-secret") && !field.overflowed) {
        char *token = pointer_next(&pointer);
        if (token == NULL)
            return *pointer != '\0'; /* no memory: rather hide it */
        parent = field;
        enter_token(&parent, token, &field);
        free(token);
    }
    return true;
}

struct level {
    struct field field;
    char *pointer;
    size_t node; /* position: the node and its property that come next */
    size_t property;
};

/* The next property that an earlier node of the level has not, or NULL. */
static const char *next_property(struct level *level)
{
    for (; level->node < level->field.count; level->node++, level->property = 0) {
        const struct rule *rule = node_rule(level->field.nodes[level->node], KEYWORD_PROPERTIES);
        while (rule != NULL && level->property < rule->branch_count) {
            const char *name = rule->branches[level->property++].name;
            bool seen = false;
            for (size_t i = 0; i < level->node && !seen; i++)
                seen = rule_property(node_rule(level->field.nodes[i], KEYWORD_PROPERTIES), name) !=
                       NULL;
            if (!seen)
                return name;
        }
    }
    return NULL;
}

static void enter_level(const struct level *outer, const char *name, struct level *inner)
{
    field_enter(&outer->field, name, 0, &inner->field);
    inner->pointer = pointer_append(outer->pointer, name);
    inner->node = 0;
    inner->property = 0;
}

size_t schema_secret_pointers(
    const struct schema *schema, void (*fn)(const char *pointer, void *user), void *user)
{
    size_t found = 0;
    size_t depth = 0;
    struct level *levels = calloc(SECRET_MAX_DEPTH + 1, sizeof *levels);
    if (levels == NULL)
        return 0;
    field_of_root(schema, &levels[0].field);
    levels[0].pointer = calloc(1, 1);
    for (;;) {
        struct level *level = &levels[depth];
        bool secret = level->pointer != NULL && field_has_mark(&level->field, "x-secret");
        if (secret && level->node == 0 && level->property == 0) {
            fn(level->pointer, user);
            found++;
        }
        const char *name = secret || level->pointer == NULL || depth == SECRET_MAX_DEPTH
                               ? NULL
                               : next_property(level);
        if (name != NULL) {
            enter_level(level, name, &levels[++depth]);
            continue;
        }
        free(level->pointer);
        if (depth == 0)
            break;
        depth--;
    }
    free(levels);
    return found;
}
