/* SPDX-License-Identifier: Apache-2.0 */
/* EPLF: "+i8388621.29609,m824255902,/,\tname". */
#include "ftp/protocol/listing_dialect.h"

static bool read_seconds(struct ftp_span value, struct ftp_time *ret_time)
{
    uint64_t seconds;
    if (!ftp_span_number(value, &seconds) || seconds > INT64_MAX)
        return false;
    *ret_time = (struct ftp_time){
        .seconds = (int64_t)seconds, .precision = FTP_TIME_SECOND, .zone = FTP_ZONE_UTC};
    return true;
}

static bool read_mode(struct ftp_span value, struct ftp_entry *entry)
{
    unsigned mode = 0;
    if (!ftp_span_take_char(&value, 'p') || value.length < 3 || value.length > 4)
        return true; /* "u" has other uses as well */
    for (size_t i = 0; i < value.length; i++) {
        if (value.data[i] < '0' || value.data[i] > '7')
            return false;
        mode = mode * 8 + (unsigned)(value.data[i] - '0');
    }
    entry->mode = mode;
    entry->mode_known = true;
    return true;
}

static bool read_fact(struct ftp_span fact, struct ftp_entry *entry)
{
    struct ftp_span value = ftp_span_after(fact, 1);
    switch (fact.length ? fact.data[0] : '\0') {
    case '/':
        entry->type = FTP_ENTRY_DIRECTORY;
        return true;
    case 'r':
        if (entry->type == FTP_ENTRY_UNKNOWN)
            entry->type = FTP_ENTRY_FILE;
        return true;
    case 's':
        entry->size_known = ftp_span_number(value, &entry->size);
        return entry->size_known;
    case 'm':
        return read_seconds(value, &entry->modified);
    case 'i':
        entry->unique = value;
        return true;
    case 'u':
        return read_mode(value, entry);
    default:
        return true;
    }
}

static enum listing_line read_eplf(
    struct listing_context *context, struct ftp_span line, struct ftp_entry *entry)
{
    (void)context;
    if (!ftp_span_take_char(&line, '+') || ftp_span_find(line, "\t") == line.length)
        return LISTING_NOT_MINE;
    struct ftp_span facts = ftp_span_take_until(&line, '\t');
    while (facts.length) {
        if (!read_fact(ftp_span_take_until(&facts, ','), entry))
            return LISTING_NOT_MINE;
    }
    entry->name = line;
    return line.length ? LISTING_ENTRY : LISTING_NOT_MINE;
}

const struct ftp_listing_dialect listing_eplf = {"eplf", read_eplf};
