/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/control.h"

#include "ftp/protocol/command.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/refusal.h"
#include "ftp/transport/socket.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { READ_SIZE = 4096 };

void ftp_control_init(struct ftp_control *control)
{
    *control = (struct ftp_control){.dead = true};
    ftp_stream_init(&control->stream, -1);
    ftp_reply_parser_init(&control->parser);
    buffer_init(&control->received, FTP_REPLY_BYTES_MAX);
    buffer_init(&control->outgoing, (size_t)16 * FTP_COMMAND_MAX);
}

void ftp_control_close(struct ftp_control *control)
{
    ftp_stream_close(&control->stream);
    ftp_reply_parser_done(&control->parser);
    ftp_reply_parser_init(&control->parser);
    buffer_done(&control->received);
    buffer_done_wiped(&control->outgoing);
    control->owed = 0;
    control->telnet = FTP_TELNET_UNKNOWN;
    control->quickest_ns = 0;
    control->unacknowledged = false;
    control->dead = true;
}

bool ftp_control_is_open(const struct ftp_control *control)
{
    return !control->dead && control->stream.fd >= 0;
}

static void note(struct ftp_control *control, char direction, const char *text, size_t length)
{
    ftp_transcript_add(&control->transcript, direction, text, length);
    const hawser_call *call = control->call;
    size_t last = (control->transcript.next + FTP_TRANSCRIPT_LINES - 1) % FTP_TRANSCRIPT_LINES;
    const char *line = control->transcript.lines[last];
    if (call && call->log)
        call->log(call->host, HAWSER_LOG_PROTOCOL, line, strlen(line));
}

static void note_command(struct ftp_control *control, const char *line, size_t length)
{
    struct buffer shown;
    buffer_init(&shown, FTP_COMMAND_MAX);
    if (ftp_command_redacted(&shown, line, length))
        note(control, '>', buffer_text(&shown), shown.length);
    buffer_done(&shown);
}

/* A reply's lines as they came, so that a person sees what the server said. */
static void note_reply(struct ftp_control *control, const struct ftp_reply *reply)
{
    enum { SHOWN_MOST = 6 };
    for (size_t i = 0; i < reply->line_count && i < SHOWN_MOST; i++) {
        struct ftp_span line;
        char shown[FTP_TRANSCRIPT_LINE_MAX];
        if (!ftp_reply_line(reply, i, &line))
            break;
        int used = snprintf(shown, sizeof shown, "%03d%c%.*s", reply->code,
            i + 1 < reply->line_count ? '-' : ' ',
            (int)(line.length < sizeof shown ? line.length : sizeof shown), line.data);
        if (used > 0)
            note(
                control, '<', shown, (size_t)used < sizeof shown ? (size_t)used : sizeof shown - 1);
    }
}

static enum ftp_io lost(struct ftp_control *control, struct ftp_error *error)
{
    control->dead = true;
    ftp_error_set(error, FTP_FAULT_CONNECTION_LOST, "the server closed the control connection%s",
        control->owed ? " instead of replying" : "");
    return FTP_IO_FAILED;
}

static enum ftp_io flush(struct ftp_control *control, struct ftp_error *error)
{
    while (control->outgoing.length) {
        size_t sent = 0;
        enum ftp_io io = ftp_stream_write(
            &control->stream, control->outgoing.data, control->outgoing.length, &sent, error);
        if (io == FTP_IO_AGAIN)
            return io;
        if (io != FTP_IO_DONE) {
            control->dead = true;
            return FTP_IO_FAILED;
        }
        buffer_consume(&control->outgoing, sent);
        if (!control->outgoing.length)
            buffer_done_wiped(&control->outgoing); /* it may have held a password */
    }
    return FTP_IO_DONE;
}

/* Pure-FTPd, once its client's end of the connection is there, says so with the code of its last reply: "250 Logout.", which
 * would be taken for the success of a DELE or RNTO that it never saw. After QUIT the code is 221. */
static bool is_farewell(const struct ftp_reply *reply)
{
    return reply->code != 221 && strcmp(ftp_reply_final_text(reply), "Logout.") == 0;
}

/* Takes the next reply out of what has been received. */
static enum ftp_io parse(
    struct ftp_control *control, const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    size_t used = 0;
    enum ftp_parse parse = ftp_reply_feed(
        &control->parser, buffer_text(&control->received), control->received.length, &used);
    buffer_consume(&control->received, used);
    if (parse == FTP_PARSE_MORE)
        return FTP_IO_AGAIN;
    if (parse == FTP_PARSE_BAD) {
        control->dead = true;
        ftp_error_set(error,
            control->parser.no_memory  ? FTP_FAULT_MEMORY
            : control->parser.too_long ? FTP_FAULT_REPLY_TOO_LONG
                                       : FTP_FAULT_PROTOCOL,
            "the server's reply can't be read: %s", control->parser.reason);
        return FTP_IO_FAILED;
    }
    const struct ftp_reply *reply = &control->parser.reply;
    control->replies++;
    note_reply(control, reply);
    if (is_farewell(reply))
        return lost(control, error);
    control->not_understood += reply->code == 500 || reply->code == 502;
    if (reply->code == 421)
        control->dead = true; /* the server hangs up, whatever was asked */
    if (reply->code >= 200 && control->owed)
        control->owed--;
    control->began = reply->code < 200;
    *ret_reply = reply;
    return FTP_IO_DONE;
}

