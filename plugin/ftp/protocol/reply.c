/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/reply.h"

#include <errno.h>
#include <string.h>

#include "ftp/protocol/limits.h"

/* Telnet (RFC 854): IAC, then a command; some take an option byte, SB runs to IAC SE. */
enum { SE = 240, SB = 250, WILL = 251, DONT = 254, IAC = 255 };
enum telnet { PLAIN, AFTER_IAC, OPTION, SUBNEGOTIATION, SUBNEGOTIATION_IAC };

void ftp_reply_init(struct ftp_reply *reply)
{
    reply->code = 0;
    reply->line_count = 0;
    buffer_init(&reply->text, FTP_REPLY_BYTES_MAX);
}

void ftp_reply_done(struct ftp_reply *reply)
{
    buffer_done(&reply->text);
    ftp_reply_init(reply);
}

bool ftp_reply_line(const struct ftp_reply *reply, size_t index, struct ftp_span *ret_line)
{
    struct ftp_span rest = {buffer_text(&reply->text), reply->text.length};
    struct ftp_span line = {NULL, 0};
    if (index >= reply->line_count)
        return false;
    for (size_t i = 0; i <= index; i++)
        line = ftp_span_take_until(&rest, '\n');
    *ret_line = line;
    return true;
}

struct ftp_span ftp_reply_last_line(const struct ftp_reply *reply)
{
    const char *text = buffer_text(&reply->text);
    size_t start = reply->text.length;
    while (start && text[start - 1] != '\n')
        start--;
    return (struct ftp_span){text + start, reply->text.length - start};
}

const char *ftp_reply_final_text(const struct ftp_reply *reply)
{
    return ftp_reply_last_line(reply).data;
}

void ftp_reply_parser_init(struct ftp_reply_parser *parser)
{
    *parser = (struct ftp_reply_parser){.telnet = PLAIN};
    ftp_reply_init(&parser->reply);
    buffer_init(&parser->line, FTP_REPLY_LINE_MAX);
}

void ftp_reply_parser_done(struct ftp_reply_parser *parser)
{
    ftp_reply_done(&parser->reply);
    buffer_done(&parser->line);
    ftp_reply_parser_init(parser);
}

bool ftp_reply_parser_is_idle(const struct ftp_reply_parser *parser)
{
    return parser->telnet == PLAIN &&
           (parser->complete || (!parser->reply.line_count && !parser->line.length));
}

static enum ftp_parse bad(struct ftp_reply_parser *parser, const char *reason)
{
    parser->reason = reason;
    return FTP_PARSE_BAD;
}

static enum ftp_parse too_long(struct ftp_reply_parser *parser, const char *reason)
{
    parser->too_long = true;
    return bad(parser, reason);
}

static void start_reply(struct ftp_reply_parser *parser)
{
    parser->complete = false;
    parser->line_cut = parser->lines_cut = parser->no_memory = false;
    parser->bytes = 0;
    parser->reply.code = 0;
    parser->reply.line_count = 0;
    buffer_clear(&parser->reply.text);
    buffer_clear(&parser->line);
}

/* Whether the byte is one of the text, not of a telnet sequence. */
static bool through_telnet(struct ftp_reply_parser *parser, unsigned char byte)
{
    switch ((enum telnet)parser->telnet) {
    case PLAIN:
        if (byte == IAC)
            parser->telnet = AFTER_IAC;
        return byte != IAC;
    case AFTER_IAC:
        parser->telnet = byte == SB                     ? SUBNEGOTIATION
                         : byte >= WILL && byte <= DONT ? OPTION
                                                        : PLAIN;
        return byte == IAC;
    case SUBNEGOTIATION:
        if (byte == IAC)
            parser->telnet = SUBNEGOTIATION_IAC;
        return false;
    case SUBNEGOTIATION_IAC:
        parser->telnet = byte == SE ? PLAIN : SUBNEGOTIATION;
        return false;
    case OPTION:
        break;
    }
    parser->telnet = PLAIN;
    return false;
}

