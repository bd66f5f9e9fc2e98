/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8, timestamps and wildcards: the texts that filters compare. */
#include "common/timestamp_text.h"
#include "common/utf8.h"
#include "common/wildcard.h"

#include <CUnit/Basic.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void utf8_steps_over_characters(void)
{
    static const struct {
        const char *bytes;
        size_t length;
    } cases[] = {
        {"a", 1},
        {"\x7f", 1},
        {"\xc2\x80", 2},
        {"\xdf\xbf", 2},
        {"\xe0\xa0\x80", 3},
        {"\xed\x9f\xbf", 3},
        {"\xef\xbf\xbf", 3},
        {"\xf0\x90\x80\x80", 4},
        {"\xf4\x8f\xbf\xbf", 4},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct utf8_step step = utf8_step(cases[i].bytes, strlen(cases[i].bytes));
        CU_ASSERT_TRUE(step.valid);
        CU_ASSERT_EQUAL(step.length, cases[i].length);
    }
}

/* Lengths by Unicode 15, 3.9: the longest piece that could have begun a character, else one byte.
 */
static void utf8_steps_over_malformed_pieces(void)
{
    static const struct {
        const char *bytes;
        size_t length;
    } cases[] = {
        {"\x80", 1},
        {"\xbf", 1},
        {"\xc0\xaf", 1},
        {"\xc1\xbf", 1},
        {"\xc3", 1},
        {"\xc3(", 1},
        {"\xe2\x82", 2},
        {"\xe2\x82(", 2},
        {"\xe0\x9f\xbf", 1},
        {"\xed\xa0\x80", 1},
        {"\xf0\x8f\xbf\xbf", 1},
        {"\xf0\x9f\x98", 3},
        {"\xf4\x90\x80\x80", 1},
        {"\xf5\x80\x80\x80", 1},
        {"\xff", 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct utf8_step step = utf8_step(cases[i].bytes, strlen(cases[i].bytes));
        CU_ASSERT_FALSE(step.valid);
        CU_ASSERT_EQUAL(step.length, cases[i].length);
        CU_ASSERT_FALSE(utf8_is_valid(cases[i].bytes, strlen(cases[i].bytes)));
    }
}

static void utf8_of_nothing(void)
{
    CU_ASSERT_EQUAL(utf8_step("", 0).length, 0);
    CU_ASSERT_FALSE(utf8_step("", 0).valid);
    CU_ASSERT_TRUE(utf8_is_valid("", 0));
    CU_ASSERT_TRUE(utf8_is_valid("a\0b", 3));
    CU_ASSERT_FALSE(utf8_is_valid("ab\xc3\xa4", 3));
}

static void timestamps_of_the_calendar(void)
{
    static const char *const good[] = {
        "2024-01-31 17:00:00.000",
        "2024-02-29 00:00:00.001",
        "2000-02-29 23:59:59.999",
        "0001-01-01 00:00:00.000",
        "9999-12-31 23:59:59.999",
    };
    for (size_t i = 0; i < COUNT(good); i++)
        CU_ASSERT_TRUE(timestamp_text_is_valid(good[i], strlen(good[i])));
}

static void timestamps_that_are_none(void)
{
    static const char *const bad[] = {
        "",
        "2024",
        "2024-01-31",
        "2024-01-31 17:00:00",
        "2024-01-31 17:00:00.00",
        "2024-01-31 17:00:00.0000",
        "2024-01-31T17:00:00.000",
        "2024-01-31 17:00:00,000",
        "2024-01-31 17:00:00.000Z",
        " 2024-01-31 17:00:00.00",
        "2024-1-31 17:00:00.0000",
        "2024/01/31 17:00:00.000",
        "31-01-2024 17:00:00.000",
        "2024-00-01 00:00:00.000",
        "2024-13-01 00:00:00.000",
        "2024-01-00 00:00:00.000",
        "2024-01-32 00:00:00.000",
        "2024-06-31 00:00:00.000",
        "2023-02-29 00:00:00.000",
        "1900-02-29 00:00:00.000",
        "2024-01-01 24:00:00.000",
        "2024-01-01 00:60:00.000",
        "2024-01-01 00:00:60.000",
        "0000-01-01 00:00:00.000",
        "2024-01-01 -1:00:00.000",
        "yyyy-MM-dd HH:mm:ss.SSS",
    };
    for (size_t i = 0; i < COUNT(bad); i++)
        CU_ASSERT_FALSE(timestamp_text_is_valid(bad[i], strlen(bad[i])));
}

struct wildcard_case {
    const char *pattern, *text;
};

static void check_wildcards(const struct wildcard_case *cases, size_t count, bool fits)
{
    for (size_t i = 0; i < count; i++) {
        bool result = wildcard_matches(
            cases[i].pattern, strlen(cases[i].pattern), cases[i].text, strlen(cases[i].text));
        if (result != fits)
            fprintf(stderr, "wildcard %s, text %s\n", cases[i].pattern, cases[i].text);
        CU_ASSERT_EQUAL(result, fits);
    }
}

/* filter.wildcard */
static void wildcards_that_fit(void)
{
    static const struct wildcard_case cases[] = {
        {"", ""},
        {"*", ""},
        {"*", "a.txt"},
        {"*", ".profile"},
        {"***", ""},
        {"*.csv", ".csv"},
        {"*.csv", "a.csv"},
        {"*.csv", "a.csv.csv"},
        {"a?c", "abc"},
        {"?", "\xc3\xa4"},
        {"?", "\xf0\x9f\x98\x80"},
        {"a?b", "a\xe2\x82\xac"
                "b"},
        {"*a*b", "xaxbxb"},
        {"*ab*ab", "abaab"},
        {"?*", "a"},
        {"*?", "\xc3\xa4"},
        {"\\*", "\\x"},
        {"[a]", "[a]"},
        {"\xc3\xa4*", "\xc3\xa4"
                      "b"},
        {"??", "\xff\xfe"},
        {"?", "\xe2"},
        {"*\xff", "a\xff"},
        {"*?\xc3\xa4", "b\xc3\xa4"},
        {"a**b", "ab"},
    };
    check_wildcards(cases, COUNT(cases), true);
}

/* filter.wildcard */
static void wildcards_that_do_not_fit(void)
{
    static const struct wildcard_case cases[] = {
        {"", "a"},
        {"?", ""},
        {"a", ""},
        {"?", "ab"},
        {"??", "\xc3\xa4"},
        {"*.csv", "a.csv.bak"},
        {"*.csv", "a.CSV"},
        {"*.csv", "acsv"},
        {"a*b", "ab "},
        {"a*b", "xab"},
        {"[a]", "a"},
        {"\\*", "*"},
        {"*ab*ab", "aab"},
        {"a?", "a"},
        {"*??", "\xf0\x9f\x98\x80"},
        {"a/*", "a"},
    };
    check_wildcards(cases, COUNT(cases), false);
}

/* A matcher that tries everything would not come back from this. */
static void wildcards_end_soon(void)
{
    char pattern[2048], text[4096];
    memset(text, 'a', sizeof text);
    for (size_t i = 0; i < sizeof pattern; i += 2) {
        pattern[i] = '*';
        pattern[i + 1] = 'a';
    }
    CU_ASSERT_TRUE(wildcard_matches(pattern, sizeof pattern, text, sizeof text));
    text[sizeof text - 1] = 'b';
    CU_ASSERT_FALSE(wildcard_matches(pattern, sizeof pattern, text, sizeof text));
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"utf8 steps over characters", utf8_steps_over_characters},
        {"utf8 steps over malformed pieces", utf8_steps_over_malformed_pieces},
        {"utf8 of nothing", utf8_of_nothing},
        {"timestamps of the calendar", timestamps_of_the_calendar},
        {"timestamps that are none", timestamps_that_are_none},
        {"wildcards that fit", wildcards_that_fit},
        {"wildcards that do not fit", wildcards_that_do_not_fit},
        {"wildcards end soon", wildcards_end_soon},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {
        {"text", NULL, NULL, NULL, NULL, tests},
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
