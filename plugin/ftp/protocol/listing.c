/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/listing.h"

#include <string.h>

#include "ftp/protocol/limits.h"
#include "ftp/protocol/listing_dialect.h"

/* The surest first: a line that fits an early one is not shown to a later one. */
static const struct ftp_listing_dialect *const dialects[] = {
    &listing_mlsx,
    &listing_unix,
    &listing_dos,
    &listing_netware,
    &listing_eplf,
    &listing_vms,
    &listing_os400,
    &listing_mvs,
    &listing_os2,
    &listing_nonstop,
    &listing_zvm,
    &listing_vxworks,
    &listing_vshell,
    &listing_stat,
};

enum { DIALECTS = sizeof dialects / sizeof dialects[0] };

void ftp_listing_init(struct ftp_listing_parser *parser, enum ftp_listing_kind kind, int64_t now)
{
    *parser = (struct ftp_listing_parser){.entries_max = FTP_LISTING_ENTRIES_MAX,
        .lines_max = 2 * (uint64_t)FTP_LISTING_ENTRIES_MAX,
        .line_max = FTP_LISTING_LINE_MAX,
        .kind = kind,
        .now = now};
    buffer_init(&parser->first_unreadable, FTP_LISTING_UNREADABLE_MAX);
    /* Twice a line: one that is held, and the one that completes it. */
    buffer_init(&parser->held, 2 * FTP_LISTING_LINE_MAX + 1);
    buffer_init(&parser->line, FTP_LISTING_LINE_MAX + 1);
    buffer_init(&parser->scratch, FTP_LISTING_LINE_MAX + 1);
}

void ftp_listing_done(struct ftp_listing_parser *parser)
{
    buffer_done(&parser->first_unreadable);
    buffer_done(&parser->held);
    buffer_done(&parser->line);
    buffer_done(&parser->scratch);
}

static void note_unreadable(struct ftp_listing_parser *parser, struct ftp_span line)
{
    if (!parser->unreadable++) {
        struct ftp_span kept = ftp_span_first(line, FTP_LISTING_UNREADABLE_MAX);
        buffer_add(&parser->first_unreadable, kept.data, kept.length);
    }
}

static void judge_name(struct ftp_entry *entry)
{
    bool dots = ftp_span_is(entry->name, ".") || ftp_span_is(entry->name, "..");
    entry->is_self_or_parent = entry->is_self_or_parent || dots;
    entry->hostile = dots || !entry->name.length || ftp_span_has_control(entry->name) ||
                     ftp_span_find(entry->name, "/") < entry->name.length;
}

static enum ftp_listing_status report(struct ftp_listing_parser *parser, struct ftp_entry *entry,
    ftp_listing_callback *callback, void *user)
{
    judge_name(entry);
    if (entry->is_self_or_parent && !parser->keep_self)
        return FTP_LISTING_OK;
    if (parser->entries >= parser->entries_max)
        return FTP_LISTING_TOO_LARGE;
    parser->entries++;
    return callback(user, entry) ? FTP_LISTING_OK : FTP_LISTING_STOPPED;
}

static enum listing_line ask(struct ftp_listing_parser *parser,
    const struct ftp_listing_dialect *dialect, struct ftp_span line, struct ftp_entry *ret_entry)
{
    struct ftp_entry entry = {.type = FTP_ENTRY_UNKNOWN};
    struct listing_context context = {.now = parser->now,
        .scratch = &parser->scratch,
        .columns = dialect == parser->dialect ? parser->columns : 0};
    buffer_clear(&parser->scratch);
    enum listing_line result = dialect->read(&context, line, &entry);
    if (result == LISTING_NOT_MINE)
        return result;
    if (context.columns || result == LISTING_ENTRY || result == LISTING_HOLD) {
        parser->dialect = dialect;
        parser->columns = context.columns;
    }
    if (result == LISTING_ENTRY) {
        parser->dialect_name = dialect->name;
        *ret_entry = entry;
    }
    return result;
}

/* The dialect that read the line before comes first. */
static enum listing_line ask_all(
    struct ftp_listing_parser *parser, struct ftp_span line, struct ftp_entry *ret_entry)
{
    const struct ftp_listing_dialect *latest = parser->dialect;
    enum listing_line result = latest ? ask(parser, latest, line, ret_entry) : LISTING_NOT_MINE;
    for (size_t i = 0; result == LISTING_NOT_MINE && i < DIALECTS; i++) {
        if (dialects[i] != latest)
            result = ask(parser, dialects[i], line, ret_entry);
    }
    return result;
}

static enum ftp_listing_status read_list_line(struct ftp_listing_parser *parser,
    struct ftp_span line, ftp_listing_callback *callback, void *user)
{
    struct ftp_entry entry;
    switch (ask_all(parser, line, &entry)) {
    case LISTING_ENTRY:
        return report(parser, &entry, callback, user);
    case LISTING_HOLD:
        return buffer_add(&parser->held, line.data, line.length) ? FTP_LISTING_OK
                                                                 : FTP_LISTING_NO_MEMORY;
    case LISTING_SKIP:
        return FTP_LISTING_OK;
    case LISTING_NOT_MINE:
        break;
    }
    if (!listing_is_heading(line) && !listing_is_section(line))
        note_unreadable(parser, line);
    return FTP_LISTING_OK;
}

