/* SPDX-License-Identifier: Apache-2.0 */
#include "common/filter.h"

#include <CUnit/Basic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const file_types[] = {
    "regular_file", "directory", "symbolic_link", "unknown", NULL};
static const struct filter_property properties[] = {
    {"fileName", FILTER_TEXT, NULL},
    {"timestamp", FILTER_TIMESTAMP, NULL},
    {"fileType", FILTER_TEXT, file_types},
    {"size", FILTER_NUMBER, NULL},
};

static struct filter *compile(const char *text, struct filter_problem *problem)
{
    json_error_t error;
    json_t *expression = json_loads(text, JSON_DECODE_ANY, &error);
    if (!expression)
        fprintf(stderr, "%s: %s\n", text, error.text);
    struct filter *filter = filter_compile(expression, properties, COUNT(properties), problem);
    json_decref(expression);
    return filter;
}

static enum filter_verdict match(const char *text, const struct filter_record *record)
{
    struct filter_problem problem = {"", "", ""};
    struct filter *filter = compile(text, &problem);
    CU_ASSERT_PTR_NOT_NULL(filter);
    if (!filter) {
        fprintf(stderr, "%s: %s\n", text, problem.message);
        return FILTER_UNDECIDED;
    }
    enum filter_verdict verdict = filter_matches(filter, record, &problem);
    filter_free(filter);
    return verdict;
}

static void check(const char *const *filters, size_t count, const struct filter_record *record,
    enum filter_verdict expected)
{
    for (size_t i = 0; i < count; i++) {
        enum filter_verdict verdict = match(filters[i], record);
        if (verdict != expected)
            fprintf(stderr, "filter %s\n", filters[i]);
        CU_ASSERT_EQUAL(verdict, expected);
    }
}

#define TEST(property, operator, value)                                                            \
    "{\"property\": \"" property "\", \"operator\": \"" operator"\", \"value\": \"" value "\"}"
#define NAME(operator, value) TEST("fileName", operator, value)
#define TIME(operator, value) TEST("timestamp", operator, value)
#define SIZE(operator, value) TEST("size", operator, value)
#define YES NAME("eq", "b.txt")
#define NO NAME("eq", "x")

static const struct filter_value full_values[] = {
    {"b.txt", 5}, {"2024-01-31 17:00:00.000", 23}, {"regular_file", 12}, {"100", 3}};
static const struct filter_record full = {full_values, COUNT(full_values)};
static const struct filter_value bare_values[] = {{"b.txt", 5}, {NULL, 0}};
static const struct filter_record bare = {bare_values, COUNT(bare_values)};

static void no_filter_lets_all_pass(void)
{
    static const char *const filters[] = {"null", "{}"};
    struct filter_problem problem;
    check(filters, COUNT(filters), &full, FILTER_YES);
    struct filter *filter = filter_compile(NULL, properties, COUNT(properties), &problem);
    CU_ASSERT_PTR_NOT_NULL_FATAL(filter);
    CU_ASSERT_EQUAL(filter_matches(filter, &bare, &problem), FILTER_YES);
    filter_free(filter);
    filter_free(NULL);
}

/* filter.operators */
static void tests_that_hold(void)
{
    static const char *const filters[] = {
        NAME("eq", "b.txt"),
        NAME("ne", "b"),
        NAME("ne", "B.TXT"),
        NAME("lt", "c"),
        NAME("lt", "b.txt2"),
        NAME("lt", "\xc3\xa4"),
        NAME("gt", "b"),
        NAME("gt", "B.txt"),
        NAME("gt", ""),
        NAME("le", "b.txt"),
        NAME("le", "c"),
        NAME("ge", "b.txt"),
        NAME("ge", "a"),
        NAME("regex", "[a-c]\\\\.txt"),
        NAME("wildcard", "*.tx?"),
        TIME("eq", "2024-01-31 17:00:00.000"),
        TIME("lt", "2024-01-31 17:00:00.001"),
        TIME("ge", "2023-12-31 23:59:59.999"),
        TIME("regex", "2024-.*"),
        TIME("wildcard", "2024-01-* *"),
        TEST("fileType", "eq", "regular_file"),
        TEST("fileType", "ne", "directory"),
        TEST("fileType", "wildcard", "reg*"),
        SIZE("eq", "100"),
        SIZE("eq", "0100"),
        SIZE("gt", "99"),
        SIZE("lt", "1000"),
        SIZE("lt", "99999999999999999999999"),
        SIZE("regex", "1.*"),
        "{\"property\": \"size\", \"operator\": \"ge\", \"value\": 100}",
    };
    check(filters, COUNT(filters), &full, FILTER_YES);
}

