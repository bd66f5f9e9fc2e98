/* SPDX-License-Identifier: Apache-2.0 */
/* Old VShell: "206876  Apr 04, 2000 21:06 name"; a directory's name ends in '/'. */
#include "ftp/protocol/listing_date.h"
#include "ftp/protocol/listing_dialect.h"

static enum listing_line read_vshell(
    struct listing_context *context, struct ftp_span line, struct ftp_entry *entry)
{
    struct ftp_span size;
    if (!ftp_span_take_word(&line, &size) || !ftp_span_number(size, &entry->size) ||
        !listing_take_ls_date(&line, context->now, &entry->modified) ||
        !ftp_span_take_blanks(&line))
        return LISTING_NOT_MINE;
    bool directory = line.length > 1 && line.data[line.length - 1] == '/';
    entry->type = directory ? FTP_ENTRY_DIRECTORY : FTP_ENTRY_FILE;
    entry->name = ftp_span_first(line, line.length - directory);
    entry->size_known = true;
    return entry->name.length ? LISTING_ENTRY : LISTING_NOT_MINE;
}

const struct ftp_listing_dialect listing_vshell = {"vshell", read_vshell};
