/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Filters: which of many entries are wanted.
 *
 * An expression is {"and": [..]}, {"or": [..]}, {"not": {..}}, or a test {"property", "operator",
 * "value"}. Operators: eq ne         the same text, byte by byte, or not lt gt le ge   by the order
 * of bytes, which for timestamps is that of time; numbers by their value regex         the whole
 * text matches, in what Java and PCRE2 read alike (java_regex.h) wildcard      the whole text fits,
 * with * and ? (wildcard.h) Where an entry has no value for the property, every test but `ne`
 * fails: what is not known is neither equal to, nor before, nor after anything. So `ne` is always
 * the opposite of `eq`.
 */
#ifndef HAWSER_PLUGIN_COMMON_FILTER_H
#define HAWSER_PLUGIN_COMMON_FILTER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum {
    FILTER_MAX_DEPTH = 32,   /* expressions within expressions, the outermost counted */
    FILTER_MAX_NODES = 1000, /* expressions in all */
    FILTER_MAX_VALUE = 4096, /* bytes of a test's value */
    FILTER_POINTER_SIZE = 320,
};

enum filter_kind {
    FILTER_TEXT,
    FILTER_TIMESTAMP, /* text of the form of timestamp_text.h */
    FILTER_NUMBER,    /* a whole number from 0 up, of any size, as decimal digits */
};

/* A property that expressions may name. Borrowed by filter_compile until it returns. */
struct filter_property {
    const char *name;
    enum filter_kind kind;
    const char *const *choices; /* ends in NULL: the only texts that eq and ne take; NULL: any */
};

/* Why an expression, or a match, is no good. */
struct filter_problem {
    char pointer[FILTER_POINTER_SIZE]; /* JSON Pointer within the expression; "" is the whole */
    char message[384];                 /* sentences for a person */
    char hint[256];                    /* what to change */
};

/* The value of one property of an entry, borrowed; text NULL: it has none. */
struct filter_value {
    const char *text;
    size_t length;
};

/* An entry: a value for each property, in the order of the properties given to filter_compile.
   Names that are not UTF-8 should be given as they are shown (name_to_utf8): a regex matches no
   malformed bytes. */
struct filter_record {
    const struct filter_value *values;
    size_t count; /* properties past it have no value */
};

enum filter_verdict {
    FILTER_NO,
    FILTER_YES,
    FILTER_UNDECIDED, /* a regular expression took too many steps, or memory ran out */
};

struct filter;

/*
 * Compiles an expression, which may be freed afterwards. NULL, JSON null and {} give a filter that
 * every entry passes. Returns NULL, with *problem filled, where something is wrong with it. Free
 * with filter_free.
 */
struct filter *filter_compile(const json_t *expression, const struct filter_property *properties,
    size_t count, struct filter_problem *problem);

/*
 * Whether the entry passes. FILTER_UNDECIDED, with *problem filled, must not be taken for a no:
 * under a `not` it would be a yes. One thread at a time for one filter.
 */
enum filter_verdict filter_matches(const struct filter *filter, const struct filter_record *record,
    struct filter_problem *problem);

/* Whether every entry passes, whatever its values are. */
bool filter_passes_all(const struct filter *filter);

void filter_free(struct filter *filter); /* NULL is allowed */

#endif
