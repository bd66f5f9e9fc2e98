/* SPDX-License-Identifier: Apache-2.0 */
/* Questions to a schema that need no validation: defaults and secrets. */
#include <stdlib.h>

#include "pointer.h"
#include "schema_field.h"

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

bool schema_has_secrets(const struct schema *schema)
{
    for (size_t i = 0; i < schema->node_count; i++)
        if (json_is_true(node_argument(schema->nodes[i], "x-secret")))
            return true;
    return false;
}
