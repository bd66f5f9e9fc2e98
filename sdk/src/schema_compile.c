/* SPDX-License-Identifier: Apache-2.0 */
/* From a schema document to nodes and rules. Nodes wait in a queue, so nothing here recurses. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pointer.h"
#include "schema_compiler.h"
#include "schema_json.h"
#include "schema_pattern.h"
#include "schema_suggest.h"

static bool refuse(struct compiler *compiler, const char *pointer, const char *format,
    va_list arguments) __attribute__((format(printf, 3, 0)));

static bool refuse(
    struct compiler *compiler, const char *pointer, const char *format, va_list arguments)
{
    struct schema_problem *problem = compiler->problem;
    if (problem->message[0] != '\0')
        return false;
    snprintf(problem->pointer, sizeof problem->pointer, "%s", pointer);
    vsnprintf(problem->message, sizeof problem->message, format, arguments);
    return false;
}

bool compiler_refuse(struct compiler *compiler, const char *pointer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    refuse(compiler, pointer, format, arguments);
    va_end(arguments);
    return false;
}

bool compiler_refuse_rule(
    struct compiler *compiler, const struct rule *rule, const char *format, ...)
{
    char *pointer = pointer_append(rule->node->pointer, rule->keyword->name);
    va_list arguments;
    va_start(arguments, format);
    refuse(compiler, pointer == NULL ? rule->node->pointer : pointer, format, arguments);
    va_end(arguments);
    free(pointer);
    return false;
}

bool compiler_no_memory(struct compiler *compiler)
{
    return compiler_refuse(compiler, "", "There is not enough memory to compile the schema");
}

static bool grow_nodes(struct schema *schema)
{
    if (schema->node_count < schema->node_capacity)
        return true;
    size_t capacity = schema->node_capacity == 0 ? 64 : schema->node_capacity * 2;
    struct node **nodes = realloc(schema->nodes, capacity * sizeof *nodes);
    if (nodes == NULL)
        return false;
    schema->nodes = nodes;
    schema->node_capacity = capacity;
    return true;
}

/* Takes the pointer, which may be NULL for want of memory. */
static struct node *add_node(
    struct compiler *compiler, const json_t *source, char *pointer, const char *base)
{
    struct schema *schema = compiler->schema;
    struct node *node = calloc(1, sizeof *node);
    if (pointer == NULL || node == NULL || !grow_nodes(schema) ||
        json_object_set_new(
            compiler->pointers, pointer, json_integer((json_int_t)schema->node_count)) != 0) {
        free(pointer);
        free(node);
        compiler_no_memory(compiler);
        return NULL;
    }
    node->source = source;
    node->pointer = pointer;
    node->base = base;
    schema->nodes[schema->node_count++] = node;
    return node;
}

static bool check_source(struct compiler *compiler, const json_t *source, const char *pointer)
{
    if (pointer == NULL)
        return compiler_no_memory(compiler);
    if (!json_is_object(source) && !json_is_boolean(source))
        return compiler_refuse(compiler, pointer, "A schema must be an object, true or false");
    if (compiler->schema->node_count >= SCHEMA_MAX_NODES)
        return compiler_refuse(
            compiler, pointer, "The schema has more than %d subschemas", (int)SCHEMA_MAX_NODES);
    return true;
}

static bool add_branch(struct compiler *compiler, struct rule *rule, const json_t *source,
    const char *name, char *pointer)
{
    if (!check_source(compiler, source, pointer)) {
        free(pointer);
        return false;
    }
    struct node *node = add_node(compiler, source, pointer, rule->node->base);
    if (node == NULL)
        return false;
    rule->branches[rule->branch_count++] = (struct branch){.name = name, .node = node};
    return true;
}

static bool make_branches(struct compiler *compiler, struct rule *rule, size_t count)
{
    rule->branches = calloc(count + 1, sizeof *rule->branches);
    return rule->branches != NULL || compiler_no_memory(compiler);
}

bool compile_child(struct compiler *compiler, struct rule *rule)
{
    if (!make_branches(compiler, rule, 1))
        return false;
    return add_branch(compiler, rule, rule->argument, NULL,
        pointer_append(rule->node->pointer, rule->keyword->name));
}

bool compile_child_list(struct compiler *compiler, struct rule *rule)
{
    size_t count = json_array_size(rule->argument);
    if (count == 0)
        return compiler_refuse_rule(
            compiler, rule, "\"%s\" must be a list with at least one schema", rule->keyword->name);
    char *pointer = pointer_append(rule->node->pointer, rule->keyword->name);
    if (pointer == NULL)
        return compiler_no_memory(compiler);
    bool added = make_branches(compiler, rule, count);
    for (size_t i = 0; added && i < count; i++)
        added = add_branch(compiler, rule, json_array_get(rule->argument, i), NULL,
            pointer_append_index(pointer, i));
    free(pointer);
    return added;
}

bool compile_child_map(struct compiler *compiler, struct rule *rule)
{
    if (!json_is_object(rule->argument))
        return compiler_refuse_rule(compiler, rule,
            "\"%s\" must be an object whose members are schemas", rule->keyword->name);
    char *pointer = pointer_append(rule->node->pointer, rule->keyword->name);
    if (pointer == NULL)
        return compiler_no_memory(compiler);
    bool added = make_branches(compiler, rule, json_object_size(rule->argument));
    const char *name;
    json_t *source;
    json_object_foreach(loosened(rule->argument), name, source)
    {
        added = added && add_branch(compiler, rule, source, name, pointer_append(pointer, name));
    }
    free(pointer);
    return added;
}

