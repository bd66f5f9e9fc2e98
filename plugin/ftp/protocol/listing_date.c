/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/listing_date.h"

enum { OLDEST_YEAR = 1900, PIVOT_YEAR = 70, PLAIN_DIGITS_MAX = 4 };

int listing_year(unsigned number, unsigned digits)
{
    if (digits == 4)
        return (int)number;
    if (digits == 2)
        return (int)(number < PIVOT_YEAR ? number + 2000 : number + 1900);
    return 0;
}

/* A number of 1 to 4 digits, and how many they were. */
static bool take_short(struct ftp_span *cursor, unsigned *ret_number, unsigned *ret_digits)
{
    uint64_t number;
    struct ftp_span rest = *cursor;
    if (!ftp_span_take_number(&rest, &number) || cursor->length - rest.length > PLAIN_DIGITS_MAX)
        return false;
    *ret_digits = (unsigned)(cursor->length - rest.length);
    *ret_number = (unsigned)number;
    *cursor = rest;
    return true;
}

/* Day, month or year alone in a word: "5", "5.", "5,", or with the counter that Chinese, Japanese
 * and Korean put after it, in any encoding: one byte that is not ASCII and at most two more. */
static bool read_part(struct ftp_span word, unsigned *ret_number, unsigned *ret_digits)
{
    unsigned number, digits;
    if (!take_short(&word, &number, &digits))
        return false;
    bool mark = word.length == 1 && (word.data[0] == '.' || word.data[0] == ',');
    bool counter = word.length >= 1 && word.length <= 3 && (unsigned char)word.data[0] >= 0x80;
    if (word.length && !mark && !counter)
        return false;
    *ret_number = number;
    *ret_digits = digits;
    return true;
}

static bool read_day(struct ftp_span word, unsigned *ret_day)
{
    unsigned day, digits;
    if (!read_part(word, &day, &digits) || digits > 2 || day < 1 || day > 31)
        return false;
    *ret_day = day;
    return true;
}

static bool read_year(struct ftp_span word, int *ret_year)
{
    unsigned year, digits;
    if (!read_part(word, &year, &digits) || digits != 4 || year < OLDEST_YEAR)
        return false;
    *ret_year = (int)year;
    return true;
}

static bool read_numeric_month(struct ftp_span word, unsigned *ret_month)
{
    unsigned month, digits;
    if (!read_part(word, &month, &digits) || digits > 2 || month < 1 || month > 12)
        return false;
    *ret_month = month;
    return true;
}

bool listing_take_clock(
    struct ftp_span *cursor, struct ftp_civil *civil, enum ftp_time_precision *ret_precision)
{
    struct ftp_span rest = *cursor;
    unsigned hour, minute, second = 0, digits;
    ftp_span_take_blanks(&rest);
    if (!take_short(&rest, &hour, &digits) || digits > 2 || !rest.length)
        return false;
    /* Some locales write a '.' between hours and minutes. */
    char separator = rest.data[0] == '.' ? '.' : ':';
    if (!ftp_span_take_char(&rest, separator) || !ftp_span_take_digits(&rest, 2, &minute))
        return false;
    bool seconds = ftp_span_take_char(&rest, separator);
    if (seconds && !ftp_span_take_digits(&rest, 2, &second))
        return false;
    uint64_t fraction;
    if (seconds && ftp_span_take_char(&rest, '.') && !ftp_span_take_number(&rest, &fraction))
        return false;
    if (hour > 23 || minute > 59 || second > 60)
        return false;
    civil->hour = hour;
    civil->minute = minute;
    civil->second = second;
    *ret_precision = seconds ? FTP_TIME_SECOND : FTP_TIME_MINUTE;
    *cursor = rest;
    return true;
}

/* A clock that is a word of its own. */
static bool take_clock_word(
    struct ftp_span *cursor, struct ftp_civil *civil, enum ftp_time_precision *precision)
{
    struct ftp_span rest = *cursor, word;
    if (!ftp_span_take_word(&rest, &word) || !listing_take_clock(&word, civil, precision) ||
        word.length)
        return false;
    *cursor = rest;
    return true;
}

static bool finish_yearless(
    struct ftp_civil *civil, enum ftp_time_precision precision, int64_t now, struct ftp_time *ret)
{
    civil->year = ftp_time_guess_year(civil->month, civil->day, civil->hour, civil->minute, now);
    if (!ftp_time_from_civil(civil, precision, FTP_ZONE_SERVER_LOCAL, ret))
        return false;
    ret->year_guessed = true;
    return true;
}