/* Or Nagle's algorithm keeps the second reply back until what came of the first is acknowledged. Once is enough until
 * more has come. */
static void acknowledge(struct ftp_control *control)
{
    if (!control->unacknowledged || (control->owed <= 1 && !control->began))
        return;
    ftp_socket_acknowledge(control->stream.fd);
    control->unacknowledged = false;
}

enum ftp_io ftp_control_step(
    struct ftp_control *control, const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    char bytes[READ_SIZE];
    if (control->received.length) {
        enum ftp_io io = parse(control, ret_reply, error);
        if (io != FTP_IO_AGAIN)
            return io;
    }
    if (control->dead)
        return lost(control, error);
    if (flush(control, error) == FTP_IO_FAILED)
        return FTP_IO_FAILED;
    for (;;) {
        size_t length = 0;
        enum ftp_io io = ftp_stream_read(&control->stream, bytes, sizeof bytes, &length, error);
        if (io == FTP_IO_AGAIN) {
            acknowledge(control);
            return io;
        }
        if (io == FTP_IO_END || io == FTP_IO_CUT)
            return lost(control, error);
        if (io == FTP_IO_FAILED) {
            control->dead = true;
            return io;
        }
        control->unacknowledged = true;
        if (!buffer_add(&control->received, bytes, length)) {
            control->dead = true;
            bool no_memory = errno == ENOMEM;
            ftp_error_set(error, no_memory ? FTP_FAULT_MEMORY : FTP_FAULT_REPLY_TOO_LONG, "%s",
                no_memory ? "no memory for a reply" : "the server sends without end");
            return FTP_IO_FAILED;
        }
        io = parse(control, ret_reply, error);
        if (io != FTP_IO_AGAIN)
            return io;
    }
}

/* A reply that nobody asked for, or half of one, would be taken for the answer to the next command,
 * and an old 226 for the success of a DELE. */
static bool nothing_unasked(struct ftp_control *control, const char *verb, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    if (control->owed)
        return true;
    enum ftp_io io = ftp_control_step(control, &reply, error);
    if (io == FTP_IO_FAILED)
        return false;
    if (io == FTP_IO_AGAIN && ftp_reply_parser_is_idle(&control->parser))
        return true;
    control->dead = true;
    if (io == FTP_IO_DONE)
        return ftp_refusal_as(
            FTP_FAULT_PROTOCOL, reply, "a reply to nothing that was asked", error);
    return ftp_error_set(error, FTP_FAULT_PROTOCOL,
        "the server began a reply to nothing that was asked; %s was not sent", verb);
}

void ftp_control_without_telnet(struct ftp_control *control)
{
    control->telnet = FTP_TELNET_NOT_SPOKEN;
    control->parser.raw = true;
}

/* Nothing tells whether FF must be doubled: ProFTPD, which follows RFC 959, would take one for the
 * beginning of something else; vsftpd, Pure-FTPd and pyftpdlib would take two for two, and make a
 * file of another name in silence. So the server is asked, by a NOOP that only telnet makes one. */
static bool ask_for_telnet(struct ftp_control *control, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    if (!buffer_add(&control->outgoing, FTP_TELNET_PROBE, sizeof FTP_TELNET_PROBE - 1))
        return ftp_error_set(error, FTP_FAULT_MEMORY, "there is no memory for a command");
    note_command(control, FTP_TELNET_PROBE, sizeof FTP_TELNET_PROBE - 1);
    control->owed++;
    if (!ftp_control_reply(control, ftp_clock_after(control->read_timeout_ms), &reply, error))
        return false;
    if (reply->code >= 200 && reply->code < 300)
        control->telnet = FTP_TELNET_SPOKEN;
    else if (reply->code >= 500 && reply->code <= 504)
        ftp_control_without_telnet(control);
    return true;
}

/* Before the login a server knows no verb but those of it, and while replies are owed nothing else
 * can be asked: then RFC 959 holds. */
static bool learn_telnet(struct ftp_control *control, const char *verb, const void *argument,
    size_t length, struct ftp_error *error)
{
    bool login = strcmp(verb, "USER") == 0 || strcmp(verb, "PASS") == 0 ||
                 strcmp(verb, "ACCT") == 0 || strcmp(verb, "HOST") == 0;
    if (control->telnet != FTP_TELNET_UNKNOWN || login || control->owed || !length ||
        !memchr(argument, 0xff, length))
        return true;
    return ask_for_telnet(control, error);
}

static bool build(struct ftp_control *control, struct buffer *line, const char *verb,
    const void *argument, size_t length, const char **ret_reason)
{
    return control->telnet == FTP_TELNET_NOT_SPOKEN
               ? ftp_command_build_raw(line, verb, argument, length, ret_reason)
               : ftp_command_build(line, verb, argument, length, ret_reason);
}

