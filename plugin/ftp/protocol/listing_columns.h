/* SPDX-License-Identifier: Apache-2.0 */
/* The columns that ls prints between the mode and the name, which other dialects share. */
#ifndef HAWSER_FTP_PROTOCOL_LISTING_COLUMNS_H
#define HAWSER_FTP_PROTOCOL_LISTING_COLUMNS_H

#include "ftp/protocol/listing.h"

/* "[links] [owner] [group] size date name": sets size, modified, name, owner and group. */
bool listing_read_ls_columns(struct ftp_span columns, int64_t now, struct ftp_entry *entry);
/* Cuts "name -> target" of a link in two. */
void listing_split_link(struct ftp_entry *entry);
/* Digits with ',' between them as IIS prints thousands; false for anything else. */
bool listing_read_grouped_number(struct ftp_span word, uint64_t *ret_number);

#endif
