/* SPDX-License-Identifier: Apache-2.0 */
/* The listing of a directory, and of those below it where an operation is recursive. */
#ifndef HAWSER_FTP_ACTIONS_WALK_H
#define HAWSER_FTP_ACTIONS_WALK_H

#include "ftp/actions/run.h"
#include "ftp/session/listing.h"

enum {
    FTP_WALK_DEPTH_MAX = 32, /* directories below the first: a loop of mounts ends here */
    FTP_WALK_DIRECTORIES_MAX = 100000,
    FTP_WALK_PATHS_MAX = 32 * 1024 * 1024 /* bytes of paths that wait */
};

/* `directory` is relative to the first, "" for that itself. */
typedef bool (*ftp_walk_fn)(
    void *user, const char *directory, const struct ftp_entry *entry, struct ftp_error *error);

/*
 * Gives every entry of `top`; of all directories below too where `recursive`, level by level. Links
 * are not followed. What of it is not whole goes into the receipt and the log: lines that can't be
 * read, directories that can't be entered, listings that the server cut.
 */
bool ftp_walk(struct ftp_run *run, const char *top, bool recursive, ftp_walk_fn each, void *user,
    struct ftp_receipt *receipt, struct ftp_error *error);

/* True where the receipt says that a listing was not whole. */
bool ftp_walk_is_incomplete(const struct ftp_receipt *receipt);

/* "directory/name", or the name alone. */
bool ftp_walk_path(const char *directory, const char *name, size_t length, struct buffer *path);

#endif
