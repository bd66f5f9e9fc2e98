/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "modified_time.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_ZERO_OF_TM = 1900, NS_PER_MS = 1000000, FIRST_DIGIT_NS = 100000000 };

bool modified_time_text(const struct timespec *time, char ret_text[MODIFIED_TIME_SIZE])
{
    struct tm civil;
    int length;

    if (!gmtime_r(&time->tv_sec, &civil) || civil.tm_year + YEAR_ZERO_OF_TM < 1 ||
        civil.tm_year + YEAR_ZERO_OF_TM > 9999)
        return false;
    length = snprintf(ret_text, MODIFIED_TIME_SIZE, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ",
        civil.tm_year + YEAR_ZERO_OF_TM, civil.tm_mon + 1, civil.tm_mday, civil.tm_hour,
        civil.tm_min, civil.tm_sec, (int)(time->tv_nsec / NS_PER_MS));
    return length > 0 && length < MODIFIED_TIME_SIZE;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* Exactly so many digits. */
static bool take_number(const char **cursor, int digits, int *ret_number)
{
    int number = 0;

    for (int i = 0; i < digits; i++) {
        if (!is_digit(**cursor))
            return false;
        number = number * 10 + (*(*cursor)++ - '0');
    }
    *ret_number = number;
    return true;
}

static bool take(const char **cursor, char wanted)
{
    if (**cursor != wanted)
        return false;
    ++*cursor;
    return true;
}

static bool take_civil(const char **cursor, struct tm *civil)
{
    int year, month;

    if (!take_number(cursor, 4, &year) || !take(cursor, '-') || !take_number(cursor, 2, &month) ||
        !take(cursor, '-') || !take_number(cursor, 2, &civil->tm_mday) || !take(cursor, 'T') ||
        !take_number(cursor, 2, &civil->tm_hour) || !take(cursor, ':') ||
        !take_number(cursor, 2, &civil->tm_min) || !take(cursor, ':') ||
        !take_number(cursor, 2, &civil->tm_sec))
        return false;
    civil->tm_year = year - YEAR_ZERO_OF_TM;
    civil->tm_mon = month - 1;
    return year >= 1 && civil->tm_hour < 24 && civil->tm_min < 60 && civil->tm_sec < 60;
}

static bool take_fraction(const char **cursor, long *ret_nanoseconds)
{
    long weight = FIRST_DIGIT_NS;

    *ret_nanoseconds = 0;
    if (!take(cursor, '.'))
        return true;
    if (!is_digit(**cursor))
        return false;
    for (; is_digit(**cursor); ++*cursor) {
        *ret_nanoseconds += (**cursor - '0') * weight;
        weight /= 10;
    }
    return true;
}

static bool take_zone(const char **cursor, int *ret_ahead)
{
    bool behind = **cursor == '-';
    int hours, minutes;

    *ret_ahead = 0;
    if (take(cursor, 'Z'))
        return true;
    if (!take(cursor, behind ? '-' : '+') || !take_number(cursor, 2, &hours))
        return false;
    take(cursor, ':');
    if (!take_number(cursor, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *ret_ahead = (hours * 60 + minutes) * (behind ? -60 : 60);
    return true;
}

bool modified_time_of(const json_t *properties, struct timespec *ret_time)
{
    const json_t *property = json_object_get(properties, MODIFIED_TIME_PROPERTY);
    const char *cursor = json_string_value(property);
    struct tm civil = {0}, back;
    struct timespec time = {0};
    int ahead;

    if (!cursor || strlen(cursor) != json_string_length(property) || !take_civil(&cursor, &civil) ||
        !take_fraction(&cursor, &time.tv_nsec) || !take_zone(&cursor, &ahead) || *cursor)
        return false;
    back = civil;
    time.tv_sec = timegm(&back);
    /* A day that the month does not have became one of the next. */
    if (back.tm_mday != civil.tm_mday || back.tm_mon != civil.tm_mon)
        return false;
    time.tv_sec -= ahead;
    *ret_time = time;
    return true;
}
