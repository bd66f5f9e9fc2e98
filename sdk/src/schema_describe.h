/* SPDX-License-Identifier: Apache-2.0 */
/* What a schema allows, in words: "a whole number between 1 and 65535". */
#ifndef HAWSER_SDK_SCHEMA_DESCRIBE_H
#define HAWSER_SDK_SCHEMA_DESCRIBE_H

#include <stdio.h>

#include "schema_node.h"

/* Completes "LABEL must be ..."; false, with nothing written, where only the title could. */
bool describe_node(FILE *out, const struct node *node);
/* " between 1 and 65535", " of at least 1" (behind a noun) or " at least 1". */
void describe_range(FILE *out, const struct node *node, bool behind_noun);
/* "a", "b" or "c", with their titles. */
void describe_values(FILE *out, const struct node *node, const json_t *values);
/* The title of an enum's value, NULL if it has none. */
const char *describe_value_title(const struct node *node, const json_t *values, size_t index);

#endif
