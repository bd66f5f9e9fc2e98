/* SPDX-License-Identifier: Apache-2.0 */
#include "common/zone_rule.h"

enum { SECONDS_A_DAY = 86400, SECONDS_AN_HOUR = 3600, DAYS_A_WEEK = 7 };

/* --- Reading ---------------------------------------------------------------------------------- */

struct cursor {
    const char *at, *end;
};

static bool take(struct cursor *cursor, char wanted)
{
    if (cursor->at == cursor->end || *cursor->at != wanted)
        return false;
    cursor->at++;
    return true;
}

static bool is_digit(const struct cursor *cursor)
{
    return cursor->at < cursor->end && *cursor->at >= '0' && *cursor->at <= '9';
}

static bool take_number(struct cursor *cursor, int most, int *ret_number)
{
    int number = 0;
    if (!is_digit(cursor))
        return false;
    while (is_digit(cursor)) {
        number = number * 10 + (*cursor->at++ - '0');
        if (number > most)
            return false;
    }
    *ret_number = number;
    return true;
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* "CET", or "<-03>" where it holds more than letters. */
static bool take_name(struct cursor *cursor)
{
    const char *start = cursor->at;
    if (take(cursor, '<')) {
        while (cursor->at < cursor->end && *cursor->at != '>')
            cursor->at++;
        return take(cursor, '>');
    }
    while (cursor->at < cursor->end && is_letter(*cursor->at))
        cursor->at++;
    return cursor->at - start >= 3;
}

/* "[+-]h[h[h]][:mm[:ss]]". */
static bool take_time(struct cursor *cursor, int most_hours, int32_t *ret_seconds)
{
    int hours, minutes = 0, seconds = 0;
    bool negative = take(cursor, '-');
    if (!negative)
        take(cursor, '+');
    if (!take_number(cursor, most_hours, &hours) ||
        (take(cursor, ':') && (!take_number(cursor, 59, &minutes) ||
                                  (take(cursor, ':') && !take_number(cursor, 59, &seconds)))))
        return false;
    int32_t all = hours * SECONDS_AN_HOUR + minutes * 60 + seconds;
    *ret_seconds = negative ? -all : all;
    return true;
}

/* What is written is how far UTC is ahead. */
static bool take_offset(struct cursor *cursor, int32_t *ret_offset)
{
    int32_t behind;
    if (!take_time(cursor, 24, &behind))
        return false;
    *ret_offset = -behind;
    return true;
}

static bool take_day(struct cursor *cursor, struct zone_change *change)
{
    if (take(cursor, 'M')) {
        change->form = ZONE_DAY_OF_MONTH_WEEK;
        return take_number(cursor, 12, &change->month) && change->month >= 1 && take(cursor, '.') &&
               take_number(cursor, 5, &change->week) && change->week >= 1 && take(cursor, '.') &&
               take_number(cursor, 6, &change->day);
    }
    bool julian = take(cursor, 'J');
    change->form = julian ? ZONE_DAY_JULIAN : ZONE_DAY_OF_YEAR;
    return take_number(cursor, 365, &change->day) && (!julian || change->day >= 1);
}

static bool take_change(struct cursor *cursor, struct zone_change *change)
{
    enum { MOST_HOURS = 167, USUAL = 2 * SECONDS_AN_HOUR };
    change->seconds = USUAL;
    return take(cursor, ',') && take_day(cursor, change) &&
           (!take(cursor, '/') || take_time(cursor, MOST_HOURS, &change->seconds));
}

bool zone_rule_parse(const char *text, size_t length, struct zone_rule *ret_rule)
{
    struct cursor cursor = {text, text + length};
    struct zone_rule rule = {0};
    if (!take_name(&cursor) || !take_offset(&cursor, &rule.standard))
        return false;
    if (cursor.at < cursor.end) {
        rule.changes = true;
        rule.daylight = rule.standard + SECONDS_AN_HOUR;
        if (!take_name(&cursor) || cursor.at == cursor.end ||
            (*cursor.at != ',' && !take_offset(&cursor, &rule.daylight)) ||
            !take_change(&cursor, &rule.begin) || !take_change(&cursor, &rule.end) ||
            cursor.at != cursor.end)
            return false;
    }
    *ret_rule = rule;
    return true;
}

/* --- Using it --------------------------------------------------------------------------------- */

static int64_t floor_divide(int64_t number, int64_t by)
{
    return number / by - (number % by < 0);
}

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days from 1970-01-01 to the first day of the year. */
static int64_t days_to_year(int64_t year)
{
    int64_t before = year - 1;
    int64_t leap_days =
        floor_divide(before, 4) - floor_divide(before, 100) + floor_divide(before, 400);
    return 365 * (year - 1970) + leap_days - 477; /* of them up to 1970 */
}

static int64_t year_of(int64_t seconds)
{
    int64_t days = floor_divide(seconds, SECONDS_A_DAY);
    int64_t year = 1970 + floor_divide(days * 400, 146097);
    while (days_to_year(year) > days)
        year--;
    while (days_to_year(year + 1) <= days)
        year++;
    return year;
}

static int days_in_month(int64_t year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* From the beginning of the year. */
static int64_t day_of_week_rule(const struct zone_change *change, int64_t year)
{
    int64_t first = 0;
    for (int month = 1; month < change->month; month++)
        first += days_in_month(year, month);
    int64_t from_thursday = days_to_year(year) + first; /* 1970 began with a Thursday */
    int64_t weekday = from_thursday + 4 - floor_divide(from_thursday + 4, 7) * DAYS_A_WEEK;
    int64_t in_month = (change->day - weekday + DAYS_A_WEEK) % DAYS_A_WEEK;
    for (int week = 1; week < change->week; week++)
        if (in_month + DAYS_A_WEEK < days_in_month(year, change->month))
            in_month += DAYS_A_WEEK;
    return first + in_month;
}

/* The moment of the change in a year, on the clock that it ends. */
static int64_t change_in(const struct zone_change *change, int64_t year)
{
    int64_t day = change->day;
    if (change->form == ZONE_DAY_OF_MONTH_WEEK)
        day = day_of_week_rule(change, year);
    else if (change->form == ZONE_DAY_JULIAN)
        day = change->day - 1 + (is_leap(year) && change->day >= 60);
    return (days_to_year(year) + day) * SECONDS_A_DAY + change->seconds;
}

int32_t zone_rule_offset(const struct zone_rule *rule, int64_t utc)
{
    if (!rule->changes)
        return rule->standard;
    int64_t year = year_of(utc + rule->standard);
    int64_t begin = change_in(&rule->begin, year) - rule->standard;
    int64_t end = change_in(&rule->end, year) - rule->daylight;
    bool daylight = begin < end ? utc >= begin && utc < end : utc >= begin || utc < end;
    return daylight ? rule->daylight : rule->standard;
}
