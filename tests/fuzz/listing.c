/* SPDX-License-Identifier: Apache-2.0 */
/* Listings: the same entries however the bytes arrive, every line accounted for, and no name passed
 * off as harmless that is not. */
#include "ftp/protocol/listing.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "ftp/protocol/limits.h"
#include "fuzz/ftp_targets.h"

enum { LOG_MAX = 64 * 1024 * 1024, NOW = 1700000000 };

/* What a caller may set, so that limits are reached with little. */
struct setting {
    size_t line_max;
    uint64_t entries_max, lines_max;
    bool keep_self;
};

static const struct setting settings[] = {
    {FTP_LISTING_LINE_MAX, FTP_LISTING_ENTRIES_MAX, 2 * (uint64_t)FTP_LISTING_ENTRIES_MAX, false},
    {60, 3, 8, true},
};

enum { SETTINGS = sizeof settings / sizeof settings[0] };

struct seen {
    struct buffer log;
    uint64_t entries;
    bool keep_self;
};

static void note_span(struct buffer *log, const char *label, struct ftp_span span)
{
    FUZZ_CHECK(span.length <= 2 * FTP_LISTING_LINE_MAX + 1);
    FUZZ_CHECK(buffer_printf(log, " %s=", label));
    FUZZ_CHECK(!span.length || buffer_add(log, span.data, span.length));
}

static void check_name(const struct ftp_entry *entry)
{
    bool dots = ftp_span_is(entry->name, ".") || ftp_span_is(entry->name, "..");
    bool slash = ftp_span_find(entry->name, "/") < entry->name.length;
    bool control = ftp_span_has_control(entry->name);
    FUZZ_CHECK(entry->hostile == (dots || slash || control || !entry->name.length));
    FUZZ_CHECK(!dots || entry->is_self_or_parent);
}

static void note_time(struct buffer *log, const struct ftp_time *time)
{
    char text[FTP_TIME_TEXT_SIZE] = "";
    if (time->precision == FTP_TIME_UNKNOWN)
        return;
    FUZZ_CHECK(time->milliseconds <= 999);
    ftp_time_format(time, text);
    FUZZ_CHECK(buffer_printf(log, " time=%" PRId64 ".%u %d %d %d %s", time->seconds,
        time->milliseconds, time->precision, time->zone, time->year_guessed, text));
}

static bool note(void *user, const struct ftp_entry *entry)
{
    struct seen *seen = user;
    seen->entries++;
    check_name(entry);
    FUZZ_CHECK(seen->keep_self || !entry->is_self_or_parent);
    FUZZ_CHECK(entry->mode <= 07777);
    note_span(&seen->log, "name", entry->name);
    note_span(&seen->log, "target", entry->target);
    note_span(&seen->log, "permissions", entry->permissions);
    note_span(&seen->log, "owner", entry->owner);
    note_span(&seen->log, "group", entry->group);
    note_span(&seen->log, "unique", entry->unique);
    note_time(&seen->log, &entry->modified);
    FUZZ_CHECK(buffer_printf(&seen->log, " type=%d size=%d %" PRIu64 " mode=%d %o\n", entry->type,
        entry->size_known, entry->size_known ? entry->size : 0, entry->mode_known,
        entry->mode_known ? entry->mode : 0));
    return true;
}

static void check_counts(const struct ftp_listing_parser *parser, const struct seen *seen,
    const struct setting *setting, enum ftp_listing_status status)
{
    FUZZ_CHECK(parser->entries == seen->entries && parser->entries <= setting->entries_max);
    FUZZ_CHECK(parser->entries + parser->unreadable <= parser->lines);
    FUZZ_CHECK(parser->first_unreadable.length <= FTP_LISTING_UNREADABLE_MAX);
    FUZZ_CHECK((parser->unreadable > 0) == (parser->first_unreadable.length > 0));
    FUZZ_CHECK(parser->lines <= setting->lines_max || status == FTP_LISTING_TOO_LARGE);
    FUZZ_CHECK(status == FTP_LISTING_OK || status == FTP_LISTING_TOO_LARGE);
}

static void read_all(enum ftp_listing_kind kind, const struct setting *setting, enum fuzz_cut cut,
    const struct ftp_span data, struct seen *seen)
{
    struct ftp_listing_parser parser;
    ftp_listing_init(&parser, kind, NOW);
    parser.line_max = setting->line_max;
    parser.entries_max = setting->entries_max;
    parser.lines_max = setting->lines_max;
    parser.keep_self = setting->keep_self;
    for (size_t at = 0; at < data.length;) {
        size_t length = fuzz_piece(cut, data.data, data.length, at);
        char *piece = fuzz_piece_copy(cut, data.data + at, length);
        ftp_listing_feed(&parser, piece ? piece : data.data + at, length, note, seen);
        free(piece);
        at += length;
    }
    enum ftp_listing_status status = ftp_listing_finish(&parser, note, seen);
    check_counts(&parser, seen, setting, status);
    FUZZ_CHECK(buffer_printf(&seen->log, "%d %" PRIu64 " %" PRIu64 " %" PRIu64 " %s\n", status,
        parser.lines, parser.entries, parser.unreadable,
        parser.dialect_name ? parser.dialect_name : "-"));
    FUZZ_CHECK(buffer_add(
        &seen->log, buffer_text(&parser.first_unreadable), parser.first_unreadable.length));
    ftp_listing_done(&parser);
}

static void read_with(
    enum ftp_listing_kind kind, const struct setting *setting, struct ftp_span data)
{
    struct seen seen[FUZZ_CUTS];
    for (int cut = FUZZ_WHOLE; cut < FUZZ_CUTS; cut++) {
        seen[cut] = (struct seen){.keep_self = setting->keep_self};
        buffer_init(&seen[cut].log, LOG_MAX);
        read_all(kind, setting, (enum fuzz_cut)cut, data, &seen[cut]);
        FUZZ_CHECK(seen[cut].log.length == seen[0].log.length);
        FUZZ_CHECK(memcmp(seen[cut].log.data, seen[0].log.data, seen[0].log.length) == 0);
    }
    for (int cut = FUZZ_WHOLE; cut < FUZZ_CUTS; cut++)
        buffer_done(&seen[cut].log);
}

static void read_kind(enum ftp_listing_kind kind, const char *data, size_t length)
{
    for (size_t i = 0; i < SETTINGS; i++)
        read_with(kind, &settings[i], (struct ftp_span){data, length});
}

void fuzz_list(const char *data, size_t length)
{
    read_kind(FTP_LISTING_LIST, data, length);
}

void fuzz_mlsd(const char *data, size_t length)
{
    read_kind(FTP_LISTING_MLSD, data, length);
}

void fuzz_nlst(const char *data, size_t length)
{
    read_kind(FTP_LISTING_NLST, data, length);
}

static bool is_within(struct ftp_span part, const char *data, size_t length)
{
    return !part.length || (part.data >= data && part.data + part.length <= data + length);
}

void fuzz_mlst(const char *data, size_t length)
{
    struct ftp_entry entry = {.size = NOW};
    if (!ftp_mlst_entry_parse((struct ftp_span){data, length}, &entry)) {
        FUZZ_CHECK(entry.size == NOW && !entry.name.length);
        return;
    }
    FUZZ_CHECK(is_within(entry.name, data, length) && is_within(entry.target, data, length));
    FUZZ_CHECK(is_within(entry.owner, data, length) && is_within(entry.group, data, length));
    FUZZ_CHECK(is_within(entry.permissions, data, length) && is_within(entry.unique, data, length));
    FUZZ_CHECK(entry.mode <= 07777 && entry.modified.milliseconds <= 999);
}
