/* SPDX-License-Identifier: Apache-2.0 */
#include "common/timestamp_text.h"

#include <string.h>

static bool has_form(const char *text)
{
    static const char form[] = TIMESTAMP_TEXT_FORMAT;
    for (size_t i = 0; i < sizeof form - 1; i++) {
        bool punctuation = strchr("- :.", form[i]) != NULL;
        if (punctuation ? text[i] != form[i] : text[i] < '0' || text[i] > '9')
            return false;
    }
    return true;
}

static int number_at(const char *text, size_t at, size_t digits)
{
    int number = 0;
    for (size_t i = at; i < at + digits; i++)
        number = number * 10 + (text[i] - '0');
    return number;
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static bool is_date(int year, int month, int day)
{
    return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days_of_month(year, month);
}

bool timestamp_text_is_valid(const char *text, size_t length)
{
    if (length != sizeof TIMESTAMP_TEXT_FORMAT - 1 || !has_form(text))
        return false;
    return is_date(number_at(text, 0, 4), number_at(text, 5, 2), number_at(text, 8, 2)) &&
           number_at(text, 11, 2) < 24 && number_at(text, 14, 2) < 60 &&
           number_at(text, 17, 2) < 60;
}
