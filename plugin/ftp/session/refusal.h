/* SPDX-License-Identifier: Apache-2.0 */
/* From a reply that says no to an error that a person can act on. */
#ifndef HAWSER_FTP_SESSION_REFUSAL_H
#define HAWSER_FTP_SESSION_REFUSAL_H

#include "ftp/protocol/fault.h"
#include "ftp/protocol/reply.h"

/* What was being done, where the same code means different things. */
enum ftp_doing {
    FTP_DOING_COMMAND,   /* nothing special */
    FTP_DOING_DIRECTORY, /* CWD, or listing: 550 concerns the directory */
    FTP_DOING_READ,
    FTP_DOING_WRITE,
    FTP_DOING_APPEND,
    FTP_DOING_DELETE,
    FTP_DOING_RENAME,
    FTP_DOING_DATA /* EPSV, PASV, EPRT, PORT */
};

/*
 * Fills the error for `reply`: `what` is a phrase such as "reading /in/a.csv". Always returns
 * false. A 550 becomes UNAVAILABLE, unless its text leaves no doubt: who can looks and tells it
 * apart (lookup.h).
 */
bool ftp_refusal(
    enum ftp_doing doing, const struct ftp_reply *reply, const char *what, struct ftp_error *error);

/* The same, where what was being done leaves one fault to name, unless the server hangs up (421).
 */
bool ftp_refusal_as(
    enum ftp_fault fault, const struct ftp_reply *reply, const char *what, struct ftp_error *error);

/* True where a refused listing says in words that there are no files (450 and 550 alone do not). */
bool ftp_refusal_means_none(const struct ftp_reply *reply);

/* True where a 550 says in words that the file is not there; others may hide one that is. */
bool ftp_refusal_means_absent(const struct ftp_reply *reply);

/* True where the text of a refused data connection asks for TLS session reuse. */
bool ftp_refusal_wants_reuse(const struct ftp_reply *reply);

#endif
