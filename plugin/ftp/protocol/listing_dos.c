/* SPDX-License-Identifier: Apache-2.0 */
/* DIR of DOS and Windows, as IIS gives it: date, clock, "<DIR>" or a size, the name. */
#include "ftp/protocol/listing_columns.h"
#include "ftp/protocol/listing_date.h"
#include "ftp/protocol/listing_dialect.h"

/* US order, unless the first number can't be a month, a '.' says German, or a year goes first. */
static bool order_date(
    const unsigned numbers[3], const unsigned digits[3], char separator, struct ftp_civil *civil)
{
    bool year_first = digits[0] == 4;
    bool day_first = !year_first && (separator == '.' || numbers[0] > 12);
    if (digits[1] > 2)
        return false;
    civil->year = listing_year(numbers[year_first ? 0 : 2], digits[year_first ? 0 : 2]);
    civil->month = numbers[year_first || day_first ? 1 : 0];
    civil->day = numbers[year_first ? 2 : day_first ? 0 : 1];
    return true;
}

/* 12 AM is midnight, 12 PM noon. A clock that is past 12 already stays as it is. */
static bool take_half(struct ftp_span *cursor, struct ftp_civil *civil)
{
    struct ftp_span rest = *cursor;
    ftp_span_take_blanks(&rest);
    bool afternoon =
        ftp_span_take_text_nocase(&rest, "PM") || ftp_span_take_text_nocase(&rest, "P");
    bool morning = !afternoon && (ftp_span_take_text_nocase(&rest, "AM") ||
                                     ftp_span_take_text_nocase(&rest, "A"));
    if ((!afternoon && !morning) || (rest.length && rest.data[0] != ' ' && rest.data[0] != '\t'))
        return false;
    if (afternoon && civil->hour < 12)
        civil->hour += 12;
    if (morning && civil->hour == 12)
        civil->hour = 0;
    *cursor = rest;
    return true;
}

static bool take_date(struct ftp_span *cursor, struct ftp_time *ret_time)
{
    unsigned numbers[3], digits[3];
    char separator;
    struct ftp_civil civil = {.year = 0};
    enum ftp_time_precision precision;
    if (!listing_take_triple(cursor, numbers, digits, &separator) ||
        !order_date(numbers, digits, separator, &civil) || !ftp_span_take_blanks(cursor) ||
        !listing_take_clock(cursor, &civil, &precision))
        return false;
    take_half(cursor, &civil);
    return ftp_span_take_blanks(cursor) &&
           ftp_time_from_civil(&civil, precision, FTP_ZONE_SERVER_LOCAL, ret_time);
}

static bool read_kind(struct ftp_span word, struct ftp_entry *entry)
{
    if (ftp_span_is_nocase(word, "<DIR>") || ftp_span_is_nocase(word, "<JUNCTION>")) {
        entry->type = FTP_ENTRY_DIRECTORY;
        return true;
    }
    if (ftp_span_is_nocase(word, "<SYMLINK>") || ftp_span_is_nocase(word, "<SYMLINKD>")) {
        entry->type = FTP_ENTRY_LINK;
        return true;
    }
    entry->type = FTP_ENTRY_FILE;
    entry->size_known = listing_read_grouped_number(word, &entry->size);
    return entry->size_known;
}

/* "name [target]" after <SYMLINK>, <SYMLINKD> and <JUNCTION>. */
static void split_target(struct ftp_entry *entry)
{
    struct ftp_span name = entry->name;
    size_t at = ftp_span_find(name, " [");
    if (at == name.length || name.data[name.length - 1] != ']')
        return;
    entry->target = (struct ftp_span){name.data + at + 2, name.length - at - 3};
    entry->name = ftp_span_first(name, at);
}

/* What DIR prints around the entries. */
static bool is_frame(struct ftp_span line)
{
    struct ftp_span first, second;
    uint64_t number;
    line = ftp_span_trim(line);
    if (ftp_span_starts_nocase(line, "Volume in drive ") ||
        ftp_span_starts_nocase(line, "Volume Serial Number is ") ||
        ftp_span_starts_nocase(line, "Directory of "))
        return true;
    return ftp_span_take_word(&line, &first) && listing_read_grouped_number(first, &number) &&
           ftp_span_take_word(&line, &second) &&
           (ftp_span_is_nocase(second, "files") || ftp_span_is_nocase(second, "file") ||
               ftp_span_starts_nocase(second, "File(s)") ||
               ftp_span_starts_nocase(second, "Dir(s)") ||
               ftp_span_is_nocase(second, "directories") ||
               ftp_span_is_nocase(second, "directory"));
}

static enum listing_line read_dos(
    struct listing_context *context, struct ftp_span line, struct ftp_entry *entry)
{
    struct ftp_span word;
    (void)context;
    if (is_frame(line))
        return LISTING_SKIP;
    if (!take_date(&line, &entry->modified) || !ftp_span_take_word(&line, &word) ||
        !read_kind(word, entry))
        return LISTING_NOT_MINE;
    /* The columns are padded to several widths: blanks before the name cannot be its own. */
    if (!ftp_span_take_blanks(&line) || !line.length)
        return LISTING_NOT_MINE;
    entry->name = line;
    if (ftp_span_starts_nocase(word, "<SYMLINK") || ftp_span_starts_nocase(word, "<JUNCTION"))
        split_target(entry);
    return LISTING_ENTRY;
}

const struct ftp_listing_dialect listing_dos = {"dos", read_dos};
