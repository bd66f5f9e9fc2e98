/* SPDX-License-Identifier: Apache-2.0 */
/* "Did you mean": the known word that is closest to a wrong one. */
#ifndef HAWSER_SDK_SCHEMA_SUGGEST_H
#define HAWSER_SDK_SCHEMA_SUGGEST_H

#include "schema_field.h"

/* How far apart two words are, 0 for equal but for case and punctuation; SUGGEST_NEVER for words
 * that have nothing to do with each other. */
enum { SUGGEST_NEVER = 100 };
unsigned suggest_distance(const char *given, const char *known);

/* NULL where nothing is close. */
const char *suggest_keyword(const char *given);
/* A field of the object that `parent` describes; one that isn't given yet, if it can be chosen. */
const char *suggest_field(const struct field *parent, const json_t *object, const char *given);
/* The allowed value that was meant by a text; NULL where none is close. */
const json_t *suggest_value(const struct node *node, const json_t *values, const char *given);

#endif
