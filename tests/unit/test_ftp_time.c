/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "ftp/protocol/time.h"
#include "unit/suite.h"

static int64_t at(int year, unsigned month, unsigned day, unsigned hour)
{
    return ftp_civil_to_seconds(&(struct ftp_civil){year, month, day, hour, 0, 0});
}

static void test_civil(void)
{
    static const struct {
        struct ftp_civil civil;
        int64_t seconds;
    } times[] = {
        {{1970, 1, 1, 0, 0, 0}, 0},
        {{1969, 12, 31, 23, 59, 59}, -1},
        {{2000, 2, 29, 12, 0, 0}, 951825600},
        {{2001, 9, 9, 1, 46, 40}, 1000000000},
        {{2038, 1, 19, 3, 14, 8}, INT64_C(2147483648)},
        {{9999, 12, 31, 23, 59, 59}, INT64_C(253402300799)},
        {{1, 1, 1, 0, 0, 0}, INT64_C(-62135596800)},
    };
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
        CU_ASSERT_TRUE(ftp_civil_is_valid(&times[i].civil));
        CU_ASSERT_EQUAL(ftp_civil_to_seconds(&times[i].civil), times[i].seconds);
        struct ftp_civil back = ftp_civil_from_seconds(times[i].seconds);
        CU_ASSERT(back.year == times[i].civil.year && back.month == times[i].civil.month);
        CU_ASSERT(back.day == times[i].civil.day && back.hour == times[i].civil.hour);
        CU_ASSERT(back.minute == times[i].civil.minute && back.second == times[i].civil.second);
    }
}

static void test_invalid_civil(void)
{
    static const struct ftp_civil times[] = {
        {2001, 2, 29, 0, 0, 0},
        {1900, 2, 29, 0, 0, 0},
        {2001, 4, 31, 0, 0, 0},
        {2001, 0, 1, 0, 0, 0},
        {2001, 13, 1, 0, 0, 0},
        {2001, 1, 0, 0, 0, 0},
        {2001, 1, 1, 24, 0, 0},
        {2001, 1, 1, 0, 60, 0},
        {2001, 1, 1, 0, 0, 61},
        {0, 1, 1, 0, 0, 0},
        {10000, 1, 1, 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof times / sizeof times[0]; i++)
        CU_ASSERT_FALSE(ftp_civil_is_valid(&times[i]));
}

static const struct {
    const char *text, *iso; /* NULL: refused */
    enum ftp_time_precision precision;
} values[] = {
    {"20240229123456", "2024-02-29T12:34:56.000Z", FTP_TIME_SECOND},
    {"20240229123456.7", "2024-02-29T12:34:56.700Z", FTP_TIME_MILLISECOND},
    {"20240229123456.123999", "2024-02-29T12:34:56.123Z", FTP_TIME_MILLISECOND},
    {"20161231235960", "2016-12-31T23:59:59.000Z", FTP_TIME_SECOND},
    {"191000704010203", "2000-07-04T01:02:03.000Z", FTP_TIME_SECOND},
    {"191240704010203", "2024-07-04T01:02:03.000Z", FTP_TIME_SECOND},
    {"19991231235959", "1999-12-31T23:59:59.000Z", FTP_TIME_SECOND},
    {"20230229123456", NULL, FTP_TIME_UNKNOWN},
    {"2024022912345", NULL, FTP_TIME_UNKNOWN},
    {"202402291234567", NULL, FTP_TIME_UNKNOWN},
    {"20240229123456.", NULL, FTP_TIME_UNKNOWN},
    {"20240229123456.1x", NULL, FTP_TIME_UNKNOWN},
    {"20240229123456Z", NULL, FTP_TIME_UNKNOWN},
    {"2024022a123456", NULL, FTP_TIME_UNKNOWN},
    {"20240229243456", NULL, FTP_TIME_UNKNOWN},
    {"", NULL, FTP_TIME_UNKNOWN},
};

/* protocol.L3 */
static void test_values(void)
{
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        struct ftp_time time = {.precision = FTP_TIME_UNKNOWN};
        char text[FTP_TIME_TEXT_SIZE];
        bool done = ftp_time_value_parse(ftp_span_of(values[i].text), &time);
        CU_ASSERT_EQUAL(done, values[i].iso != NULL);
        CU_ASSERT_EQUAL(time.precision, values[i].precision);
        CU_ASSERT_EQUAL(ftp_time_format_iso(&time, text), done);
        if (done)
            CU_ASSERT_STRING_EQUAL(text, values[i].iso);
    }
    struct ftp_time time;
    CU_ASSERT_TRUE(ftp_mdtm_parse(ftp_span_of(" 20240229123456 "), &time));
    CU_ASSERT_FALSE(ftp_mdtm_parse(ftp_span_of("20240229123456 x"), &time));
}

