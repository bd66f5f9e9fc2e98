/* SPDX-License-Identifier: Apache-2.0 */
/* The times of files as documents have them. Seconds by date(1). */
#include "modified_time.h"

#include "unit/suite.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void texts(void)
{
    static const struct {
        struct timespec time;
        const char *text;
    } cases[] = {
        {{1721044800, 0}, "2024-07-15T12:00:00.000Z"},
        {{1709208000, 999999999}, "2024-02-29T12:00:00.999Z"},
        {{-1, 500000000}, "1969-12-31T23:59:59.500Z"},
        {{4102444799, 0}, "2099-12-31T23:59:59.000Z"},
    };
    char text[MODIFIED_TIME_SIZE];
    for (size_t i = 0; i < COUNT(cases); i++) {
        CU_ASSERT_TRUE(modified_time_text(&cases[i].time, text));
        CU_ASSERT_STRING_EQUAL(text, cases[i].text);
    }
    struct timespec late = {253402300800, 0}; /* the year 10000 */
    CU_ASSERT_FALSE(modified_time_text(&late, text));
}

static bool read_text(const char *text, struct timespec *ret_time)
{
    json_t *properties = json_object();
    json_object_set_new(properties, MODIFIED_TIME_PROPERTY, json_string(text));
    bool read = modified_time_of(properties, ret_time);
    json_decref(properties);
    return read;
}

static void times(void)
{
    struct timespec time = {0};
    CU_ASSERT_TRUE(read_text("2024-07-15T12:00:00.000Z", &time));
    CU_ASSERT_EQUAL(time.tv_sec, 1721044800);
    CU_ASSERT_EQUAL(time.tv_nsec, 0);
    CU_ASSERT_TRUE(read_text("2024-07-15T17:30:00.1234567891+05:30", &time));
    CU_ASSERT_EQUAL(time.tv_sec, 1721044800);
    CU_ASSERT_EQUAL(time.tv_nsec, 123456789);
    CU_ASSERT_TRUE(read_text("1969-12-31T15:59:59-0800", &time));
    CU_ASSERT_EQUAL(time.tv_sec, -1);
}

static void bad_times(void)
{
    static const char *const bad[] = {"", "Z", "2024-07-15T12:00:00", "2024-07-15",
        "2024-02-30T12:00:00Z", "2024-13-01T12:00:00Z", "2024-00-01T12:00:00Z",
        "2024-07-00T12:00:00Z", "2024-07-15T24:00:00Z", "2024-07-15T12:60:00Z",
        "2024-07-15T12:00:60Z", "2024-07-15T12:00:00.Z", "2024-07-15T12:00:00+24:00",
        "2024-07-15T12:00:00Z ", " 2024-07-15T12:00:00Z", "0000-07-15T12:00:00Z",
        "+024-07-15T12:00:00Z"};
    struct timespec time = {4711, 0};
    json_t *other = json_pack("{s:i}", MODIFIED_TIME_PROPERTY, 5);
    for (size_t i = 0; i < COUNT(bad); i++)
        CU_ASSERT_FALSE(read_text(bad[i], &time));
    CU_ASSERT_FALSE(modified_time_of(other, &time));
    json_object_set_new(other, MODIFIED_TIME_PROPERTY, json_null());
    CU_ASSERT_FALSE(modified_time_of(other, &time));
    json_object_clear(other);
    CU_ASSERT_FALSE(modified_time_of(other, &time));
    CU_ASSERT_EQUAL(time.tv_sec, 4711);
    json_decref(other);
}

static const struct suite_test tests[] = {
    {"texts", texts},
    {"times", times},
    {"bad times", bad_times},
};
SUITE_MAIN("sdk modified time", tests)
