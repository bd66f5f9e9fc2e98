/* SPDX-License-Identifier: Apache-2.0 */
/* JSON values as JSON Schema sees them: 1 and 1.0 are the same number. */
#ifndef HAWSER_SDK_SCHEMA_JSON_H
#define HAWSER_SDK_SCHEMA_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <jansson.h>

struct run;

/* Whether a value is nested at most that deep (a scalar is 0); found without recursion. */
bool json_depth_within(const json_t *value, size_t limit);

/* Below 0, 0, above 0; exact also between integers and reals. Both must be numbers. */
int number_compare(const json_t *left, const json_t *right);
/* A number without a fraction: 2 and 2.0. */
bool number_is_whole(const json_t *value);
/* Exact on the decimal digits that people write: 0.3 is a multiple of 0.1. `of` is above 0. */
bool number_is_multiple(const json_t *value, const json_t *of);

/* Both spend the run's steps on each value that they visit, and need bounded depth. A run may be
 * NULL: nothing is counted then. */
bool value_equal(struct run *run, const json_t *left, const json_t *right);
uint64_t value_hash(struct run *run, const json_t *value);

/* Unicode characters in UTF-8. */
size_t text_characters(const char *text, size_t length);

#endif