/* filter.operators */
static void tests_that_do_not_hold(void)
{
    static const char *const filters[] = {
        NAME("eq", "b"),
        NAME("eq", "b.txt "),
        NAME("eq", ""),
        NAME("ne", "b.txt"),
        NAME("lt", "b.txt"),
        NAME("gt", "b.txt"),
        NAME("le", "b"),
        NAME("ge", "c"),
        NAME("regex", "b"),
        NAME("regex", "B\\\\.TXT"),
        NAME("wildcard", "b"),
        NAME("wildcard", "*/b.txt"),
        TIME("ne", "2024-01-31 17:00:00.000"),
        TIME("gt", "2024-01-31 17:00:00.000"),
        TIME("regex", "2024"),
        TEST("fileType", "eq", "directory"),
        SIZE("gt", "1000"),
        SIZE("lt", "99"),
        SIZE("ne", "100"),
    };
    check(filters, COUNT(filters), &full, FILTER_NO);
}

/* filter.nesting */
static void combinations(void)
{
    static const char *const hold[] = {
        "{\"and\": [" YES "]}",
        "{\"and\": [" YES ", " YES "]}",
        "{\"or\": [" NO ", " YES "]}",
        "{\"not\": " NO "}",
        "{\"not\": {\"not\": " YES "}}",
        "{\"or\": [{\"and\": [" YES ", " NO "]}, {\"not\": {\"or\": [" NO ", " NO "]}}]}",
    };
    static const char *const fail[] = {
        "{\"and\": [" YES ", " NO "]}",
        "{\"or\": [" NO "]}",
        "{\"or\": [" NO ", " NO "]}",
        "{\"not\": " YES "}",
        "{\"not\": {\"and\": [" YES ", " YES "]}}",
    };
    check(hold, COUNT(hold), &full, FILTER_YES);
    check(fail, COUNT(fail), &full, FILTER_NO);
}

/* The timestamp is said to be absent, file type and size lie past what the record has. */
static void absent_values_are_only_unequal(void)
{
    static const char *const hold[] = {
        TIME("ne", "2024-01-31 17:00:00.000"),
        TEST("fileType", "ne", "directory"),
        SIZE("ne", "1"),
        "{\"not\": " TIME("eq", "2024-01-31 17:00:00.000") "}",
        "{\"not\": " SIZE("ge", "0") "}",
    };
    static const char *const fail[] = {
        TIME("eq", "2024-01-31 17:00:00.000"),
        TIME("lt", "9999-12-31 23:59:59.999"),
        TIME("ge", "0001-01-01 00:00:00.000"),
        TIME("regex", ".*"),
        TIME("wildcard", "*"),
        SIZE("le", "5"),
        SIZE("ge", "0"),
    };
    check(hold, COUNT(hold), &bare, FILTER_YES);
    check(fail, COUNT(fail), &bare, FILTER_NO);
}

static void numbers_of_any_length(void)
{
    static const struct filter_value values[] = {
        {"", 0}, {"", 0}, {"", 0}, {"18446744073709551615", 20}};
    static const struct filter_record record = {values, COUNT(values)};
    static const char *const hold[] = {
        SIZE("gt", "9223372036854775807"),
        SIZE("eq", "18446744073709551615"),
        SIZE("lt", "18446744073709551616"),
        SIZE("gt", "18446744073709551614"),
        SIZE("gt", "000"),
    };
    check(hold, COUNT(hold), &record, FILTER_YES);
}

