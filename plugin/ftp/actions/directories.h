/* SPDX-License-Identifier: Apache-2.0 */
/* Directories that are missing, made one by one. */
#ifndef HAWSER_FTP_ACTIONS_DIRECTORIES_H
#define HAWSER_FTP_ACTIONS_DIRECTORIES_H

#include "ftp/actions/run.h"

/* Enters document->directory. With createDirectories, what is missing of it is made first and
 * counted in the receipt. */
bool ftp_directories_enter(
    struct ftp_run *run, struct ftp_document *document, struct ftp_error *error);

#endif
