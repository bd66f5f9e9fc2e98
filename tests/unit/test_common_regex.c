/* SPDX-License-Identifier: Apache-2.0 */
#include "common/java_regex.h"
#include "common/pattern.h"

#include <CUnit/Basic.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct match_case {
    const char *pattern, *text;
};

static enum pattern_verdict match(const char *expression, const char *text)
{
    struct pattern_problem problem;
    struct pattern *pattern = pattern_compile(expression, strlen(expression), &problem);
    if (!pattern) {
        fprintf(stderr, "%s: %s\n", expression, problem.message);
        return PATTERN_FAILED;
    }
    enum pattern_verdict verdict = pattern_match(pattern, text, strlen(text));
    pattern_free(pattern);
    return verdict;
}

static void check(const struct match_case *cases, size_t count, enum pattern_verdict expected)
{
    for (size_t i = 0; i < count; i++) {
        enum pattern_verdict verdict = match(cases[i].pattern, cases[i].text);
        if (verdict != expected)
            fprintf(stderr, "regex %s, text %s\n", cases[i].pattern, cases[i].text);
        CU_ASSERT_EQUAL(verdict, expected);
    }
}

/* As java.util.regex.Pattern.matches answers. */
/* filter.regex */
static void texts_that_match(void)
{
    static const struct match_case cases[] = {
        {"", ""},
        {"a", "a"},
        {"a|ab", "ab"},
        {".*\\.csv", "a.csv"},
        {"(?i).*\\.csv", "A.CSV"},
        {"order-[0-9]{2,4}\\.xml", "order-123.xml"},
        {"^a$", "a"},
        {"[-a]", "-"},
        {"[a-]", "-"},
        {"[\\w-]+", "a-b"},
        {"[a\\]]", "]"},
        {"[\\[]", "["},
        {"a{2}", "aa"},
        {"\\{a}", "{a}"},
        {"(a+)-\\1", "aa-aa"},
        {"(?<n>a)\\k<n>", "aa"},
        {"\\Q*.*\\E", "*.*"},
        {"(?!x)a", "a"},
        {".*(?<!\\.tmp)", "a.csv"},
        {"\\p{L}+", "\xc3\xa4"
                    "b"},
        {".", "\xf0\x9f\x98\x80"},
        {"\\x{20AC}", "\xe2\x82\xac"},
        {"\\x41", "A"},
        {"[\xc3\xa4-\xc3\xbc]", "\xc3\xb6"},
        {"a*+b", "aab"},
        {"(?>a+)b", "aab"},
        {"(?s).", "\n"},
        {"(?:a(?i)b|c)d", "aBd"},
    };
    check(cases, COUNT(cases), PATTERN_YES);
}

static void texts_that_do_not_match(void)
{
    static const struct match_case cases[] = {
        {"", "a"},
        {"a", "ab"},
        {"a", "ba"},
        {"a", "a\n"},
        {"a|b", "ab"},
        {".", "\n"},
        {".", "\r"},
        {".", "\xe2\x80\xa8"},
        {"a*+a", "aaa"},
        {"\\w", "\xc3\xa4"},
        {"\\d", "\xd9\xa1"},
        {"(?:a(?i)b|c)d", "abD"},
        {"a", "a\xff"},
        {"a", "\xff"
              "a"},
        {".*", "a\xff"
               "b"},
        {"a|", "\xff"
               "a"},
    };
    check(cases, COUNT(cases), PATTERN_NO);
}

