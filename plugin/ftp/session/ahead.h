/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The data connection of the next transfer, made while the server does something else: its port is known from the EPSV
 * behind the transfer before. Commands and connections have an order of their own, and a server accepts here what it would
 * have to accept a little later anyway.
 */
#ifndef HAWSER_FTP_SESSION_AHEAD_H
#define HAWSER_FTP_SESSION_AHEAD_H

#include "ftp/protocol/fault.h"

#include <stdbool.h>
#include <stdint.h>

struct ftp_session;

/* A part of ftp_early. */
struct ftp_ahead {
    bool begun;
    int socket;    /* that connects, or is connected */
    uint16_t port; /* to which */
};

/* Begins to connect to the port that is known, if one is. Not through a proxy. */
void ftp_ahead_begin(struct ftp_session *session);

enum ftp_ahead_taken { FTP_AHEAD_NONE, FTP_AHEAD_TAKEN, FTP_AHEAD_FAILED };

/* The connection to that port, once it stands. NONE: there is none, or it did not come about. FAILED: the call is over,
 * or the time. */
enum ftp_ahead_taken ftp_ahead_take(struct ftp_session *session, uint16_t port, uint64_t until,
    int *ret_socket, struct ftp_error *error);

/* Nobody needs it any more. The server would take it for the next one to the same port. */
void ftp_ahead_drop(struct ftp_ahead *ahead);

#endif
