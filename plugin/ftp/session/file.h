/* SPDX-License-Identifier: Apache-2.0 */
/* Commands about one file of the directory in which the session stands. */
#ifndef HAWSER_FTP_SESSION_FILE_H
#define HAWSER_FTP_SESSION_FILE_H

#include "ftp/protocol/time.h"
#include "ftp/session/lookup.h"

/* DELE. A reply that was lost leaves DELETE_UNKNOWN: the file may be gone. */
bool ftp_file_delete(struct ftp_session *session, const char *operand, struct ftp_error *error);

/* RNFR, RNTO, in one piece where the server is known to do one after the other. `to` may be a path. A reply to RNTO that
 * was lost leaves RENAME_UNKNOWN. */
bool ftp_file_rename(
    struct ftp_session *session, const char *from, const char *to, struct ftp_error *error);

/* SIZE (RFC 3659, 4; asked in TYPE I). *ret_known is false where the server does not say;
 * *ret_absent is true where it says in words that there is no such file. */
bool ftp_file_size(struct ftp_session *session, const char *operand, bool *ret_known,
    uint64_t *ret_size, bool *ret_absent, struct ftp_error *error);

/* The same where SIZE went out right behind the transfer that was the last; otherwise, and where the server says no,
 * *ret_known is false. */
bool ftp_file_size_behind(
    struct ftp_session *session, bool *ret_known, uint64_t *ret_size, struct ftp_error *error);

/* MDTM (RFC 3659, 3). An unknown time is no error. */
bool ftp_file_modified(struct ftp_session *session, const char *operand, struct ftp_time *ret_time,
    struct ftp_error *error);

/* The replies to the SIZE, and to the MDTM, that went out right before a transfer (struct ftp_early_order). What the server
 * does not say is unknown. False: the session is dead. */
bool ftp_file_facts_before(
    struct ftp_session *session, bool time, struct ftp_found *ret_found, struct ftp_error *error);

#endif
