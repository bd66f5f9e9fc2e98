/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Commands that are sent before the server asks for them, to save round trips: EPSV together with the command of the
 * transfer, and the EPSV of the next transfer right behind it.
 *
 * The first is ordinary pipelining. The second is safe only with a server that does one command after the other: some
 * close the data connection that is in use when EPSV comes. So a NOOP is sent there first: one that is answered
 * before the transfer's completion shows such a server, and it is never asked early again.
 */
#ifndef HAWSER_FTP_SESSION_EARLY_H
#define HAWSER_FTP_SESSION_EARLY_H

#include "ftp/protocol/fault.h"
#include "ftp/protocol/reply.h"

#include <stdbool.h>
#include <stdint.h>

struct ftp_session;

enum ftp_order {
    FTP_ORDER_UNKNOWN,
    FTP_ORDER_KEPT,  /* a command behind a transfer's was answered after its completion */
    FTP_ORDER_BROKEN /* or not */
};

/* A part of the session. */
struct ftp_early {
    enum ftp_order order;
    bool proven;    /* an EPSV of this session led to a data connection */
    bool asked;     /* an EPSV was sent whose reply was not read yet */
    uint16_t port;  /* for the next data connection; 0: it must be asked for */
    uint64_t until; /* how long the port is sure to be listened on */
};

/* What stands behind the command of a transfer. */
enum ftp_behind { FTP_BEHIND_NOTHING, FTP_BEHIND_NOOP, FTP_BEHIND_EPSV };

/* Transfers of more bytes gain nothing, and would keep a command waiting for long. */
enum { FTP_EARLY_MOST_BYTES = 1024 * 1024 };

/* Whether this session may ask early for `argument`: passive mode by EPSV, which has worked, and nothing about the name
 * left to find out. In clear only: that servers keep two commands of one TLS record has not been shown. */
bool ftp_early_may(const struct ftp_session *session, const char *argument);

/* Reads the reply to an EPSV that was sent early, where one is owed. False: the session is dead. */
bool ftp_early_settle(struct ftp_session *session, struct ftp_error *error);

/* The reply to EPSV, whenever it comes. */
void ftp_early_reply(struct ftp_session *session, const struct ftp_reply *reply);

/*
 * Sends the command, with EPSV before it unless its port is known, and `behind` after it, all in one piece. *ret_port
 * is where the data connection goes. On failure the session is dead unless nothing was sent.
 */
bool ftp_early_send(struct ftp_session *session, const char *verb, const char *argument,
    enum ftp_behind behind, uint16_t *ret_port, struct ftp_error *error);

#endif
