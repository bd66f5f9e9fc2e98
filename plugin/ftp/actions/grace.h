/* SPDX-License-Identifier: Apache-2.0 */
/* The short time in which an action that failed, or was cancelled, puts things back in order. */
#ifndef HAWSER_FTP_ACTIONS_GRACE_H
#define HAWSER_FTP_ACTIONS_GRACE_H

#include "ftp/actions/run.h"

struct ftp_grace {
    struct ftp_limits limits;
    uint32_t read_timeout_ms;
};

/* Between the two the session does not heed cancellation, but a bound of its own, which is shorter
 * when `error` is a cancellation. */
void ftp_grace_begin(struct ftp_run *run, const struct ftp_error *error, struct ftp_grace *grace);
void ftp_grace_end(struct ftp_run *run, const struct ftp_grace *grace);

/* A session that stands in the directory; over a new one if the old one was lost. */
bool ftp_grace_return(struct ftp_run *run, const struct ftp_document *document);

#endif
