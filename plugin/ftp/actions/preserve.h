/* SPDX-License-Identifier: Apache-2.0 */
/* What a file keeps on its way: the time of its last change (preserveTimestamps), and the permissions that it is to
 * have on the server. */
#ifndef HAWSER_FTP_ACTIONS_PRESERVE_H
#define HAWSER_FTP_ACTIONS_PRESERVE_H

#include "ftp/actions/fetch.h"
#include "ftp/actions/run.h"

/*
 * Gives the file at `path`, which was uploaded just now, the permissions and the time that the operation asks for. That
 * permissions are refused is an error, as whoever may not read the file could. A time that can't be set is
 * not: the log and the receipt say so. It counts as set only where the server shows it.
 */
bool ftp_preserve(
    struct ftp_run *run, struct ftp_document *document, const char *path, struct ftp_error *error);

/* The time of a file that was uploaded just now, or whose time was set. */
void ftp_preserve_stamp(struct ftp_run *run, const struct ftp_document *document,
    const struct ftp_time *time, struct ftp_stamp *ret_stamp);

/* A better time than that of a listing, where it is to be preserved: *time is replaced if there is one. `link`: what
 * was listed is the time of a link. */
void ftp_preserve_ask(struct ftp_run *run, const char *base, bool link, struct ftp_time *time);

/* The flag with which the document is opened; where no UTC time is known, log and receipt say so. */
uint32_t ftp_preserve_output(
    const struct ftp_run *run, const struct ftp_fetch *fetch, struct ftp_receipt *receipt);

#endif
