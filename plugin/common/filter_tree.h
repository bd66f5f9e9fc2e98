/* SPDX-License-Identifier: Apache-2.0 */
/* A compiled filter, as its compiler makes it and its matcher walks it. */
#ifndef HAWSER_PLUGIN_COMMON_FILTER_TREE_H
#define HAWSER_PLUGIN_COMMON_FILTER_TREE_H

#include "common/filter.h"
#include "common/pattern.h"

enum filter_type { FILTER_AND, FILTER_OR, FILTER_NOT, FILTER_TEST };

enum filter_operator {
    FILTER_EQ,
    FILTER_NE,
    FILTER_LT,
    FILTER_GT,
    FILTER_LE,
    FILTER_GE,
    FILTER_REGEX,
    FILTER_WILDCARD
};

struct filter_node {
    enum filter_type type;
    struct filter_node *children; /* of and, or, not */
    size_t count;
    size_t property; /* the rest: of a test */
    enum filter_kind kind;
    enum filter_operator test;
    char *value;
    size_t length;
    struct pattern *pattern;
    char *pointer; /* of the value, for a problem while matching; only with a pattern */
};

struct filter {
    struct filter_node root;
};

#endif
