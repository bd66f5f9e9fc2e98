/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON of documents: properties of files, records of List and Create. All texts are
 * freed by the caller; NULL: no memory. Names come as the server's bytes, in its encoding. */
#ifndef HAWSER_FTP_EMIT_DOCUMENT_H
#define HAWSER_FTP_EMIT_DOCUMENT_H

#include "common/encoding.h"
#include "ftp/protocol/fault.h"
#include "ftp/protocol/listing.h"

/* Tracked properties of a file that is read: fileName, remoteDirectory, relativePath if `relative`
 * is not NULL, and if `stamp` is not, and its time known, timestamp and what goes with it. */
char *ftp_emit_file_properties(const struct encoding *encoding, const char *name, size_t length,
    const char *directory, const char *relative, const struct ftp_stamp *stamp);

/* One record of List. `relative` may be NULL; `details` are size and permissions. */
char *ftp_emit_entry(const struct encoding *encoding, const struct ftp_entry *entry,
    const struct ftp_stamp *stamp, const char *directory, const char *relative, bool details);
/* "regular_file", "directory", "symbolic_link" or "unknown". */
const char *ftp_entry_type_name(enum ftp_entry_type type);

/* The record of Create. */
char *ftp_emit_created(const struct encoding *encoding, const char *name, const char *directory,
    const struct ftp_stamp *stamp);

/* The document that stands for an application error. */
char *ftp_emit_error_record(
    const struct encoding *encoding, const struct ftp_error *error, const char *name);

#endif
