/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The regular expressions that Java and PCRE2 read alike.
 *
 * Filters are written for Java's java.util.regex and are run by PCRE2. Here a pattern is read far
 * enough to know that both mean the same by it; what they read differently is refused, with what to
 * write in its place. What remains is only in the text matched, not in the pattern: a vertical tab
 * or form feed ends a line for PCRE2 alone, and under (?i) PCRE2 takes U+212A for a k and U+017F
 * for an s.
 */
#ifndef HAWSER_PLUGIN_COMMON_JAVA_REGEX_H
#define HAWSER_PLUGIN_COMMON_JAVA_REGEX_H

#include <stdbool.h>
#include <stddef.h>

enum {
    JAVA_REGEX_MAX_NESTING = 64, /* groups within groups */
    JAVA_REGEX_MAX_GROUPS = 256, /* capturing groups */
};

struct java_regex_refusal {
    size_t offset;      /* byte of the pattern at which the trouble begins */
    const char *reason; /* static; a sentence without its full stop */
    const char *hint;   /* static; what to write instead */
};

/* Whether Java and PCRE2 agree on the pattern, as far as it is well formed: PCRE2 may still refuse
   it. The pattern is UTF-8. *ret_refusal is set on false only. */
bool java_regex_accepts(const char *pattern, size_t length, struct java_regex_refusal *ret_refusal);

#endif
