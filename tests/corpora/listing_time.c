/* SPDX-License-Identifier: Apache-2.0 */
#include "corpora/listing_time.h"

#include <stdlib.h>

enum { DAY = 24 * 60 * 60 };

struct wanted {
    struct ftp_civil civil;
    unsigned milliseconds;
    bool year, clock, seconds, fraction, utc;
};

static bool take(struct ftp_span *cursor, char before, unsigned digits, unsigned *ret_number)
{
    struct ftp_span rest = *cursor;
    if (!ftp_span_take_char(&rest, before) || !ftp_span_take_digits(&rest, digits, ret_number))
        return false;
    *cursor = rest;
    return true;
}

static bool read_wanted(const char *text, struct wanted *wanted)
{
    struct ftp_span rest = ftp_span_of(text);
    unsigned year = 0;
    *wanted = (struct wanted){.year = !ftp_span_starts(rest, "--")};
    if (wanted->year ? !ftp_span_take_digits(&rest, 4, &year) : !ftp_span_take_char(&rest, '-'))
        return false;
    wanted->civil.year = (int)year;
    if (!take(&rest, '-', 2, &wanted->civil.month) || !take(&rest, '-', 2, &wanted->civil.day))
        return false;
    wanted->clock =
        take(&rest, 'T', 2, &wanted->civil.hour) && take(&rest, ':', 2, &wanted->civil.minute);
    wanted->seconds = wanted->clock && take(&rest, ':', 2, &wanted->civil.second);
    wanted->fraction = wanted->seconds && take(&rest, '.', 3, &wanted->milliseconds);
    wanted->utc = ftp_span_take_char(&rest, 'Z');
    return !rest.length;
}

/* Our rule, worked out another way than the parser does: the latest year in which the date is at
 * most one day ahead. 29 February may have to go back further. */
static bool is_latest(const struct ftp_civil *civil, int64_t now)
{
    struct ftp_civil later = *civil;
    int64_t edge = now + DAY;
    if (ftp_civil_to_seconds(civil) > edge)
        return false;
    later.year++;
    return (civil->month == 2 && civil->day == 29) || ftp_civil_to_seconds(&later) > edge;
}

enum listing_time_verdict listing_time_compare(
    const char *text, const struct ftp_time *found, int64_t now)
{
    struct wanted wanted;
    if (!text || found->precision == FTP_TIME_UNKNOWN)
        return !text && found->precision == FTP_TIME_UNKNOWN ? LISTING_TIME_SAME
                                                             : LISTING_TIME_OTHER;
    if (!read_wanted(text, &wanted))
        return LISTING_TIME_OTHER;
    struct ftp_civil civil = ftp_civil_from_seconds(found->seconds);
    bool same = wanted.civil.month == civil.month && wanted.civil.day == civil.day &&
                (!wanted.clock ||
                    (wanted.civil.hour == civil.hour && wanted.civil.minute == civil.minute)) &&
                (!wanted.seconds || wanted.civil.second == civil.second) &&
                (!wanted.fraction || wanted.milliseconds == found->milliseconds) &&
                (!wanted.utc || found->zone == FTP_ZONE_UTC);
    if (!same || (found->year_guessed && !is_latest(&civil, now)))
        return LISTING_TIME_OTHER;
    if (!wanted.year || wanted.civil.year == civil.year)
        return LISTING_TIME_SAME;
    /* A source may see the date in the future, or not even a day ahead. */
    bool other_rule = wanted.civil.year == civil.year + 1 ||
                      (wanted.civil.year == civil.year - 1 && found->seconds > now);
    return found->year_guessed && other_rule ? LISTING_TIME_OTHER_RULE : LISTING_TIME_OTHER;
}

int64_t listing_time_now(const char *text)
{
    struct wanted wanted;
    if (!text || !read_wanted(text, &wanted))
        wanted = (struct wanted){.civil = {2020, 6, 15, 12, 0, 0}};
    return ftp_civil_to_seconds(&wanted.civil);
}
