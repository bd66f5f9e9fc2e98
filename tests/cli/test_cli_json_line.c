/* SPDX-License-Identifier: Apache-2.0 */
#include "json_line.h"

#include <CUnit/Basic.h>
#include <jansson.h>
#include <stdbool.h>
#include <string.h>

#include "unit/suite.h"

struct row {
    const char *text;
    size_t length;
};

/* With NULs in it where there are any. */
#define ROW(text)                                                                                  \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }

static json_t *load(const struct row *row)
{
    return json_loadb(row->text, row->length, JSON_ALLOW_NUL, NULL);
}

static void passes_on(void)
{
    static const struct row rows[] = {ROW("{}"), ROW("{\"a\":1}"), ROW("{\"a\":-120,\"b\":[]}"),
        ROW("{\"a\":[true,false,null,{\"b\":\"c d\"}]}"),
        ROW("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u0000\"}"),
        ROW("{\"a\":\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\x7f\"}"),
        ROW("{\"a\":123456789012345678}"), ROW("{\"\":0}")};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *value = load(&rows[i]);
        CU_ASSERT_TRUE(json_is_line(rows[i].text, rows[i].length));
        CU_ASSERT_PTR_NOT_NULL(value);
        json_decref(value);
    }
}

/* What is no JSON, each a part of what is. */
static void refuses_what_is_broken(void)
{
    static const struct row rows[] = {ROW(""), ROW("{"), ROW("}"), ROW("{\"a\"}"), ROW("{\"a\":}"),
        ROW("{\"a\":1,}"), ROW("{,}"), ROW("{\"a\":1}}"), ROW("{\"a\":1}x"), ROW("{\"a\":1 2}"),
        ROW("{\"a\":01}"), ROW("{\"a\":-}"), ROW("{\"a\":+1}"), ROW("{\"a\":tru}"),
        ROW("{\"a\":\"b}"), ROW("{\"a\":\"\\x\"}"), ROW("{\"a\":\"\\u12\"}"), ROW("{\"a\":\"\\"),
        ROW("{\"a\":\"\\ud83d\"}"), ROW("{\"a\":\"\xff\"}"), ROW("{\"a\":\"\xc3\"}"),
        ROW("{\"a\":\"\xed\xa0\x80\"}"), ROW("{\"a\":\"\n\"}"), ROW("{\"a\":\"\0\"}"), ROW("{a:1}"),
        ROW("{\"a\":[1,]}"), ROW("{\"a\":[1}"), ROW("{\"a\":\"\\\0\"}")};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *value = load(&rows[i]);
        CU_ASSERT_FALSE(json_is_line(rows[i].text, rows[i].length));
        CU_ASSERT_PTR_NULL(value);
        json_decref(value);
    }
}

/* What is JSON, but would not stay on its line, or needs a closer look. */
static void leaves_the_rest_to_others(void)
{
    static const struct row rows[] = {ROW("[]"), ROW("1"), ROW("{ }"), ROW("{\"a\":1}\n"),
        ROW("{\"a\":\n1}"), ROW("{\"a\":1.5}"), ROW("{\"a\":1e999}"),
        ROW("{\"a\":1234567890123456789}"), ROW("{\"a\":\"\\ud83d\\ude00\"}"),
        ROW("{\"a\":[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}")};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CU_ASSERT_FALSE(json_is_line(rows[i].text, rows[i].length));
}

/* Every beginning of a text is looked at, and nothing past its end. */
static void stops_at_the_end(void)
{
    static const char text[] = "{\"a\":[\"\\u00e9\",-1,null,\"\xe2\x82\xac\"]}";
    for (size_t length = 0; length < sizeof text - 1; length++)
        CU_ASSERT_FALSE(json_is_line(text, length));
    CU_ASSERT_TRUE(json_is_line(text, sizeof text - 1));
}

/* Several bytes are looked at in one step: each byte there is, at each place of a text that takes three of them. */
static void sees_each_byte_at_each_place(void)
{
    for (unsigned byte = 0; byte < 256; byte++) {
        for (size_t at = 0; at < 20; at++) {
            char text[] = "{\"a\":\"abcdefghijklmnopqrst\"}";
            struct row row = ROW(text);
            text[6 + at] = (char)byte;
            bool plain = byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
            json_t *value = load(&row);
            CU_ASSERT_EQUAL(json_is_line(row.text, row.length), value != NULL);
            CU_ASSERT_TRUE(value != NULL || !plain);
            json_decref(value);
        }
    }
}

static const struct suite_test tests[] = {
    {"passes on", passes_on},
    {"refuses what is broken", refuses_what_is_broken},
    {"leaves the rest to others", leaves_the_rest_to_others},
    {"stops at the end", stops_at_the_end},
    {"sees each byte at each place", sees_each_byte_at_each_place},
};
SUITE_MAIN("json_line", tests)
