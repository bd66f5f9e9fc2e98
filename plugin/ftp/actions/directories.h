/* SPDX-License-Identifier: Apache-2.0 */
/* Directories that are missing, made one by one. */
#ifndef HAWSER_FTP_ACTIONS_DIRECTORIES_H
#define HAWSER_FTP_ACTIONS_DIRECTORIES_H

#include "ftp/actions/run.h"

/* Enters document->directory. With createDirectories, what is missing of it is made first and
 * counted in the receipt. */
bool ftp_directories_enter(
    struct ftp_run *run, struct ftp_document *document, struct ftp_error *error);

typedef bool (*ftp_directories_fn)(void *user, const char *path, struct ftp_error *error);
/* The same for a dry run: what would be made is given to `each`, from the top, and only a directory
 * that is there (*ret_missing is false) is entered. */
bool ftp_directories_rehearse(struct ftp_run *run, const struct ftp_document *document,
    ftp_directories_fn each, void *user, bool *ret_missing, struct ftp_error *error);

#endif
