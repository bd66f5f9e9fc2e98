/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "ftp/protocol/limits.h"
#include "unit/listing_text.h"

static const char three[] = "total 3\r\n-rw-r--r-- 1 u g 1 Feb  3  2009 a\r\n"
                            "rubbish\r\n-rw-r--r-- 1 u g 2 Feb  3  2009 b\n"
                            "more rubbish\n-rw-r--r-- 1 u g 3 Feb  3  2009 c";

static void test_pieces(void)
{
    for (size_t step = 1; step < sizeof three; step += 7) {
        struct ftp_listing_parser parser;
        struct buffer found;
        buffer_init(&found, 4096);
        ftp_listing_init(&parser, FTP_LISTING_LIST, LISTING_NOW);
        for (size_t i = 0; i < sizeof three - 1; i += step) {
            size_t length = sizeof three - 1 - i < step ? sizeof three - 1 - i : step;
            ftp_listing_feed(&parser, three + i, length, listing_add_text, &found);
        }
        CU_ASSERT_EQUAL(ftp_listing_finish(&parser, listing_add_text, &found), FTP_LISTING_OK);
        CU_ASSERT_STRING_EQUAL(
            buffer_text(&found), "f 1 2009-02-03 a\nf 2 2009-02-03 b\nf 3 2009-02-03 c");
        CU_ASSERT_EQUAL(parser.lines, 6);
        CU_ASSERT_EQUAL(parser.entries, 3);
        CU_ASSERT_EQUAL(parser.unreadable, 2);
        CU_ASSERT_STRING_EQUAL(buffer_text(&parser.first_unreadable), "rubbish");
        ftp_listing_done(&parser);
        buffer_done(&found);
    }
}

static bool stop_at_second(void *user, const struct ftp_entry *entry)
{
    (void)entry;
    unsigned *count = user;
    return ++*count < 2;
}

static void test_stop(void)
{
    struct ftp_listing_parser parser;
    unsigned count = 0;
    ftp_listing_init(&parser, FTP_LISTING_LIST, LISTING_NOW);
    CU_ASSERT_EQUAL(ftp_listing_feed(&parser, three, sizeof three - 1, stop_at_second, &count),
        FTP_LISTING_STOPPED);
    CU_ASSERT_EQUAL(ftp_listing_finish(&parser, stop_at_second, &count), FTP_LISTING_STOPPED);
    CU_ASSERT_EQUAL(count, 2);
    ftp_listing_done(&parser);
}

static enum ftp_listing_status with_limits(uint64_t entries_max, uint64_t lines_max)
{
    struct ftp_listing_parser parser;
    struct buffer found;
    buffer_init(&found, 4096);
    ftp_listing_init(&parser, FTP_LISTING_LIST, LISTING_NOW);
    parser.entries_max = entries_max;
    parser.lines_max = lines_max;
    ftp_listing_feed(&parser, three, sizeof three - 1, listing_add_text, &found);
    enum ftp_listing_status status = ftp_listing_finish(&parser, listing_add_text, &found);
    CU_ASSERT_TRUE(parser.entries <= entries_max);
    ftp_listing_done(&parser);
    buffer_done(&found);
    return status;
}

/* protocol.L7 protocol.A4 */
static void test_limits(void)
{
    CU_ASSERT_EQUAL(with_limits(3, 6), FTP_LISTING_OK);
    CU_ASSERT_EQUAL(with_limits(2, 6), FTP_LISTING_TOO_LARGE);
    CU_ASSERT_EQUAL(with_limits(3, 5), FTP_LISTING_TOO_LARGE);
    CU_ASSERT_EQUAL(with_limits(0, 6), FTP_LISTING_TOO_LARGE);
}

/* protocol.L7: one that does not end is no line: FTP_LISTING_DROPPED_MAX */
static void test_endless_line(void)
{
    static char line[FTP_LISTING_LINE_MAX];
    struct ftp_listing_parser parser;
    struct buffer found;
    size_t fed = 0;
    buffer_init(&found, 4 * FTP_LISTING_LINE_MAX);
    memset(line, 'x', sizeof line);
    ftp_listing_init(&parser, FTP_LISTING_LIST, LISTING_NOW);
    while (fed < 2 * FTP_LISTING_DROPPED_MAX &&
           ftp_listing_feed(&parser, line, sizeof line, listing_add_text, &found) == FTP_LISTING_OK)
        fed += sizeof line;
    CU_ASSERT_EQUAL(fed, FTP_LISTING_LINE_MAX + FTP_LISTING_DROPPED_MAX);
    CU_ASSERT_EQUAL(ftp_listing_finish(&parser, listing_add_text, &found), FTP_LISTING_TOO_LARGE);
    CU_ASSERT_EQUAL(found.length, 0);
    ftp_listing_done(&parser);
    buffer_done(&found);
}