static const struct {
    const char *filter, *pointer, *words;
} refused[] = {
    {"[]", "", "exactly one expression"},
    {"\"*.csv\"", "", "exactly one expression"},
    {"7", "", "exactly one expression"},
    {"{\"and\": []}", "/and", "nothing to combine"},
    {"{\"or\": {}}", "/or", "nothing to combine"},
    {"{\"or\": null}", "/or", "nothing to combine"},
    {"{\"not\": {}}", "/not", "exactly one expression"},
    {"{\"not\": null}", "/not", "exactly one expression"},
    {"{\"not\": [" YES "]}", "/not", "exactly one expression"},
    {"{\"and\": [" YES ", {}]}", "/and/1", "exactly one expression"},
    {"{\"and\": [" YES "], \"or\": [" YES "]}", "", "exactly one expression"},
    {"{\"not\": " YES ", \"value\": \"a\"}", "", "exactly one expression"},
    {"{\"xor\": [" YES "]}", "", "no property"},
    {"{\"operator\": \"eq\", \"value\": \"a\"}", "", "no property"},
    {"{\"property\": \"fileName\", \"value\": \"a\"}", "", "no operator"},
    {"{\"property\": \"fileName\", \"operator\": \"eq\"}", "", "no value"},
    {"{\"property\": 1, \"operator\": \"eq\", \"value\": \"a\"}", "/property", "not a text"},
    {"{\"property\": \"fileName\", \"operator\": [], \"value\": \"a\"}", "/operator", "not a text"},
    {"{\"property\": \"fileName\", \"operator\": \"eq\", \"value\": 7}", "/value", "not a text"},
    {"{\"property\": \"fileName\", \"operator\": \"eq\", \"value\": null}", "/value", "not a text"},
    {"{\"property\": \"size\", \"operator\": \"eq\", \"value\": 1.5}", "/value", "not a text"},
    {"{\"property\": \"fileName\", \"operator\": \"eq\", \"value\": \"a\", \"case\": \"i\"}", "",
        "members that it can't have"},
    {TEST("filename", "eq", "a"), "/property", "\"filename\""},
    {NAME("==", "a"), "/operator", "\"==\""},
    {NAME("EQ", "a"), "/operator", "\"EQ\""},
    {NAME("like", "a"), "/operator", "\"like\""},
    {TIME("lt", "2024-01-31"), "/value", "not a timestamp"},
    {TIME("eq", "2023-02-29 00:00:00.000"), "/value", "not a timestamp"},
    {TIME("ge", ""), "/value", "not a timestamp"},
    {SIZE("lt", "-1"), "/value", "not a whole number"},
    {SIZE("lt", "1k"), "/value", "not a whole number"},
    {SIZE("lt", ""), "/value", "not a whole number"},
    {"{\"property\": \"size\", \"operator\": \"lt\", \"value\": -1}", "/value",
        "not a whole number"},
    {TEST("fileType", "eq", "file"), "/value", "never"},
    {TEST("fileType", "ne", "DIRECTORY"), "/value", "never"},
    {NAME("regex", "["), "/value", "regular expression"},
    {NAME("regex", "a\\\\b"), "/value", "\\b"},
    {"{\"and\": [" YES ", {\"or\": [{\"not\": " NAME("regex", "*") "}]}]}", "/and/1/or/0/not/value",
        "nothing before it"},
};

static void what_is_refused(void)
{
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct filter_problem problem = {"?", "", ""};
        struct filter *filter = compile(refused[i].filter, &problem);
        if (filter || strcmp(problem.pointer, refused[i].pointer) != 0 ||
            !strstr(problem.message, refused[i].words))
            fprintf(stderr, "%s: %s: %s\n", refused[i].filter, problem.pointer, problem.message);
        CU_ASSERT_PTR_NULL(filter);
        CU_ASSERT_STRING_EQUAL(problem.pointer, refused[i].pointer);
        CU_ASSERT_PTR_NOT_NULL(strstr(problem.message, refused[i].words));
        CU_ASSERT_PTR_NOT_NULL(strstr(problem.message, "Filter"));
        CU_ASSERT_TRUE(strlen(problem.hint) > 0);
        filter_free(filter);
    }
}

