/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/listing_time.h"

#include <stdlib.h>

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

/* The sources guess the year of a yearless date by rules that disagree, by a year at most. */
static bool year_agrees(const struct wanted *wanted, int year, bool guessed)
{
    return !wanted->year || wanted->civil.year == year ||
           (guessed && abs(wanted->civil.year - year) == 1);
}

bool listing_time_agrees(const char *text, const struct ftp_time *found)
{
    struct wanted wanted;
    if (!text || found->precision == FTP_TIME_UNKNOWN)
        return !text && found->precision == FTP_TIME_UNKNOWN;
    if (!read_wanted(text, &wanted))
        return false;
    struct ftp_civil civil = ftp_civil_from_seconds(found->seconds);
    return year_agrees(&wanted, civil.year, found->year_guessed) &&
           wanted.civil.month == civil.month && wanted.civil.day == civil.day &&
           (!wanted.clock ||
               (wanted.civil.hour == civil.hour && wanted.civil.minute == civil.minute)) &&
           (!wanted.seconds || wanted.civil.second == civil.second) &&
           (!wanted.fraction || wanted.milliseconds == found->milliseconds) &&
           (!wanted.utc || found->zone == FTP_ZONE_UTC);
}

int64_t listing_time_now(const char *text)
{
    struct wanted wanted;
    if (!text || !read_wanted(text, &wanted))
        wanted = (struct wanted){.civil = {2020, 6, 15, 12, 0, 0}};
    return ftp_civil_to_seconds(&wanted.civil);
}
