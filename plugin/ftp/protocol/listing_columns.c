/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/listing_columns.h"

#include "ftp/protocol/listing_date.h"

enum { COLUMNS_MAX = 16 };

typedef bool take_date(struct ftp_span *cursor, int64_t now, struct ftp_time *ret_time);

struct columns {
    struct ftp_span words[COLUMNS_MAX];
    size_t count;
};

bool listing_read_grouped_number(struct ftp_span word, uint64_t *ret_number)
{
    uint64_t number = 0;
    for (size_t i = 0; i < word.length; i++) {
        if (word.data[i] == ',' && i && i + 1 < word.length)
            continue;
        if (word.data[i] < '0' || word.data[i] > '9')
            return false;
        unsigned digit = (unsigned)(word.data[i] - '0');
        if (number > (UINT64_MAX - digit) / 10)
            return false;
        number = number * 10 + digit;
    }
    if (word.length)
        *ret_number = number;
    return word.length;
}

/* Something that stands where a size does: a number of any length or sign, "8,0", "1.5K". */
static bool is_sizelike(struct ftp_span word)
{
    static const char units[] = "BbKkMmGgTtPpEe";
    size_t digits = 0;
    for (size_t i = 0; i < word.length; i++) {
        char byte = word.data[i];
        if (byte >= '0' && byte <= '9')
            digits++;
        else if (byte == '-' && i == 0)
            continue;
        else if (byte != ',' && byte != '.')
            return digits && i + 1 == word.length &&
                   ftp_span_find(ftp_span_of(units), (const char[]){byte, '\0'}) < sizeof units - 1;
    }
    return digits;
}

/* Collects words until a date follows something like a size. */
static bool find_date(struct ftp_span line, int64_t now, take_date *take, struct columns *columns,
    struct ftp_span *ret_after, struct ftp_time *ret_time)
{
    columns->count = 0;
    while (columns->count < COLUMNS_MAX) {
        struct ftp_span after = line;
        if (columns->count && is_sizelike(columns->words[columns->count - 1]) &&
            take(&after, now, ret_time)) {
            *ret_after = after;
            return true;
        }
        if (!ftp_span_take_word(&line, &columns->words[columns->count]))
            return false;
        columns->count++;
    }
    return false;
}

static bool ends_with_comma(struct ftp_span word)
{
    return word.length && word.data[word.length - 1] == ',';
}

/* The size is the last column, unless it is a device's "major, minor". */
static void read_size(struct columns *columns, struct ftp_entry *entry)
{
    struct ftp_span word = columns->words[--columns->count];
    uint64_t size;
    if (columns->count && ends_with_comma(columns->words[columns->count - 1])) {
        columns->count--;
    } else if (entry->type != FTP_ENTRY_OTHER && listing_read_grouped_number(word, &size)) {
        entry->size = size;
        entry->size_known = true;
    }
}

/* The bytes from the start of one word to the end of another: a group's name may hold blanks. */
static struct ftp_span joined(struct ftp_span first, struct ftp_span last)
{
    return (struct ftp_span){first.data, (size_t)(last.data + last.length - first.data)};
}

static void read_owners(const struct columns *columns, struct ftp_entry *entry)
{
    uint64_t links;
    size_t first = columns->count && ftp_span_number(columns->words[0], &links) ? 1 : 0;
    size_t names = columns->count - first;
    if (names >= 1 && (first || names >= 2))
        entry->owner = columns->words[first];
    if (names >= 2)
        entry->group = joined(columns->words[first + 1], columns->words[columns->count - 1]);
}

bool listing_read_ls_columns(struct ftp_span line, int64_t now, struct ftp_entry *entry)
{
    struct columns columns;
    struct ftp_span after;
    struct ftp_time time;
    if (!find_date(line, now, listing_take_ls_date, &columns, &after, &time) &&
        !find_date(line, now, listing_take_numeric_ls_date, &columns, &after, &time))
        return false;
    /* One blank separates: further ones are the name's own. */
    if (!ftp_span_take_char(&after, ' ') && !ftp_span_take_char(&after, '\t'))
        return false;
    if (!after.length)
        return false;
    /* ls -p marks a directory so. */
    if (entry->type == FTP_ENTRY_DIRECTORY && after.length > 1 &&
        after.data[after.length - 1] == '/')
        after.length--;
    read_size(&columns, entry);
    read_owners(&columns, entry);
    entry->modified = time;
    entry->name = after;
    return true;
}

void listing_split_link(struct ftp_entry *entry)
{
    static const char arrow[] = " -> ";
    size_t at = ftp_span_find(entry->name, arrow);
    if (entry->type != FTP_ENTRY_LINK || at == entry->name.length)
        return;
    entry->target = ftp_span_after(entry->name, at + sizeof arrow - 1);
    entry->name = ftp_span_first(entry->name, at);
}
