/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ftp/protocol/limits.h"
#include "ftp/protocol/reply.h"
#include "unit/suite.h"

/* Feeds all of it in pieces of `step` bytes. `out` gets "code|text" and a newline for each reply,
 * "BAD" at a refusal, "..." where the last reply is unfinished. */
static void parse(const char *bytes, size_t length, size_t step, char *out, size_t size)
{
    struct ftp_reply_parser parser;
    size_t position = 0, written = 0, used;
    enum ftp_parse result = FTP_PARSE_MORE;
    ftp_reply_parser_init(&parser);
    out[0] = '\0';
    while (position < length && result != FTP_PARSE_BAD) {
        size_t piece = length - position < step ? length - position : step;
        result = ftp_reply_feed(&parser, bytes + position, piece, &used);
        position += used;
        if (result == FTP_PARSE_DONE)
            written += (size_t)snprintf(out + written, size - written, "%d|%s\n", parser.reply.code,
                buffer_text(&parser.reply.text));
    }
    if (result == FTP_PARSE_BAD)
        snprintf(out + written, size - written, "BAD");
    else if (!ftp_reply_parser_is_idle(&parser))
        snprintf(out + written, size - written, "...");
    ftp_reply_parser_done(&parser);
}

static const struct {
    const char *bytes, *replies;
} cases[] = {
    {"220 Ready\r\n", "220|Ready\n"},
    {"220 Ready\n", "220|Ready\n"},
    {"200\r\n", "200|\n"},
    {"200 \r\n", "200|\n"},
    {"226 Done\r\r\n", "226|Done\n"},
    {"211-Start\r\n UTF8\r\n211 End\r\n", "211|Start\n UTF8\nEnd\n"},
    {"211-Start\r\n211-more\r\n\r\n212 not yet\r\n211-\r\n211\r\n",
        "211|Start\nmore\n\n212 not yet\n\n\n"},
    {"230-A\r\n2301 no end\r\n 230 no end\r\n230 B\r\n", "230|A\n2301 no end\n 230 no end\nB\n"},
    {"150 Here\r\n226 Done\r\n", "150|Here\n226|Done\n"},
    {"\r\n220 After an empty line\r\n", "220|After an empty line\n"},
    {"220 a\xff\xff"
     "b\r\n",
        "220|a\xff"
        "b\n"},
    {"\xff\xfb\x01\xff\xfe\xff"
     "220 \xff\xf1Hi\r\n",
        "220|Hi\n"},
    {"\xff\xfaz\xff"
     "220 x\xff\xf0"
     "220 Hi\r\n",
        "220|Hi\n"},
    {"220-Unfinished\r\n", "..."},
    {"22", "..."},
    {"", ""},
    {"HTTP/1.1 200 OK\r\n", "BAD"},
    {"SSH-2.0-x\r\n", "BAD"},
    {"22 x\r\n", "BAD"},
    {"2200 x\r\n", "BAD"},
    {"220x\r\n", "BAD"},
    {"020 x\r\n", "BAD"},
    {"099 x\r\n", "BAD"},
    {"600 x\r\n", "BAD"},
    {"631 protected\r\n", "BAD"},
    {" 220 x\r\n", "BAD"},
    {"220 x\r\nrubbish\r\n", "220|x\nBAD"},
};

/* protocol.C1 protocol.C2 protocol.C3 protocol.C11 */
static void test_cases(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (size_t step = 1; step < 64; step += 5) {
            char found[512];
            parse(cases[i].bytes, strlen(cases[i].bytes), step, found, sizeof found);
            CU_ASSERT_STRING_EQUAL(found, cases[i].replies);
        }
    }
}

