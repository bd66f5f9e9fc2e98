/* SPDX-License-Identifier: Apache-2.0 */
/* $id, $anchor and $ref, within one document. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "schema_compiler.h"
#include "schema_uri.h"

static const char dialect[] = "https://json-schema.org/draft/2020-12/schema";

/* Keeps a base URI for as long as the schema; takes it. */
static bool keep_base(struct schema *schema, char *base)
{
    char **bases = realloc(schema->bases, (schema->base_count + 1) * sizeof *bases);
    if (bases == NULL) {
        free(base);
        return false;
    }
    bases[schema->base_count++] = base;
    schema->bases = bases;
    return true;
}

static bool register_name(struct compiler *compiler, json_t *names, const char *name,
    const struct node *node, size_t number)
{
    if (json_object_get(names, name) != NULL)
        return compiler_refuse(
            compiler, node->pointer, "There is a second schema named \"%s\"", name);
    if (json_object_set_new(names, name, json_integer((json_int_t)number)) != 0)
        return compiler_refuse(compiler, node->pointer,
            "The name \"%s\" is not valid UTF-8, or there is not enough memory", name);
    return true;
}

static bool compile_id(struct compiler *compiler, struct node *node, size_t number)
{
    const json_t *id = node_argument(node, "$id");
    if (id == NULL)
        return true;
    const char *text = json_string_value(id);
    if (text == NULL)
        return compiler_refuse(compiler, node->pointer, "\"$id\" must be a text");
    const char *fragment = strchr(text, '#');
    if (fragment != NULL && fragment[1] != '\0')
        return compiler_refuse(compiler, node->pointer,
            "\"$id\" must not have a fragment; name a place with \"$anchor\"");
    char *base = uri_resolve(node->base, text);
    if (base == NULL || !keep_base(compiler->schema, base))
        return compiler_no_memory(compiler);
    node->base = base;
    if (number == 0 && base[0] == '\0')
        return true;
    return register_name(compiler, compiler->resources, base, node, number);
}

static char *anchor_name(const char *base, const char *anchor)
{
    size_t size = strlen(base) + strlen(anchor) + 2;
    char *name = malloc(size);
    if (name != NULL)
        snprintf(name, size, "%s#%s", base, anchor);
    return name;
}

static bool anchor_well_formed(const char *text)
{
    static const char first[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";
    static const char rest[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789-.";
    return strspn(text, first) > 0 && text[strspn(text, rest)] == '\0';
}

static bool compile_anchor(struct compiler *compiler, struct node *node, size_t number)
{
    const json_t *anchor = node_argument(node, "$anchor");
    if (anchor == NULL)
        return true;
    const char *text = json_string_value(anchor);
    if (text == NULL || !anchor_well_formed(text))
        return compiler_refuse(compiler, node->pointer,
            "\"$anchor\" must be a name of letters, digits, \"-\", \"_\" and \".\"");
    char *name = anchor_name(node->base, text);
    if (name == NULL)
        return compiler_no_memory(compiler);
    bool registered = register_name(compiler, compiler->anchors, name, node, number);
    free(name);
    return registered;
}

static bool compile_dialect(struct compiler *compiler, const struct node *node)
{
    const json_t *argument = node_argument(node, "$schema");
    if (argument == NULL)
        return true;
    const char *text = json_string_value(argument);
    size_t length = sizeof dialect - 1;
    if (text != NULL && strncmp(text, dialect, length) == 0 &&
        (text[length] == '\0' || strcmp(text + length, "#") == 0))
        return true;
    return compiler_refuse(
        compiler, node->pointer, "\"$schema\" must be \"%s\": no other dialect is known", dialect);
}

bool compile_identity(struct compiler *compiler, struct node *node, size_t number)
{
    return compile_dialect(compiler, node) && compile_id(compiler, node, number) &&
           compile_anchor(compiler, node, number);
}

bool compile_reference(struct compiler *compiler, struct rule *rule)
{
    if (!json_is_string(rule->argument))
        return compiler_refuse_rule(compiler, rule, "\"$ref\" must be a text");
    rule->branches = calloc(1, sizeof *rule->branches);
    return rule->branches != NULL || compiler_no_memory(compiler);
}

static struct node *node_named(
    const struct compiler *compiler, const json_t *names, const char *name)
{
    const json_t *number = json_object_get(names, name);
    if (number == NULL)
        return NULL;
    return compiler->schema->nodes[(size_t)json_integer_value(number)];
}

static struct node *find_pointer(
    const struct compiler *compiler, const struct node *resource, const char *fragment)
{
    size_t size = strlen(resource->pointer) + strlen(fragment) + 1;
    char *pointer = malloc(size);
    if (pointer == NULL)
        return NULL;
    snprintf(pointer, size, "%s%s", resource->pointer, fragment);
    struct node *node = node_named(compiler, compiler->pointers, pointer);
    free(pointer);
    return node;
}

static struct node *find_fragment(const struct compiler *compiler, const char *uri,
    const struct node *resource, const char *fragment)
{
    if (fragment[0] == '\0' || fragment[0] == '/')
        return find_pointer(compiler, resource, fragment);
    char *name = anchor_name(uri, fragment);
    struct node *node = name == NULL ? NULL : node_named(compiler, compiler->anchors, name);
    free(name);
    return node;
}

static bool link_reference(
    struct compiler *compiler, struct rule *rule, const char *uri, const char *fragment)
{
    const char *text = json_string_value(rule->argument);
    const struct node *resource = node_named(compiler, compiler->resources, uri);
    if (resource == NULL)
        return compiler_refuse_rule(compiler, rule,
            "\"$ref\" leads out of this document, to \"%s\"; only references within it are "
            "supported",
            text);
    struct node *target = find_fragment(compiler, uri, resource, fragment);
    if (target == NULL)
        return compiler_refuse_rule(
            compiler, rule, "\"$ref\" leads to \"%s\", where no schema is", text);
    rule->branches[0].node = target;
    rule->branch_count = 1;
    return true;
}

static bool resolve_reference(struct compiler *compiler, struct rule *rule)
{
    const char *text = json_string_value(rule->argument);
    const char *hash = strchr(text, '#');
    char *uri = uri_resolve(rule->node->base, text);
    char *fragment = uri_decode(hash == NULL ? "" : hash + 1);
    bool linked;
    if (uri == NULL)
        linked = compiler_no_memory(compiler);
    else if (fragment == NULL)
        linked = compiler_refuse_rule(
            compiler, rule, "\"$ref\" has a fragment that can't be decoded: \"%s\"", text);
    else
        linked = link_reference(compiler, rule, uri, fragment);
    free(uri);
    free(fragment);
    return linked;
}

bool compile_references(struct compiler *compiler)
{
    const struct schema *schema = compiler->schema;
    for (size_t i = 0; i < schema->node_count; i++) {
        struct node *node = schema->nodes[i];
        for (size_t j = 0; j < node->rule_count; j++) {
            struct rule *rule = &node->rules[j];
            if (rule->keyword->id == KEYWORD_REF && !resolve_reference(compiler, rule))
                return false;
        }
    }
    return true;
}
