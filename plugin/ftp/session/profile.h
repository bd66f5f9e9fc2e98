/* SPDX-License-Identifier: Apache-2.0 */
/* What a Server Profile spares a session, and how the session finds out that it is out of date. */
#ifndef HAWSER_FTP_SESSION_PROFILE_H
#define HAWSER_FTP_SESSION_PROFILE_H

#include "ftp/protocol/reply.h"
#include "ftp/session/session.h"

/* Keeps what the server is known again by: the words of its greeting without digits, for many
 * greetings tell the time or count users. */
void ftp_profile_greeted(struct ftp_session *session, const struct ftp_reply *reply);

/* Takes the profile up where it is of this server. False: FEAT has to be asked; where a profile is
 * of another server, a warning was logged. */
bool ftp_profile_apply(struct ftp_session *session);

/* The server did not know a command since the profile was taken up: a warning was logged, and FEAT
 * has to be asked before the next command. */
bool ftp_profile_is_doubtful(struct ftp_session *session);

/* PASV failed, and EPSV was left out on the profile's word alone: no longer. Clears the error. */
bool ftp_profile_misled_passive(struct ftp_session *session, struct ftp_error *error);

#endif
