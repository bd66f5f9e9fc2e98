/* SPDX-License-Identifier: Apache-2.0 */
/* Under which name a created file will stand, and how it gets there. */
#ifndef HAWSER_FTP_ACTIONS_TARGET_H
#define HAWSER_FTP_ACTIONS_TARGET_H

#include "ftp/actions/run.h"

/*
 * Chooses the name of the file in document->directory by actionIfFileExists: `base` becomes it.
 * Called before the bytes are sent, so that nothing is sent in vain.
 */
bool ftp_target_choose(struct ftp_run *run, const struct ftp_document *document,
    struct buffer *base, struct ftp_error *error);

/* Renames `from` (a path) to `base` in document->directory, after looking again where nothing may
   be replaced. With createUniqueName `base` moves on to the next free name where the chosen one was
   taken meanwhile. */
bool ftp_target_rename(struct ftp_run *run, const struct ftp_document *document, const char *from,
    struct buffer *base, struct ftp_error *error);

#endif
