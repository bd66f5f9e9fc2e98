/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "ftp/protocol/command.h"
#include "ftp/protocol/limits.h"
#include "unit/suite.h"

static const struct {
    const char *verb, *argument;
    size_t length;
    const char *line; /* NULL: refused */
} builds[] = {
    {"NOOP", NULL, 0, "NOOP\r\n"},
    {"PASS", "", 0, "PASS \r\n"},
    {"RETR", "a file", 6, "RETR a file\r\n"},
    {"SITE NAMEFMT", "1", 1, "SITE NAMEFMT 1\r\n"},
    {"CWD", "a\xff", 2, "CWD a\xff\xff\r\n"},
    {"CWD", " x ", 3, "CWD  x \r\n"},
    {"", "x", 1, NULL},
    {"RETR", "a\r\nDELE b", 9, NULL},
    {"RETR", "a\nDELE b", 8, NULL},
    {"RETR", "a\r", 2, NULL},
    {"RETR", "a\0b", 3, NULL},
    {"RETR\r\nDELE", "a", 1, NULL},
    {"NOOP\n", NULL, 0, NULL},
};

/* protocol.C10 protocol.C11 */
static void test_build(void)
{
    for (size_t i = 0; i < sizeof builds / sizeof builds[0]; i++) {
        struct buffer out;
        const char *reason = NULL;
        buffer_init(&out, FTP_COMMAND_MAX);
        bool built =
            ftp_command_build(&out, builds[i].verb, builds[i].argument, builds[i].length, &reason);
        CU_ASSERT_EQUAL(built, builds[i].line != NULL);
        CU_ASSERT_STRING_EQUAL(buffer_text(&out), builds[i].line ? builds[i].line : "");
        CU_ASSERT_EQUAL(built, reason == NULL);
        buffer_done(&out);
    }
}

/* protocol.C10, protocol.C11: also for a server without telnet, where FF goes out as it is. */
static void test_build_raw(void)
{
    for (size_t i = 0; i < sizeof builds / sizeof builds[0]; i++) {
        struct buffer out;
        const char *reason = NULL;
        buffer_init(&out, FTP_COMMAND_MAX);
        bool built = ftp_command_build_raw(
            &out, builds[i].verb, builds[i].argument, builds[i].length, &reason);
        CU_ASSERT_EQUAL(built, builds[i].line != NULL);
        buffer_done(&out);
    }
    struct buffer out;
    const char *reason = NULL;
    buffer_init(&out, FTP_COMMAND_MAX);
    CU_ASSERT_TRUE(ftp_command_build_raw(&out, "CWD", "a\xff", 2, &reason));
    CU_ASSERT_STRING_EQUAL(buffer_text(&out), "CWD a\xff\r\n");
    buffer_done(&out);
}

/* protocol.A4 */
static void test_length(void)
{
    static char longest[FTP_COMMAND_MAX];
    struct buffer out;
    const char *reason = NULL;
    buffer_init(&out, 2 * FTP_COMMAND_MAX);
    memset(longest, 'x', sizeof longest);
    CU_ASSERT_TRUE(ftp_command_build(&out, "CWD", longest, FTP_COMMAND_MAX - 6, &reason));
    CU_ASSERT_EQUAL(out.length, FTP_COMMAND_MAX);
    buffer_clear(&out);
    CU_ASSERT_FALSE(ftp_command_build(&out, "CWD", longest, FTP_COMMAND_MAX - 5, &reason));
    CU_ASSERT_PTR_NOT_NULL(reason);
    memset(longest, 0xff, sizeof longest);
    CU_ASSERT_FALSE(ftp_command_build(&out, "CWD", longest, FTP_COMMAND_MAX / 2, &reason));
    CU_ASSERT_EQUAL(out.length, 0);
    buffer_done(&out);
    buffer_init(&out, 4);
    CU_ASSERT_FALSE(ftp_command_build(&out, "NOOP", NULL, 0, &reason));
    CU_ASSERT_EQUAL(out.length, 0);
    buffer_done(&out);
}

static const struct {
    const char *line, *shown;
} redactions[] = {
    {"PASS secret\r\n", "PASS ***"},
    {"pass secret", "pass ***"},
    {"PASS se cret\r\n", "PASS ***"},
    {"  PASS secret\r\n", "PASS ***"},
    {"USER joe\r\n", "USER ***"},
    {"ACCT a\r\n", "ACCT ***"},
    {"PASS\r\n", "PASS"},
    {"PASSIVE x\r\n", "PASSIVE x"},
    {"RETR a\033[2J\r\n", "RETR a\\x1B[2J"},
    {"NOOP\r\n", "NOOP"},
    {"", ""},
};

/* protocol.A3 */
static void test_redacted(void)
{
    for (size_t i = 0; i < sizeof redactions / sizeof redactions[0]; i++) {
        struct buffer out;
        buffer_init(&out, 256);
        CU_ASSERT_TRUE(ftp_command_redacted(&out, redactions[i].line, strlen(redactions[i].line)));
        CU_ASSERT_STRING_EQUAL(buffer_text(&out), redactions[i].shown);
        buffer_done(&out);
    }
}

static const struct suite_test tests[] = {
    {"command lines", test_build},
    {"command lines without telnet", test_build_raw},
    {"the longest command", test_length},
    {"what a log may show", test_redacted},
};

SUITE_MAIN("ftp command", tests)
