/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The control connection: commands out, replies in, and an account of how many replies are still
 * owed. Whatever makes that account doubtful kills the connection; nothing is guessed.
 */
#ifndef HAWSER_FTP_SESSION_CONTROL_H
#define HAWSER_FTP_SESSION_CONTROL_H

#include "common/buffer.h"
#include "ftp/protocol/fault.h"
#include "ftp/protocol/reply.h"
#include "ftp/session/transcript.h"
#include "ftp/transport/stream.h"
#include "ftp/transport/wait.h"

#include <hawser/connector.h>

/* Whether the server takes FF for telnet's IAC, as RFC 959 has it, or for a byte of a name, as most
 * do. */
enum ftp_telnet { FTP_TELNET_UNKNOWN, FTP_TELNET_SPOKEN, FTP_TELNET_NOT_SPOKEN };

struct ftp_control {
    struct ftp_stream stream;
    struct ftp_reply_parser parser;
    struct buffer received; /* bytes behind the last reply */
    struct buffer outgoing; /* commands, or parts, not yet sent; wiped */
    struct ftp_transcript transcript;
    unsigned owed;           /* replies that the server has yet to give */
    bool began;              /* the last reply was preliminary */
    uint64_t replies;        /* replies that came, over all connections */
    enum ftp_telnet telnet;  /* found out when a command first holds FF */
    uint64_t quickest_ns;    /* of the replies that were waited for alone; 0: there was none */
    uint64_t not_understood; /* of them, that the command is unknown (500, 502) */
    bool dead;               /* nothing more can be said on it */
    bool unacknowledged;     /* bytes came since they were last acknowledged at once */
    uint64_t looked;         /* when the call's cancellation was last looked at */
    const hawser_call *call; /* of the present call: log */
    const struct ftp_limits *limits; /* of the present call */
    uint32_t read_timeout_ms;
};

void ftp_control_init(struct ftp_control *control);
/* Closes it at once. May be initialised again. */
void ftp_control_close(struct ftp_control *control);
bool ftp_control_is_open(const struct ftp_control *control);

/*
 * Sends one command: the one function that does (protocol codec refuses CR, LF and NUL before a
 * byte leaves). `argument` may be NULL. One reply more is owed.
 */
bool ftp_control_send(struct ftp_control *control, const char *verb, const void *argument,
    size_t length, struct ftp_error *error);

/* The two halves of it, so that several commands leave in one piece. After a failure nothing that was queued may
 * leave: the connection is dead unless nothing else was queued. */
bool ftp_control_queue(struct ftp_control *control, const char *verb, const void *argument,
    size_t length, struct ftp_error *error);
bool ftp_control_flush(struct ftp_control *control, struct ftp_error *error);
/* The server is known to take FF for any byte. */
void ftp_control_without_telnet(struct ftp_control *control);

/* A step without waiting: sends what is left, reads. DONE: *ret_reply is the next reply, valid
   until the next step. Otherwise AGAIN (poll ftp_control_poll) or FAILED. */
enum ftp_io ftp_control_step(
    struct ftp_control *control, const struct ftp_reply **ret_reply, struct ftp_error *error);
/* Whether a step can do something though nothing new came or may go. */
bool ftp_control_is_due(const struct ftp_control *control);
/* What to poll for the next step. */
struct pollfd ftp_control_poll(struct ftp_control *control);

/* Waits for the next reply until `until` (monotonic ns; 0: for ever). A 1yz reply is preliminary:
 * one more is owed. */
bool ftp_control_reply(struct ftp_control *control, uint64_t until,
    const struct ftp_reply **ret_reply, struct ftp_error *error);

/* Waits for the reply to a command that has no preliminary one: such a reply kills the connection, since nobody can tell
 * what the next ones would answer. */
bool ftp_control_final(struct ftp_control *control, const char *verb, uint64_t until,
    const struct ftp_reply **ret_reply, struct ftp_error *error);

/* Sends and waits, the read timeout long. The reply may be a refusal: that is for the caller to
 * see. */
bool ftp_control_ask(struct ftp_control *control, const char *verb, const void *argument,
    size_t length, const struct ftp_reply **ret_reply, struct ftp_error *error);

/* The same until a moment of the caller's (monotonic ns; 0: for ever). */
bool ftp_control_ask_until(struct ftp_control *control, const char *verb, const void *argument,
    size_t length, uint64_t until, const struct ftp_reply **ret_reply, struct ftp_error *error);

/* Reads the replies that are owed, at most so long and whether or not the call was cancelled, so
 * that something else can be asked; dead where they do not come. */
void ftp_control_settle(struct ftp_control *control, uint32_t most_ms);

/* True where the server has closed it or said something unasked: it is of no more use. */
bool ftp_control_is_stale(struct ftp_control *control);

#endif
