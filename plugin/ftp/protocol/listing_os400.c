/* SPDX-License-Identifier: Apache-2.0 */
/* IBM i: "QSYS  77824 04/03/24 14:06:34 *DIR  name/", members without size and date. */
#include "ftp/protocol/listing_columns.h"
#include "ftp/protocol/listing_date.h"
#include "ftp/protocol/listing_dialect.h"

/* The job's date format decides: yy/mm/dd unless that is no date, then mm/dd/yy; dd.mm.yy. */
static bool read_date(const unsigned numbers[3], const unsigned digits[3], char separator,
    struct ftp_civil civil, enum ftp_time_precision precision, struct ftp_time *ret_time)
{
    static const unsigned char orders[3][3] = {{0, 1, 2}, {2, 0, 1}, {2, 1, 0}};
    for (size_t i = separator == '.' ? 2 : 0; i < 3; i++) {
        const unsigned char *order = orders[i];
        civil.year = listing_year(numbers[order[0]], digits[order[0]]);
        civil.month = numbers[order[1]];
        civil.day = numbers[order[2]];
        if (ftp_time_from_civil(&civil, precision, FTP_ZONE_SERVER_LOCAL, ret_time))
            return true;
    }
    return false;
}

static bool take_date(struct ftp_span *cursor, struct ftp_time *ret_time)
{
    unsigned numbers[3], digits[3];
    char separator;
    struct ftp_civil civil = {.year = 0};
    enum ftp_time_precision precision;
    return listing_take_triple(cursor, numbers, digits, &separator) &&
           ftp_span_take_blanks(cursor) && listing_take_clock(cursor, &civil, &precision) &&
           read_date(numbers, digits, separator, civil, precision, ret_time);
}

/* A *FILE holds members, unless it is a save file. */
static enum ftp_entry_type type_of(struct ftp_span word, struct ftp_span name)
{
    static const char *const directories[] = {"*DIR", "*DDIR", "*LIB", "*FLR"};
    static const char *const files[] = {"*STMF", "*DSTMF", "*MEM", "*DOC", "*SAVF"};
    for (size_t i = 0; i < sizeof directories / sizeof directories[0]; i++) {
        if (ftp_span_is_nocase(word, directories[i]))
            return FTP_ENTRY_DIRECTORY;
    }
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (ftp_span_is_nocase(word, files[i]))
            return FTP_ENTRY_FILE;
    }
    if (ftp_span_is_nocase(word, "*SYMLNK"))
        return FTP_ENTRY_LINK;
    if (!ftp_span_is_nocase(word, "*FILE"))
        return FTP_ENTRY_OTHER;
    return ftp_span_ends_nocase(name, ".SAVF") ? FTP_ENTRY_FILE : FTP_ENTRY_DIRECTORY;
}

static enum listing_line read_os400(
    struct listing_context *context, struct ftp_span line, struct ftp_entry *entry)
{
    (void)context;
    struct ftp_span word;
    if (!ftp_span_take_word(&line, &entry->owner))
        return LISTING_NOT_MINE;
    struct ftp_span rest = line;
    if (ftp_span_take_word(&rest, &word) && listing_read_grouped_number(word, &entry->size)) {
        if (!take_date(&rest, &entry->modified))
            return LISTING_NOT_MINE;
        entry->size_known = true;
        line = rest;
    }
    if (!ftp_span_take_word(&line, &word) || word.data[0] != '*' || word.length < 4)
        return LISTING_NOT_MINE;
    entry->name = ftp_span_trim(line);
    if (!entry->name.length)
        return entry->size_known ? LISTING_SKIP : LISTING_NOT_MINE;
    if (entry->name.data[entry->name.length - 1] == '/')
        entry->name.length--;
    entry->type = type_of(word, entry->name);
    return LISTING_ENTRY;
}

const struct ftp_listing_dialect listing_os400 = {"os400", read_os400};
