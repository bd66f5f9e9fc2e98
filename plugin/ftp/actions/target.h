/* SPDX-License-Identifier: Apache-2.0 */
/* Under which name a created file will stand, and how it gets there. */
#ifndef HAWSER_FTP_ACTIONS_TARGET_H
#define HAWSER_FTP_ACTIONS_TARGET_H

#include "ftp/actions/lock.h"

struct ftp_target {
    struct buffer name; /* in document->directory */
    uint64_t number;    /* in the name, with createUniqueName */
    struct ftp_lock lock;
};

void ftp_target_init(struct ftp_target *target);
void ftp_target_done(struct ftp_target *target);

/*
 * Chooses the name by actionIfFileExists. Called before the bytes are sent, so that nothing is sent
 * in vain; nothing is locked yet.
 */
bool ftp_target_choose(struct ftp_run *run, const struct ftp_document *document,
    struct ftp_target *target, struct ftp_error *error);

/*
 * Where nothing may be replaced: locks the name and looks again. With createUniqueName it moves on
 * to the next that is free. Whether executions exclude each other goes into the receipt.
 */
bool ftp_target_claim(struct ftp_run *run, struct ftp_document *document, struct ftp_target *target,
    struct ftp_error *error);
/* Ends the claim, if there is one. */
void ftp_target_release(
    struct ftp_run *run, const struct ftp_document *document, struct ftp_target *target);

/* Renames `from` (a path) to the name. Where the reply is lost it looks whether it was done. */
bool ftp_target_rename(struct ftp_run *run, struct ftp_document *document, const char *from,
    const struct ftp_target *target, struct ftp_error *error);

#endif