static void hints_name_what_would_do(void)
{
    static const struct {
        const char *filter, *words;
    } cases[] = {
        {TEST("name", "eq", "a"), "fileName, timestamp, fileType, size"},
        {NAME("==", "a"), "eq, ne, lt, gt, le, ge, regex, wildcard"},
        {TIME("lt", "yesterday"), "yyyy-MM-dd HH:mm:ss.SSS"},
        {TEST("fileType", "eq", "file"), "regular_file, directory, symbolic_link, unknown"},
        {NAME("regex", "[[:alpha:]]"), "[A-Za-z]"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct filter_problem problem = {"", "", ""};
        CU_ASSERT_PTR_NULL(compile(cases[i].filter, &problem));
        CU_ASSERT_PTR_NOT_NULL(strstr(problem.hint, cases[i].words));
    }
}

static json_t *test_of(const char *value)
{
    return json_pack("{s:s, s:s, s:s}", "property", "fileName", "operator", "eq", "value", value);
}

/* `levels` expressions within one another, the innermost a test. */
static json_t *nested(size_t levels)
{
    json_t *expression = test_of("b.txt");
    for (size_t i = 1; i < levels; i++)
        expression = json_pack("{s:[o]}", "and", expression);
    return expression;
}

static json_t *list_of(size_t tests)
{
    json_t *list = json_array();
    for (size_t i = 0; i < tests; i++)
        json_array_append_new(list, test_of("b.txt"));
    return json_pack("{s:o}", "or", list);
}

static bool compiles(json_t *expression, struct filter_problem *problem)
{
    struct filter *filter = filter_compile(expression, properties, COUNT(properties), problem);
    bool good = filter != NULL;
    filter_free(filter);
    json_decref(expression);
    return good;
}

/* filter.nesting */
static void bounds_of_depth_and_number(void)
{
    struct filter_problem problem = {"", "", ""};
    CU_ASSERT_TRUE(compiles(nested(FILTER_MAX_DEPTH), &problem));
    CU_ASSERT_FALSE(compiles(nested(FILTER_MAX_DEPTH + 1), &problem));
    CU_ASSERT_PTR_NOT_NULL(strstr(problem.message, "deeper than 32"));
    CU_ASSERT_EQUAL(strlen(problem.pointer), (size_t)FILTER_MAX_DEPTH * strlen("/and/0"));
    CU_ASSERT_FALSE(compiles(nested(2000), &problem));
    CU_ASSERT_TRUE(compiles(list_of(FILTER_MAX_NODES - 1), &problem));
    CU_ASSERT_FALSE(compiles(list_of(FILTER_MAX_NODES), &problem));
    CU_ASSERT_PTR_NOT_NULL(strstr(problem.message, "more than 1000"));
    CU_ASSERT_STRING_EQUAL(problem.pointer, "/or");
}

static void bounds_of_a_value(void)
{
    char value[FILTER_MAX_VALUE + 2];
    struct filter_problem problem = {"", "", ""};
    memset(value, 'a', sizeof value);
    value[FILTER_MAX_VALUE] = '\0';
    CU_ASSERT_TRUE(compiles(test_of(value), &problem));
    value[FILTER_MAX_VALUE] = 'a';
    value[FILTER_MAX_VALUE + 1] = '\0';
    CU_ASSERT_FALSE(compiles(test_of(value), &problem));
    CU_ASSERT_STRING_EQUAL(problem.pointer, "/value");
    CU_ASSERT_PTR_NOT_NULL(strstr(problem.message, "longer than 4096"));
}

static void long_words_are_not_repeated(void)
{
    struct filter_problem problem = {"", "", ""};
    char word[3000];
    memset(word, 'x', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    json_t *expression =
        json_pack("{s:s, s:s, s:s}", "property", word, "operator", "eq", "value", "");
    CU_ASSERT_FALSE(compiles(expression, &problem));
    CU_ASSERT_PTR_NULL(strstr(problem.message, "xx"));
}

/* Were a costly expression a plain no, `not` would turn it into a yes. */
/* filter.cost */
static void costly_expressions_are_undecided(void)
{
    static const char *const filters[] = {
        NAME("regex", "(a+)+"),
        "{\"not\": " NAME("regex", "(a+)+") "}",
        "{\"and\": [" NAME("gt", "a") ", " NAME("regex", "(a+)+") "]}",
        "{\"or\": [" NAME("regex", "(a+)+") ", " NAME("gt", "a") "]}",
    };
    static const struct filter_value values[] = {{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", 41}};
    static const struct filter_record record = {values, 1};
    struct filter_problem problem = {"", "", ""};
    check(filters, COUNT(filters), &record, FILTER_UNDECIDED);
    struct filter *filter = compile(filters[2], &problem);
    CU_ASSERT_EQUAL(filter_matches(filter, &record, &problem), FILTER_UNDECIDED);
    CU_ASSERT_STRING_EQUAL(problem.pointer, "/and/1/value");
    CU_ASSERT_PTR_NOT_NULL(strstr(problem.message, "too many steps"));
    CU_ASSERT_TRUE(strlen(problem.hint) > 0);
    filter_free(filter);
}

static void a_decided_filter_is_not_costly(void)
{
    static const char *const filters[] = {
        "{\"or\": [" NAME("gt", "a") ", " NAME("regex", "(a+)+") "]}",
    };
    static const struct filter_value values[] = {{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", 41}};
    static const struct filter_record record = {values, 1};
    check(filters, COUNT(filters), &record, FILTER_YES);
}

static void the_expression_may_go(void)
{
    struct filter_problem problem;
    json_t *expression = nested(3);
    struct filter *filter = filter_compile(expression, properties, COUNT(properties), &problem);
    json_decref(expression);
    CU_ASSERT_PTR_NOT_NULL_FATAL(filter);
    CU_ASSERT_EQUAL(filter_matches(filter, &full, &problem), FILTER_YES);
    CU_ASSERT_EQUAL(filter_matches(filter, &bare, &problem), FILTER_YES);
    filter_free(filter);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"no filter lets all pass", no_filter_lets_all_pass},
        {"tests that hold", tests_that_hold},
        {"tests that do not hold", tests_that_do_not_hold},
        {"combinations", combinations},
        {"absent values are only unequal", absent_values_are_only_unequal},
        {"numbers of any length", numbers_of_any_length},
        {"what is refused", what_is_refused},
        {"hints name what would do", hints_name_what_would_do},
        {"bounds of depth and number", bounds_of_depth_and_number},
        {"bounds of a value", bounds_of_a_value},
        {"long words are not repeated", long_words_are_not_repeated},
        {"costly expressions are undecided", costly_expressions_are_undecided},
        {"a decided filter is not costly", a_decided_filter_is_not_costly},
        {"the expression may go", the_expression_may_go},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {
        {"filters", NULL, NULL, NULL, NULL, tests},
        CU_SUITE_INFO_NULL,
    };
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 2;
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures > 0;
}
