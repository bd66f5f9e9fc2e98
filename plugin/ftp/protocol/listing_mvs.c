/* SPDX-License-Identifier: Apache-2.0 */
/* MVS: data sets, members of a partitioned one, load modules, and jobs. */
#include "ftp/protocol/listing_date.h"
#include "ftp/protocol/listing_dialect.h"

enum { NO_TABLE, DATA_SETS, MEMBERS, MODULES, JOBS, WORDS_MAX = 16 };

struct words {
    struct ftp_span word[WORDS_MAX];
    size_t count;
};

static void split(struct ftp_span line, struct words *words)
{
    words->count = 0;
    while (words->count < WORDS_MAX && ftp_span_take_word(&line, &words->word[words->count]))
        words->count++;
}

static bool has(struct ftp_span line, const char *text)
{
    return ftp_span_find(line, text) < line.length;
}

static unsigned table_of_heading(struct ftp_span line)
{
    struct ftp_span text = ftp_span_trim(line);
    if (ftp_span_starts(text, "Volume ") && has(text, "Dsname"))
        return DATA_SETS;
    if (ftp_span_starts(text, "Name ") && has(text, "VV.MM"))
        return MEMBERS;
    if (ftp_span_starts(text, "Name ") && has(text, "TTR"))
        return MODULES;
    return ftp_span_starts(text, "JOBNAME ") && has(text, "JOBID") ? JOBS : NO_TABLE;
}

/* "2004/03/04" and, of members, a clock in the word after. */
static bool read_date(struct ftp_span word, struct ftp_span clock, struct ftp_time *ret_time)
{
    unsigned numbers[3], digits[3];
    char separator;
    struct ftp_civil civil;
    enum ftp_time_precision precision = FTP_TIME_DAY;
    if (!listing_take_triple(&word, numbers, digits, &separator) || word.length ||
        separator != '/' || digits[0] != 4)
        return false;
    civil = (struct ftp_civil){.year = (int)numbers[0], .month = numbers[1], .day = numbers[2]};
    listing_take_clock(&clock, &civil, &precision);
    return ftp_time_from_civil(&civil, precision, FTP_ZONE_SERVER_LOCAL, ret_time);
}

static bool read_organisation(struct ftp_span word, struct ftp_entry *entry)
{
    static const char *const files[] = {
        "PS", "PS-E", "PS-L", "PSU", "VS", "VSAM", "DA", "HFS", "GDG"};
    if (ftp_span_starts(word, "PO")) {
        entry->type = FTP_ENTRY_DIRECTORY;
        return true;
    }
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        if (ftp_span_is(word, files[i])) {
            entry->type = FTP_ENTRY_FILE;
            return true;
        }
    }
    return false;
}

static struct ftp_span unquoted(struct ftp_span name)
{
    if (name.length > 2 && name.data[0] == '\'' && name.data[name.length - 1] == '\'')
        return (struct ftp_span){name.data + 1, name.length - 2};
    return name;
}

static bool read_data_set(const struct words *words, struct ftp_span line, struct ftp_entry *entry)
{
    (void)line;
    enum { FEWEST = 7 };
    struct ftp_span none = {NULL, 0};
    if (words->count < FEWEST)
        return false;
    if (!read_date(words->word[2], none, &entry->modified) &&
        !ftp_span_is(words->word[2], "**NONE**"))
        return false;
    entry->name = unquoted(words->word[words->count - 1]);
    return read_organisation(words->word[words->count - 2], entry);
}

/* Data sets that are not at hand have a name only. */
static bool read_absent_data_set(
    const struct words *words, struct ftp_span line, struct ftp_entry *entry)
{
    if (words->count < 2)
        return false;
    bool directory = ftp_span_starts_nocase(line, "Pseudo Directory ");
    bool first = words->count == 2 && (ftp_span_is_nocase(words->word[0], "Migrated") ||
                                          ftp_span_is_nocase(words->word[0], "MIGRAT") ||
                                          ftp_span_is_nocase(words->word[0], "ARCIVE"));
    bool third = words->count == 4 && ftp_span_is(words->word[2], "VSAM");
    bool tape = words->count == 3 && ftp_span_is_nocase(words->word[1], "Tape");
    if (words->count == 6 && ftp_span_starts_nocase(line, "ARCIVE "))
        line = ftp_span_trim(ftp_span_after(line, sizeof "ARCIVE " - 1));
    bool elsewhere = ftp_span_starts_nocase(line, "Not Mounted ") ||
                     ftp_span_starts_nocase(line, "Not Direct Access Device ") ||
                     ftp_span_starts_nocase(line, "Error determining attributes ");
    entry->type = directory ? FTP_ENTRY_DIRECTORY : FTP_ENTRY_FILE;
    entry->name = unquoted(words->word[words->count - 1]);
    return directory || first || third || tape || elsewhere;
}

