/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/ascii.h"
#include "unit/suite.h"

#include <stdio.h>
#include <string.h>

enum { ROOM = 128 };

struct row {
    const char *in;
    const char *out;
};

/* Converts in pieces of `piece` bytes, so that every pair of bytes meets a border once. */
static size_t to_host(const char *in, size_t piece, char *out)
{
    struct ftp_ascii ascii = {0};
    size_t used = 0, length = strlen(in);
    for (size_t at = 0; at < length; at += piece) {
        size_t step = length - at < piece ? length - at : piece;
        used += ftp_ascii_to_host(&ascii, in + at, step, out + used);
    }
    return used + ftp_ascii_to_host_end(&ascii, out + used);
}

static size_t to_wire(const char *in, size_t piece, char *out)
{
    struct ftp_ascii ascii = {0};
    size_t used = 0, length = strlen(in);
    for (size_t at = 0; at < length; at += piece) {
        size_t step = length - at < piece ? length - at : piece;
        used += ftp_ascii_to_wire(&ascii, in + at, step, out + used);
    }
    return used;
}

static void check(
    const struct row *rows, size_t count, size_t (*convert)(const char *, size_t, char *))
{
    char out[ROOM];
    for (size_t i = 0; i < count; i++) {
        for (size_t piece = 1; piece <= strlen(rows[i].in) + 1; piece++) {
            size_t used = convert(rows[i].in, piece, out);
            CU_ASSERT_EQUAL(used, strlen(rows[i].out));
            CU_ASSERT_EQUAL(memcmp(out, rows[i].out, strlen(rows[i].out)), 0);
        }
    }
}

/* ascii.line-ends protocol.D12 */
static void test_from_the_wire(void)
{
    static const struct row rows[] = {
        {"", ""},
        {"a\r\nb\r\n", "a\nb\n"},
        {"a\nb", "a\nb"},
        {"\r\n\r\n", "\n\n"},
        {"a\rb", "a\rb"},
        {"a\r\r\nb", "a\r\nb"},
        {"a\r", "a\r"},
        {"\r\r", "\r\r"},
        {"\n\r", "\n\r"},
    };
    check(rows, sizeof rows / sizeof *rows, to_host);
}

/* ascii.line-ends */
static void test_to_the_wire(void)
{
    static const struct row rows[] = {
        {"", ""},
        {"a\nb\n", "a\r\nb\r\n"},
        {"a\r\nb", "a\r\nb"},
        {"\n\n", "\r\n\r\n"},
        {"a\rb", "a\rb"},
        {"a\r", "a\r"},
        {"\r\n\n", "\r\n\r\n"},
    };
    check(rows, sizeof rows / sizeof *rows, to_wire);
}

static const struct suite_test tests[] = {
    {"from the wire", test_from_the_wire},
    {"to the wire", test_to_the_wire},
};
SUITE_MAIN("ascii", tests)
