/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who has which name in hand. Names are compared without their directory and without regard to case: two paths may
 * lead to one place, and two documents that wait for each other in vain lose little.
 */
#ifndef HAWSER_FTP_ACTIONS_TARGETS_H
#define HAWSER_FTP_ACTIONS_TARGETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ftp_hold;

/* One lock of the caller's stands around each of these. All zero: nobody has any. */
struct ftp_targets {
    struct ftp_hold *first, *last; /* in the order in which they were asked for */
};

/* Asks for the last part of `path`, for `holder`. Nothing where that is empty. False: no memory. */
bool ftp_targets_ask(struct ftp_targets *targets, uint64_t holder, const char *path, size_t length);
/* True where nobody has asked before `holder` for any of its names. */
bool ftp_targets_has(const struct ftp_targets *targets, uint64_t holder);
/* Takes the name where nobody else has asked for it. False also for want of memory. */
bool ftp_targets_try(struct ftp_targets *targets, uint64_t holder, const char *path, size_t length);
/* Lets go of one name, or of all (NULL). */
void ftp_targets_drop(
    struct ftp_targets *targets, uint64_t holder, const char *path, size_t length);

#endif
