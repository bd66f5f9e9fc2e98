/* SPDX-License-Identifier: Apache-2.0 */
/* What happens to a download after an interruption. */
#ifndef HAWSER_FTP_ACTIONS_RESUME_H
#define HAWSER_FTP_ACTIONS_RESUME_H

#include "ftp/actions/receive.h"

/* True, and the interruption counted and the error forgotten, where the error is one that a new
 * attempt can mend. Else false with the error to report. */
bool ftp_resume_may(struct ftp_receiving *receiving, struct ftp_error *error);

/* Makes a session again, looks whether the file is still the same, and sets where the next attempt
 * begins. */
bool ftp_resume(struct ftp_receiving *receiving, struct ftp_error *error);

/* The server refused REST: from the first byte, where the document can be emptied. */
bool ftp_resume_without_restart(struct ftp_receiving *receiving, struct ftp_error *error);

/* True where a time of the version can be compared with what MDTM says. */
bool ftp_resume_knows_time(const struct ftp_version *version);

#endif
