/* SPDX-License-Identifier: Apache-2.0 */
/* OS/2: "     0           DIR   05-12-97  16:44  name". */
#include "ftp/protocol/listing_date.h"
#include "ftp/protocol/listing_dialect.h"

/* Month, day, year; after 1999 some count on to 100. */
static bool take_date(struct ftp_span *cursor, struct ftp_time *ret_time)
{
    unsigned numbers[3], digits[3];
    char separator;
    enum ftp_time_precision precision;
    if (!listing_take_triple(cursor, numbers, digits, &separator) || separator != '-')
        return false;
    struct ftp_civil civil = {
        .year = digits[2] == 3 ? (int)numbers[2] + 1900 : listing_year(numbers[2], digits[2]),
        .month = numbers[0],
        .day = numbers[1]};
    return ftp_span_take_blanks(cursor) && listing_take_clock(cursor, &civil, &precision) &&
           ftp_span_take_blanks(cursor) &&
           ftp_time_from_civil(&civil, precision, FTP_ZONE_SERVER_LOCAL, ret_time);
}

/* Letters of DOS attributes. */
static bool is_attributes(struct ftp_span word)
{
    for (size_t i = 0; i < word.length; i++) {
        if (word.data[i] < 'A' || word.data[i] > 'Z')
            return false;
    }
    return word.length <= 5;
}

static enum listing_line read_os2(
    struct listing_context *context, struct ftp_span line, struct ftp_entry *entry)
{
    (void)context;
    struct ftp_span word, rest;
    if (!ftp_span_take_word(&line, &word) || !ftp_span_number(word, &entry->size))
        return LISTING_NOT_MINE;
    entry->type = FTP_ENTRY_FILE;
    for (rest = line; ftp_span_take_word(&rest, &word) && is_attributes(word); line = rest) {
        if (ftp_span_is(word, "DIR"))
            entry->type = FTP_ENTRY_DIRECTORY;
    }
    if (!take_date(&line, &entry->modified) || !line.length)
        return LISTING_NOT_MINE;
    entry->size_known = true;
    entry->name = line;
    return LISTING_ENTRY;
}

const struct ftp_listing_dialect listing_os2 = {"os2", read_os2};
