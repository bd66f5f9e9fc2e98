/* SPDX-License-Identifier: Apache-2.0 */
/* Times of MDTM, MLSx and filters: what is read is a moment of the calendar and prints as it was. */
#include "ftp/protocol/time.h"

#include <string.h>

#include "common/timestamp_text.h"
#include "fuzz/ftp_targets.h"

enum { UNTOUCHED = 4711 };

static void check_moment(const struct ftp_time *time)
{
    struct ftp_civil civil = ftp_civil_from_seconds(time->seconds);
    FUZZ_CHECK(time->milliseconds <= 999 && time->precision != FTP_TIME_UNKNOWN);
    FUZZ_CHECK(ftp_civil_is_valid(&civil) && civil.second <= 59);
    FUZZ_CHECK(ftp_civil_to_seconds(&civil) == time->seconds);
}

static void check_value(struct ftp_span text)
{
    struct ftp_time time = {.seconds = UNTOUCHED}, again;
    char value[FTP_TIME_TEXT_SIZE], shown[FTP_TIME_TEXT_SIZE];
    if (!ftp_time_value_parse(text, &time)) {
        FUZZ_CHECK(time.seconds == UNTOUCHED);
        return;
    }
    check_moment(&time);
    FUZZ_CHECK(time.zone == FTP_ZONE_UTC && !time.year_guessed);
    FUZZ_CHECK(ftp_time_format_value(&time, value) && ftp_time_format_iso(&time, shown));
    FUZZ_CHECK(ftp_time_value_parse(ftp_span_of(value), &again));
    FUZZ_CHECK(again.seconds == time.seconds);
    FUZZ_CHECK(ftp_time_format(&time, shown) && timestamp_text_is_valid(shown, strlen(shown)));
    FUZZ_CHECK(ftp_mdtm_parse(text, &again) && again.seconds == time.seconds);
}

/* What the filter takes for a time is the codec's in ISO 8601 too, and prints as it was. */
static void check_text(struct ftp_span text)
{
    struct ftp_time time;
    char iso[FTP_TIME_TEXT_SIZE], shown[FTP_TIME_TEXT_SIZE];
    if (!timestamp_text_is_valid(text.data, text.length))
        return;
    FUZZ_CHECK(text.length + sizeof "Z" <= sizeof iso);
    memcpy(iso, text.data, text.length);
    memcpy(iso + text.length, "Z", sizeof "Z");
    *strchr(iso, ' ') = 'T';
    FUZZ_CHECK(ftp_time_iso_parse(ftp_span_of(iso), &time));
    check_moment(&time);
    FUZZ_CHECK(ftp_time_format(&time, shown) && ftp_span_is(text, shown));
}

/* The first eight bytes as seconds, and some as a date without a year. */
static void check_numbers(const char *data, size_t length)
{
    int64_t seconds;
    unsigned char date[4];
    if (length < sizeof seconds + sizeof date)
        return;
    memcpy(&seconds, data, sizeof seconds);
    memcpy(date, data + sizeof seconds, sizeof date);
    seconds %= INT64_C(62135596800); /* as many as lie between the year 1 and 1970 */
    struct ftp_civil civil = ftp_civil_from_seconds(seconds);
    FUZZ_CHECK(ftp_civil_to_seconds(&civil) == seconds);
    int year = ftp_time_guess_year(date[0], date[1], date[2], date[3], seconds);
    struct ftp_civil guessed = {year, date[0], date[1], date[2], date[3], 0};
    FUZZ_CHECK(!year || ftp_civil_is_valid(&guessed));
    FUZZ_CHECK(!year || ftp_civil_to_seconds(&guessed) <= seconds + 86400);
}

void fuzz_time(const char *data, size_t length)
{
    struct ftp_span text = {data, length};
    check_value(text);
    check_text(text);
    check_numbers(data, length);
}
