/* SPDX-License-Identifier: Apache-2.0 */
/* The keywords of our dialect. */
#include <stdlib.h>
#include <string.h>

#include "schema_compiler.h"
#include "schema_run.h"

static const struct keyword keywords[KEYWORD_COUNT] = {
    {"type", KEYWORD_TYPE, REACH_NONE, true, compile_type, check_type},
    {"enum", KEYWORD_ENUM, REACH_NONE, true, compile_enum, check_enum},
    {"const", KEYWORD_CONST, REACH_NONE, true, NULL, check_const},
    {"minimum", KEYWORD_MINIMUM, REACH_NONE, false, compile_number, check_range},
    {"exclusiveMinimum", KEYWORD_EXCLUSIVE_MINIMUM, REACH_NONE, false, compile_number, check_range},
    {"maximum", KEYWORD_MAXIMUM, REACH_NONE, false, compile_number, check_range},
    {"exclusiveMaximum", KEYWORD_EXCLUSIVE_MAXIMUM, REACH_NONE, false, compile_number, check_range},
    {"multipleOf", KEYWORD_MULTIPLE_OF, REACH_NONE, false, compile_multiple, check_multiple},
    {"minLength", KEYWORD_MIN_LENGTH, REACH_NONE, true, compile_bound, check_length},
    {"maxLength", KEYWORD_MAX_LENGTH, REACH_NONE, true, compile_bound, check_length},
    {"pattern", KEYWORD_PATTERN, REACH_NONE, true, compile_pattern, check_pattern},
    {"format", KEYWORD_FORMAT, REACH_NONE, false, compile_format, check_format},
    {"minItems", KEYWORD_MIN_ITEMS, REACH_NONE, false, compile_bound, check_item_count},
    {"maxItems", KEYWORD_MAX_ITEMS, REACH_NONE, false, compile_bound, check_item_count},
    {"uniqueItems", KEYWORD_UNIQUE_ITEMS, REACH_NONE, false, compile_boolean, check_unique},
    {"prefixItems", KEYWORD_PREFIX_ITEMS, REACH_MEMBER, false, compile_child_list,
        check_prefix_items},
    {"items", KEYWORD_ITEMS, REACH_MEMBER, false, compile_child, check_items},
    {"minContains", KEYWORD_MIN_CONTAINS, REACH_NONE, false, compile_bound, NULL},
    {"maxContains", KEYWORD_MAX_CONTAINS, REACH_NONE, false, compile_bound, NULL},
    {"contains", KEYWORD_CONTAINS, REACH_MEMBER, false, compile_child, check_contains},
    {"minProperties", KEYWORD_MIN_PROPERTIES, REACH_NONE, false, compile_bound,
        check_property_count},
    {"maxProperties", KEYWORD_MAX_PROPERTIES, REACH_NONE, false, compile_bound,
        check_property_count},
    {"required", KEYWORD_REQUIRED, REACH_NONE, false, compile_required, check_required},
    {"dependentRequired", KEYWORD_DEPENDENT_REQUIRED, REACH_NONE, false, compile_dependent_required,
        check_dependent_required},
    {"propertyNames", KEYWORD_PROPERTY_NAMES, REACH_MEMBER, false, compile_child,
        check_property_names},
    {"properties", KEYWORD_PROPERTIES, REACH_MEMBER, false, compile_properties, check_properties},
    {"patternProperties", KEYWORD_PATTERN_PROPERTIES, REACH_MEMBER, false,
        compile_pattern_properties, check_pattern_properties},
    {"additionalProperties", KEYWORD_ADDITIONAL_PROPERTIES, REACH_MEMBER, false, compile_child,
        check_additional_properties},
    {"$ref", KEYWORD_REF, REACH_ALWAYS, false, compile_reference, check_all_of},
    {"allOf", KEYWORD_ALL_OF, REACH_ALWAYS, false, compile_child_list, check_all_of},
    {"anyOf", KEYWORD_ANY_OF, REACH_MAYBE, false, compile_child_list, check_any_of},
    {"oneOf", KEYWORD_ONE_OF, REACH_MAYBE, false, compile_child_list, check_one_of},
    {"not", KEYWORD_NOT, REACH_NEGATED, false, compile_child, check_not},
    {"if", KEYWORD_IF, REACH_MAYBE, false, compile_child, check_if},
    {"then", KEYWORD_THEN, REACH_MAYBE, false, compile_child, NULL},
    {"else", KEYWORD_ELSE, REACH_MAYBE, false, compile_child, NULL},
    {"dependentSchemas", KEYWORD_DEPENDENT_SCHEMAS, REACH_MAYBE, false, compile_child_map,
        check_dependent_schemas},
    {"unevaluatedItems", KEYWORD_UNEVALUATED_ITEMS, REACH_MEMBER, false, compile_child,
        check_unevaluated_items},
    {"unevaluatedProperties", KEYWORD_UNEVALUATED_PROPERTIES, REACH_MEMBER, false, compile_child,
        check_unevaluated_properties},
    {"deprecated", KEYWORD_DEPRECATED, REACH_NONE, false, compile_boolean, check_deprecated},
    {"contentSchema", KEYWORD_CONTENT_SCHEMA, REACH_NONE, false, compile_child, NULL},
    {"$defs", KEYWORD_DEFS, REACH_NONE, false, compile_child_map, NULL},
};

const struct keyword *keyword_at(enum keyword_id id)
{
    return &keywords[id];
}

const struct keyword *keyword_find(const char *name)
{
    for (size_t i = 0; i < KEYWORD_COUNT; i++) {
        if (strcmp(keywords[i].name, name) == 0)
            return &keywords[i];
    }
    return NULL;
}

bool keyword_is_annotation(const char *name)
{
    static const char *const annotations[] = {
        "$schema",
        "$id",
        "$anchor",
        "$comment",
        "title",
        "description",
        "default",
        "examples",
        "readOnly",
        "writeOnly",
        "contentEncoding",
        "contentMediaType",
    };
    for (size_t i = 0; i < sizeof annotations / sizeof annotations[0]; i++) {
        if (strcmp(annotations[i], name) == 0)
            return true;
    }
    return strncmp(name, "x-", 2) == 0;
}

const struct rule *node_rule(const struct node *node, enum keyword_id id)
{
    for (size_t i = 0; i < node->rule_count; i++) {
        if (node->rules[i].keyword->id == id)
            return &node->rules[i];
    }
    return NULL;
}

const json_t *node_argument(const struct node *node, const char *name)
{
    return json_object_get(node->source, name);
}

const json_t *node_ui(const struct node *node, const char *name)
{
    return json_object_get(node_argument(node, "x-ui"), name);
}

static int compare_name(const void *name, const void *branch)
{
    return strcmp(name, ((const struct branch *)branch)->name);
}

struct node *rule_property(const struct rule *rule, const char *name)
{
    if (rule == NULL || rule->branch_count == 0)
        return NULL;
    const struct branch *branch =
        bsearch(name, rule->branches, rule->branch_count, sizeof *rule->branches, compare_name);
    return branch == NULL ? NULL : branch->node;
}