/* RFC 959, 4.2: three digits, then a blank, a '-', or (as servers do) the end of the line. */
static bool read_code(struct ftp_span line, int *ret_code, bool *ret_open)
{
    unsigned code;
    if (!ftp_span_take_digits(&line, 3, &code) || code < 100)
        return false;
    if (line.length && line.data[0] != ' ' && line.data[0] != '-')
        return false;
    *ret_code = (int)code;
    *ret_open = line.length && line.data[0] == '-';
    return true;
}

static void add_line(struct ftp_reply_parser *parser, struct ftp_span line)
{
    struct ftp_reply *reply = &parser->reply;
    if (reply->line_count >= FTP_REPLY_LINES_MAX) {
        parser->lines_cut = true;
        return;
    }
    if ((reply->line_count && !buffer_add_byte(&reply->text, '\n')) ||
        !buffer_add(&reply->text, line.data, line.length))
        parser->no_memory = true;
    reply->line_count++;
}

static enum ftp_parse complete(struct ftp_reply_parser *parser)
{
    if (parser->no_memory)
        return bad(parser, "no memory for a reply");
    if (parser->line_cut)
        return too_long(parser, "a reply line is longer than 16 KiB");
    if (parser->lines_cut)
        return too_long(parser, "a reply has more than 1000 lines");
    parser->complete = true;
    return FTP_PARSE_DONE;
}

static enum ftp_parse first_line(struct ftp_reply_parser *parser, struct ftp_span line)
{
    int code;
    bool open;
    if (!line.length)
        return FTP_PARSE_MORE; /* an empty line between replies says nothing */
    if (!read_code(line, &code, &open))
        return bad(parser, "a reply does not begin with a three-digit code: this is no FTP server");
    if (code >= 600)
        return bad(parser, "a reply code is above 599, and no security context was agreed on");
    parser->reply.code = code;
    add_line(parser, ftp_span_after(line, 4));
    return open ? FTP_PARSE_MORE : complete(parser);
}

/* Only the same code and a blank end a reply; any other number at a line's front is text. */
static enum ftp_parse further_line(struct ftp_reply_parser *parser, struct ftp_span line)
{
    int code;
    bool open;
    bool own = read_code(line, &code, &open) && code == parser->reply.code;
    add_line(parser, own ? ftp_span_after(line, 4) : line);
    return own && !open ? complete(parser) : FTP_PARSE_MORE;
}

static enum ftp_parse end_line(struct ftp_reply_parser *parser)
{
    struct ftp_span line = {buffer_text(&parser->line), parser->line.length};
    while (line.length && line.data[line.length - 1] == '\r')
        line.length--;
    enum ftp_parse result =
        parser->reply.code ? further_line(parser, line) : first_line(parser, line);
    buffer_clear(&parser->line);
    return result;
}

static enum ftp_parse take_byte(struct ftp_reply_parser *parser, char byte)
{
    if (++parser->bytes > FTP_REPLY_BYTES_MAX)
        return too_long(parser, "a reply is larger than 1 MiB");
    if (!parser->raw && !through_telnet(parser, (unsigned char)byte))
        return FTP_PARSE_MORE;
    if (byte == '\n')
        return end_line(parser);
    if (buffer_add_byte(&parser->line, byte))
        return FTP_PARSE_MORE;
    parser->line_cut = true;
    parser->no_memory = errno == ENOMEM;
    return parser->no_memory ? bad(parser, "no memory for a reply") : FTP_PARSE_MORE;
}

enum ftp_parse ftp_reply_feed(
    struct ftp_reply_parser *parser, const char *bytes, size_t length, size_t *ret_used)
{
    size_t used = 0;
    enum ftp_parse result = parser->reason ? FTP_PARSE_BAD : FTP_PARSE_MORE;
    if (parser->complete && length)
        start_reply(parser);
    while (result == FTP_PARSE_MORE && used < length)
        result = take_byte(parser, bytes[used++]);
    *ret_used = used;
    return result;
}
