/* SPDX-License-Identifier: Apache-2.0 */
/* Replies: the same ones however the bytes arrive, and each one consistent in itself. */
#include "ftp/protocol/reply.h"

#include <stdlib.h>
#include <string.h>

#include "ftp/protocol/limits.h"
#include "fuzz/ftp_targets.h"

enum { LOG_MAX = 64 * 1024 * 1024 };

static void check_lines(const struct ftp_reply *reply)
{
    struct ftp_span line, last = ftp_reply_last_line(reply);
    size_t length = 0;
    for (size_t i = 0; i < reply->line_count; i++) {
        FUZZ_CHECK(ftp_reply_line(reply, i, &line));
        FUZZ_CHECK(line.length <= FTP_REPLY_LINE_MAX);
        length += line.length + (i ? 1 : 0);
    }
    FUZZ_CHECK(length == reply->text.length);
    FUZZ_CHECK(last.data == line.data && last.length == line.length);
    FUZZ_CHECK(!ftp_reply_line(reply, reply->line_count, &line));
}

static void note(struct buffer *log, const struct ftp_reply *reply)
{
    FUZZ_CHECK(reply->code >= 100 && reply->code <= 599);
    FUZZ_CHECK(reply->line_count >= 1 && reply->line_count <= FTP_REPLY_LINES_MAX);
    check_lines(reply);
    FUZZ_CHECK(strlen(ftp_reply_final_text(reply)) <= ftp_reply_last_line(reply).length);
    FUZZ_CHECK(buffer_printf(log, "%d %zu ", reply->code, reply->line_count));
    FUZZ_CHECK(buffer_add(log, buffer_text(&reply->text), reply->text.length));
    FUZZ_CHECK(buffer_add_byte(log, '\n'));
}

/* False once the stream is of no further use. `before`: how many bytes came before the piece. */
static bool feed(struct ftp_reply_parser *parser, const char *piece, size_t length, size_t before,
    struct buffer *log)
{
    for (size_t at = 0; at < length;) {
        size_t used = 0;
        enum ftp_parse result = ftp_reply_feed(parser, piece + at, length - at, &used);
        FUZZ_CHECK(used > 0 && used <= length - at);
        at += used;
        if (result == FTP_PARSE_BAD) {
            FUZZ_CHECK(parser->reason != NULL);
            FUZZ_CHECK(ftp_reply_feed(parser, piece, 1, &used) == FTP_PARSE_BAD && used == 0);
            FUZZ_CHECK(buffer_printf(log, "bad at %zu: %s\n", before + at, parser->reason));
            return false;
        }
        FUZZ_CHECK(result == FTP_PARSE_DONE || at == length);
        if (result == FTP_PARSE_DONE) {
            FUZZ_CHECK(ftp_reply_parser_is_idle(parser));
            note(log, &parser->reply);
        }
    }
    return true;
}

static void read_all(enum fuzz_cut cut, const char *data, size_t length, struct buffer *log)
{
    struct ftp_reply_parser parser;
    bool usable = true;
    ftp_reply_parser_init(&parser);
    for (size_t at = 0; usable && at < length;) {
        size_t piece = fuzz_piece(cut, data, length, at);
        char *copy = fuzz_piece_copy(cut, data + at, piece);
        usable = feed(&parser, copy ? copy : data + at, piece, at, log);
        free(copy);
        at += piece;
    }
    FUZZ_CHECK(buffer_printf(log, "idle %d\n", ftp_reply_parser_is_idle(&parser)));
    ftp_reply_parser_done(&parser);
}

void fuzz_reply(const char *data, size_t length)
{
    struct buffer logs[FUZZ_CUTS];
    for (int cut = FUZZ_WHOLE; cut < FUZZ_CUTS; cut++) {
        buffer_init(&logs[cut], LOG_MAX);
        read_all((enum fuzz_cut)cut, data, length, &logs[cut]);
        FUZZ_CHECK(logs[cut].length == logs[0].length);
        FUZZ_CHECK(memcmp(logs[cut].data, logs[0].data, logs[0].length) == 0);
    }
    for (int cut = FUZZ_WHOLE; cut < FUZZ_CUTS; cut++)
        buffer_done(&logs[cut]);
}