/* A held line and this one may be one record; if they are not, each stands for itself. */
static enum ftp_listing_status read_after_held(struct ftp_listing_parser *parser,
    struct ftp_span line, ftp_listing_callback *callback, void *user)
{
    struct ftp_entry entry;
    size_t first = parser->held.length;
    if (!buffer_add_byte(&parser->held, ' ') || !buffer_add(&parser->held, line.data, line.length))
        return FTP_LISTING_NO_MEMORY;
    struct ftp_span both = {parser->held.data, parser->held.length};
    enum ftp_listing_status status;
    if (ask(parser, parser->dialect, both, &entry) == LISTING_ENTRY) {
        status = report(parser, &entry, callback, user);
        buffer_clear(&parser->held);
    } else {
        note_unreadable(parser, ftp_span_first(both, first));
        buffer_clear(&parser->held);
        status = read_list_line(parser, line, callback, user);
    }
    return status;
}

static enum ftp_listing_status read_mlsd_line(struct ftp_listing_parser *parser,
    struct ftp_span line, ftp_listing_callback *callback, void *user)
{
    struct ftp_entry entry;
    bool read = listing_read_facts(line, &entry);
    if (read)
        parser->dialect_name = listing_mlsx.name;
    if (!read)
        note_unreadable(parser, line);
    return read ? report(parser, &entry, callback, user) : FTP_LISTING_OK;
}

static enum ftp_listing_status read_line(struct ftp_listing_parser *parser, struct ftp_span line,
    ftp_listing_callback *callback, void *user)
{
    while (line.length && line.data[line.length - 1] == '\r')
        line.length--;
    if (!line.length)
        return FTP_LISTING_OK;
    struct ftp_entry named = {.type = FTP_ENTRY_UNKNOWN, .name = line};
    switch (parser->kind) {
    case FTP_LISTING_NLST:
        return report(parser, &named, callback, user);
    case FTP_LISTING_MLSD:
        return read_mlsd_line(parser, line, callback, user);
    case FTP_LISTING_LIST:
        break;
    }
    return parser->held.length ? read_after_held(parser, line, callback, user)
                               : read_list_line(parser, line, callback, user);
}

static enum ftp_listing_status end_line(struct ftp_listing_parser *parser, struct ftp_span line,
    ftp_listing_callback *callback, void *user)
{
    enum ftp_listing_status status = FTP_LISTING_OK;
    if (parser->lines++ >= parser->lines_max)
        status = FTP_LISTING_TOO_LARGE;
    else if (parser->line_cut)
        note_unreadable(parser, line);
    else
        status = read_line(parser, line, callback, user);
    parser->line_cut = false;
    parser->dropped = 0;
    buffer_clear(&parser->line);
    return status;
}

static size_t longest_line(const struct ftp_listing_parser *parser)
{
    return parser->line_max < parser->line.limit ? parser->line_max : parser->line.limit;
}

static struct ftp_span kept_line(const struct ftp_listing_parser *parser)
{
    return (struct ftp_span){buffer_text(&parser->line), parser->line.length};
}

/* Past the longest line the rest is dropped, up to the line end, and the line is unreadable; but not for ever. */
static enum ftp_listing_status keep(struct ftp_listing_parser *parser, struct ftp_span piece)
{
    size_t most = longest_line(parser);
    size_t room = most > parser->line.length ? most - parser->line.length : 0;
    if (piece.length > room) {
        parser->line_cut = true;
        parser->dropped += piece.length - room;
    }
    if (parser->dropped > FTP_LISTING_DROPPED_MAX)
        return FTP_LISTING_TOO_LARGE;
    piece = ftp_span_first(piece, room);
    return buffer_add(&parser->line, piece.data, piece.length) ? FTP_LISTING_OK
                                                               : FTP_LISTING_NO_MEMORY;
}

enum ftp_listing_status ftp_listing_feed(struct ftp_listing_parser *parser, const char *bytes,
    size_t length, ftp_listing_callback *callback, void *user)
{
    struct ftp_span rest = {bytes, length};
    while (rest.length && parser->status == FTP_LISTING_OK) {
        size_t before = rest.length;
        struct ftp_span piece = ftp_span_take_until(&rest, '\n');
        bool ended = piece.length < before - rest.length;
        bool whole = ended && !parser->line.length && !parser->line_cut &&
                     piece.length <= longest_line(parser);
        if (whole) { /* as nearly all are: read where it lies */
            parser->status = end_line(parser, piece, callback, user);
            continue;
        }
        parser->status = keep(parser, piece);
        if (ended && parser->status == FTP_LISTING_OK)
            parser->status = end_line(parser, kept_line(parser), callback, user);
    }
    return parser->status;
}

enum ftp_listing_status ftp_listing_finish(
    struct ftp_listing_parser *parser, ftp_listing_callback *callback, void *user)
{
    if (parser->status == FTP_LISTING_OK && (parser->line.length || parser->line_cut))
        parser->status = end_line(parser, kept_line(parser), callback, user);
    if (parser->status == FTP_LISTING_OK && parser->held.length)
        note_unreadable(parser, (struct ftp_span){parser->held.data, parser->held.length});
    buffer_clear(&parser->held);
    return parser->status;
}
