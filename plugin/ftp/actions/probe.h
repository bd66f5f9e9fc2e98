/* SPDX-License-Identifier: Apache-2.0 */
/* The live test of a connection, stage by stage. */
#ifndef HAWSER_FTP_ACTIONS_PROBE_H
#define HAWSER_FTP_ACTIONS_PROBE_H

#include "ftp/session/session.h"

/* Emits resolve, connect, tls, auth, features, directory and data-channel, up to the first that
   fails; then false, and error is that of the stage. The session is new, and closed afterwards by
   the caller. */
bool ftp_probe(struct ftp_session *session, struct ftp_error *error);

#endif
