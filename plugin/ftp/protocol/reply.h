/* SPDX-License-Identifier: Apache-2.0 */
/* Replies of the control connection (RFC 959, 4.2), from bytes as they arrive. */
#ifndef HAWSER_FTP_PROTOCOL_REPLY_H
#define HAWSER_FTP_PROTOCOL_REPLY_H

#include <stdbool.h>
#include <stddef.h>

#include "common/buffer.h"
#include "ftp/protocol/span.h"

struct ftp_reply {
    int code;          /* 100..599 */
    size_t line_count; /* at least 1 in a complete reply */
    struct buffer
        text; /* lines joined by '\n', line ends and this reply's own "NNN " and "NNN-" gone */
};

void ftp_reply_init(struct ftp_reply *reply);
void ftp_reply_done(struct ftp_reply *reply);
/* Line `index`, counted from 0; false past the end. The span lives as long as the reply's text. */
bool ftp_reply_line(const struct ftp_reply *reply, size_t index, struct ftp_span *ret_line);
/* The last line, which is the whole text of a one-line reply. */
struct ftp_span ftp_reply_last_line(const struct ftp_reply *reply);
/* The same as a C string (a NUL sent by the server cuts it short); never NULL. */
const char *ftp_reply_final_text(const struct ftp_reply *reply);

enum ftp_parse {
    FTP_PARSE_MORE, /* everything was taken, the reply goes on */
    FTP_PARSE_DONE, /* parser->reply is complete; bytes past *ret_used belong to the next reply */
    FTP_PARSE_BAD,  /* parser->reason says why; the connection is of no further use */
};

struct ftp_reply_parser {
    struct ftp_reply reply; /* valid after FTP_PARSE_DONE, until the next feed */
    const char *reason;     /* static text, after FTP_PARSE_BAD */
    bool too_long;          /* and whether a limit was the reason */
    bool no_memory;         /* or a lack of memory */
    /* The parser's own. */
    struct buffer line;
    size_t bytes;
    int telnet;
    bool raw; /* the server knows no telnet: set by the owner once it is known */
    bool complete, line_cut, lines_cut;
};

void ftp_reply_parser_init(struct ftp_reply_parser *parser);
void ftp_reply_parser_done(struct ftp_reply_parser *parser);
/* Takes bytes up to the end of one reply. Telnet sequences are skipped, FF FF is one FF. LF ends a
 * line with or without CR. Over-long lines and too many of them are read to the reply's end within
 * FTP_REPLY_BYTES_MAX, and are FTP_PARSE_BAD then. *ret_used is set always. */
enum ftp_parse ftp_reply_feed(
    struct ftp_reply_parser *parser, const char *bytes, size_t length, size_t *ret_used);
/* True between replies: no byte of an unfinished one was seen. */
bool ftp_reply_parser_is_idle(const struct ftp_reply_parser *parser);

#endif