/* What follows month and day: a clock (and, of BSD's ls -T, a year after its seconds), or a year
 * (and a clock after it where a comma went before: "Oct 08, 2002 09:48"). */
static bool take_year_or_clock(struct ftp_span *cursor, struct ftp_civil civil, bool comma,
    int64_t now, struct ftp_time *ret_time)
{
    enum ftp_time_precision precision = FTP_TIME_DAY;
    struct ftp_span rest = *cursor, word;
    if (take_clock_word(&rest, &civil, &precision)) {
        *cursor = rest;
        if (precision != FTP_TIME_SECOND || !ftp_span_take_word(&rest, &word) ||
            !read_year(word, &civil.year))
            return finish_yearless(&civil, precision, now, ret_time);
    } else {
        if (!ftp_span_take_word(&rest, &word) || !read_year(word, &civil.year))
            return false;
        if (comma)
            take_clock_word(&rest, &civil, &precision);
    }
    *cursor = rest;
    return ftp_time_from_civil(&civil, precision, FTP_ZONE_SERVER_LOCAL, ret_time);
}

bool listing_take_triple(
    struct ftp_span *cursor, unsigned ret_numbers[3], unsigned ret_digits[3], char *ret_separator)
{
    struct ftp_span rest = *cursor;
    ftp_span_take_blanks(&rest);
    unsigned numbers[3], digits[3];
    char separator = '\0';
    for (size_t i = 0; i < 3; i++) {
        if (i == 1 && rest.length)
            separator = rest.data[0];
        if (i == 1 && separator != '-' && separator != '/' && separator != '.')
            return false;
        if (i && !ftp_span_take_char(&rest, separator))
            return false;
        if (!take_short(&rest, &numbers[i], &digits[i]))
            return false;
    }
    for (size_t i = 0; i < 3; i++) {
        ret_numbers[i] = numbers[i];
        ret_digits[i] = digits[i];
    }
    *ret_separator = separator;
    *cursor = rest;
    return true;
}

static bool is_zone(struct ftp_span word)
{
    unsigned offset;
    return (ftp_span_take_char(&word, '+') || ftp_span_take_char(&word, '-')) &&
           ftp_span_take_digits(&word, 4, &offset) && !word.length;
}

/* "2009-11-07", "2009/11/07" and "7.11.2009", with a clock and its zone where they are there. */
static bool take_iso_date(struct ftp_span *cursor, struct ftp_time *ret_time)
{
    struct ftp_span rest = *cursor, word;
    unsigned numbers[3], digits[3];
    char separator;
    if (!ftp_span_take_word(&rest, &word) ||
        !listing_take_triple(&word, numbers, digits, &separator) || word.length)
        return false;
    bool day_first = separator == '.' && digits[2] == 4;
    if ((digits[0] != 4 && !day_first) || digits[1] > 2)
        return false;
    struct ftp_civil civil = {.year = (int)numbers[day_first ? 2 : 0],
        .month = numbers[1],
        .day = numbers[day_first ? 0 : 2]};
    enum ftp_time_precision precision = FTP_TIME_DAY;
    struct ftp_span after = rest;
    if (take_clock_word(&rest, &civil, &precision)) {
        after = rest;
        if (ftp_span_take_word(&rest, &word) && is_zone(word))
            after = rest;
    }
    if (!ftp_time_from_civil(&civil, precision, FTP_ZONE_SERVER_LOCAL, ret_time))
        return false;
    *cursor = after;
    return true;
}

/* "2009<year> 4<month> 18<day>", as Asian locales order it. */
static bool take_year_first(struct ftp_span *cursor, struct ftp_time *ret_time)
{
    struct ftp_span rest = *cursor, year, month, day;
    struct ftp_civil civil = {.year = 0};
    if (!ftp_span_take_word(&rest, &year) || !ftp_span_take_word(&rest, &month) ||
        !ftp_span_take_word(&rest, &day) || year.length < 5 || !read_year(year, &civil.year) ||
        !read_numeric_month(month, &civil.month) || !read_day(day, &civil.day))
        return false;
    if (!ftp_time_from_civil(&civil, FTP_TIME_DAY, FTP_ZONE_SERVER_LOCAL, ret_time))
        return false;
    *cursor = rest;
    return true;
}

