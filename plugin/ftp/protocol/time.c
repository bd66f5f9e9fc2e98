/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/time.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { SECONDS_A_DAY = 86400, YEAR_MAX = 9999 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static unsigned days_in_month(int year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool ftp_civil_is_valid(const struct ftp_civil *civil)
{
    return civil->year >= 1 && civil->year <= YEAR_MAX && civil->month >= 1 && civil->month <= 12 &&
           civil->day >= 1 && civil->day <= days_in_month(civil->year, civil->month) &&
           civil->hour < 24 && civil->minute < 60 && civil->second <= 60;
}

/* Days from 1970-01-01. Years are counted from March, so that the leap day is the last of one. */
static int64_t days_from_civil(int year, unsigned month, unsigned day)
{
    int64_t from_march = month > 2 ? year : year - 1;
    int64_t months = month > 2 ? month - 3 : month + 9;
    int64_t day_of_year = (153 * months + 2) / 5 + day - 1;
    int64_t day_zero = 719468; /* from 0000-03-01 to 1970-01-01 */
    return from_march * 365 + from_march / 4 - from_march / 100 + from_march / 400 + day_of_year -
           day_zero;
}

int64_t ftp_civil_to_seconds(const struct ftp_civil *civil)
{
    unsigned second = civil->second > 59 ? 59 : civil->second;
    return days_from_civil(civil->year, civil->month, civil->day) * SECONDS_A_DAY +
           (int64_t)civil->hour * 3600 + (int64_t)civil->minute * 60 + second;
}

static int64_t floor_divide(int64_t number, int64_t by)
{
    return number / by - (number % by < 0);
}

struct ftp_civil ftp_civil_from_seconds(int64_t seconds)
{
    int64_t days = floor_divide(seconds, SECONDS_A_DAY);
    int64_t of_day = seconds - days * SECONDS_A_DAY;
    int64_t since_zero = days + 719468;
    int64_t era = floor_divide(since_zero, 146097); /* days of 400 years */
    int64_t of_era = since_zero - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153;
    return (struct ftp_civil){
        .year = (int)(era * 400 + year + (month >= 10)),
        .month = (unsigned)(month < 10 ? month + 3 : month - 9),
        .day = (unsigned)(of_year - (153 * month + 2) / 5 + 1),
        .hour = (unsigned)(of_day / 3600),
        .minute = (unsigned)(of_day / 60 % 60),
        .second = (unsigned)(of_day % 60),
    };
}

bool ftp_time_from_civil(const struct ftp_civil *civil, enum ftp_time_precision precision,
    enum ftp_time_zone zone, struct ftp_time *ret_time)
{
    if (!ftp_civil_is_valid(civil))
        return false;
    *ret_time = (struct ftp_time){
        .seconds = ftp_civil_to_seconds(civil), .precision = precision, .zone = zone};
    return true;
}

int ftp_time_guess_year(unsigned month, unsigned day, unsigned hour, unsigned minute, int64_t now)
{
    enum { LONGEST_WAIT = 8 }; /* from one 29 February to the next, over a year like 1900 */
    struct ftp_civil civil = {0, month, day, hour, minute, 0};
    int this_year = ftp_civil_from_seconds(now).year;
    /* East of here it may be next year already. */
    for (civil.year = this_year + 1; civil.year >= this_year - LONGEST_WAIT; civil.year--) {
        if (!ftp_civil_is_valid(&civil))
            continue;
        if (ftp_civil_to_seconds(&civil) <= now + SECONDS_A_DAY)
            return civil.year;
    }
    return 0;
}

/* ".5" is 500; digits past the third are cut, not rounded. */
static bool take_fraction(struct ftp_span *cursor, unsigned *ret_milliseconds)
{
    unsigned milliseconds = 0, weight = 100, digit;
    if (!ftp_span_take_char(cursor, '.') || !ftp_span_take_digits(cursor, 1, &digit))
        return false;
    do {
        milliseconds += digit * weight;
        weight /= 10;
    } while (ftp_span_take_digits(cursor, 1, &digit));
    *ret_milliseconds = milliseconds;
    return true;
}

static bool take_day_time(struct ftp_span *cursor, struct ftp_civil *civil)
{
    return ftp_span_take_digits(cursor, 2, &civil->month) &&
           ftp_span_take_digits(cursor, 2, &civil->day) &&
           ftp_span_take_digits(cursor, 2, &civil->hour) &&
           ftp_span_take_digits(cursor, 2, &civil->minute) &&
           ftp_span_take_digits(cursor, 2, &civil->second);
}

/* "19" and then the years since 1900, in three digits: what came of printing tm_year after 1999. */
static bool take_year(struct ftp_span *cursor, int *ret_year)
{
    enum { Y2K_LENGTH = 15 };
    struct ftp_span digits = *cursor;
    size_t count = 0;
    unsigned year;
    while (count < digits.length && digits.data[count] >= '0' && digits.data[count] <= '9')
        count++;
    if (count == Y2K_LENGTH && ftp_span_starts(digits, "191")) {
        digits = ftp_span_after(digits, 2);
        if (!ftp_span_take_digits(&digits, 3, &year))
            return false;
        year += 1900;
    } else if (!ftp_span_take_digits(&digits, 4, &year)) {
        return false;
    }
    *cursor = digits;
    *ret_year = (int)year;
    return true;
}

bool ftp_time_value_parse(struct ftp_span text, struct ftp_time *ret_time)
{
    struct ftp_civil civil;
    struct ftp_time time;
    unsigned milliseconds = 0;
    if (!take_year(&text, &civil.year) || !take_day_time(&text, &civil))
        return false;
    bool fraction = text.length;
    if (fraction && (!take_fraction(&text, &milliseconds) || text.length))
        return false;
    if (!ftp_time_from_civil(
            &civil, fraction ? FTP_TIME_MILLISECOND : FTP_TIME_SECOND, FTP_ZONE_UTC, &time))
        return false;
    time.milliseconds = (uint16_t)milliseconds;
    time.source = FTP_TIME_FROM_MLSD;
    *ret_time = time;
    return true;
}

bool ftp_mdtm_parse(struct ftp_span text, struct ftp_time *ret_time)
{
    if (!ftp_time_value_parse(ftp_span_trim(text), ret_time))
        return false;
    ret_time->source = FTP_TIME_FROM_MDTM;
    return true;
}

/* The civil time to print; false where there is none, or a year of other than four digits. */
static bool printable(const struct ftp_time *time, struct ftp_civil *ret_civil)
{
    static const int64_t first = -INT64_C(62135596800); /* 0001-01-01 00:00:00 */
    static const int64_t last = INT64_C(253402300799);  /* 9999-12-31 23:59:59 */
    if (time->precision == FTP_TIME_UNKNOWN || time->seconds < first || time->seconds > last)
        return false;
    *ret_civil = ftp_civil_from_seconds(time->seconds);
    return true;
}

/* A number in as many digits; not snprintf, which took most of the time that a record takes. */
static char *put_digits(char *to, unsigned number, unsigned count)
{
    for (unsigned i = count; i-- > 0; number /= 10)
        to[i] = (char)('0' + number % 10);
    return to + count;
}

static char *put_after(char *to, char before, unsigned number, unsigned count)
{
    *to = before;
    return put_digits(to + 1, number, count);
}

static bool format(
    const struct ftp_time *time, char between, const char *after, char ret_text[FTP_TIME_TEXT_SIZE])
{
    struct ftp_civil civil;
    if (!printable(time, &civil))
        return false;
    char *to = put_digits(ret_text, (unsigned)civil.year, 4);
    to = put_after(to, '-', civil.month, 2);
    to = put_after(to, '-', civil.day, 2);
    to = put_after(to, between, civil.hour, 2);
    to = put_after(to, ':', civil.minute, 2);
    to = put_after(to, ':', civil.second, 2);
    to = put_after(to, '.', time->milliseconds % 1000u, 3);
    memcpy(to, after, strlen(after) + 1);
    return true;
}

bool ftp_time_format(const struct ftp_time *time, char ret_text[FTP_TIME_TEXT_SIZE])
{
    return format(time, ' ', "", ret_text);
}

bool ftp_time_format_iso(const struct ftp_time *time, char ret_text[FTP_TIME_TEXT_SIZE])
{
    return format(time, 'T', time->zone == FTP_ZONE_UTC ? "Z" : "", ret_text);
}

bool ftp_time_format_value(const struct ftp_time *time, char ret_text[FTP_TIME_TEXT_SIZE])
{
    struct ftp_civil civil;
    if (!printable(time, &civil))
        return false;
    int length = snprintf(ret_text, FTP_TIME_TEXT_SIZE, "%04d%02u%02u%02u%02u%02u", civil.year,
        civil.month, civil.day, civil.hour, civil.minute, civil.second);
    return length > 0 && length < FTP_TIME_TEXT_SIZE;
}

static bool take_after(struct ftp_span *cursor, char before, unsigned *ret_number)
{
    return ftp_span_take_char(cursor, before) && ftp_span_take_digits(cursor, 2, ret_number);
}

/* "Z", "+05:30" or "-0800": seconds ahead of UTC. */
static bool take_zone(struct ftp_span *cursor, int64_t *ret_ahead)
{
    unsigned hours, minutes;
    bool behind = ftp_span_starts(*cursor, "-");
    *ret_ahead = 0;
    if (ftp_span_take_char(cursor, 'Z'))
        return true;
    if (!ftp_span_take_char(cursor, behind ? '-' : '+') || !ftp_span_take_digits(cursor, 2, &hours))
        return false;
    ftp_span_take_char(cursor, ':');
    if (!ftp_span_take_digits(cursor, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *ret_ahead = (int64_t)(hours * 3600 + minutes * 60) * (behind ? -1 : 1);
    return true;
}

bool ftp_time_iso_parse(struct ftp_span text, struct ftp_time *ret_time)
{
    struct ftp_civil civil;
    struct ftp_time time;
    unsigned year, milliseconds = 0;
    int64_t ahead;
    if (!ftp_span_take_digits(&text, 4, &year) || !take_after(&text, '-', &civil.month) ||
        !take_after(&text, '-', &civil.day) || !take_after(&text, 'T', &civil.hour) ||
        !take_after(&text, ':', &civil.minute) || !take_after(&text, ':', &civil.second) ||
        (ftp_span_starts(text, ".") && !take_fraction(&text, &milliseconds)) ||
        !take_zone(&text, &ahead) || text.length)
        return false;
    civil.year = (int)year;
    if (!ftp_time_from_civil(&civil, FTP_TIME_MILLISECOND, FTP_ZONE_UTC, &time))
        return false;
    time.seconds -= ahead;
    time.milliseconds = (uint16_t)milliseconds;
    *ret_time = time;
    return true;
}

const char *ftp_time_precision_name(const struct ftp_time *time)
{
    static const char *const names[] = {[FTP_TIME_DAY] = "day",
        [FTP_TIME_MINUTE] = "minute",
        [FTP_TIME_SECOND] = "second",
        [FTP_TIME_MILLISECOND] = "millisecond"};
    if (time->precision == FTP_TIME_UNKNOWN)
        return NULL;
    return time->year_guessed ? "year-guess" : names[time->precision];
}

const char *ftp_time_source_name(const struct ftp_time *time)
{
    static const char *const names[] = {[FTP_TIME_FROM_LIST] = "list",
        [FTP_TIME_FROM_MLSD] = "mlsd",
        [FTP_TIME_FROM_MDTM] = "mdtm"};
    return time->precision == FTP_TIME_UNKNOWN ? NULL : names[time->source];
}
