/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "ftp/protocol/limits.h"
#include "ftp/protocol/path.h"
#include "unit/suite.h"

/* protocol.F5 */
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

static void test_split(void)
{
    static const struct {
        const char *path, *directory, *base;
    } splits[] = {
        {"/a/b", "/a", "b"},
        {"/a/b/", "/a", "b"},
        {"/a//b", "/a", "b"},
        {"b", "", "b"},
        {"/b", "/", "b"},
        {"/", "/", ""},
        {"//", "/", ""},
        {"", "", ""},
        {"a/b c", "a", "b c"},
    };
    for (size_t i = 0; i < sizeof splits / sizeof splits[0]; i++) {
        struct ftp_span path = ftp_span_of(splits[i].path);
        CU_ASSERT_TRUE(ftp_span_is(ftp_path_directory(path), splits[i].directory));
        CU_ASSERT_TRUE(ftp_span_is(ftp_path_base(path), splits[i].base));
    }
}

static void test_normalise(void)
{
    static const struct {
        const char *path, *normal;
        bool parent;
    } paths[] = {
        {"/a//b/./c/", "/a/b/c", false},
        {"//", "/", false},
        {"/.", "/", false},
        {"./a", "a", false},
        {"a/..", "a/..", true},
        {"/../a", "/../a", true},
        {"a..b/..c", "a..b/..c", false},
        {".", ".", false},
        {"./", ".", false},
        {"", "", false},
        {"/ a /", "/ a ", false},
    };
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        struct buffer out;
        buffer_init(&out, FTP_PATH_MAX);
        CU_ASSERT_TRUE(ftp_path_normalise(ftp_span_of(paths[i].path), &out));
        CU_ASSERT_STRING_EQUAL(buffer_text(&out), paths[i].normal);
        CU_ASSERT_EQUAL(ftp_path_has_parent(ftp_span_of(paths[i].path)), paths[i].parent);
        buffer_done(&out);
    }
}

static const struct suite_test tests[] = {
    {"257", test_pwd},
    {"257 within bounds", test_pwd_bounds},
    {"join", test_join},
    {"join within bounds", test_join_bounds},
    {"directory and base", test_split},
    {"normalise", test_normalise},
};

SUITE_MAIN("ftp path", tests)