static bool refuse_keyword(struct compiler *compiler, const struct node *node, const char *name)
{
    static const struct {
        const char *name;
        const char *instead;
    } known[] = {
        {"definitions", "write \"$defs\""},
        {"dependencies", "write \"dependentRequired\" or \"dependentSchemas\""},
        {"additionalItems", "write \"items\", with \"prefixItems\" for the first entries"},
        {"id", "write \"$id\""},
        {"$dynamicRef", "write \"$ref\""},
        {"$dynamicAnchor", "write \"$anchor\""},
        {"$vocabulary", "leave it out"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcmp(known[i].name, name) == 0)
            return compiler_refuse(compiler, node->pointer,
                "The keyword \"%s\" is not supported; %s", name, known[i].instead);
    }
    const char *close = suggest_keyword(name);
    if (close != NULL)
        return compiler_refuse(compiler, node->pointer,
            "The keyword \"%s\" is not known; did you mean \"%s\"?", name, close);
    return compiler_refuse(compiler, node->pointer,
        "The keyword \"%s\" is not known; words of your own begin with \"x-\"", name);
}

static size_t count_rules(const struct node *node)
{
    size_t count = 0;
    for (size_t i = 0; i < KEYWORD_COUNT; i++)
        count += node_argument(node, keyword_at((enum keyword_id)i)->name) != NULL;
    return count;
}

static bool check_names(struct compiler *compiler, const struct node *node)
{
    const char *name;
    json_t *argument;
    json_object_foreach(loosened(node->source), name, argument)
    {
        if (keyword_find(name) == NULL && !keyword_is_annotation(name))
            return refuse_keyword(compiler, node, name);
    }
    return true;
}

static bool compile_rules(struct compiler *compiler, struct node *node)
{
    node->rules = calloc(count_rules(node) + 1, sizeof *node->rules);
    if (node->rules == NULL)
        return compiler_no_memory(compiler);
    for (size_t i = 0; i < KEYWORD_COUNT; i++) {
        const struct keyword *keyword = keyword_at((enum keyword_id)i);
        const json_t *argument = node_argument(node, keyword->name);
        if (argument == NULL)
            continue;
        struct rule *rule = &node->rules[node->rule_count++];
        *rule = (struct rule){.keyword = keyword, .node = node, .argument = argument};
        if (keyword->compile != NULL && !keyword->compile(compiler, rule))
            return false;
    }
    node->tracks = node_rule(node, KEYWORD_UNEVALUATED_ITEMS) != NULL ||
                   node_rule(node, KEYWORD_UNEVALUATED_PROPERTIES) != NULL;
    return true;
}

static bool compile_nodes(struct compiler *compiler)
{
    const struct schema *schema = compiler->schema;
    for (size_t i = 0; i < schema->node_count; i++) {
        struct node *node = schema->nodes[i];
        if (!json_is_object(node->source))
            continue;
        if (!compile_identity(compiler, node, i) || !check_names(compiler, node) ||
            !compile_extensions(compiler, node) || !compile_rules(compiler, node))
            return false;
    }
    return true;
}

static bool compile_document(struct compiler *compiler)
{
    struct schema *schema = compiler->schema;
    if (schema->document == NULL || compiler->pointers == NULL || compiler->resources == NULL ||
        compiler->anchors == NULL)
        return compiler_no_memory(compiler);
    if (!check_source(compiler, schema->document, ""))
        return false;
    struct node *root = add_node(compiler, schema->document, strdup(""), "");
    if (root == NULL || json_object_set_new(compiler->resources, "", json_integer(0)) != 0)
        return compiler_no_memory(compiler);
    return compile_nodes(compiler) && compile_references(compiler) && compile_loops(compiler);
}

struct schema *schema_compile(const json_t *document, struct schema_problem *problem)
{
    struct schema_problem found = {.message = ""};
    struct compiler compiler = {.problem = &found};
    bool compiled = false;
    errno = 0;
    if (!json_depth_within(document, SCHEMA_MAX_DOCUMENT_DEPTH)) {
        compiler_refuse(&compiler, "", "The schema is nested more than %d levels deep",
            (int)SCHEMA_MAX_DOCUMENT_DEPTH);
    } else if ((compiler.schema = calloc(1, sizeof *compiler.schema)) == NULL) {
        compiler_no_memory(&compiler);
    } else {
        compiler.schema->document = json_deep_copy(document);
        compiler.pointers = json_object();
        compiler.resources = json_object();
        compiler.anchors = json_object();
        compiled = compile_document(&compiler);
    }
    found.no_memory = errno == ENOMEM;
    json_decref(compiler.pointers);
    json_decref(compiler.resources);
    json_decref(compiler.anchors);
    if (compiled)
        return compiler.schema;
    schema_free(compiler.schema);
    *problem = found;
    return NULL;
}

static void free_rule(struct rule *rule)
{
    for (size_t i = 0; i < rule->branch_count; i++)
        pattern_free(rule->branches[i].pattern);
    free(rule->branches);
    pattern_free(rule->pattern);
}

static void free_node(struct node *node)
{
    for (size_t i = 0; i < node->rule_count; i++)
        free_rule(&node->rules[i]);
    free(node->rules);
    free(node->pointer);
    free(node);
}

void schema_free(struct schema *schema)
{
    if (schema == NULL)
        return;
    for (size_t i = 0; i < schema->node_count; i++)
        free_node(schema->nodes[i]);
    for (size_t i = 0; i < schema->base_count; i++)
        free(schema->bases[i]);
    free(schema->nodes);
    free(schema->bases);
    json_decref(schema->document);
    free(schema);
}
