/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON of documents: properties of files, records of List and Create, receipts. All texts are
 * freed by the caller; NULL: no memory. */
#ifndef HAWSER_FTP_EMIT_DOCUMENT_H
#define HAWSER_FTP_EMIT_DOCUMENT_H

#include "ftp/protocol/limits.h"
#include "ftp/protocol/listing.h"
#include "ftp/session/transfer.h"

/* Tracked properties of a file that is read: fileName, remoteDirectory, relativePath if `relative`
 * is not NULL, and if `stamp` is not, and its time known, timestamp and what goes with it. */
char *ftp_emit_file_properties(const char *name, size_t length, const char *directory,
    const char *relative, const struct ftp_stamp *stamp);

/* One record of List. `relative` may be NULL; `details` are size and permissions. */
char *ftp_emit_entry(const struct ftp_entry *entry, const struct ftp_stamp *stamp,
    const char *directory, const char *relative, bool details);
/* "regular_file", "directory", "symbolic_link" or "unknown". */
const char *ftp_entry_type_name(enum ftp_entry_type type);

/* The record of Create. */
char *ftp_emit_created(const char *name, const char *directory, const struct ftp_stamp *stamp);

enum { FTP_RECEIPT_RESUMED_MAX = 64, FTP_INCOMPLETE_MAX = 512 };

enum ftp_kept { FTP_KEPT_UNASKED, FTP_KEPT_YES, FTP_KEPT_NO };

/* What was done and what proves it. */
struct ftp_receipt {
    bool transferred;
    struct ftp_transfer transfer;
    bool size_verified;                  /* the server's size is what was moved */
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
    bool claimed;                /* the name was claimed, so that no other execution takes it */
    bool exclusive;              /* and with a lock: else it is best effort */
    enum ftp_kept time_kept;     /* preserveTimestamps */
    struct ftp_time time_set;    /* with FTP_KEPT_YES of Create: what the file has now, UTC */
    const char *permissions_set; /* of the operation; NULL: none were asked for */
};
char *ftp_emit_receipt(const struct ftp_receipt *receipt);

/* The document that stands for an application error. */
char *ftp_emit_error_record(const struct ftp_error *error, const char *name);

#endif
