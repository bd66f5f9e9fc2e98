/* SPDX-License-Identifier: Apache-2.0 */
/* Regular expressions. The first line is one, the rest the text that it is matched with. */
#include "common/java_regex.h"
#include "common/pattern.h"

#include <stdlib.h>
#include <string.h>

#include "common/buffer.h"
#include "common/utf8.h"
#include "fuzz/ftp_targets.h"

static void check_scan(const char *text, size_t length)
{
    struct java_regex_refusal refusal = {0};
    if (java_regex_accepts(text, length, &refusal)) {
        FUZZ_CHECK(!refusal.reason);
    } else {
        FUZZ_CHECK(refusal.offset <= length);
        FUZZ_CHECK(refusal.reason && *refusal.reason && refusal.hint);
    }
}

static struct pattern *compile(const char *text, size_t length)
{
    struct pattern_problem problem = {{0}, {0}};
    struct java_regex_refusal refusal;
    struct pattern *pattern = pattern_compile(text, length, &problem);
    if (pattern) {
        FUZZ_CHECK(java_regex_accepts(text, length, &refusal));
    } else {
        FUZZ_CHECK(problem.message[0] != '\0' && problem.hint[0] != '\0');
        FUZZ_CHECK(strnlen(problem.message, sizeof problem.message) < sizeof problem.message);
    }
    return pattern;
}

/* A group around all of it changes nothing. */
static void check_group(const struct fuzz_pair *pair, enum pattern_verdict verdict)
{
    struct buffer group;
    buffer_init(&group, PATTERN_MAX_LENGTH + 8);
    FUZZ_CHECK(buffer_add_text(&group, "(?:") &&
               buffer_add(&group, pair->first, pair->first_length) && buffer_add_byte(&group, ')'));
    struct pattern *pattern = compile(group.data, group.length);
    if (pattern) {
        enum pattern_verdict other = pattern_match(pattern, pair->second, pair->second_length);
        FUZZ_CHECK(other == verdict || other > PATTERN_YES || verdict > PATTERN_YES);
    }
    pattern_free(pattern);
    buffer_done(&group);
}

/* A text in \Q...\E matches itself. */
static void check_quoted(const char *text, size_t length)
{
    struct buffer quoted;
    if (length + 4 > PATTERN_MAX_LENGTH || !length || !utf8_is_valid(text, length))
        return;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\\' || text[i] == '\0')
            return;
    }
    buffer_init(&quoted, PATTERN_MAX_LENGTH);
    FUZZ_CHECK(buffer_add_text(&quoted, "\\Q") && buffer_add(&quoted, text, length) &&
               buffer_add_text(&quoted, "\\E"));
    struct pattern *pattern = compile(quoted.data, quoted.length);
    FUZZ_CHECK(pattern && pattern_match(pattern, text, length) == PATTERN_YES);
    pattern_free(pattern);
    buffer_done(&quoted);
}

void fuzz_regex(const char *data, size_t length)
{
    struct fuzz_pair pair = fuzz_pair_of(data, length);
    check_scan(data, length);
    check_scan(pair.first, pair.first_length);
    check_quoted(pair.second, pair.second_length);
    struct pattern *pattern = compile(pair.first, pair.first_length);
    if (!pattern)
        return;
    enum pattern_verdict verdict = pattern_match(pattern, pair.second, pair.second_length);
    FUZZ_CHECK(verdict != PATTERN_FAILED);
    if (pair.first_length + 4 <= PATTERN_MAX_LENGTH)
        check_group(&pair, verdict);
    pattern_free(pattern);
}
