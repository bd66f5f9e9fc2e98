/* SPDX-License-Identifier: Apache-2.0 */
/* Schemas that apply themselves to the same value would never end: found before any value is. */
#include <stdlib.h>

#include "schema_compiler.h"

static bool stays(const struct rule *rule)
{
    enum keyword_reach reach = rule->keyword->reach;
    return reach == REACH_ALWAYS || reach == REACH_MAYBE || reach == REACH_NEGATED;
}

/* Work list of nodes that nothing unfinished leads to, after Kahn. */
struct sorting {
    const struct schema *schema;
    size_t *waiting; /* by node number: edges into it that are not done */
    size_t *ready;
    size_t ready_count;
};

static size_t number_of(const struct compiler *compiler, const struct node *node)
{
    return (size_t)json_integer_value(json_object_get(compiler->pointers, node->pointer));
}

static void count_edges(const struct compiler *compiler, struct sorting *sorting)
{
    for (size_t i = 0; i < sorting->schema->node_count; i++) {
        const struct node *node = sorting->schema->nodes[i];
        for (size_t j = 0; j < node->rule_count; j++) {
            const struct rule *rule = &node->rules[j];
            for (size_t k = 0; stays(rule) && k < rule->branch_count; k++)
                sorting->waiting[number_of(compiler, rule->branches[k].node)]++;
        }
    }
}

static void finish_node(
    const struct compiler *compiler, struct sorting *sorting, const struct node *node)
{
    for (size_t j = 0; j < node->rule_count; j++) {
        const struct rule *rule = &node->rules[j];
        for (size_t k = 0; stays(rule) && k < rule->branch_count; k++) {
            size_t number = number_of(compiler, rule->branches[k].node);
            if (--sorting->waiting[number] == 0)
                sorting->ready[sorting->ready_count++] = number;
        }
    }
}

static bool sort_nodes(struct compiler *compiler, struct sorting *sorting)
{
    const struct schema *schema = sorting->schema;
    count_edges(compiler, sorting);
    for (size_t i = 0; i < schema->node_count; i++) {
        if (sorting->waiting[i] == 0)
            sorting->ready[sorting->ready_count++] = i;
    }
    for (size_t i = 0; i < sorting->ready_count; i++)
        finish_node(compiler, sorting, schema->nodes[sorting->ready[i]]);
    if (sorting->ready_count == schema->node_count)
        return true;
    size_t stuck = 0;
    while (sorting->waiting[stuck] == 0)
        stuck++;
    return compiler_refuse(compiler, schema->nodes[stuck]->pointer,
        "This schema leads back to itself without going into the value, and would never end");
}

bool compile_loops(struct compiler *compiler)
{
    size_t count = compiler->schema->node_count;
    struct sorting sorting = {.schema = compiler->schema};
    sorting.waiting = calloc(count + 1, sizeof *sorting.waiting);
    sorting.ready = calloc(count + 1, sizeof *sorting.ready);
    bool ended = sorting.waiting != NULL && sorting.ready != NULL ? sort_nodes(compiler, &sorting)
                                                                  : compiler_no_memory(compiler);
    free(sorting.waiting);
    free(sorting.ready);
    return ended;
}
