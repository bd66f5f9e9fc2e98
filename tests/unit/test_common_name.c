/* SPDX-License-Identifier: Apache-2.0 */
#include "common/buffer.h"
#include "common/name.h"

#include <CUnit/Basic.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void plain_names(void)
{
    static const char *const names[] = {"a", "a.txt", ".profile", "...", "..a", "a..", " ", "a b",
        "-rf", "~", "a\\b", "|ls", "\xc3\xa4.txt", "\xff\xfe", "\xc3\x83\xc2\x9f", "*?"};
    for (size_t i = 0; i < COUNT(names); i++) {
        const char *reason = NULL;
        CU_ASSERT_TRUE(name_is_plain(names[i], strlen(names[i]), &reason));
        CU_ASSERT_PTR_NULL(reason);
    }
}

/* protocol.L8 */
static void names_that_are_not_plain(void)
{
    static const struct {
        const char *name;
        size_t length;
        const char *reason;
    } cases[] = {
        {"", 0, "is empty"},
        {".", 1, "leads to the directory itself (\".\")"},
        {"..", 2, "leads to the directory above (\"..\")"},
        {"/", 1, "holds a /"},
        {"a/b", 3, "holds a /"},
        {"../a", 4, "holds a /"},
        {"a/", 2, "holds a /"},
        {"a\0b", 3, "holds a NUL"},
        {"\0", 1, "holds a NUL"},
        {"a\n", 2, "holds a control character"},
        {"a\r\nDELE b", 9, "holds a control character"},
        {"\t", 1, "holds a control character"},
        {"\x1b[2J", 4, "holds a control character"},
        {"\x7f", 1, "holds a control character"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *reason = "";
        CU_ASSERT_FALSE(name_is_plain(cases[i].name, cases[i].length, &reason));
        CU_ASSERT_STRING_EQUAL(reason, cases[i].reason);
        CU_ASSERT_FALSE(name_is_plain(cases[i].name, cases[i].length, NULL));
    }
}

/* create.unique-name */
static void numbers_before_extensions(void)
{
    static const struct {
        const char *name;
        uint64_t number;
        const char *expected;
    } cases[] = {
        {"output.txt", 1, "output1.txt"},
        {"output.txt", 0, "output.txt"},
        {"output.txt", 12, "output12.txt"},
        {"output", 2, "output2"},
        {"a.tar.gz", 1, "a.tar1.gz"},
        {".profile", 1, ".profile1"},
        {"..profile", 1, "..profile1"},
        {".profile.bak", 1, ".profile1.bak"},
        {"a.", 3, "a3."},
        {"a..txt", 1, "a.1.txt"},
        {"", 1, "1"},
        {"a.b/c", 1, "a.b/c1"},
        {"a.b/c.d", 1, "a.b/c1.d"},
        {"a/.c", 1, "a/.c1"},
        {"\xc3\xa4.\xff", 1,
            "\xc3\xa4"
            "1.\xff"},
        {"a.txt", UINT64_MAX, "a18446744073709551615.txt"},
    };
    struct buffer out;
    buffer_init(&out, 100);
    for (size_t i = 0; i < COUNT(cases); i++) {
        CU_ASSERT_TRUE(name_number_before_extension(
            cases[i].name, strlen(cases[i].name), cases[i].number, &out));
        CU_ASSERT_STRING_EQUAL(buffer_text(&out), cases[i].expected);
    }
    buffer_done(&out);
}

static void a_numbered_name_past_the_limit(void)
{
    struct buffer out;
    buffer_init(&out, 10);
    CU_ASSERT_TRUE(name_number_before_extension("output.txt", 10, 0, &out));
    CU_ASSERT_FALSE(name_number_before_extension("output.txt", 10, 1, &out));
    CU_ASSERT_EQUAL(out.length, 0);
    buffer_done(&out);
}

static void names_that_are_utf8_stay(void)
{
    static const char *const names[] = {
        "", "a.txt", "\xc3\xa4", "\xf0\x9f\x98\x80", "\xef\xbf\xbd"};
    struct buffer out;
    buffer_init(&out, 100);
    for (size_t i = 0; i < COUNT(names); i++) {
        CU_ASSERT_EQUAL(name_to_utf8(names[i], strlen(names[i]), &out), NAME_TEXT_EXACT);
        CU_ASSERT_STRING_EQUAL(buffer_text(&out), names[i]);
    }
    buffer_done(&out);
}

#define X "\xef\xbf\xbd"

/* The last three are the examples of Unicode 15, tables 3-8 to 3-11, for one U+FFFD a malformed
 * piece. */
static void names_that_are_not_utf8_are_replaced(void)
{
    static const struct {
        const char *name, *expected;
    } cases[] = {
        {"\xe4.txt", X ".txt"},
        {"a\xff", "a" X},
        {"\xff\xfe", X X},
        {"a\xe2\x82", "a" X},
        {"\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41", X X X X X X X X "A"},
        {"\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41", X X X X X X X X "A"},
        {"\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41", X X X X "A"},
    };
    struct buffer out;
    buffer_init(&out, 100);
    for (size_t i = 0; i < COUNT(cases); i++) {
        CU_ASSERT_EQUAL(
            name_to_utf8(cases[i].name, strlen(cases[i].name), &out), NAME_TEXT_REPLACED);
        CU_ASSERT_STRING_EQUAL(buffer_text(&out), cases[i].expected);
    }
    buffer_done(&out);
}

static void a_shown_name_past_the_limit(void)
{
    struct buffer out;
    buffer_init(&out, 5);
    CU_ASSERT_EQUAL(name_to_utf8("abcde", 5, &out), NAME_TEXT_EXACT);
    CU_ASSERT_EQUAL(name_to_utf8("abcdef", 6, &out), NAME_TEXT_FAILED);
    CU_ASSERT_EQUAL(out.length, 0);
    CU_ASSERT_EQUAL(name_to_utf8("\xff\xff", 2, &out), NAME_TEXT_FAILED);
    buffer_done(&out);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"plain names", plain_names},
        {"names that are not plain", names_that_are_not_plain},
        {"numbers before extensions", numbers_before_extensions},
        {"a numbered name past the limit", a_numbered_name_past_the_limit},
        {"names that are utf8 stay", names_that_are_utf8_stay},
        {"names that are not utf8 are replaced", names_that_are_not_utf8_are_replaced},
        {"a shown name past the limit", a_shown_name_past_the_limit},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {
        {"names", NULL, NULL, NULL, NULL, tests},
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