/* Where each is refused, and a word of why. */
static const struct {
    const char *pattern;
    size_t offset;
    const char *reason;
} refused[] = {
    {"[[:alpha:]]", 1, "class within the class"},
    {"[a[bc]]", 2, "class within the class"},
    {"[a-z&&[^b]]", 4, "&&"},
    {"[a-z&&b]", 4, "&&"},
    {"[]a]", 1, "]"},
    {"[^]a]", 2, "]"},
    {"[a-\\d]", 2, "hyphen"},
    {"[\\d-z]", 3, "hyphen"},
    {"[a-c-e]", 4, "hyphen"},
    {"[+--]", 3, "hyphen"},
    {"[\\b]", 1, "escape"},
    {"[\\Qa\\E]", 1, "escape"},
    {"[\\1]", 1, "escape"},
    {"\\bfoo", 0, "\\b"},
    {"foo\\B", 3, "\\B"},
    {"\\R", 0, "\\R"},
    {"\\X", 0, "\\X"},
    {"\\K", 0, "\\K"},
    {"\\C", 0, "\\C"},
    {"\\G", 0, "\\G"},
    {"\\N", 0, "\\N"},
    {"\\g1", 0, "\\g"},
    {"\\u0041", 0, "\\u"},
    {"\\o{101}", 0, "no such escape"},
    {"\\07", 0, "octal"},
    {"\\cA", 0, "control"},
    {"\\y", 0, "no such escape"},
    {"\\E", 0, "\\Q"},
    {"\\x4", 0, "hexadecimal"},
    {"\\x{110000}", 0, "hexadecimal"},
    {"\\x{D800}", 0, "hexadecimal"},
    {"\\x{41", 0, "hexadecimal"},
    {"\\p{IsAlphabetic}", 0, "general categories"},
    {"\\p{javaLowerCase}", 0, "general categories"},
    {"\\p{InGreek}", 0, "general categories"},
    {"\\p{Greek}", 0, "general categories"},
    {"\\p{Alpha}", 0, "general categories"},
    {"\\p{^Lu}", 0, "general categories"},
    {"\\p{L&}", 0, "general categories"},
    {"\\p{", 0, "general categories"},
    {"\\p", 0, "general categories"},
    {"(?R)", 0, "kind of group"},
    {"(a)(?1)", 3, "kind of group"},
    {"(?P<n>a)", 0, "kind of group"},
    {"(?'n'a)", 0, "kind of group"},
    {"(?|a)", 0, "kind of group"},
    {"(?(1)a)", 0, "kind of group"},
    {"(?#a)", 0, "kind of group"},
    {"(?C1)", 0, "kind of group"},
    {"(?x)a b", 0, "kind of group"},
    {"(?u)a", 0, "kind of group"},
    {"(?J)a", 0, "kind of group"},
    {"(?)a", 0, "kind of group"},
    {"(?", 0, "kind of group"},
    {"(*UTF)a", 0, "(*"},
    {"(*ACCEPT)", 0, "(*"},
    {"(?<a_b>c)", 3, "group's name"},
    {"(?<1>c)", 3, "group's name"},
    {"a{,3}", 1, "{"},
    {"a{x}", 1, "{"},
    {"a{2", 1, "{"},
    {"{", 0, "nothing before"},
    {"*", 0, "nothing before"},
    {"a|*", 2, "nothing before"},
    {"(+)", 1, "nothing before"},
    {"\\Q\\E*", 4, "nothing before"},
    {"a**", 2, "repetition"},
    {"a{2}{3}", 4, "repetition"},
    {"(a+){2}+", 7, "holds on"},
    {"^*", 1, "a place"},
    {"(?=a)*", 5, "a place"},
    {"\\1(a)", 0, "refers to a group"},
    {"(a\\1)", 2, "refers to a group"},
    {"(a)\\2", 3, "refers to a group"},
    {"(a)*\\1", 4, "refers to a group"},
    {"(?:(a)|b)+\\1", 10, "refers to a group"},
    {"(?!(a)b)\\1", 8, "refers to a group"},
    {"(a)\\10", 3, "more than one digit"},
    {"\\k<n>", 0, "no group of that name"},
    {"(?<n>a)\\k{n}", 7, "by name"},
    {"(?i)\xc3\xa4", 4, "ASCII letters only"},
    {"\\x{e4}(?i)", 0, "ASCII letters only"},
    {"(?i)(a)\\1", 7, "back reference"},
    {"(?i)\\p{Lu}", 4, "upper and lower"},
    {"a\\", 1, "backslash"},
    {"(a", 2, "no ) that closes"},
    {"a)", 1, "no ( before"},
    {"[a", 0, "no ] that closes"},
    {"[a-", 3, "hyphen"},
};

/* filter.regex */
static void what_java_reads_differently_is_refused(void)
{
    for (size_t i = 0; i < COUNT(refused); i++) {
        struct java_regex_refusal refusal = {0, "", ""};
        bool accepted =
            java_regex_accepts(refused[i].pattern, strlen(refused[i].pattern), &refusal);
        if (accepted || refusal.offset != refused[i].offset ||
            !strstr(refusal.reason, refused[i].reason))
            fprintf(stderr, "%s: at %zu: %s\n", refused[i].pattern, refusal.offset, refusal.reason);
        CU_ASSERT_FALSE(accepted);
        CU_ASSERT_EQUAL(refusal.offset, refused[i].offset);
        CU_ASSERT_PTR_NOT_NULL(strstr(refusal.reason, refused[i].reason));
        CU_ASSERT_TRUE(strlen(refusal.hint) > 0);
    }
}

