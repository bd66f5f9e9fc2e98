/* SPDX-License-Identifier: Apache-2.0 */
/* z/VM CMS: "NAME  TYPE  V  65  107  2  2005-10-04 15:28:42  OWNER"; the name is "NAME.TYPE". */
#include "ftp/protocol/listing_date.h"
#include "ftp/protocol/listing_dialect.h"

static bool take_date(struct ftp_span *cursor, struct ftp_time *ret_time)
{
    unsigned numbers[3], digits[3];
    char separator;
    enum ftp_time_precision precision;
    if (!listing_take_triple(cursor, numbers, digits, &separator))
        return false;
    bool year_first = digits[0] == 4;
    struct ftp_civil civil = {
        .year = listing_year(numbers[year_first ? 0 : 2], digits[year_first ? 0 : 2]),
        .month = numbers[year_first ? 1 : 0],
        .day = numbers[year_first ? 2 : 1]};
    return listing_take_clock(cursor, &civil, &precision) &&
           ftp_time_from_civil(&civil, precision, FTP_ZONE_SERVER_LOCAL, ret_time);
}

/* Only records of fixed length say how many bytes there are. */
static bool read_records(struct ftp_span *cursor, bool fixed, struct ftp_entry *entry)
{
    struct ftp_span length_word, count_word, blocks_word;
    uint64_t length, count, blocks;
    if (!ftp_span_take_word(cursor, &length_word) || !ftp_span_take_word(cursor, &count_word) ||
        !ftp_span_take_word(cursor, &blocks_word))
        return false;
    if (entry->type == FTP_ENTRY_DIRECTORY)
        return ftp_span_is(length_word, "-") && ftp_span_is(count_word, "-");
    if (!ftp_span_number(length_word, &length) || !ftp_span_number(count_word, &count) ||
        !ftp_span_number(blocks_word, &blocks))
        return false;
    entry->size_known = fixed && length && count <= UINT64_MAX / length;
    entry->size = entry->size_known ? length * count : 0;
    return true;
}

static bool join_name(
    struct buffer *scratch, struct ftp_span name, struct ftp_span type, struct ftp_entry *entry)
{
    if (!buffer_add(scratch, name.data, name.length) || !buffer_add_byte(scratch, '.') ||
        !buffer_add(scratch, type.data, type.length))
        return false;
    entry->name = (struct ftp_span){scratch->data, scratch->length};
    return true;
}

static enum listing_line read_zvm(
    struct listing_context *context, struct ftp_span line, struct ftp_entry *entry)
{
    struct ftp_span name, type, format;
    if (!ftp_span_take_word(&line, &name) || !ftp_span_take_word(&line, &type) ||
        !ftp_span_take_word(&line, &format))
        return LISTING_NOT_MINE;
    bool fixed = ftp_span_is(format, "F"), variable = ftp_span_is(format, "V");
    bool directory = ftp_span_is(type, "DIR") && ftp_span_is(format, "-");
    entry->type = directory ? FTP_ENTRY_DIRECTORY : FTP_ENTRY_FILE;
    if ((!fixed && !variable && !directory) || !read_records(&line, fixed, entry) ||
        !take_date(&line, &entry->modified))
        return LISTING_NOT_MINE;
    entry->owner = ftp_span_trim(line);
    entry->name = name;
    return directory || join_name(context->scratch, name, type, entry) ? LISTING_ENTRY
                                                                       : LISTING_NOT_MINE;
}

const struct ftp_listing_dialect listing_zvm = {"zvm", read_zvm};
