/* SPDX-License-Identifier: Apache-2.0 */
/* VxWorks: "     2048    Feb-28-1998  05:23:30   name  <DIR>". */
#include "ftp/protocol/listing_date.h"
#include "ftp/protocol/listing_dialect.h"

static bool read_day(struct ftp_span word, struct ftp_civil *civil)
{
    unsigned day, year;
    civil->month = listing_month(ftp_span_take_until(&word, '-'));
    if (!civil->month || !ftp_span_take_digits(&word, 2, &day) || !ftp_span_take_char(&word, '-') ||
        !ftp_span_take_digits(&word, 4, &year) || word.length)
        return false;
    civil->day = day;
    civil->year = (int)year;
    return true;
}

static enum listing_line read_vxworks(
    struct listing_context *context, struct ftp_span line, struct ftp_entry *entry)
{
    (void)context;
    static const char mark[] = "<DIR>";
    struct ftp_span size, day;
    struct ftp_civil civil;
    enum ftp_time_precision precision;
    if (!ftp_span_take_word(&line, &size) || !ftp_span_number(size, &entry->size) ||
        !ftp_span_take_word(&line, &day) || !read_day(day, &civil) ||
        !listing_take_clock(&line, &civil, &precision) || !ftp_span_take_blanks(&line) ||
        !ftp_time_from_civil(&civil, precision, FTP_ZONE_SERVER_LOCAL, &entry->modified))
        return LISTING_NOT_MINE;
    bool directory = ftp_span_ends_nocase(line, mark);
    if (directory)
        line = ftp_span_first(line, line.length - (sizeof mark - 1));
    entry->type = directory ? FTP_ENTRY_DIRECTORY : FTP_ENTRY_FILE;
    entry->name = ftp_span_trim(line);
    entry->size_known = true;
    return entry->name.length ? LISTING_ENTRY : LISTING_NOT_MINE;
}

const struct ftp_listing_dialect listing_vxworks = {"vxworks", read_vxworks};
