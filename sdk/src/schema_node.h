/* SPDX-License-Identifier: Apache-2.0 */
/* A compiled schema: nodes (subschemas) that hold rules (keywords with their arguments). */
#ifndef HAWSER_SDK_SCHEMA_NODE_H
#define HAWSER_SDK_SCHEMA_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <jansson.h>

#include "schema.h"

struct compiler;
struct evaluated;
struct format;
struct keyword;
struct node;
struct pattern;
struct place;
struct run;

/* In the order in which rules are checked; schema_keyword.c has a line for each. */
enum keyword_id {
    KEYWORD_TYPE,
    KEYWORD_ENUM,
    KEYWORD_CONST,
    KEYWORD_MINIMUM,
    KEYWORD_EXCLUSIVE_MINIMUM,
    KEYWORD_MAXIMUM,
    KEYWORD_EXCLUSIVE_MAXIMUM,
    KEYWORD_MULTIPLE_OF,
    KEYWORD_MIN_LENGTH,
    KEYWORD_MAX_LENGTH,
    KEYWORD_PATTERN,
    KEYWORD_FORMAT,
    KEYWORD_MIN_ITEMS,
    KEYWORD_MAX_ITEMS,
    KEYWORD_UNIQUE_ITEMS,
    KEYWORD_PREFIX_ITEMS,
    KEYWORD_ITEMS,
    KEYWORD_MIN_CONTAINS,
    KEYWORD_MAX_CONTAINS,
    KEYWORD_CONTAINS,
    KEYWORD_MIN_PROPERTIES,
    KEYWORD_MAX_PROPERTIES,
    KEYWORD_REQUIRED,
    KEYWORD_DEPENDENT_REQUIRED,
    KEYWORD_PROPERTY_NAMES,
    KEYWORD_PROPERTIES,
    KEYWORD_PATTERN_PROPERTIES,
    KEYWORD_ADDITIONAL_PROPERTIES,
    KEYWORD_REF,
    KEYWORD_ALL_OF,
    KEYWORD_ANY_OF,
    KEYWORD_ONE_OF,
    KEYWORD_NOT,
    KEYWORD_IF,
    KEYWORD_THEN,
    KEYWORD_ELSE,
    KEYWORD_DEPENDENT_SCHEMAS,
    KEYWORD_UNEVALUATED_ITEMS,
    KEYWORD_UNEVALUATED_PROPERTIES,
    KEYWORD_DEPRECATED,
    KEYWORD_CONTENT_SCHEMA,
    KEYWORD_DEFS,
    KEYWORD_COUNT
};

/* What the children of a rule look at. */
enum keyword_reach {
    REACH_NONE,   /* no children, or children that are not applied by themselves */
    REACH_MEMBER, /* a member of the value */
    REACH_ALWAYS, /* the value itself */
    REACH_MAYBE,  /* the value itself, on a condition */
    REACH_NEGATED /* the value itself, which must not match */
};

struct branch {
    const char *name;        /* of a property, borrowed from the document; NULL in lists */
    struct pattern *pattern; /* of patternProperties */
    struct node *node;
};

struct rule {
    const struct keyword *keyword;
    const struct node *node; /* that it stands in */
    const json_t *argument;
    struct branch *branches; /* in the document's order; of `properties`, by name */
    size_t branch_count;
    size_t bound; /* of minLength and its like */
    unsigned types;
    struct pattern *pattern;
    const struct format *format;
};

/* compile checks the argument and makes children; check is NULL for what only annotates. */
struct keyword {
    const char *name;
    enum keyword_id id;
    enum keyword_reach reach;
    bool decides; /* when it fails, the rest of the node says nothing new */
    bool (*compile)(struct compiler *compiler, struct rule *rule);
    bool (*check)(struct run *run, const struct rule *rule, const struct place *place,
        struct evaluated *seen);
};

struct node {
    const json_t *source; /* an object, true or false */
    char *pointer;
    const char *base; /* URI that references in it are relative to */
    struct rule *rules;
    size_t rule_count;
    bool tracks; /* has an unevaluated* keyword */
};

struct schema {
    json_t *document;
    struct node **nodes; /* the first is the root */
    size_t node_count;
    size_t node_capacity;
    char **bases;
    size_t base_count;
};

const struct keyword *keyword_at(enum keyword_id id);
/* NULL for a word that is no keyword; annotations are keywords only where they are rules. */
const struct keyword *keyword_find(const char *name);
bool keyword_is_annotation(const char *name);

const struct rule *node_rule(const struct node *node, enum keyword_id id);
/* The keyword's argument as it stands in the document, NULL if it isn't there. */
const json_t *node_argument(const struct node *node, const char *name);
/* A member of "x-ui". */
const json_t *node_ui(const struct node *node, const char *name);
/* The child of `properties` by that name, or NULL. */
struct node *rule_property(const struct rule *rule, const char *name);

/* Jansson iterates over non-const objects only; nothing here changes them. */
static inline json_t *loosened(const json_t *value)
{
    return (json_t *)(uintptr_t)value;
}

#endif
