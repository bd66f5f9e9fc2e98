/* SPDX-License-Identifier: Apache-2.0 */
/* The live test of a connection, stage by stage. */
#ifndef HAWSER_FTP_ACTIONS_PROBE_H
#define HAWSER_FTP_ACTIONS_PROBE_H

#include "ftp/session/session.h"

/* All off: as a person asks for it. */
struct ftp_probe_options {
    bool write;     /* also what takes files of its own on the server, which are gone afterwards */
    bool until_tls; /* no further than to the certificates: no login */
};

/* Emits a stage for each thing that is tried, up to the first that the connection can't do without;
   then false, and error is that of the stage. The session is new, and closed afterwards by the
   caller. */
bool ftp_probe(
    struct ftp_session *session, const struct ftp_probe_options *options, struct ftp_error *error);

#endif
