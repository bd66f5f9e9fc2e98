/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Pointers, with the examples of RFC 6901. */
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "pointer.h"

static void test_find(void)
{
    static const struct {
        const char *pointer;
        int expected; /* -1: nothing there */
    } rows[] = {
        {"/foo/0", 10},
        {"/foo/1", 11},
        {"/", 0},
        {"/a~1b", 1},
        {"/c%d", 2},
        {"/m~0n", 8},
        {"/ ", 7},
        {"/foo/2", -1},
        {"/foo/01", -1},
        {"/foo/-", -1},
        {"/foo/0/x", -1},
        {"/bar", -1},
    };
    json_t *document = json_pack("{s:[i,i],s:i,s:i,s:i,s:i,s:i}", "foo", 10, 11, "", 0, "a/b", 1,
        "c%d", 2, "m~n", 8, " ", 7);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const json_t *found = pointer_find(document, rows[i].pointer);
        CU_ASSERT_EQUAL(found == NULL ? -1 : json_integer_value(found), rows[i].expected);
    }
    CU_ASSERT_PTR_EQUAL(pointer_find(document, ""), document);
    json_decref(document);
}

static void test_append(void)
{
    static const struct {
        const char *base;
        const char *token;
        const char *expected;
    } rows[] = {
        {"", "a", "/a"},
        {"/a", "", "/a/"},
        {"/a", "b/c", "/a/b~1c"},
        {"", "~1", "/~01"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *pointer = pointer_append(rows[i].base, rows[i].token);
        const char *cursor = pointer + strlen(rows[i].base);
        char *token = pointer_next(&cursor);
        CU_ASSERT_STRING_EQUAL(pointer, rows[i].expected);
        CU_ASSERT_STRING_EQUAL(token, rows[i].token);
        CU_ASSERT_EQUAL(*cursor, '\0');
        CU_ASSERT_PTR_NULL(pointer_next(&cursor));
        free(token);
        free(pointer);
    }
    char *pointer = pointer_append_index("/x", 12);
    CU_ASSERT_STRING_EQUAL(pointer, "/x/12");
    free(pointer);
}

static void test_index(void)
{
    static const char *const bad[] = {"", "-", "-1", "01", "1x", "99999999999999999999999"};
    size_t index = 7;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CU_ASSERT_FALSE(pointer_index(bad[i], &index));
    CU_ASSERT_EQUAL(index, 7);
    CU_ASSERT(pointer_index("0", &index) && index == 0);
    CU_ASSERT(pointer_index("120", &index) && index == 120);
}

static void test_valid(void)
{
    static const char *const good[] = {"", "/", "/a", "/a~0b/~1", "//"};
    static const char *const bad[] = {"a", "/~", "/~2", "/a~"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        CU_ASSERT(pointer_is_valid(good[i], strlen(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CU_ASSERT_FALSE(pointer_is_valid(bad[i], strlen(bad[i])));
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("JSON pointers", NULL, NULL);
    CU_add_test(suite, "find", test_find);
    CU_add_test(suite, "append and next", test_append);
    CU_add_test(suite, "index", test_index);
    CU_add_test(suite, "valid", test_valid);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures != 0;
}