bool ftp_control_queue(struct ftp_control *control, const char *verb, const void *argument,
    size_t length, struct ftp_error *error)
{
    struct buffer line;
    bool first = control->outgoing.length == 0;
    const char *reason = NULL;
    if (control->dead)
        return ftp_error_set(error, FTP_FAULT_CONNECTION_LOST,
            "the control connection is closed; %s was not sent", verb);
    if (!nothing_unasked(control, verb, error) ||
        !learn_telnet(control, verb, argument, length, error))
        return false;
    buffer_init(&line, FTP_COMMAND_MAX);
    bool built = build(control, &line, verb, argument, length, &reason);
    if (built)
        note_command(control, line.data, line.length);
    built = built && buffer_add(&control->outgoing, line.data, line.length);
    buffer_done_wiped(&line);
    if (built) {
        control->owed++;
        return true;
    }
    control->dead = control->dead || !first;
    return ftp_error_set(error, reason ? FTP_FAULT_BAD_NAME : FTP_FAULT_MEMORY,
        "%s was not sent: %s", verb, reason ? reason : "there is no memory for it");
}

bool ftp_control_flush(struct ftp_control *control, struct ftp_error *error)
{
    return flush(control, error) != FTP_IO_FAILED;
}

bool ftp_control_send(struct ftp_control *control, const char *verb, const void *argument,
    size_t length, struct ftp_error *error)
{
    return ftp_control_queue(control, verb, argument, length, error) &&
           ftp_control_flush(control, error);
}

bool ftp_control_is_due(const struct ftp_control *control)
{
    return control->dead || control->received.length || control->stream.tls;
}

struct pollfd ftp_control_poll(struct ftp_control *control)
{
    acknowledge(control);
    short events = control->outgoing.length ? POLLIN | POLLOUT : POLLIN;
    if (control->stream.tls)
        events = (short)(control->stream.events | POLLIN);
    return (struct pollfd){.fd = control->stream.fd, .events = events};
}

/* The reply may still come: nobody could tell whose it is. */
static bool too_late(struct ftp_control *control, struct ftp_error *error)
{
    control->dead = true;
    return ftp_error_set(error, FTP_FAULT_READ_TIMEOUT,
        "the server did not reply in time (Read Timeout is %u ms)",
        (unsigned)control->read_timeout_ms);
}

bool ftp_control_reply(struct ftp_control *control, uint64_t until,
    const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    /* Before a step too, since a server that talks without a pause leaves nothing to wait for. */
    if (!ftp_limits_glance(control->limits, &control->looked, error))
        return false;
    if (until != 0 && ftp_clock_ns() >= until)
        return too_late(control, error);
    for (;;) {
        enum ftp_io io = ftp_control_step(control, ret_reply, error);
        if (io != FTP_IO_AGAIN)
            return io == FTP_IO_DONE;
        struct pollfd poll = ftp_control_poll(control);
        switch (ftp_wait(control->limits, &poll, 1, until, error)) {
        case FTP_WAIT_READY:
            break;
        case FTP_WAIT_ENDED:
            return false;
        case FTP_WAIT_TIMEOUT:
            return too_late(control, error);
        }
    }
}

static void note_time(struct ftp_control *control, uint64_t took_ns)
{
    if (!control->quickest_ns || took_ns < control->quickest_ns)
        control->quickest_ns = took_ns;
}

bool ftp_control_final(struct ftp_control *control, const char *verb, uint64_t until,
    const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    if (!ftp_control_reply(control, until, ret_reply, error))
        return false;
    int code = (*ret_reply)->code;
    if (code >= 200)
        return true;
    control->dead = true;
    return ftp_error_set(error, FTP_FAULT_PROTOCOL,
        "the server gave the preliminary reply %d to %s, which has none", code, verb);
}

bool ftp_control_ask_until(struct ftp_control *control, const char *verb, const void *argument,
    size_t length, uint64_t until, const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    uint64_t began = ftp_clock_ns();
    if (!ftp_control_send(control, verb, argument, length, error) ||
        !ftp_control_final(control, verb, until, ret_reply, error))
        return false;
    note_time(control, ftp_clock_ns() - began);
    return true;
}

bool ftp_control_ask(struct ftp_control *control, const char *verb, const void *argument,
    size_t length, const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    return ftp_control_ask_until(control, verb, argument, length,
        ftp_clock_after(control->read_timeout_ms), ret_reply, error);
}

void ftp_control_settle(struct ftp_control *control, uint32_t most_ms)
{
    struct ftp_limits freed = {.cancel_fd = -1};
    const struct ftp_limits *limits = control->limits;
    uint64_t until = ftp_clock_after(most_ms);
    const struct ftp_reply *reply;
    struct ftp_error ignored = {0};
    control->limits = &freed;
    while (!control->dead && control->owed)
        if (!ftp_control_reply(control, until, &reply, &ignored))
            control->dead = true;
    control->limits = limits;
}

bool ftp_control_is_stale(struct ftp_control *control)
{
    struct ftp_error ignored = {0};
    const struct ftp_reply *reply;
    if (control->dead || control->owed)
        return true;
    return ftp_control_step(control, &reply, &ignored) != FTP_IO_AGAIN;
}
