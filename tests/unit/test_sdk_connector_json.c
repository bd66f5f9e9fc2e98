/* SPDX-License-Identifier: Apache-2.0 */
/* Fields that a small connector reads from JSON, and what it must not find. */
#include <hawser/connector-json.h>

#include <stdbool.h>

#include "unit/suite.h"

/* A copy of its own length, so that a sanitizer sees each byte read behind it. */
static char *exact(const char *text)
{
    size_t length = strlen(text);
    char *copy = malloc(length > 0 ? length : 1);
    if (copy)
        memcpy(copy, text, length);
    return copy;
}

static void test_strings(void)
{
    static const struct {
        const char *json, *value;
    } cases[] = {
        {"{\"a\":\"x\"}", "x"},
        {" { \"b\" : [1, {\"a\": \"no\"}, \"]\"] ,\n\"a\" : \"x y\" } ", "x y"},
        {"{\"b\":{\"a\":\"no\"},\"a\":\"\"}", ""},
        {"{\"\\u0061\":\"name by its escape\"}", "name by its escape"},
        {"{\"b\":\"\\\\\",\"a\":\"q\\\"\\\\\\/\\b\\f\\n\\r\\t\"}", "q\"\\/\b\f\n\r\t"},
        {"{\"a\":\"\\u00e9\\u20AC\\ud83d\\ude00\"}", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80"},
        {"{\"a\":\"\\ud83d!\\ude00\"}", "\xef\xbf\xbd!\xef\xbf\xbd"},
        {"{\"a\":\"1\",\"a\":\"2\"}", "1"},
        {"{\"a\":\"\\", NULL},
        {"{\"a\":\"\\u12", NULL},
        {"{\"a\":\"x", NULL},
        {"{\"a\":\"", NULL},
        {"{\"a\":", NULL},
        {"{\"a\"", NULL},
        {"{\"a", NULL},
        {"{\"", NULL},
        {"{", NULL},
        {"", NULL},
        {"[\"a\",\"x\"]", NULL},
        {"{\"a\":1}", NULL},
        {"{\"a\":null}", NULL},
        {"{\"ab\":\"x\",\"\":\"y\"}", NULL},
        {"{a:\"x\"}", NULL},
        {"{\"b\":{\"a\":\"x\"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hawser_text text = {0};
        char *json = exact(cases[i].json);
        int found = hawser_json_string(json, strlen(cases[i].json), "a", &text);
        CU_ASSERT_EQUAL(found, cases[i].value != NULL);
        if (cases[i].value && text.bytes)
            CU_ASSERT_STRING_EQUAL(text.bytes, cases[i].value);
        CU_ASSERT_EQUAL(text.bytes != NULL, cases[i].value != NULL);
        hawser_text_done(&text);
        free(json);
    }
}

static void test_nul_and_cap(void)
{
    static const char json[] = "{\"a\":\"x\\u0000y\"}";
    hawser_text text = {0};
    hawser_text small = {.most = 2};
    CU_ASSERT_TRUE(hawser_json_string(json, strlen(json), "a", &text));
    CU_ASSERT_EQUAL(text.length, 3);
    CU_ASSERT_TRUE(hawser_json_string(json, strlen(json), "a", &small));
    CU_ASSERT_EQUAL(small.failed, HAWSER_RESOURCE);
    hawser_text_done(&text);
    hawser_text_done(&small);
}

static void test_integers(void)
{
    static const struct {
        const char *json;
        bool found;
        int64_t value;
    } cases[] = {
        {"{\"a\":0}", true, 0},
        {"{\"a\" : -12 }", true, -12},
        {"{\"a\":9223372036854775807}", true, INT64_MAX},
        {"{\"a\":-9223372036854775808}", true, INT64_MIN},
        {"{\"a\":9223372036854775808}", false, 0},
        {"{\"a\":-9223372036854775809}", false, 0},
        {"{\"a\":92233720368547758070}", false, 0},
        {"{\"a\":1.5}", false, 0},
        {"{\"a\":1e3}", false, 0},
        {"{\"a\":-}", false, 0},
        {"{\"a\":}", false, 0},
        {"{\"a\":\"1\"}", false, 0},
        {"{\"a\":true}", false, 0},
        {"{\"b\":1}", false, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t value = 77;
        int found = hawser_json_integer(cases[i].json, strlen(cases[i].json), "a", &value);
        CU_ASSERT_EQUAL(found, cases[i].found);
        CU_ASSERT_EQUAL(value, cases[i].found ? cases[i].value : 77);
    }
}

static void test_booleans(void)
{
    static const struct {
        const char *json;
        int found, value;
    } cases[] = {
        {"{\"a\":true}", 1, 1},
        {"{\"b\":true, \"a\" : false }", 1, 0},
        {"{\"a\":tru", 0, 7},
        {"{\"a\":truer}", 0, 7},
        {"{\"a\":1}", 0, 7},
        {"{\"a\":\"true\"}", 0, 7},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int value = 7;
        CU_ASSERT_EQUAL(
            hawser_json_boolean(cases[i].json, strlen(cases[i].json), "a", &value), cases[i].found);
        CU_ASSERT_EQUAL(value, cases[i].value);
    }
}

static void test_members(void)
{
    static const char json[] = "{\"o\" : {\"i\": [1, \"}\"]} , \"last\":{}}";
    const char *value = NULL;
    size_t length = 0;
    int64_t number = 0;
    CU_ASSERT_TRUE(hawser_json_member(json, strlen(json), "o", &value, &length));
    CU_ASSERT_EQUAL(length, strlen("{\"i\": [1, \"}\"]}"));
    CU_ASSERT_TRUE(hawser_json_member(value, length, "i", &value, &length));
    CU_ASSERT_EQUAL(length, strlen("[1, \"}\"]"));
    CU_ASSERT_FALSE(hawser_json_integer(value, length, "i", &number));
    CU_ASSERT_TRUE(hawser_json_member(json, strlen(json), "last", &value, &length));
    CU_ASSERT_EQUAL(length, 2);
}

static void test_text_of_source(void)
{
    CU_ASSERT_STRING_EQUAL(
        HAWSER_JSON({"a" : true, "b" : "\\d\""}), "{\"a\" : true, \"b\" : \"\\\\d\\\"\"}");
}

static const struct suite_test tests[] = {
    {"strings, their escapes, and what is none", test_strings},
    {"a NUL, and a cap", test_nul_and_cap},
    {"whole numbers and their limits", test_integers},
    {"true and false", test_booleans},
    {"objects in objects", test_members},
    {"JSON in the source", test_text_of_source},
};

SUITE_MAIN("connector json", tests)
