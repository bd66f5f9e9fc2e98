/* SPDX-License-Identifier: Apache-2.0 */
/* NetWare: ls with trustee rights for the mode, "d [RWCEAFMS] owner 512 Jan 16 18:53 name". */
#include "ftp/protocol/listing_columns.h"
#include "ftp/protocol/listing_dialect.h"

static bool take_rights(struct ftp_span *cursor, struct ftp_entry *entry)
{
    enum { RIGHTS_MAX = 16 };
    if (!ftp_span_take_char(cursor, '[') || ftp_span_find(*cursor, "]") == cursor->length)
        return false;
    entry->permissions = ftp_span_take_until(cursor, ']');
    for (size_t i = 0; i < entry->permissions.length; i++) {
        char byte = entry->permissions.data[i];
        if (byte != '-' && byte != ' ' && !(byte >= 'A' && byte <= 'Z'))
            return false;
    }
    return entry->permissions.length <= RIGHTS_MAX;
}

static enum listing_line read_netware(
    struct listing_context *context, struct ftp_span line, struct ftp_entry *entry)
{
    bool directory = ftp_span_take_char(&line, 'd');
    if (!directory && !ftp_span_take_char(&line, '-'))
        return LISTING_NOT_MINE;
    entry->type = directory ? FTP_ENTRY_DIRECTORY : FTP_ENTRY_FILE;
    ftp_span_take_blanks(&line);
    if (!take_rights(&line, entry) || !listing_read_ls_columns(line, context->now, entry))
        return LISTING_NOT_MINE;
    /* No links here: the first column is the owner. The name is in a padded column. */
    ftp_span_take_word(&line, &entry->owner);
    entry->group = (struct ftp_span){NULL, 0};
    ftp_span_take_blanks(&entry->name);
    return entry->name.length ? LISTING_ENTRY : LISTING_NOT_MINE;
}

const struct ftp_listing_dialect listing_netware = {"netware", read_netware};
