/* SPDX-License-Identifier: Apache-2.0 */
/* What the steps of a login have in common. */
#ifndef HAWSER_FTP_SESSION_LOGIN_H
#define HAWSER_FTP_SESSION_LOGIN_H

#include "ftp/session/secret.h"
#include "ftp/session/session.h"

/* One command within the connection timeout, which ends at `until`. */
bool ftp_login_ask(struct ftp_session *session, const char *verb, const char *argument,
    size_t length, uint64_t until, const struct ftp_reply **ret_reply, struct ftp_error *error);

/* `until`, later by what the host took for secrets: that is no slowness of the server. */
uint64_t ftp_login_until(const struct ftp_session *session, uint64_t until);
/* ftp_secret_read, whose time does not count. */
bool ftp_login_secret(struct ftp_session *session, const char *pointer, const char *label,
    struct ftp_secret *ret_secret, struct ftp_error *error);

/* Marks the session as of no more use; false. */
bool ftp_login_give_up(struct ftp_session *session);

/* secure.c: PBSZ and PROT, after the login. */
bool ftp_session_protect(struct ftp_session *session, uint64_t until, struct ftp_error *error);

#endif
