/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>

#include "schema.h"
#include "schema_run.h"

enum {
    PARENS_NEST_LIMIT = 60,
    QUICK_MATCH_LIMIT = 1000,  /* enough for nearly all; costs QUICK_STEPS */
    SLOW_MATCH_LIMIT = 100000, /* the second try; costs SLOW_STEPS */
    MATCH_HEAP_LIMIT = 2048,   /* KiB */
    QUICK_STEPS = 20,
    SLOW_STEPS = 5000,
    BYTES_A_STEP = 64,
};

struct pattern {
    pcre2_code *code;
    pcre2_match_context *quick;
    pcre2_match_context *slow;
};

static pcre2_match_context *make_limits(uint32_t match_limit)
{
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    if (context == NULL)
        return NULL;
    pcre2_set_match_limit(context, match_limit);
    pcre2_set_heap_limit(context, MATCH_HEAP_LIMIT);
    return context;
}

static pcre2_code *compile_code(const char *text, size_t length, int *ret_error)
{
    PCRE2_SIZE offset = 0;
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (context == NULL) {
        *ret_error = PCRE2_ERROR_NOMEMORY;
        return NULL;
    }
    pcre2_set_parens_nest_limit(context, PARENS_NEST_LIMIT);
    uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_ALLOW_EMPTY_CLASS |
                       PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C;
    pcre2_code *code =
        pcre2_compile((PCRE2_SPTR)text, length, options, ret_error, &offset, context);
    pcre2_compile_context_free(context);
    return code;
}

static void explain(int error, char *reason, size_t reason_size)
{
    PCRE2_UCHAR message[160] = "";
    pcre2_get_error_message(error, message, sizeof message);
    snprintf(reason, reason_size, "%s", (const char *)message);
}

struct pattern *pattern_compile(const char *source, size_t length, char *reason, size_t reason_size)
{
    size_t translated_length = 0;
    int error = PCRE2_ERROR_NOMEMORY;
    char *translated = pattern_translate(source, length, &translated_length, reason, reason_size);
    if (translated == NULL)
        return NULL;
    struct pattern *pattern = calloc(1, sizeof *pattern);
    if (pattern != NULL) {
        pattern->quick = make_limits(QUICK_MATCH_LIMIT);
        pattern->slow = make_limits(SLOW_MATCH_LIMIT);
        pattern->code = compile_code(translated, translated_length, &error);
    }
    free(translated);
    if (pattern != NULL && pattern->quick != NULL && pattern->slow != NULL && pattern->code != NULL)
        return pattern;
    explain(error, reason, reason_size);
    pattern_free(pattern);
    return NULL;
}

void pattern_free(struct pattern *pattern)
{
    if (pattern == NULL)
        return;
    pcre2_code_free(pattern->code);
    pcre2_match_context_free(pattern->quick);
    pcre2_match_context_free(pattern->slow);
    free(pattern);
}

static bool over_limit(int outcome)
{
    return outcome == PCRE2_ERROR_MATCHLIMIT || outcome == PCRE2_ERROR_DEPTHLIMIT ||
           outcome == PCRE2_ERROR_HEAPLIMIT;
}

static int try_match(
    const struct pattern *pattern, const char *text, size_t length, pcre2_match_context *limits)
{
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(pattern->code, NULL);
    if (data == NULL)
        return PCRE2_ERROR_NOMEMORY;
    int outcome = pcre2_match(pattern->code, (PCRE2_SPTR)text, length, 0, 0, data, limits);
    pcre2_match_data_free(data);
    return outcome;
}

bool pattern_matches(
    struct run *run, const struct pattern *pattern, const char *text, size_t length)
{
    if (!run_spend(run, QUICK_STEPS + length / BYTES_A_STEP))
        return false;
    int outcome = try_match(pattern, text, length, pattern->quick);
    if (over_limit(outcome)) {
        if (!run_spend(run, SLOW_STEPS))
            return false;
        outcome = try_match(pattern, text, length, pattern->slow);
    }
    if (over_limit(outcome))
        return run_trip(run, LIMIT_PATTERN);
    if (outcome == PCRE2_ERROR_NOMEMORY)
        return run_trip(run, LIMIT_MEMORY);
    return outcome >= 0;
}
