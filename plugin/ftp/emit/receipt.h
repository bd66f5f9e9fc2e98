/* SPDX-License-Identifier: Apache-2.0 */
/* What was done to one document, and what proves it, in JSON. */
#ifndef HAWSER_FTP_EMIT_RECEIPT_H
#define HAWSER_FTP_EMIT_RECEIPT_H

#include "common/encoding.h"
#include "ftp/protocol/checksum.h"
#include "ftp/protocol/limits.h"
#include "ftp/protocol/listing.h"
#include "ftp/session/transfer.h"

enum { FTP_RECEIPT_RESUMED_MAX = 64, FTP_INCOMPLETE_MAX = 512 };

enum ftp_kept { FTP_KEPT_UNASKED, FTP_KEPT_YES, FTP_KEPT_NO };

/* What was done and what proves it. */
struct ftp_receipt {
    bool transferred;
    struct ftp_transfer transfer;
    bool size_verified;                  /* the server's size is what was moved */
    bool hash_verified;                  /* the server's checksum is that of what was moved */
    char sha256[FTP_SUM_TEXT_SIZE];      /* of the bytes that the host has; "": not computed */
    bool deleted;                        /* the source was deleted */
    bool skipped;                        /* it was empty, and nothing was delivered */
    char moved_to[FTP_PATH_MAX + 1];     /* "": it was not moved */
    char incomplete[FTP_INCOMPLETE_MAX]; /* why a listing is, other than by unreadable lines */
    size_t resumed_count;
    uint64_t resumed_at[FTP_RECEIPT_RESUMED_MAX]; /* bytes reached when a transfer went on */
    uint64_t files;                               /* Query, List: documents */
    uint64_t unreadable;                          /* List, Query: lines that could not be read */
    char first_unreadable[FTP_LISTING_UNREADABLE_MAX + 1];
    bool listed;
    uint64_t directories_made;
    bool recovered; /* done, or partly, by an earlier execution that did not end in order */
    bool claimed;   /* the name was claimed, so that no other execution takes it */
    bool exclusive; /* and with a lock: else it is best effort */
    enum ftp_kept time_kept;     /* preserveTimestamps */
    struct ftp_time time_set;    /* with FTP_KEPT_YES of Create: what the file has now, UTC */
    const char *permissions_set; /* of the operation; NULL: none were asked for */
};

/* Freed by the caller; NULL: no memory. */
char *ftp_emit_receipt(const struct encoding *encoding, const struct ftp_receipt *receipt);
/* The text of an object, with the receipt as its member "receipt". `object` is consumed; NULL
 * stands for a lack of memory. */
char *ftp_emit_with_receipt(
    const struct encoding *encoding, char *object, const struct ftp_receipt *receipt);

#endif
