/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of a login have in common. */
#ifndef HAWSER_FTP_SESSION_LOGIN_H
#define HAWSER_FTP_SESSION_LOGIN_H

#include "ftp/session/session.h"

/* One command within the connection timeout, which ends at `until`. */
bool ftp_login_ask(struct ftp_session *session, const char *verb, const char *argument,
    size_t length, uint64_t until, const struct ftp_reply **ret_reply, struct ftp_error *error);

/* Marks the session as of no more use; false. */
bool ftp_login_give_up(struct ftp_session *session);

/* secure.c: PBSZ and PROT, after the login. */
bool ftp_session_protect(struct ftp_session *session, uint64_t until, struct ftp_error *error);

#endif
