/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A lock on one name in one directory, for executions of this connector among one another: the
 * directory NAME.hawser-lock beside it. MKD is what every server does atomically. Its name has no
 * leading dot, since many servers leave such names out of LIST, where its age has to be seen.
 */
#ifndef HAWSER_FTP_ACTIONS_LOCK_H
#define HAWSER_FTP_ACTIONS_LOCK_H

#include "ftp/actions/run.h"

struct ftp_lock {
    struct buffer name;    /* in document->directory */
    struct buffer operand; /* the same for commands */
    bool held;
    uint64_t until; /* monotonic ns; afterwards others may soon take it for left behind */
};

enum ftp_lock_state {
    FTP_LOCK_HELD,
    FTP_LOCK_BUSY,       /* another has it */
    FTP_LOCK_IMPOSSIBLE, /* the server makes no directories here */
    FTP_LOCK_FAILED      /* error is set */
};

void ftp_lock_init(struct ftp_lock *lock);
void ftp_lock_done(struct ftp_lock *lock);

/* Tries once to lock `base`. */
enum ftp_lock_state ftp_lock_try(struct ftp_run *run, const struct ftp_document *document,
    const char *base, struct ftp_lock *lock, struct ftp_error *error);

/* Whether the lock held is still too young for anyone to break it. */
bool ftp_lock_is_safe(const struct ftp_lock *lock);

/* RMD, once more over a new session if the first is lost. Nothing where it is not held. */
void ftp_lock_release(
    struct ftp_run *run, const struct ftp_document *document, struct ftp_lock *lock);

/*
 * After BUSY: removes a lock that was left behind by an execution that ended without releasing it.
 * Its age is told by the server's clock alone. False only where the session failed.
 */
bool ftp_lock_break(struct ftp_run *run, const struct ftp_document *document,
    const struct ftp_lock *lock, bool *ret_broken, struct ftp_error *error);

#endif
