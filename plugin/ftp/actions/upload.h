/* SPDX-License-Identifier: Apache-2.0 */
/* A document's bytes on their way to one file on the server. */
#ifndef HAWSER_FTP_ACTIONS_UPLOAD_H
#define HAWSER_FTP_ACTIONS_UPLOAD_H

#include "ftp/actions/run.h"
#include "ftp/actions/sums.h"

/* In the order in which they are tried, each after the server refused the one before. */
enum ftp_resume_way { FTP_RESUME_RESTART, FTP_RESUME_APPEND, FTP_RESUME_ANEW };

struct ftp_upload {
    struct ftp_run *run;
    struct ftp_document *document;
    const char *path;        /* as STOR or APPE takes it */
    uint64_t offset;         /* of the first byte of the attempt in hand */
    uint64_t reached;        /* where the furthest attempt ended */
    enum ftp_resume_way way; /* for the next attempt that has an offset */
    struct ftp_sums sums;    /* of the document up to the byte that is read next */
    bool began;              /* an attempt did: the server may have changed something */
    bool acted;              /* or so may one that was asked for and did not begin */
    bool whole;              /* all of it is there, from an earlier execution */
    bool appends;            /* to a file that had `base` bytes */
    bool base_known;
    uint64_t base;
};

/* One attempt, from upload->offset. The receipt says what came of it. */
bool ftp_upload_once(struct ftp_upload *upload, const char *verb, struct ftp_error *error);

/*
 * STOR of a file that is ours alone, or APPE. In binary, and where the host can rewind the document,
 * an interruption is got over: by what the server has, once that no longer grows and is no more than
 * was sent; up to maxRetries of them. What was appended is gone on with only where the file shows
 * how much arrived.
 */
bool ftp_upload_run(struct ftp_upload *upload, struct ftp_error *error);

/* The next attempt begins at `offset`. Where a checksum of the document is wanted, what comes before is read again. */
bool ftp_upload_go_to(struct ftp_upload *upload, uint64_t offset, struct ftp_error *error);

/* A completion reply is no proof that every byte arrived: the size is, where the server tells it,
 * and more so its checksum, where receiptHash asks for one. */
bool ftp_upload_verify(struct ftp_upload *upload, struct ftp_error *error);

void ftp_upload_done(struct ftp_upload *upload);

#endif