/* protocol.L7 */
static void test_long_line(void)
{
    static char line[FTP_LISTING_LINE_MAX + 2];
    struct ftp_listing_parser parser;
    struct buffer found;
    buffer_init(&found, 4 * FTP_LISTING_LINE_MAX);
    memset(line, 'x', sizeof line);
    ftp_listing_init(&parser, FTP_LISTING_NLST, LISTING_NOW);
    ftp_listing_feed(&parser, line, FTP_LISTING_LINE_MAX, listing_add_text, &found);
    ftp_listing_feed(&parser, "\n", 1, listing_add_text, &found);
    CU_ASSERT_EQUAL(parser.entries, 1);
    CU_ASSERT_EQUAL(parser.unreadable, 0);
    for (size_t i = 0; i < FTP_LISTING_DROPPED_MAX / sizeof line; i++)
        ftp_listing_feed(&parser, line, sizeof line, listing_add_text, &found);
    ftp_listing_feed(&parser, "\r\nshort\r\n", 9, listing_add_text, &found);
    CU_ASSERT_EQUAL(ftp_listing_finish(&parser, listing_add_text, &found), FTP_LISTING_OK);
    CU_ASSERT_EQUAL(parser.entries, 2);
    CU_ASSERT_EQUAL(parser.unreadable, 1);
    CU_ASSERT_EQUAL(parser.first_unreadable.length, FTP_LISTING_UNREADABLE_MAX);
    ftp_listing_done(&parser);
    buffer_done(&found);
}

/* A line that is cut is one of the lines all the same. */
static void test_long_lines_count(void)
{
    static const char cut[] = "abcdef\nabcdef\nabcdef\n";
    for (uint64_t most = 2; most <= 3; most++) {
        struct ftp_listing_parser parser;
        struct buffer found;
        buffer_init(&found, 64);
        ftp_listing_init(&parser, FTP_LISTING_LIST, LISTING_NOW);
        parser.line_max = 4;
        parser.lines_max = most;
        ftp_listing_feed(&parser, cut, sizeof cut - 1, listing_add_text, &found);
        CU_ASSERT_EQUAL(ftp_listing_finish(&parser, listing_add_text, &found),
            most == 3 ? FTP_LISTING_OK : FTP_LISTING_TOO_LARGE);
        CU_ASSERT_EQUAL(parser.unreadable, most);
        ftp_listing_done(&parser);
        buffer_done(&found);
    }
}

static void test_nlst(void)
{
    static const struct listing_case cases[] = {
        {"a\r\n b \n.\n..\ntotal 3\n", "? - - a\n? - -  b \n? - - total 3", 0},
        {"dir/a\n", "? - - !dir/a", 0},
        {"", "", 0},
    };
    LISTING_CHECK_ALL(FTP_LISTING_NLST, cases);
}

static void test_keep_self(void)
{
    struct ftp_listing_parser parser;
    struct buffer found;
    buffer_init(&found, 4096);
    ftp_listing_init(&parser, FTP_LISTING_MLSD, LISTING_NOW);
    parser.keep_self = true;
    ftp_listing_feed(&parser, "type=cdir; /x\ntype=dir; ..\n", 27, listing_add_text, &found);
    CU_ASSERT_STRING_EQUAL(buffer_text(&found), "d - - !/x\nd - - !..");
    ftp_listing_done(&parser);
    buffer_done(&found);
}

/* protocol.L8 */
static void test_nul(void)
{
    struct ftp_listing_parser parser;
    struct buffer found;
    buffer_init(&found, 4096);
    ftp_listing_init(&parser, FTP_LISTING_MLSD, LISTING_NOW);
    ftp_listing_feed(&parser, "type=file; a\0b\n", 15, listing_add_text, &found);
    CU_ASSERT_TRUE(ftp_span_starts((struct ftp_span){found.data, found.length}, "f - - !a"));
    CU_ASSERT_EQUAL(parser.entries, 1);
    ftp_listing_done(&parser);
    buffer_done(&found);
}

static const struct suite_test tests[] = {
    {"pieces of any size", test_pieces},
    {"the callback stops it", test_stop},
    {"limits hold", test_limits},
    {"a line without an end", test_endless_line},
    {"a line without end", test_long_line},
    {"long lines count", test_long_lines_count},
    {"names alone", test_nlst},
    {"the directory itself, on request", test_keep_self},
    {"a NUL in a name", test_nul},
};

SUITE_MAIN("ftp listing", tests)
