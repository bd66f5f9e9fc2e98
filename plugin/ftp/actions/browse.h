/* SPDX-License-Identifier: Apache-2.0 */
/* Values for a field of the connection, live from the server, for a person who fills it in. */
#ifndef HAWSER_FTP_ACTIONS_BROWSE_H
#define HAWSER_FTP_ACTIONS_BROWSE_H

#include "ftp/session/session.h"

enum { FTP_BROWSE_MOST = 1000 }; /* suggestions; more of them help nobody choose */

/*
 * Emits the directories whose paths begin with `typed`, which is in the server's encoding: those of
 * the directory up to its last '/', by name. Names that begin with a dot are left out unless the dot
 * was typed. The session is new, and closed afterwards by the caller.
 */
bool ftp_browse_directories(
    struct ftp_session *session, const char *typed, struct ftp_error *error);

#endif
