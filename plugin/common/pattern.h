/* SPDX-License-Identifier: Apache-2.0 */
/* A regular expression that must match a whole text, in the form that Java and PCRE2 share
 * (java_regex.h). */
#ifndef HAWSER_PLUGIN_COMMON_PATTERN_H
#define HAWSER_PLUGIN_COMMON_PATTERN_H

#include <stddef.h>
#include <stdint.h>

enum {
    PATTERN_MAX_LENGTH = 4096, /* bytes of an expression */
    /* What one match may cost. A name of 100 characters against three stars takes some 100,000
       steps; a million take a few hundredths of a second. */
    PATTERN_MAX_STEPS = 1000000,
    PATTERN_MAX_DEPTH = 50000, /* places remembered at once to go back to */
    PATTERN_MAX_HEAP_KIB = 16384,
};

struct pattern;

struct pattern_problem {
    char message[256]; /* what is wrong and at which character, a sentence without its full stop */
    char hint[192];
};

enum pattern_verdict {
    PATTERN_NO,
    PATTERN_YES,
    PATTERN_TOO_COSTLY, /* a limit was reached before it was known */
    PATTERN_FAILED,     /* no memory */
};

/* The expression is UTF-8. NULL, and *problem filled, when it is not acceptable. */
struct pattern *pattern_compile(const char *text, size_t length, struct pattern_problem *problem);

/* One thread at a time for one pattern. Bytes of the text that are not UTF-8 match nothing. */
enum pattern_verdict pattern_match(const struct pattern *pattern, const char *text, size_t length);

void pattern_free(struct pattern *pattern);

#endif
