/* SPDX-License-Identifier: Apache-2.0 */
#include <CUnit/Basic.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suggest.h"
#include "text.h"

struct row {
    const char *text;
    const char *expected;
};

static void cleans(void)
{
    static const struct row rows[] = {
        {"", ""},
        {"plain a-z", "plain a-z"},
        {"gr\xC3\xBC\xC3\x9F", "gr\xC3\xBC\xC3\x9F"},
        {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},
        {"\x1b[2J", "\\x1b[2J"},
        {"a\r\nb\tc", "a\\x0d\\x0ab\\x09c"},
        {"\x7f", "\\x7f"},
        {"\xC2\x9B", "\\u009b"},
        {"a\xE2\x80\xAEtxt.exe", "a\\u202etxt.exe"},
        {"\xFF", "\xEF\xBF\xBD"},
        {"\xC3", "\xEF\xBF\xBD"},
        {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xE2\x82", "\xEF\xBF\xBD\xEF\xBF\xBD"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *clean = text_clean(rows[i].text, strlen(rows[i].text));
        CU_ASSERT_STRING_EQUAL(clean, rows[i].expected);
        free(clean);
    }
}

static void keeps_what_is_valid(void)
{
    char *valid = text_valid("a\x1b\xFF", 3);
    CU_ASSERT_STRING_EQUAL(valid, "a\x1b\xEF\xBF\xBD");
    free(valid);
}

/* What text_write_fit writes of `clean` into so many columns. The caller frees it. */
static char *fitted(const char *clean, size_t columns)
{
    char *written = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&written, &length);
    (void)text_write_fit(stream, clean, columns);
    (void)fclose(stream);
    return written;
}

static void fits(void)
{
    static const struct {
        const char *clean;
        size_t columns;
        const char *expected;
    } rows[] = {
        {"abcdef", 6, "abcdef"},
        {"abcdef", 5, "abcd\xE2\x80\xA6"},
        {"abcdef", 1, "\xE2\x80\xA6"},
        {"abcdef", 0, ""},
        {"", 0, ""},
        {"\xC3\xBC\xC3\xBC\xC3\xBC", 2, "\xC3\xBC\xE2\x80\xA6"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *written = fitted(rows[i].clean, rows[i].columns);
        CU_ASSERT_STRING_EQUAL(written, rows[i].expected);
        free(written);
    }
}

static char *wrapped(const char *text, size_t width)
{
    char *written = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&written, &size);
    text_write_wrapped(stream, text, width, 2);
    (void)fclose(stream);
    return written;
}

static void wraps(void)
{
    static const struct {
        const char *text;
        size_t width;
        const char *expected;
    } rows[] = {
        {"one two three four five six", 0, "one two three four five six\n"},
        {"one two three four five six", 22, "one two three four\n  five six\n"},
        {"one two three four five six", 21, "one two three four five six\n"},
        {"abcdefghijklmnopqrstuvwxyz end", 22, "abcdefghijklmnopqrstuvwxyz\n  end\n"},
        {"", 22, "\n"},
        {"a\nb", 22, "a\\x0ab\n"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *written = wrapped(rows[i].text, rows[i].width);
        CU_ASSERT_STRING_EQUAL(written, rows[i].expected);
        free(written);
    }
}

static const char *nearest_of(const char *word)
{
    static const char *const known[] = {"connection", "operation", "out", "port", "json"};
    struct suggestion suggestion = suggestion_for(word);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        suggestion_offer(&suggestion, known[i]);
    return suggestion.nearest ? suggestion.nearest : "";
}

static void suggests(void)
{
    static const struct row rows[] = {
        {"conection", "connection"},
        {"Connection", "connection"},
        {"jsno", "json"},
        {"otu", "out"},
        {"por", "port"},
        {"operations", "operation"},
        {"x", ""},
        {"", ""},
        {"something", ""},
        {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
         "a",
            ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CU_ASSERT_STRING_EQUAL(nearest_of(rows[i].text), rows[i].expected);
}

int main(void)
{
    (void)setlocale(LC_CTYPE, "C");
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("text", NULL, NULL);
    CU_add_test(suite, "cleans", cleans);
    CU_add_test(suite, "keeps what is valid", keeps_what_is_valid);
    CU_add_test(suite, "fits", fits);
    CU_add_test(suite, "wraps", wraps);
    CU_add_test(suite, "suggests", suggests);
    CU_basic_run_tests();
    unsigned failed = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed ? 1 : 0;
}
