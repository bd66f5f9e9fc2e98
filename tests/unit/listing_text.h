/* SPDX-License-Identifier: Apache-2.0 */
/* One line of text for each entry of a listing, so that tests are tables:
 * "f 12 2009-12-02T10:20 name", "d - - name", "l 7 ... name -> target"; '!' before a hostile name.
 */
#ifndef HAWSER_TESTS_UNIT_LISTING_TEXT_H
#define HAWSER_TESTS_UNIT_LISTING_TEXT_H

#include <stdio.h>
#include <string.h>

#include "ftp/protocol/listing.h"
#include "unit/suite.h"

/* 2017-03-10T23:00:00 */
#define LISTING_NOW INT64_C(1489186800)

static inline void listing_time_text(const struct ftp_time *time, char *out, size_t size)
{
    static const size_t lengths[] = {0, 10, 16, 19, 23};
    char iso[FTP_TIME_TEXT_SIZE] = "-";
    ftp_time_format_iso(time, iso);
    if (time->precision == FTP_TIME_UNKNOWN)
        snprintf(out, size, "-");
    else
        snprintf(out, size, "%.*s%s%s", (int)lengths[time->precision], iso,
            time->zone == FTP_ZONE_UTC ? "Z" : "", time->year_guessed ? "?" : "");
}

static inline bool listing_add_text(void *user, const struct ftp_entry *entry)
{
    struct buffer *out = user;
    char time[48], size[32] = "-";
    listing_time_text(&entry->modified, time, sizeof time);
    if (entry->size_known)
        snprintf(size, sizeof size, "%ju", (uintmax_t)entry->size);
    buffer_printf(out, "%s%c %s %s %s%.*s", out->length ? "\n" : "", "?fdlo"[entry->type], size,
        time, entry -> hostile ? "!" : "", (int)entry->name.length, entry->name.data);
    if (entry->target.length)
        buffer_printf(out, " -> %.*s", (int)entry->target.length, entry->target.data);
    return true;
}

struct listing_case {
    const char *bytes;
    const char *entries;
    unsigned unreadable;
};

static inline void listing_check(enum ftp_listing_kind kind, const struct listing_case *wanted)
{
    struct ftp_listing_parser parser;
    struct buffer found;
    buffer_init(&found, 4096);
    ftp_listing_init(&parser, kind, LISTING_NOW);
    ftp_listing_feed(&parser, wanted->bytes, strlen(wanted->bytes), listing_add_text, &found);
    CU_ASSERT_EQUAL(ftp_listing_finish(&parser, listing_add_text, &found), FTP_LISTING_OK);
    if (strcmp(buffer_text(&found), wanted->entries) != 0 ||
        parser.unreadable != wanted->unreadable)
        printf("\n  %s\n    gives    %s\n    expected %s\n", wanted->bytes, buffer_text(&found),
            wanted->entries);
    CU_ASSERT_STRING_EQUAL(buffer_text(&found), wanted->entries);
    CU_ASSERT_EQUAL(parser.unreadable, wanted->unreadable);
    ftp_listing_done(&parser);
    buffer_done(&found);
}

#define LISTING_CHECK_ALL(kind, cases)                                                             \
    for (size_t i = 0; i < sizeof(cases) / sizeof((cases)[0]); i++)                                \
    listing_check(kind, &(cases)[i])

#endif