static void test_lines(void)
{
    static const char bytes[] = "211-One\r\n Two\r\n\r\n211 Four\r\n";
    struct ftp_reply_parser parser;
    struct ftp_span line;
    size_t used;
    ftp_reply_parser_init(&parser);
    CU_ASSERT_EQUAL(ftp_reply_feed(&parser, bytes, sizeof bytes - 1, &used), FTP_PARSE_DONE);
    CU_ASSERT_EQUAL(parser.reply.line_count, 4);
    CU_ASSERT(ftp_reply_line(&parser.reply, 0, &line) && ftp_span_is(line, "One"));
    CU_ASSERT(ftp_reply_line(&parser.reply, 1, &line) && ftp_span_is(line, " Two"));
    CU_ASSERT(ftp_reply_line(&parser.reply, 2, &line) && ftp_span_is(line, ""));
    CU_ASSERT(ftp_reply_line(&parser.reply, 3, &line) && ftp_span_is(line, "Four"));
    CU_ASSERT_FALSE(ftp_reply_line(&parser.reply, 4, &line));
    CU_ASSERT_STRING_EQUAL(ftp_reply_final_text(&parser.reply), "Four");
    ftp_reply_parser_done(&parser);
    CU_ASSERT_STRING_EQUAL(ftp_reply_final_text(&parser.reply), "");
}

/* `count` times `piece` after `start`, then `end`; gives the parser's last word. */
static enum ftp_parse flood(
    const char *start, const char *piece, size_t count, const char *end, const char **ret_reason)
{
    struct ftp_reply_parser parser;
    size_t used;
    ftp_reply_parser_init(&parser);
    enum ftp_parse result = ftp_reply_feed(&parser, start, strlen(start), &used);
    for (size_t i = 0; i < count && result == FTP_PARSE_MORE; i++)
        result = ftp_reply_feed(&parser, piece, strlen(piece), &used);
    if (result == FTP_PARSE_MORE)
        result = ftp_reply_feed(&parser, end, strlen(end), &used);
    *ret_reason = parser.reason ? parser.reason : "";
    ftp_reply_parser_done(&parser);
    return result;
}

/* protocol.C4 protocol.A4 */
static void test_limits(void)
{
    const char *reason = NULL;
    CU_ASSERT_EQUAL(flood("220 ", "x", FTP_REPLY_LINE_MAX - 5, "\r\n", &reason), FTP_PARSE_DONE);
    CU_ASSERT_EQUAL(flood("220 ", "x", FTP_REPLY_LINE_MAX, "\r\n", &reason), FTP_PARSE_BAD);
    CU_ASSERT_PTR_NOT_NULL(strstr(reason, "16 KiB"));
    CU_ASSERT_EQUAL(
        flood("220-a\n", "b\n", FTP_REPLY_LINES_MAX - 2, "220 c\n", &reason), FTP_PARSE_DONE);
    CU_ASSERT_EQUAL(
        flood("220-a\n", "b\n", FTP_REPLY_LINES_MAX - 1, "220 c\n", &reason), FTP_PARSE_BAD);
    CU_ASSERT_PTR_NOT_NULL(strstr(reason, "1000 lines"));
    CU_ASSERT_EQUAL(
        flood("220-", "0123456789abcdef", FTP_REPLY_BYTES_MAX / 16, "\n", &reason), FTP_PARSE_BAD);
    CU_ASSERT_PTR_NOT_NULL(strstr(reason, "1 MiB"));
    /* Telnet noise counts as well. */
    CU_ASSERT_EQUAL(flood("220-", "\xff\xf1", 1 << 20, "\n", &reason), FTP_PARSE_BAD);
}

static void test_bad_stays_bad(void)
{
    struct ftp_reply_parser parser;
    size_t used;
    ftp_reply_parser_init(&parser);
    CU_ASSERT_EQUAL(ftp_reply_feed(&parser, "oops\r\n", 6, &used), FTP_PARSE_BAD);
    CU_ASSERT_EQUAL(ftp_reply_feed(&parser, "220 x\r\n", 7, &used), FTP_PARSE_BAD);
    CU_ASSERT_EQUAL(used, 0);
    ftp_reply_parser_done(&parser);
}

static const struct suite_test tests[] = {
    {"replies in pieces of any size", test_cases},
    {"lines of a reply", test_lines},
    {"limits hold", test_limits},
    {"a broken stream stays broken", test_bad_stays_bad},
};

SUITE_MAIN("ftp reply", tests)
