/* SPDX-License-Identifier: Apache-2.0 */
/* NonStop Guardian: "NAME  101  16354 18-Mar-09 15:09:12 244, 10 \"nnnn\"", 'O' where it is open.
 */
#include "ftp/protocol/listing_date.h"
#include "ftp/protocol/listing_dialect.h"

/* "18-Mar-09" and a clock. */
static bool take_date(struct ftp_span *cursor, struct ftp_time *ret_time)
{
    struct ftp_span word;
    struct ftp_civil civil;
    enum ftp_time_precision precision;
    return ftp_span_take_word(cursor, &word) && listing_read_dashed_day(word, &civil) &&
           listing_take_clock(cursor, &civil, &precision) &&
           ftp_time_from_civil(&civil, precision, FTP_ZONE_SERVER_LOCAL, ret_time);
}

/* "244, 10" or "244,10", then the security in double quotes. */
static bool take_owner(struct ftp_span *cursor, struct ftp_entry *entry)
{
    struct ftp_span rest = *cursor;
    entry->owner = ftp_span_trim(ftp_span_take_until(&rest, '"'));
    entry->permissions = ftp_span_take_until(&rest, '"');
    return ftp_span_find(entry->owner, ",") < entry->owner.length && entry->permissions.length == 4;
}

static enum listing_line read_nonstop(
    struct listing_context *context, struct ftp_span line, struct ftp_entry *entry)
{
    (void)context;
    struct ftp_span code, word;
    uint64_t number;
    if (!ftp_span_take_word(&line, &entry->name) || !ftp_span_take_word(&line, &code) ||
        !ftp_span_take_word(&line, &word))
        return LISTING_NOT_MINE;
    if (ftp_span_is(entry->name, "File") && ftp_span_is(code, "Code"))
        return LISTING_SKIP;
    if (ftp_span_is(word, "O") && !ftp_span_take_word(&line, &word))
        return LISTING_NOT_MINE;
    if (!ftp_span_number(code, &number) || !ftp_span_number(word, &entry->size) ||
        !take_date(&line, &entry->modified) || !take_owner(&line, entry))
        return LISTING_NOT_MINE;
    entry->size_known = true;
    entry->type = FTP_ENTRY_FILE;
    return LISTING_ENTRY;
}

const struct ftp_listing_dialect listing_nonstop = {"nonstop", read_nonstop};
