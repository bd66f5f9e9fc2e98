/* SPDX-License-Identifier: Apache-2.0 */
#include "common/pattern.h"

#include "common/java_regex.h"
#include "common/utf8.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

struct pattern {
    pcre2_code *code;
    pcre2_match_data *match;
    pcre2_match_context *limits;
};

static size_t character_at(const char *text, size_t length, size_t offset)
{
    size_t characters = 1;
    for (size_t at = 0; at < length && at < offset; characters++)
        at += utf8_step(text + at, length - at).length;
    return characters;
}

static void refused(const struct java_regex_refusal *refusal, const char *text, size_t length,
    struct pattern_problem *problem)
{
    snprintf(problem->message, sizeof problem->message, "%s (at character %zu)", refusal->reason,
        character_at(text, length, refusal->offset));
    snprintf(problem->hint, sizeof problem->hint, "%s", refusal->hint);
}

static void malformed(
    int error, size_t offset, const char *text, size_t length, struct pattern_problem *problem)
{
    PCRE2_UCHAR reason[160];
    if (pcre2_get_error_message(error, reason, sizeof reason) < 0)
        snprintf((char *)reason, sizeof reason, "error %d", error);
    snprintf(problem->message, sizeof problem->message, "%s (at character %zu)",
        (const char *)reason, character_at(text, length, offset));
    snprintf(problem->hint, sizeof problem->hint, "Correct the regular expression");
}

static void without_memory(struct pattern_problem *problem)
{
    snprintf(problem->message, sizeof problem->message, "there is no memory for it");
    snprintf(problem->hint, sizeof problem->hint, "Try again when the machine is less busy");
}

static pcre2_code *compile(const char *text, size_t length, struct pattern_problem *problem)
{
    const uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_ANCHORED |
                             PCRE2_ENDANCHORED | PCRE2_NEVER_BACKSLASH_C;
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (!context) {
        without_memory(problem);
        return NULL;
    }
    /* Java's line ends are those of PCRE2_NEWLINE_ANY but for two control characters. */
    pcre2_set_newline(context, PCRE2_NEWLINE_ANY);
    int error = 0;
    size_t offset = 0;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)text, length, options, &error, &offset, context);
    pcre2_compile_context_free(context);
    if (!code)
        malformed(error, offset, text, length, problem);
    return code;
}

static bool prepare(struct pattern *pattern)
{
    /* One pair: groups matter within the match only. */
    pattern->match = pcre2_match_data_create(1, NULL);
    pattern->limits = pcre2_match_context_create(NULL);
    if (!pattern->match || !pattern->limits)
        return false;
    pcre2_set_match_limit(pattern->limits, PATTERN_MAX_STEPS);
    pcre2_set_depth_limit(pattern->limits, PATTERN_MAX_DEPTH);
    pcre2_set_heap_limit(pattern->limits, PATTERN_MAX_HEAP_KIB);
    return true;
}

struct pattern *pattern_compile(const char *text, size_t length, struct pattern_problem *problem)
{
    struct java_regex_refusal refusal;
    if (length > PATTERN_MAX_LENGTH) {
        snprintf(problem->message, sizeof problem->message, "it is longer than %d bytes",
            PATTERN_MAX_LENGTH);
        snprintf(problem->hint, sizeof problem->hint, "Shorten the regular expression");
        return NULL;
    }
    if (!java_regex_accepts(text, length, &refusal)) {
        refused(&refusal, text, length, problem);
        return NULL;
    }
    pcre2_code *code = compile(text, length, problem);
    if (!code)
        return NULL;
    struct pattern *pattern = calloc(1, sizeof *pattern);
    if (pattern)
        pattern->code = code;
    if (pattern && prepare(pattern))
        return pattern;
    without_memory(problem);
    if (!pattern)
        pcre2_code_free(code);
    pattern_free(pattern);
    return NULL;
}

enum pattern_verdict pattern_match(const struct pattern *pattern, const char *text, size_t length)
{
    int result =
        pcre2_match(pattern->code, (PCRE2_SPTR)text, length, 0, 0, pattern->match, pattern->limits);
    switch (result) {
    case PCRE2_ERROR_NOMATCH:
        return PATTERN_NO;
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
        return PATTERN_TOO_COSTLY;
    default:
        break;
    }
    if (result < 0)
        return PATTERN_FAILED;
    /* Around bytes that are not UTF-8, PCRE2 matches the pieces between them. */
    const size_t *ends = pcre2_get_ovector_pointer(pattern->match);
    return ends[0] == 0 && ends[1] == length ? PATTERN_YES : PATTERN_NO;
}

void pattern_free(struct pattern *pattern)
{
    if (!pattern)
        return;
    pcre2_match_context_free(pattern->limits);
    pcre2_match_data_free(pattern->match);
    pcre2_code_free(pattern->code);
    free(pattern);
}