static bool fails_with(const char *expression, size_t length, const char *words)
{
    struct pattern_problem problem = {"", ""};
    struct pattern *pattern = pattern_compile(expression, length, &problem);
    bool as_expected = !pattern && strstr(problem.message, words) && *problem.hint;
    if (!as_expected)
        fprintf(stderr, "%.40s: %s\n", expression, problem.message);
    pattern_free(pattern);
    return as_expected;
}

static void messages_say_at_which_character(void)
{
    CU_ASSERT_TRUE(fails_with("\xc3\xa4\xe2\x82\xac\\R", 7, "(at character 3)"));
    CU_ASSERT_TRUE(fails_with("a(?<=b+)", 8, "(at character "));
    CU_ASSERT_TRUE(fails_with("[z-a]", 5, "(at character "));
    CU_ASSERT_TRUE(fails_with("a{70000}", 8, "(at character "));
}

static void messages_are_not_cut(void)
{
    static const char *const long_ones[] = {
        "[[a]]", "(?P<n>a)", "(?!(a))\\1", "(?i)\\p{Lu}", "(?<>a)"};
    for (size_t i = 0; i < COUNT(long_ones); i++) {
        struct pattern_problem problem;
        CU_ASSERT_PTR_NULL(pattern_compile(long_ones[i], strlen(long_ones[i]), &problem));
        CU_ASSERT_TRUE(strlen(problem.message) < sizeof problem.message - 1);
        CU_ASSERT_TRUE(strlen(problem.hint) < sizeof problem.hint - 1);
        CU_ASSERT_EQUAL(problem.message[strlen(problem.message) - 1], ')');
    }
}

static void bounds_of_an_expression(void)
{
    char text[PATTERN_MAX_LENGTH + 1];
    struct pattern_problem problem;
    memset(text, 'a', sizeof text);
    struct pattern *pattern = pattern_compile(text, PATTERN_MAX_LENGTH, &problem);
    CU_ASSERT_PTR_NOT_NULL(pattern);
    pattern_free(pattern);
    CU_ASSERT_TRUE(fails_with(text, PATTERN_MAX_LENGTH + 1, "longer than"));
    memset(text, '(', sizeof text);
    memset(text + JAVA_REGEX_MAX_NESTING, ')', JAVA_REGEX_MAX_NESTING);
    pattern = pattern_compile(text, (size_t)2 * JAVA_REGEX_MAX_NESTING, &problem);
    CU_ASSERT_PTR_NOT_NULL(pattern);
    pattern_free(pattern);
    memset(text, '(', sizeof text);
    CU_ASSERT_TRUE(fails_with(text, PATTERN_MAX_LENGTH, "nested too deep"));
    for (size_t i = 0; i + 1 < sizeof text; i += 2)
        memcpy(text + i, "()", 2);
    CU_ASSERT_TRUE(fails_with(text, PATTERN_MAX_LENGTH, "too many groups"));
}

static void costly_expressions_end(void)
{
    static const char *const costly[] = {"(a+)+", "(a|a)*", "(a|aa)+", "(.*a){12}"};
    char text[64];
    memset(text, 'a', sizeof text - 2);
    text[sizeof text - 2] = '!';
    text[sizeof text - 1] = '\0';
    for (size_t i = 0; i < COUNT(costly); i++)
        CU_ASSERT_EQUAL(match(costly[i], text), PATTERN_TOO_COSTLY);
}

static void long_texts_are_no_trouble(void)
{
    static const char *const expressions[] = {".*", "[a-z]+", "(a|b)*", "(?:[a-z])*", ".*a.*a"};
    static char text[8192];
    memset(text, 'a', sizeof text - 1);
    for (size_t i = 0; i < COUNT(expressions); i++)
        CU_ASSERT_EQUAL(match(expressions[i], text), PATTERN_YES);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"texts that match", texts_that_match},
        {"texts that do not match", texts_that_do_not_match},
        {"what java reads differently is refused", what_java_reads_differently_is_refused},
        {"messages say at which character", messages_say_at_which_character},
        {"messages are not cut", messages_are_not_cut},
        {"bounds of an expression", bounds_of_an_expression},
        {"costly expressions end", costly_expressions_end},
        {"long texts are no trouble", long_texts_are_no_trouble},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {
        {"regular expressions", NULL, NULL, NULL, NULL, tests},
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
