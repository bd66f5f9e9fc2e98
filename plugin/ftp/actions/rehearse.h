/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dry runs: what an action would do, told in a record for each thing, by looking alone. Nothing is
 * transferred, made, renamed, deleted or set. Query, Get and List do all else as they always do;
 * what a look can't tell (rights, space) is left open.
 */
#ifndef HAWSER_FTP_ACTIONS_REHEARSE_H
#define HAWSER_FTP_ACTIONS_REHEARSE_H

#include "ftp/actions/fetch.h"
#include "ftp/emit/effect.h"

bool ftp_rehearses(const struct ftp_run *run);

bool ftp_rehearse_create(
    struct ftp_run *run, struct ftp_document *document, struct ftp_error *error);
bool ftp_rehearse_delete(
    struct ftp_run *run, struct ftp_document *document, struct ftp_error *error);
/* In the place of ftp_fetch. The session stands in the file's directory. */
bool ftp_rehearse_fetch(struct ftp_run *run, const struct ftp_fetch *fetch,
    struct ftp_receipt *receipt, struct ftp_error *error);

/* Gives one record. */
bool ftp_rehearse_tell(
    struct ftp_run *run, uint64_t input, const struct ftp_effect *effect, struct ftp_error *error);
/* The path of a file, in `path`, which is emptied before. */
bool ftp_rehearse_path(
    const char *directory, const char *name, struct buffer *path, struct ftp_error *error);

#endif
