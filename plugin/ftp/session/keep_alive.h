/* SPDX-License-Identifier: Apache-2.0 */
/*
 * NOOPs on the control connection while a transfer lasts, and whose reply is whose. Servers answer
 * a NOOP at once, or only when the transfer is over, before or after its own reply; so every
 * reply owed is counted, and what could be taken two ways is an error.
 */
#ifndef HAWSER_FTP_SESSION_KEEP_ALIVE_H
#define HAWSER_FTP_SESSION_KEEP_ALIVE_H

#include "ftp/session/control.h"

struct ftp_keep_alive {
    uint32_t every_ms; /* 0: none are sent */
    uint64_t next;     /* when the next is due, monotonic ns; 0: never */
    unsigned owed;     /* replies to NOOPs that have not come */
    bool refused;      /* the server does not know NOOP */
};

/* Begins to count the time; again after each sign of life on the control connection. */
void ftp_keep_alive_begin(struct ftp_keep_alive *keep);
/* Sends one, where it is due. */
bool ftp_keep_alive_send(
    struct ftp_keep_alive *keep, struct ftp_control *control, struct ftp_error *error);

enum ftp_keep_alive_reply {
    FTP_REPLY_OF_TRANSFER,
    FTP_REPLY_OF_NOOP,
    FTP_REPLY_OF_EITHER /* nobody can say: the account no longer holds */
};

/* Whose final reply (200 and up) of that code this is; `completed`: the transfer has had its own. */
enum ftp_keep_alive_reply ftp_keep_alive_take(
    struct ftp_keep_alive *keep, int code, bool completed);

#endif
