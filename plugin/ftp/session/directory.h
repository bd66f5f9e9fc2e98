/* SPDX-License-Identifier: Apache-2.0 */
/* Where on the server a session stands, and what a path means there. */
#ifndef HAWSER_FTP_SESSION_DIRECTORY_H
#define HAWSER_FTP_SESSION_DIRECTORY_H

#include "ftp/session/session.h"

/*
 * The absolute form of a directory that was configured: as it is where it is absolute, below the
 * login directory where it is relative or blank. Where the server does not tell its login directory
 * it stays as it is.
 */
bool ftp_directory_resolve(const struct ftp_session *session, const char *configured,
    struct buffer *path, struct ftp_error *error);
/* The same for a directory that is named from elsewhere, and so has to be absolute. `field` is its label. */
bool ftp_directory_resolve_absolute(const struct ftp_session *session, const char *configured,
    const char *field, struct buffer *path, struct ftp_error *error);

/* CWD, unless the session stands there. `path` is of ftp_directory_resolve; "" is the login
 * directory, and a relative one is below it: a session that stands elsewhere logs in anew. */
bool ftp_directory_enter(struct ftp_session *session, const char *path, struct ftp_error *error);

/* CWD in any case, to an absolute path: whether the directory is still there. */
bool ftp_directory_again(struct ftp_session *session, const char *path, struct ftp_error *error);

/*
 * MKD. *ret_made is false where the server refused: it may exist already (RFC 959 gives 550 for
 * either, some say 521), which is for the caller to see; the refusal is then in `error`. False: the
 * session failed.
 */
bool ftp_directory_make(
    struct ftp_session *session, const char *path, bool *ret_made, struct ftp_error *error);
/* RMD. */
bool ftp_directory_remove(struct ftp_session *session, const char *path, struct ftp_error *error);

/*
 * The directory and the base of a name below `directory`: "ccc/ddd" goes to "/aaa/bbb/ccc" and
 * "ddd"; an absolute name replaces the directory. The base is empty where the name ends in '/' or
 * is "." or "..".
 */
bool ftp_directory_split(const char *directory, const char *name, size_t length,
    struct buffer *ret_directory, struct buffer *ret_base, struct ftp_error *error);

/* `base` as an operand that no server takes for an option or trims: "./-x", "./ y". */
bool ftp_operand(const char *base, size_t length, struct buffer *operand);

#endif
