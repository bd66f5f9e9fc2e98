/* SPDX-License-Identifier: Apache-2.0 */
/* Listing entries against an operation's filter. */
#ifndef HAWSER_FTP_ACTIONS_MATCH_H
#define HAWSER_FTP_ACTIONS_MATCH_H

#include "ftp/actions/run.h"
#include "ftp/session/listing.h"

enum ftp_match { FTP_MATCH_NO, FTP_MATCH_YES, FTP_MATCH_FAILED };

/* The entry against the operation's filter. FAILED: the filter could not decide (a regular expression that takes too long); error is set. */
enum ftp_match ftp_match(
    const struct ftp_run *run, const struct ftp_entry *entry, struct ftp_error *error);

/* Puts what was not readable of a listing into the receipt and the log. */
void ftp_match_report(const struct ftp_run *run, struct ftp_receipt *receipt,
    const struct ftp_listing_report *report);

#endif
