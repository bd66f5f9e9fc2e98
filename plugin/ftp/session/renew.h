/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HAWSER_FTP_SESSION_RENEW_H
#define HAWSER_FTP_SESSION_RENEW_H

#include "ftp/session/session.h"

/* Leaves the session, logs in anew, and stands where the old one stood, with its type. */
bool ftp_session_renew(struct ftp_session *session, struct ftp_error *error);

#endif
