/* SPDX-License-Identifier: Apache-2.0 */
/* Filters: {"filter": .., "fileName": .., "timestamp": .., "size": ..}. What a filter says of an
 * entry, its negation denies. */
#include "common/filter.h"

#include <stdlib.h>
#include <string.h>

#include "common/utf8.h"
#include "fuzz/ftp_targets.h"

static const char *const file_types[] = {"regular_file", "directory", NULL};

static const struct filter_property properties[] = {
    {"fileName", FILTER_TEXT, NULL},
    {"timestamp", FILTER_TIMESTAMP, NULL},
    {"size", FILTER_NUMBER, NULL},
    {"fileType", FILTER_TEXT, file_types},
};

enum { PROPERTIES = sizeof properties / sizeof properties[0] };

static void check_problem(const struct filter_problem *problem)
{
    FUZZ_CHECK(problem->message[0] != '\0');
    FUZZ_CHECK(strnlen(problem->message, sizeof problem->message) < sizeof problem->message);
    FUZZ_CHECK(strnlen(problem->hint, sizeof problem->hint) < sizeof problem->hint);
    FUZZ_CHECK(utf8_is_valid(problem->message, strlen(problem->message)));
    FUZZ_CHECK(utf8_is_valid(problem->hint, strlen(problem->hint)));
    FUZZ_CHECK(utf8_is_valid(problem->pointer, strlen(problem->pointer)));
    FUZZ_CHECK(problem->pointer[0] == '\0' || problem->pointer[0] == '/');
}

/* False where it does not compile. */
static bool judge(
    const json_t *expression, const struct filter_record *record, enum filter_verdict *ret_verdict)
{
    struct filter_problem problem = {0};
    struct filter *filter = filter_compile(expression, properties, PROPERTIES, &problem);
    if (!filter) {
        check_problem(&problem);
        return false;
    }
    *ret_verdict = filter_matches(filter, record, &problem);
    if (*ret_verdict == FILTER_UNDECIDED)
        check_problem(&problem);
    filter_free(filter);
    return true;
}

/* The expression within another one, which may be one too many. */
static void check_within(
    json_t *outer, const struct filter_record *record, enum filter_verdict expected)
{
    enum filter_verdict verdict;
    if (judge(outer, record, &verdict))
        FUZZ_CHECK(verdict == expected);
    json_decref(outer);
}

static void check_expression(json_t *expression, const struct filter_record *record)
{
    enum filter_verdict verdict;
    if (!judge(expression, record, &verdict) || verdict == FILTER_UNDECIDED ||
        !json_object_size(expression))
        return;
    check_within(json_pack("{s:O}", "not", expression), record,
        verdict == FILTER_YES ? FILTER_NO : FILTER_YES);
    check_within(json_pack("{s:[O]}", "and", expression), record, verdict);
    check_within(json_pack("{s:[O,O]}", "or", expression, expression), record, verdict);
}

void fuzz_filter(const char *data, size_t length)
{
    json_auto_t *root = json_loadb(data, length, JSON_ALLOW_NUL, NULL);
    struct filter_value values[PROPERTIES];
    struct filter_record record = {.values = values, .count = PROPERTIES};
    if (!json_is_object(root))
        return;
    for (size_t i = 0; i < PROPERTIES; i++) {
        const json_t *value = json_object_get(root, properties[i].name);
        values[i] = (struct filter_value){json_string_value(value), json_string_length(value)};
    }
    check_expression(json_object_get(root, "filter"), &record);
    /* As a server may have it: bytes that are not UTF-8. */
    values[0] = (struct filter_value){data, length};
    check_expression(json_object_get(root, "filter"), &record);
}
