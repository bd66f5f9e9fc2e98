/* SPDX-License-Identifier: Apache-2.0 */
/* What the compile functions of keywords work with. */
#ifndef HAWSER_SDK_SCHEMA_COMPILER_H
#define HAWSER_SDK_SCHEMA_COMPILER_H

#include "schema_node.h"

struct compiler {
    struct schema *schema;
    struct schema_problem *problem;
    json_t *pointers;  /* schema pointer -> number of its node */
    json_t *resources; /* URI -> number of its node */
    json_t *anchors;   /* URI#anchor -> number of its node */
};

/* Notes why the schema is refused, unless that is known already; returns false. */
bool compiler_refuse(struct compiler *compiler, const char *pointer, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool compiler_refuse_rule(struct compiler *compiler, const struct rule *rule, const char *format,
    ...) __attribute__((format(printf, 3, 4)));
bool compiler_no_memory(struct compiler *compiler);

/* Children, which are compiled later on: no recursion. */
bool compile_child(struct compiler *compiler, struct rule *rule);
bool compile_child_list(struct compiler *compiler, struct rule *rule);
bool compile_child_map(struct compiler *compiler, struct rule *rule);
bool compile_bound(struct compiler *compiler, struct rule *rule);

/* $id and $anchor of a node, whose base is set; then, with all nodes known, each $ref. */
bool compile_identity(struct compiler *compiler, struct node *node, size_t number);
bool compile_references(struct compiler *compiler);
/* Refuses schemas that lead back to themselves without going into the value. */
bool compile_loops(struct compiler *compiler);

bool compile_type(struct compiler *compiler, struct rule *rule);
bool compile_enum(struct compiler *compiler, struct rule *rule);
bool compile_number(struct compiler *compiler, struct rule *rule);
bool compile_multiple(struct compiler *compiler, struct rule *rule);
bool compile_boolean(struct compiler *compiler, struct rule *rule);
bool compile_pattern(struct compiler *compiler, struct rule *rule);
bool compile_format(struct compiler *compiler, struct rule *rule);
bool compile_required(struct compiler *compiler, struct rule *rule);
bool compile_dependent_required(struct compiler *compiler, struct rule *rule);
bool compile_properties(struct compiler *compiler, struct rule *rule);
bool compile_pattern_properties(struct compiler *compiler, struct rule *rule);
bool compile_reference(struct compiler *compiler, struct rule *rule);
bool compile_extensions(struct compiler *compiler, const struct node *node);

#endif