bool listing_read_dashed_day(struct ftp_span word, struct ftp_civil *ret_civil)
{
    uint64_t day, year;
    struct ftp_span first = ftp_span_take_until(&word, '-');
    unsigned month = listing_month(ftp_span_take_until(&word, '-'));
    if (!ftp_span_number(first, &day) || day > 31 || !month || word.length > PLAIN_DIGITS_MAX ||
        !ftp_span_number(word, &year))
        return false;
    *ret_civil = (struct ftp_civil){.year = listing_year((unsigned)year, (unsigned)word.length),
        .month = month,
        .day = (unsigned)day};
    return true;
}

/* "12-Nov-2009", with a clock where it is there. */
static bool take_dashed_date(struct ftp_span *cursor, struct ftp_time *ret_time)
{
    struct ftp_span rest = *cursor, word;
    struct ftp_civil civil;
    enum ftp_time_precision precision = FTP_TIME_DAY;
    if (!ftp_span_take_word(&rest, &word) || !listing_read_dashed_day(word, &civil))
        return false;
    take_clock_word(&rest, &civil, &precision);
    if (!ftp_time_from_civil(&civil, precision, FTP_ZONE_SERVER_LOCAL, ret_time))
        return false;
    *cursor = rest;
    return true;
}

static size_t count_digits(struct ftp_span text)
{
    size_t count = 0;
    while (count < text.length && text.data[count] >= '0' && text.data[count] <= '9')
        count++;
    return count;
}

/* Owners, groups and sizes, before which a date is looked for in each entry: no name of a month is among them. */
static bool are_two_numbers(struct ftp_span text)
{
    ftp_span_take_blanks(&text);
    size_t digits = count_digits(text);
    struct ftp_span rest = ftp_span_after(text, digits);
    return digits && ftp_span_take_blanks(&rest) && count_digits(ftp_span_first(rest, 1));
}

/* A word like "2009-11-07", "12-Nov-2009" or "2009<year>": it begins with a digit and holds something else too. */
static bool is_mixed(struct ftp_span word)
{
    size_t digits = count_digits(word);
    return digits && digits < word.length;
}

static bool is_weekday(struct ftp_span word)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    for (size_t i = 0; word.length == 3 && i < sizeof days / sizeof days[0]; i++) {
        if (ftp_span_is_nocase(word, days[i]))
            return true;
    }
    return false;
}

/* The year or clock after two words of month and day, already read. */
static bool finish_ls(struct ftp_span *cursor, struct ftp_span rest, struct ftp_civil civil,
    struct ftp_span second_word, int64_t now, struct ftp_time *ret_time)
{
    bool comma = second_word.data[second_word.length - 1] == ',';
    if (!take_year_or_clock(&rest, civil, comma, now, ret_time))
        return false;
    *cursor = rest;
    return true;
}

bool listing_take_ls_date(struct ftp_span *cursor, int64_t now, struct ftp_time *ret_time)
{
    struct ftp_span rest = *cursor, first, second;
    struct ftp_civil civil = {.year = 0};
    if (are_two_numbers(rest) || !ftp_span_take_word(&rest, &first) ||
        (is_weekday(first) && !ftp_span_take_word(&rest, &first)))
        return false;
    if (is_mixed(first) && (take_iso_date(cursor, ret_time) || take_year_first(cursor, ret_time) ||
                               take_dashed_date(cursor, ret_time)))
        return true;
    if (!ftp_span_take_word(&rest, &second))
        return false;
    civil.month = listing_month(first);
    bool day_first = !civil.month;
    if (day_first)
        civil.month = listing_month(second);
    return civil.month && read_day(day_first ? first : second, &civil.day) &&
           finish_ls(cursor, rest, civil, second, now, ret_time);
}

/* "09-26" in one word. */
static bool read_month_and_day(struct ftp_span word, struct ftp_civil *civil)
{
    struct ftp_span month = ftp_span_take_until(&word, '-');
    return read_numeric_month(month, &civil->month) && read_day(word, &civil->day);
}

bool listing_take_numeric_ls_date(struct ftp_span *cursor, int64_t now, struct ftp_time *ret_time)
{
    struct ftp_span rest = *cursor, first, second;
    struct ftp_civil civil = {.year = 0};
    if (!ftp_span_take_word(&rest, &first))
        return false;
    if (read_month_and_day(first, &civil))
        return finish_ls(cursor, rest, civil, first, now, ret_time);
    return read_numeric_month(first, &civil.month) && ftp_span_take_word(&rest, &second) &&
           read_day(second, &civil.day) && finish_ls(cursor, rest, civil, second, now, ret_time);
}
