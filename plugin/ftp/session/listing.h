/* SPDX-License-Identifier: Apache-2.0 */
/* The listing of the directory in which the session stands, entry by entry as it arrives. */
#ifndef HAWSER_FTP_SESSION_LISTING_H
#define HAWSER_FTP_SESSION_LISTING_H

#include "ftp/protocol/limits.h"
#include "ftp/protocol/listing.h"
#include "ftp/session/session.h"

enum ftp_listing_source { FTP_SOURCE_MLSD, FTP_SOURCE_LIST };

struct ftp_listing_report {
    enum ftp_listing_source source;
    uint64_t entries;
    bool cut; /* the server says that it left entries out */
    bool encrypted;
    struct ftp_tls_facts tls;                              /* of its data connection */
    uint64_t unreadable;                                   /* lines that are no entry */
    char first_unreadable[FTP_LISTING_UNREADABLE_MAX + 1]; /* of them, cut and made printable */
};

/*
 * MLSD where the server has it, else LIST. `each` gets every entry but "." and ".."; it returns
 * false to end the listing with its error. An empty directory is no error.
 */
bool ftp_listing_run(struct ftp_session *session, const char *directory,
    bool (*each)(void *user, const struct ftp_entry *entry, struct ftp_error *error), void *user,
    struct ftp_listing_report *ret_report, struct ftp_error *error);

#endif
