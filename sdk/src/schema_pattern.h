/* SPDX-License-Identifier: Apache-2.0 */
/* Regular expressions of ECMA-262 (with the u flag), as JSON Schema has them, run by PCRE2. */
#ifndef HAWSER_SDK_SCHEMA_PATTERN_H
#define HAWSER_SDK_SCHEMA_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct run;
struct pattern;

/* NULL on failure, with the reason in the buffer. */
struct pattern *pattern_compile(
    const char *source, size_t length, char *reason, size_t reason_size);
void pattern_free(struct pattern *pattern);
/* Whether it matches anywhere in the text. Spends the run's steps, and trips the run where a match
 * would take too long. */
bool pattern_matches(
    struct run *run, const struct pattern *pattern, const char *text, size_t length);

/* Rewrites a pattern for PCRE2; schema_pattern_translate.c. The caller frees it; NULL on failure.
 */
char *pattern_translate(
    const char *source, size_t length, size_t *ret_length, char *reason, size_t reason_size);

#endif
