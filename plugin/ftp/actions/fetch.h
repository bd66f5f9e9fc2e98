/* SPDX-License-Identifier: Apache-2.0 */
/* One file from the server to one output document, and then, where asked for, off the server. */
#ifndef HAWSER_FTP_ACTIONS_FETCH_H
#define HAWSER_FTP_ACTIONS_FETCH_H

#include "ftp/actions/run.h"

struct ftp_fetch {
    const char *directory; /* in which the session stands */
    const char *base;
    const char *relative; /* path below the remote directory; NULL: not among the properties */
    const char *marker;   /* file beside it that goes with it; NULL: none */
    uint64_t input;
    bool unasked; /* nothing is known of it: it is asked about in one piece with RETR */
    bool size_known;
    uint64_t size;
    struct ftp_time modified;      /* as far as it is known */
    const struct ftp_stamp *stamp; /* among the tracked properties; NULL: not asked for */
};

/*
 * Reads the file, makes the document safe, deletes the source where the operation says so,
 * publishes. The document is published only when the data ended in order, the server confirmed it,
 * and its size is what the server says, where it does.
 */
bool ftp_fetch(struct ftp_run *run, const struct ftp_fetch *fetch, struct ftp_receipt *receipt,
    struct ftp_error *error);

#endif
