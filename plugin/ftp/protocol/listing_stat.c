/* SPDX-License-Identifier: Apache-2.0 */
/* The numbers of stat(2): "0100644   500  101   12345    123456789       name". */
#include "ftp/protocol/listing_dialect.h"

enum { TYPE_BITS = 0170000, DIRECTORY = 0040000, REGULAR = 0100000, LINK = 0120000 };

static bool read_mode(struct ftp_span word, struct ftp_entry *entry)
{
    unsigned mode = 0;
    if (word.length < 6 || word.length > 7 || word.data[0] != '0')
        return false;
    for (size_t i = 0; i < word.length; i++) {
        if (word.data[i] < '0' || word.data[i] > '7')
            return false;
        mode = mode * 8 + (unsigned)(word.data[i] - '0');
    }
    unsigned type = mode & TYPE_BITS;
    entry->type = type == DIRECTORY ? FTP_ENTRY_DIRECTORY
                  : type == REGULAR ? FTP_ENTRY_FILE
                  : type == LINK    ? FTP_ENTRY_LINK
                                    : FTP_ENTRY_OTHER;
    entry->mode = mode & 07777;
    entry->mode_known = true;
    return true;
}

static enum listing_line read_stat(
    struct listing_context *context, struct ftp_span line, struct ftp_entry *entry)
{
    (void)context;
    struct ftp_span mode, size, seconds;
    uint64_t time, number;
    if (!ftp_span_take_word(&line, &mode) || !read_mode(mode, entry) ||
        !ftp_span_take_word(&line, &entry->owner) || !ftp_span_number(entry->owner, &number) ||
        !ftp_span_take_word(&line, &entry->group) || !ftp_span_number(entry->group, &number) ||
        !ftp_span_take_word(&line, &size) || !ftp_span_number(size, &entry->size) ||
        !ftp_span_take_word(&line, &seconds) || !ftp_span_number(seconds, &time) ||
        time > INT64_MAX || !ftp_span_take_blanks(&line) || !line.length)
        return LISTING_NOT_MINE;
    entry->size_known = true;
    entry->modified = (struct ftp_time){
        .seconds = (int64_t)time, .precision = FTP_TIME_SECOND, .zone = FTP_ZONE_UTC};
    entry->name = line;
    return LISTING_ENTRY;
}

const struct ftp_listing_dialect listing_stat = {"stat", read_stat};
