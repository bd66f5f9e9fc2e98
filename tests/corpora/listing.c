/* SPDX-License-Identifier: Apache-2.0 */
/* Compares what the listing parser makes of recorded lines and documents with what is expected. */
#include "corpora/corpus.h"
#include "corpora/listing_time.h"

#include <stdlib.h>
#include <string.h>

#include "ftp/protocol/listing.h"

enum { RAW_MAX = 16 * 1024 * 1024 };

struct comparison {
    json_t *record, *expect;
    size_t seen;
    struct buffer mismatch; /* empty: all the same so far */
    const char *waiver;     /* what is the same by our rules, not by those of the source */
    int64_t now;
};

static struct ftp_span member(json_t *object, const char *key)
{
    json_t *value = json_object_get(object, key);
    return (struct ftp_span){json_string_value(value), json_string_length(value)};
}

static bool same(struct ftp_span left, struct ftp_span right)
{
    return left.length == right.length &&
           (!left.length || memcmp(left.data, right.data, left.length) == 0);
}

static void differ(
    struct comparison *comparison, const char *key, json_t *wanted, struct ftp_span found)
{
    char *text = json_dumps(wanted, JSON_ENCODE_ANY);
    if (!comparison->mismatch.length)
        buffer_printf(&comparison->mismatch, "entry %zu: %s is \"%.*s\", expected %s",
            comparison->seen, key, (int)found.length, found.data ? found.data : "",
            text ? text : "?");
    free(text);
}

static void compare_text(
    struct comparison *comparison, json_t *wanted, const char *key, struct ftp_span found)
{
    json_t *value = json_object_get(wanted, key);
    if (value && !same(member(wanted, key), found))
        differ(comparison, key, value, found);
}

static void compare_name(
    struct comparison *comparison, json_t *wanted, const struct ftp_entry *entry)
{
    struct buffer name;
    if (!json_object_get(wanted, "name") && !json_object_get(wanted, "name_b64"))
        return;
    buffer_init(&name, RAW_MAX);
    if (!corpus_bytes(wanted, "name", &name) ||
        !same((struct ftp_span){name.data, name.length}, entry->name))
        differ(comparison, "name", json_object_get(wanted, "name"), entry->name);
    buffer_done(&name);
}

static const char *type_name(enum ftp_entry_type type)
{
    switch (type) {
    case FTP_ENTRY_FILE:
        return "file";
    case FTP_ENTRY_DIRECTORY:
        return "dir";
    case FTP_ENTRY_LINK:
        return "link";
    case FTP_ENTRY_OTHER:
    case FTP_ENTRY_UNKNOWN:
        break;
    }
    return "other";
}

/* Whatever is neither file, directory nor link has many names there, and one here. */
static void compare_type(
    struct comparison *comparison, json_t *wanted, const struct ftp_entry *entry)
{
    const char *type = corpus_text(wanted, "type");
    const char *found = type_name(entry->type);
    if (!type)
        return;
    bool plain = !strcmp(type, "file") || !strcmp(type, "dir") || !strcmp(type, "link");
    if (strcmp(plain ? type : "other", found) != 0)
        differ(comparison, "type", json_object_get(wanted, "type"), ftp_span_of(found));
}

static bool size_agrees(json_t *size, const struct ftp_entry *entry)
{
    if (!entry->size_known)
        return json_is_null(size);
    if (json_is_real(size)) /* past 2^63-1 */
        return json_real_value(size) == (double)entry->size;
    return json_is_integer(size) && (uint64_t)json_integer_value(size) == entry->size;
}

static void compare_size(
    struct comparison *comparison, json_t *wanted, const struct ftp_entry *entry)
{
    char found[32] = "unknown";
    json_t *size = json_object_get(wanted, "size");
    if (entry->size_known)
        snprintf(found, sizeof found, "%ju", (uintmax_t)entry->size);
    /* Some of the sources write 0 for what has no size at all. */
    if (size && !entry->size_known && json_is_integer(size) && !json_integer_value(size) &&
        entry->type != FTP_ENTRY_FILE)
        comparison->waiver = "the source writes 0 for no size";
    else if (size && !size_agrees(size, entry))
        differ(comparison, "size", size, ftp_span_of(found));
}

/* Three octal digits don't speak of setuid. A source's default where the line has no mode is its
 * own. */
static void compare_mode(
    struct comparison *comparison, json_t *wanted, const struct ftp_entry *entry)
{
    const char *text = corpus_text(wanted, "mode_octal");
    if (!text || (!entry->mode_known && corpus_text(comparison->record, "raw") &&
                     !strstr(corpus_text(comparison->record, "raw"), "mode=")))
        return;
    char found[16] = "unknown";
    if (entry->mode_known)
        snprintf(found, sizeof found, "%o", strlen(text) <= 3 ? entry->mode & 0777 : entry->mode);
    if (!entry->mode_known || strtoul(text, NULL, 8) != strtoul(found, NULL, 8))
        differ(comparison, "mode", json_object_get(wanted, "mode_octal"), ftp_span_of(found));
}