/* name, VV.MM, created, changed with its clock, then counts of records. */
static bool read_member(const struct words *words, struct ftp_span line, struct ftp_entry *entry)
{
    (void)line;
    struct ftp_span version;
    struct ftp_time created;
    struct ftp_span none = {NULL, 0};
    unsigned number;
    if (words->count < 5)
        return false;
    version = words->word[1];
    if (!ftp_span_take_digits(&version, 2, &number) || !ftp_span_take_char(&version, '.') ||
        !ftp_span_take_digits(&version, 2, &number) || version.length ||
        !read_date(words->word[2], none, &created) ||
        !read_date(words->word[3], words->word[4], &entry->modified))
        return false;
    entry->type = FTP_ENTRY_FILE;
    entry->name = words->word[0];
    return true;
}

static bool is_hexadecimal(struct ftp_span word, size_t length)
{
    for (size_t i = 0; i < word.length; i++) {
        char byte = word.data[i];
        if (!(byte >= '0' && byte <= '9') && !(byte >= 'A' && byte <= 'F'))
            return false;
    }
    return word.length == length;
}

static bool read_module(const struct words *words, struct ftp_span line, struct ftp_entry *entry)
{
    (void)line;
    if (words->count < 4 || words->word[0].length > 8 ||
        (!is_hexadecimal(words->word[1], 6) && !is_hexadecimal(words->word[1], 8)) ||
        !is_hexadecimal(words->word[2], 6))
        return false;
    entry->type = FTP_ENTRY_FILE;
    entry->name = words->word[0];
    return true;
}

static bool read_job(const struct words *words, struct ftp_span line, struct ftp_entry *entry)
{
    (void)line;
    static const char *const states[] = {"INPUT", "OUTPUT", "ACTIVE", "HELD"};
    uint64_t number;
    if (words->count < 3 || !ftp_span_starts(words->word[1], "J") ||
        !(ftp_span_number(ftp_span_after(words->word[1], 3), &number) ||
            ftp_span_number(ftp_span_after(words->word[1], 1), &number)))
        return false;
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        bool third = ftp_span_is(words->word[2], states[i]);
        if (third || (words->count > 3 && ftp_span_is(words->word[3], states[i]))) {
            entry->type = FTP_ENTRY_FILE;
            entry->name = words->word[1];
            entry->owner = third ? words->word[0] : words->word[2];
            return true;
        }
    }
    return false;
}

static bool (*const readers[])(
    const struct words *words, struct ftp_span line, struct ftp_entry *entry) = {
    read_data_set, read_absent_data_set, read_member, read_module, read_job};

static enum listing_line read_mvs(
    struct listing_context *context, struct ftp_span line, struct ftp_entry *entry)
{
    struct words words;
    unsigned table = table_of_heading(line);
    if (table) {
        context->columns = table;
        return LISTING_SKIP;
    }
    split(line, &words);
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        struct ftp_entry tried = {.type = FTP_ENTRY_UNKNOWN};
        if (readers[i](&words, ftp_span_trim(line), &tried)) {
            *entry = tried;
            return LISTING_ENTRY;
        }
    }
    /* Members without statistics are a name and nothing else: only a heading tells them. */
    if ((context->columns != MEMBERS && context->columns != MODULES) || words.count != 1)
        return LISTING_NOT_MINE;
    entry->name = words.word[0];
    entry->type = FTP_ENTRY_FILE;
    return LISTING_ENTRY;
}

const struct ftp_listing_dialect listing_mvs = {"mvs", read_mvs};
