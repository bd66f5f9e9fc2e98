/* SPDX-License-Identifier: Apache-2.0 */
/* The reading position shared by the parts of the reader of patterns: groups, escapes, classes. */
#ifndef HAWSER_PLUGIN_COMMON_JAVA_REGEX_SCAN_H
#define HAWSER_PLUGIN_COMMON_JAVA_REGEX_SCAN_H

#include "common/java_regex.h"

/* What was read last, which says whether a quantifier may follow. */
enum regex_last { LAST_NOTHING, LAST_ITEM, LAST_ASSERTION, LAST_QUANTIFIER };

/* What an escape stands for. */
enum regex_escape {
    ESCAPE_REFUSED,
    ESCAPE_SINGLE,    /* one character */
    ESCAPE_SET,       /* any of many: \d */
    ESCAPE_ASSERTION, /* a place: \A */
    ESCAPE_REFERENCE, /* a back reference */
    ESCAPE_QUOTE,     /* \Q...\E with something in it */
    ESCAPE_EMPTY,     /* \Q\E */
};

struct regex_group {
    size_t name, name_length; /* in the pattern; length 0: no name */
    bool closed;
    bool uncertain; /* repeated, or in a negative look-around: engines differ on what is kept */
};

struct regex_open {
    int capture; /* index into groups; -1: captures nothing */
    size_t groups_before;
    bool assertion;
    bool negative; /* this or one around it is a negative look-around */
};

/* Where something stands that is refused only together with something else. */
struct regex_place {
    bool seen;
    size_t offset;
};

struct regex_scan {
    const char *text;
    size_t length, at;
    enum regex_last last;
    struct regex_group groups[JAVA_REGEX_MAX_GROUPS];
    size_t group_count;
    size_t item_groups; /* groups from this one on belong to what was read last */
    struct regex_open open[JAVA_REGEX_MAX_NESTING];
    size_t open_count;
    bool caseless;
    struct regex_place wide, reference, letter_case;
    struct java_regex_refusal refusal;
};

/* Always false, for `return regex_refuse(...)`. */
bool regex_refuse(struct regex_scan *scan, size_t offset, const char *reason, const char *hint);
/* The byte `ahead` of the position, or -1 past the end. */
int regex_peek(const struct regex_scan *scan, size_t ahead);
/* Goes past one literal character of any length. */
void regex_literal(struct regex_scan *scan);
void regex_mark(struct regex_place *place, size_t offset);

/* Reads what begins with a backslash, at the position. */
enum regex_escape regex_read_escape(struct regex_scan *scan, bool in_class);
/* Reads what begins with '[', at the position. */
bool regex_read_class(struct regex_scan *scan);
/* Read '(' with what belongs to it, and ')'. */
bool regex_read_open(struct regex_scan *scan);
bool regex_read_close(struct regex_scan *scan);

#endif
