/* SPDX-License-Identifier: Apache-2.0 */
/* Dates, times and durations, RFC 3339. */
#include <string.h>

#include "schema_format.h"

struct cursor {
    const char *text;
    size_t length;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take_char(struct cursor *cursor, const char *any_of)
{
    if (cursor->length == 0 || cursor->text[0] == '\0' || strchr(any_of, cursor->text[0]) == NULL)
        return false;
    cursor->text++;
    cursor->length--;
    return true;
}

static bool take_number(struct cursor *cursor, size_t digits, int *ret_value)
{
    int value = 0;
    if (cursor->length < digits)
        return false;
    for (size_t i = 0; i < digits; i++) {
        if (!is_digit(cursor->text[i]))
            return false;
        value = value * 10 + (cursor->text[i] - '0');
    }
    cursor->text += digits;
    cursor->length -= digits;
    *ret_value = value;
    return true;
}

static size_t skip_digits(struct cursor *cursor)
{
    size_t digits = 0;
    while (digits < cursor->length && is_digit(cursor->text[digits]))
        digits++;
    cursor->text += digits;
    cursor->length -= digits;
    return digits;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

static bool take_date(struct cursor *cursor)
{
    int year = 0;
    int month = 0;
    int day = 0;
    return take_number(cursor, 4, &year) && take_char(cursor, "-") &&
           take_number(cursor, 2, &month) && take_char(cursor, "-") &&
           take_number(cursor, 2, &day) && month >= 1 && month <= 12 && day >= 1 &&
           day <= days_in(year, month);
}

/* "Z" or "+hh:mm", in minutes */
static bool take_offset(struct cursor *cursor, int *ret_minutes)
{
    int hours = 0;
    int minutes = 0;
    if (take_char(cursor, "Zz")) {
        *ret_minutes = 0;
        return true;
    }
    bool west = cursor->length > 0 && cursor->text[0] == '-';
    if (!take_char(cursor, "+-") || !take_number(cursor, 2, &hours) || !take_char(cursor, ":") ||
        !take_number(cursor, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *ret_minutes = (hours * 60 + minutes) * (west ? -1 : 1);
    return true;
}

static bool take_time(struct cursor *cursor)
{
    int hour = 0;
    int minute = 0;
    int second = 0;
    int offset = 0;
    if (!take_number(cursor, 2, &hour) || !take_char(cursor, ":") ||
        !take_number(cursor, 2, &minute) || !take_char(cursor, ":") ||
        !take_number(cursor, 2, &second) || hour > 23 || minute > 59 || second > 60)
        return false;
    if (take_char(cursor, ".") && skip_digits(cursor) == 0)
        return false;
    if (!take_offset(cursor, &offset))
        return false;
    /* 5.7: a leap second is the last of a UTC day */
    int utc = (hour * 60 + minute - offset + 2 * 1440) % 1440;
    return second < 60 || utc == 1439;
}

bool format_is_date(const char *text, size_t length)
{
    struct cursor cursor = {text, length};
    return take_date(&cursor) && cursor.length == 0;
}

bool format_is_time(const char *text, size_t length)
{
    struct cursor cursor = {text, length};
    return take_time(&cursor) && cursor.length == 0;
}

bool format_is_date_time(const char *text, size_t length)
{
    struct cursor cursor = {text, length};
    return take_date(&cursor) && take_char(&cursor, "Tt") && take_time(&cursor) &&
           cursor.length == 0;
}

/* Amounts with units, each unit right behind the one before: "1Y2M" but not "1Y2D" (appendix A).
 * The number of amounts; -1 if malformed. */
static int take_amounts(struct cursor *cursor, const char *units)
{
    const char *next = NULL;
    int amounts = 0;
    while (cursor->length > 0 && is_digit(cursor->text[0])) {
        skip_digits(cursor);
        if (cursor->length == 0 || cursor->text[0] == '\0')
            return -1;
        const char *unit = strchr(units, cursor->text[0]);
        if (unit == NULL || (next != NULL && unit != next))
            return -1;
        take_char(cursor, units);
        next = unit + 1;
        amounts++;
    }
    return amounts;
}

bool format_is_duration(const char *text, size_t length)
{
    struct cursor cursor = {text, length};
    if (!take_char(&cursor, "P"))
        return false;
    struct cursor weeks = cursor;
    if (skip_digits(&weeks) > 0 && take_char(&weeks, "W"))
        return weeks.length == 0;
    int date = take_amounts(&cursor, "YMD");
    if (date < 0)
        return false;
    if (take_char(&cursor, "T"))
        return take_amounts(&cursor, "HMS") > 0 && cursor.length == 0;
    return date > 0 && cursor.length == 0;
}
