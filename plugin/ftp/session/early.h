/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Commands that are sent before the server asks for them, to save round trips: EPSV together with the command of the
 * transfer, and right behind it the SIZE of what was uploaded and the EPSV of the next transfer.
 *
 * The first is ordinary pipelining. The second is safe only with a server that does one command after the other: some
 * close the data connection that is in use when EPSV comes. So a NOOP is sent there first: one that is answered
 * before the transfer's completion shows a server of the other kind, and it is never asked early again.
 */
#ifndef HAWSER_FTP_SESSION_EARLY_H
#define HAWSER_FTP_SESSION_EARLY_H

#include "ftp/protocol/fault.h"
#include "ftp/protocol/reply.h"
#include "ftp/session/ahead.h"

#include <stdbool.h>
#include <stdint.h>

struct ftp_session;

enum ftp_order {
    FTP_ORDER_UNKNOWN,
    FTP_ORDER_KEPT,  /* a command behind a transfer's was answered after its completion */
    FTP_ORDER_BROKEN /* or not */
};

/* What stands behind the command of a transfer, in this order. A NOOP stands alone, and is accounted for with those that
 * keep the connection alive. */
enum ftp_behind { FTP_BEHIND_NOOP = 1, FTP_BEHIND_SIZE = 2, FTP_BEHIND_EPSV = 4 };

enum { FTP_EARLY_ASKED_MOST = 2 };

/* A part of the session. */
struct ftp_early {
    enum ftp_order order;
    bool proven;        /* an EPSV of this session led to a data connection */
    bool rename_failed; /* once: RNFR and RNTO no longer go together */
    bool undisturbed;   /* a command that came while a transfer ran was refused: none is sent then */
    bool was_short;     /* the last file of which nothing had been asked: the next may be, too */
    enum ftp_behind asked[FTP_EARLY_ASKED_MOST]; /* what was sent whose reply was not read yet */
    unsigned asked_count;
    uint16_t port;          /* for the next data connection; 0: it must be asked for */
    uint64_t until;         /* how long the port is sure to be listened on */
    struct ftp_ahead ahead; /* the connection to it, where that was begun */

    /* The rest is kept over a new login: it would cost the next session as much. */
    unsigned failures; /* transfers that had to be asked for again since they came early */
    /* How long after this side's end of a download its completion came, of the last two at least, and the last time. */
    uint64_t wait_ns, last_wait_ns;
    unsigned in_vain; /* how often it took about as long though this side ended first */
};

/* So many failures or vain attempts are enough. */
enum { FTP_EARLY_FAILURES_MOST = 3, FTP_EARLY_IN_VAIN_MOST = 3 };

/* Transfers of more bytes gain nothing, and would keep a command waiting for long. */
enum { FTP_EARLY_MOST_BYTES = 1024 * 1024 };

/* Whether this session may ask early for `argument`: passive mode by EPSV, which has worked, and nothing about the name
 * left to find out. */
bool ftp_early_may(const struct ftp_session *session, const char *argument);

/* A transfer that was asked for early failed, as the session did: no reply came in time, or it was lost. */
void ftp_early_failed(struct ftp_session *session, bool timed_out);
/* What is left of it with a new login. */
void ftp_early_renew(struct ftp_session *session);

/* Whether two commands may leave in one piece of which the second does nothing where the first is refused. */
bool ftp_early_may_pair(
    const struct ftp_session *session, const char *first_argument, const char *second_argument);

/* Reads the replies to what was sent early, where they are owed. False: the session is dead. */
bool ftp_early_settle(struct ftp_session *session, struct ftp_error *error);
/* All of them were read by others, or never will be. */
void ftp_early_forget(struct ftp_session *session);
/* The port that is known is of no more use, since another takes its place on the server. */
void ftp_early_drop_port(struct ftp_session *session);
/* The first so many were answered. */
void ftp_early_answered(struct ftp_session *session, unsigned count);
/* Whether a reply with this code says yes to that command, and to no other that is sent early. */
bool ftp_early_grants(enum ftp_behind asked, int code);

/* Where the next reply that is owed is that to SIZE: reads it. Otherwise *ret_reply is NULL. */
bool ftp_early_size(
    struct ftp_session *session, const struct ftp_reply **ret_reply, struct ftp_error *error);

/* Whether SIZE and MDTM may stand right before the command of a transfer, in one piece. */
bool ftp_early_may_look(const struct ftp_session *session, const char *argument);

struct ftp_early_order {
    const char *verb, *argument;
    bool size,
        time; /* SIZE and MDTM before it; their replies are owed when ftp_early_send has returned */
    unsigned behind; /* enum ftp_behind */
};

/*
 * Sends the command, with EPSV before it unless its port is known, and what stands behind it, all in one piece. *ret_port
 * is where the data connection goes. On failure the session is dead unless nothing was sent.
 */
bool ftp_early_send(struct ftp_session *session, const struct ftp_early_order *order,
    uint16_t *ret_port, struct ftp_error *error);
/* What stands behind a command that was sent before, once it is known. */
bool ftp_early_send_behind(
    struct ftp_session *session, unsigned behind, const char *argument, struct ftp_error *error);

#endif