static void compare_time(
    struct comparison *comparison, json_t *wanted, const struct ftp_entry *entry)
{
    char found[FTP_TIME_TEXT_SIZE] = "unknown";
    json_t *time = json_object_get(wanted, "time");
    enum listing_time_verdict verdict =
        time ? listing_time_compare(json_string_value(time), &entry->modified, comparison->now)
             : LISTING_TIME_SAME;
    if (verdict == LISTING_TIME_OTHER) {
        ftp_time_format_iso(&entry->modified, found);
        differ(comparison, "time", time, ftp_span_of(found));
    } else if (verdict == LISTING_TIME_OTHER_RULE) {
        comparison->waiver = "the source guesses the year by another rule";
    }
}

static bool compare(void *user, const struct ftp_entry *entry)
{
    struct comparison *comparison = user;
    json_t *wanted = json_array_get(comparison->expect, comparison->seen);
    if (wanted) {
        compare_name(comparison, wanted, entry);
        compare_type(comparison, wanted, entry);
        compare_size(comparison, wanted, entry);
        compare_time(comparison, wanted, entry);
        compare_mode(comparison, wanted, entry);
        compare_text(comparison, wanted, "target", entry->target);
        compare_text(comparison, wanted, "owner", entry->owner);
        compare_text(comparison, wanted, "group", entry->group);
    }
    comparison->seen++;
    return true;
}

static bool is_verdict(json_t *record, const char *verdict)
{
    const char *found = corpus_text(record, "verdict");
    return found && strcmp(found, verdict) == 0;
}

static void judge_ok(struct comparison *comparison, const struct ftp_listing_parser *parser,
    struct corpus_tally *tally)
{
    json_t *record = comparison->record;
    size_t wanted = json_array_size(comparison->expect);
    if (comparison->expect && comparison->seen != wanted)
        corpus_fail(tally, record, "%zu entries, expected %zu%s%s", comparison->seen, wanted,
            parser->unreadable ? "; not understood: " : "", buffer_text(&parser->first_unreadable));
    else if (comparison->mismatch.length)
        corpus_fail(tally, record, "%s", buffer_text(&comparison->mismatch));
    else if (!comparison->expect && !comparison->seen)
        corpus_fail(tally, record, "must parse: %s", buffer_text(&parser->first_unreadable));
    else if (comparison->waiver)
        corpus_waive(tally, record, comparison->waiver);
    else
        corpus_pass(tally);
}

static void judge_reject(const struct comparison *comparison,
    const struct ftp_listing_parser *parser, struct corpus_tally *tally)
{
    json_t *record = comparison->record;
    const char *scope = corpus_text(record, "scope");
    const char *dialect = corpus_text(record, "dialect");
    bool elsewhere = scope && !strcmp(scope, "dialect-parser") && dialect && parser->dialect_name &&
                     strcmp(dialect, parser->dialect_name) != 0;
    if (!parser->entries || elsewhere)
        corpus_pass(tally);
    else
        corpus_fail(tally, record, "became an entry of dialect %s", parser->dialect_name);
}

static void judge_parsed(struct comparison *comparison, const struct ftp_listing_parser *parser,
    struct corpus_tally *tally)
{
    json_t *record = comparison->record;
    if (is_verdict(record, "ok"))
        judge_ok(comparison, parser, tally);
    else if (is_verdict(record, "reject"))
        judge_reject(comparison, parser, tally);
    else if (is_verdict(record, "ignore") && (parser->entries || parser->unreadable))
        corpus_fail(tally, record, "not ignored: %ju entries, %ju lines not understood",
            (uintmax_t)parser->entries, (uintmax_t)parser->unreadable);
    else
        corpus_pass(tally);
}

static const char *reason_to_skip(json_t *record)
{
    if (is_verdict(record, "known-wrong"))
        return "its own authors call it wrong";
    if (corpus_notes(record, "not a requirement"))
        return "one library's opinion, says its note";
    if (is_verdict(record, "reject") && corpus_notes(record, "unsupported by this library"))
        return "refused there only for want of the dialect";
    return NULL;
}

static void judge(json_t *record, struct corpus_tally *tally)
{
    const char *why = reason_to_skip(record);
    if (why) {
        corpus_waive(tally, record, why);
        return;
    }
    struct ftp_listing_parser parser;
    struct comparison comparison = {.record = record, .expect = json_object_get(record, "expect")};
    struct buffer raw;
    buffer_init(&raw, RAW_MAX);
    buffer_init(&comparison.mismatch, 4096);
    comparison.now = listing_time_now(corpus_text(record, "now"));
    ftp_listing_init(&parser, FTP_LISTING_LIST, comparison.now);
    /* A line by itself may be about "." to show something else; documents leave it out. */
    const char *unit = corpus_text(record, "unit");
    parser.keep_self = unit && !strcmp(unit, "line") && json_array_size(comparison.expect);
    if (corpus_bytes(record, "raw", &raw)) {
        ftp_listing_feed(&parser, buffer_text(&raw), raw.length, compare, &comparison);
        ftp_listing_finish(&parser, compare, &comparison);
        judge_parsed(&comparison, &parser, tally);
    } else {
        corpus_fail(tally, record, "has neither raw nor raw_b64");
    }
    ftp_listing_done(&parser);
    buffer_done(&comparison.mismatch);
    buffer_done(&raw);
}

bool corpus_listing(const char *path, struct corpus_tally *tally)
{
    return corpus_each_record(path, judge, tally);
}
