/* SPDX-License-Identifier: Apache-2.0 */
/* The server's checksums of its files. A server that can't tell one is no worse for it: what fails
 * is remembered and not asked again in this session. */
#ifndef HAWSER_FTP_SESSION_CHECKSUM_H
#define HAWSER_FTP_SESSION_CHECKSUM_H

#include "ftp/protocol/checksum.h"
#include "ftp/session/session.h"

/* What is asked for: a file of `size` bytes, or its first `size` bytes. */
struct ftp_checksum_question {
    const char *operand;
    enum ftp_sum kind;
    uint64_t size;
    bool part;
};

/* The best kind that the server offers, of whole files or of their first part. */
bool ftp_checksum_offered(const struct ftp_session *session, bool part, enum ftp_sum *ret_kind);

/*
 * Asks in each way that is offered, until one is answered; *ret_known is false where none is. The
 * session stands where it stood, though it may be a new one. False: the call is over, or there is
 * no session any more.
 */
bool ftp_checksum_ask(struct ftp_session *session, const struct ftp_checksum_question *question,
    bool *ret_known, struct ftp_checksum *ret_checksum, struct ftp_error *error);

#endif