static void test_text(void)
{
    struct ftp_time time = {.seconds = at(2024, 2, 29, 12) + 34 * 60 + 56,
        .milliseconds = 789,
        .precision = FTP_TIME_MILLISECOND,
        .zone = FTP_ZONE_SERVER_LOCAL};
    char text[FTP_TIME_TEXT_SIZE];
    CU_ASSERT_TRUE(ftp_time_format(&time, text));
    CU_ASSERT_STRING_EQUAL(text, "2024-02-29 12:34:56.789");
    CU_ASSERT_TRUE(ftp_time_format_iso(&time, text));
    CU_ASSERT_STRING_EQUAL(text, "2024-02-29T12:34:56.789");
    CU_ASSERT_TRUE(ftp_time_format_value(&time, text));
    CU_ASSERT_STRING_EQUAL(text, "20240229123456");
}

static void test_unprintable(void)
{
    char text[FTP_TIME_TEXT_SIZE] = "untouched";
    struct ftp_time unknown = {.precision = FTP_TIME_UNKNOWN};
    struct ftp_time far = {.precision = FTP_TIME_SECOND, .seconds = INT64_MAX};
    struct ftp_time early = {.precision = FTP_TIME_SECOND, .seconds = INT64_MIN};
    CU_ASSERT_FALSE(ftp_time_format(&unknown, text));
    CU_ASSERT_FALSE(ftp_time_format_iso(&far, text));
    CU_ASSERT_FALSE(ftp_time_format_value(&early, text));
    CU_ASSERT_STRING_EQUAL(text, "untouched");
}

/* protocol.L6 */
static void test_year(void)
{
    static const struct {
        unsigned month, day;
        int now_year;
        unsigned now_month, now_day;
        int year;
    } guesses[] = {
        {3, 10, 2024, 3, 10, 2024},
        {3, 11, 2024, 3, 10, 2024},
        {3, 12, 2024, 3, 10, 2023},
        {12, 31, 2024, 1, 1, 2023},
        {1, 1, 2024, 12, 31, 2025}, /* east of here */
        {1, 2, 2024, 12, 31, 2024},
        {2, 29, 2024, 2, 28, 2024},
        {2, 29, 2023, 6, 1, 2020},
        {2, 29, 1904, 1, 1, 1896},
        {2, 30, 2024, 6, 1, 0},
        {13, 1, 2024, 6, 1, 0},
    };
    for (size_t i = 0; i < sizeof guesses / sizeof guesses[0]; i++) {
        int64_t now = at(guesses[i].now_year, guesses[i].now_month, guesses[i].now_day, 12);
        CU_ASSERT_EQUAL(
            ftp_time_guess_year(guesses[i].month, guesses[i].day, 12, 0, now), guesses[i].year);
    }
    CU_ASSERT_EQUAL(ftp_time_guess_year(3, 11, 12, 1, at(2024, 3, 10, 12)), 2023);
}

static const struct suite_test tests[] = {
    {"civil time", test_civil},
    {"civil times that are none", test_invalid_civil},
    {"time values", test_values},
    {"yyyy-MM-dd HH:mm:ss.SSS", test_text},
    {"what cannot be printed", test_unprintable},
    {"the year of a date without one", test_year},
};

SUITE_MAIN("ftp time", tests)
