/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "ftp/protocol/limits.h"
#include "ftp/protocol/path.h"
#include "unit/suite.h"

/* protocol.F5 protocol.C5 */
static void test_pwd(void)
{
    static const struct {
        const char *text, *path; /* NULL: refused */
    } texts[] = {
        {"\"/\" is the current directory", "/"},
        {"\"/a \"\"b\"\"\" is it", "/a \"b\""},
        {"\"\" empty", ""},
        {"Now in \"/x\"", "/x"},
        {"\"QGPL\" is current library", "QGPL"},
        {"\"/a\" \"/b\"", "/a"},
        {"/plain/path", "/plain/path"},
        {" /plain/path ", "/plain/path"},
        {"DISK:[USER]", "DISK:[USER]"},
        {"\"/open", NULL},
        {"\"", NULL},
        {"\"/open\"\"", NULL},
        {"this is no path", NULL},
        {"", NULL},
        {"\"/a\rb\"", NULL},
        {"\"/a\033b\"", NULL},
        {"\"/a\177b\"", NULL},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct buffer out;
        buffer_init(&out, FTP_PATH_MAX);
        CU_ASSERT_EQUAL(ftp_pwd_parse(ftp_span_of(texts[i].text), &out), texts[i].path != NULL);
        CU_ASSERT_STRING_EQUAL(buffer_text(&out), texts[i].path ? texts[i].path : "");
        buffer_done(&out);
    }
    struct buffer out;
    buffer_init(&out, FTP_PATH_MAX);
    CU_ASSERT_FALSE(ftp_pwd_parse((struct ftp_span){"\"/a\0b\"", 6}, &out));
    CU_ASSERT_EQUAL(out.length, 0);
    buffer_done(&out);
}

/* protocol.F5 protocol.A4 */
static void test_pwd_bounds(void)
{
    static char text[FTP_PATH_MAX + 3];
    struct buffer out;
    buffer_init(&out, 2 * FTP_PATH_MAX);
    memset(text, 'x', sizeof text);
    text[0] = text[FTP_PATH_MAX + 1] = '"';
    CU_ASSERT_TRUE(ftp_pwd_parse((struct ftp_span){text, FTP_PATH_MAX + 2}, &out));
    CU_ASSERT_EQUAL(out.length, FTP_PATH_MAX);
    text[FTP_PATH_MAX + 1] = 'x';
    text[FTP_PATH_MAX + 2] = '"';
    buffer_clear(&out);
    CU_ASSERT_FALSE(ftp_pwd_parse((struct ftp_span){text, FTP_PATH_MAX + 3}, &out));
    CU_ASSERT_FALSE(ftp_pwd_parse((struct ftp_span){"\"a\0b\"", 5}, &out));
    CU_ASSERT_EQUAL(out.length, 0);
    buffer_done(&out);
}

static void test_join(void)
{
    static const struct {
        const char *directory, *name, *path;
    } joins[] = {
        {"/a", "b", "/a/b"},
        {"/a/", "b", "/a/b"},
        {"/", "b", "/b"},
        {"", "b", "b"},
        {"a", "b/c", "a/b/c"},
        {"/a", "/b", "/b"},
        {"/a", "", "/a"},
        {"/a", "./ b", "/a/./ b"},
        {"", "", ""},
    };
    for (size_t i = 0; i < sizeof joins / sizeof joins[0]; i++) {
        struct buffer out;
        buffer_init(&out, FTP_PATH_MAX);
        CU_ASSERT_TRUE(
            ftp_path_join(ftp_span_of(joins[i].directory), ftp_span_of(joins[i].name), &out));
        CU_ASSERT_STRING_EQUAL(buffer_text(&out), joins[i].path);
        buffer_done(&out);
    }
}

static void test_join_bounds(void)
{
    static char longest[FTP_PATH_MAX + 1];
    struct buffer out;
    memset(longest, 'x', sizeof longest);
    buffer_init(&out, 4 * FTP_PATH_MAX);
    CU_ASSERT_TRUE(
        ftp_path_join(ftp_span_of("/"), (struct ftp_span){longest, FTP_PATH_MAX - 1}, &out));
    buffer_clear(&out);
    CU_ASSERT_FALSE(
        ftp_path_join(ftp_span_of("/"), (struct ftp_span){longest, FTP_PATH_MAX}, &out));
    CU_ASSERT_FALSE(ftp_path_normalise((struct ftp_span){longest, FTP_PATH_MAX + 1}, &out));
    CU_ASSERT_EQUAL(out.length, 0);
    buffer_done(&out);
}

static void test_normalise(void)
{
    static const struct {
        const char *path, *normal;
    } paths[] = {
        {"/a//b/./c/", "/a/b/c"},
        {"//", "/"},
        {"/.", "/"},
        {"./a", "a"},
        {"a/..", "a/.."},
        {"/../a", "/../a"},
        {"a..b/..c", "a..b/..c"},
        {".", "."},
        {"./", "."},
        {"", ""},
        {"/ a /", "/ a "},
    };
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct buffer out;
        buffer_init(&out, FTP_PATH_MAX);
        CU_ASSERT_TRUE(ftp_path_normalise(ftp_span_of(paths[i].path), &out));
        CU_ASSERT_STRING_EQUAL(buffer_text(&out), paths[i].normal);
        buffer_done(&out);
    }
}

static const struct suite_test tests[] = {
    {"257", test_pwd},
    {"257 within bounds", test_pwd_bounds},
    {"join", test_join},
    {"join within bounds", test_join_bounds},
    {"normalise", test_normalise},
};

SUITE_MAIN("ftp path", tests)
