/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checksums of a document's bytes as they pass, where receiptHash asks for one: a SHA-256 of what
 * the host has, for the receipt, and whatever the server can tell of its file, to compare. Where it
 * is off, nothing is computed.
 */
#ifndef HAWSER_FTP_ACTIONS_SUMS_H
#define HAWSER_FTP_ACTIONS_SUMS_H

#include "ftp/actions/host.h"
#include "ftp/session/checksum.h"
#include "ftp/session/digest.h"

/* All zero: off. Stays where it is from its beginning to its end. */
struct ftp_sums {
    struct ftp_digest receipt;      /* SHA-256 */
    struct ftp_digest server;       /* another kind, where the server offers no SHA-256 */
    bool on;                        /* there is one of them */
    bool comparable;                /* the server's file has the same bytes, and a checksum */
    uint64_t count;                 /* bytes so far */
    struct ftp_sums_thread *thread; /* that computes them; NULL: who adds does */
    bool alone;                     /* there is to be none */
};

/* Of no bytes yet. `binary`: the server's file will hold what the host has, no more and no less. */
void ftp_sums_begin(struct ftp_sums *sums, const struct ftp_session *session, bool binary);
/* Whether the bytes that pass have to be seen. */
bool ftp_sums_are_on(const struct ftp_sums *sums);
void ftp_sums_add(struct ftp_sums *sums, const char *bytes, size_t length);
/* Into the receipt. */
void ftp_sums_note(const struct ftp_sums *sums, struct ftp_receipt *receipt);
void ftp_sums_end(struct ftp_sums *sums);

/* Asks the server for its checksum of the file, and notes in the receipt that it holds. False: it
 * does not, or the session is lost. `what` is a phrase such as "reading a.csv". */
bool ftp_sums_verify(const struct ftp_sums *sums, struct ftp_session *session, const char *operand,
    const char *what, struct ftp_receipt *receipt, struct ftp_error *error);

/*
 * Before a download goes on at byte `length` of a READABLE document: whether the server's file
 * begins with what the document holds. *ret_differs is false too where the server can't tell.
 */
bool ftp_sums_compare_part(struct ftp_output *output, uint64_t length, const char *operand,
    bool *ret_differs, struct ftp_error *error);

#endif
