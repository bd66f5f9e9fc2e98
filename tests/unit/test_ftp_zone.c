/* SPDX-License-Identifier: Apache-2.0 */
/* Rows output.timestampUtc, connection.serverTimeZone, protocol.L6: what proves a zone, and what does not. Times in
 * UTC by date(1). */
#include "ftp/session/zone.h"

#include "common/zone.h"
#include "unit/suite.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { JANUARY = 1705320000, JULY = 1721044800 }; /* 2024-01-15 and 2024-07-15, 12:00:00 UTC */

static struct ftp_time time_of(
    int64_t seconds, enum ftp_time_precision precision, enum ftp_time_source source)
{
    return (struct ftp_time){
        .seconds = seconds,
        .precision = precision,
        .source = source,
        .zone = source == FTP_TIME_FROM_LIST ? FTP_ZONE_SERVER_LOCAL : FTP_ZONE_UTC,
    };
}

static void differences(void)
{
    static const struct {
        int64_t listed;
        enum ftp_time_precision listed_to;
        int64_t mdtm;
        bool proves;
        int32_t ahead;
    } cases[] = {
        {JULY + 7200, FTP_TIME_MINUTE, JULY + 59, true, 7200},
        {JULY - 18000, FTP_TIME_MINUTE, JULY, true, -18000},
        {JULY + 20700, FTP_TIME_SECOND, JULY, true, 20700},
        {JULY, FTP_TIME_MINUTE, JULY + 30, true, 0},
        {JULY + 14 * 3600, FTP_TIME_MINUTE, JULY, true, 14 * 3600},
        {JULY - 12 * 3600, FTP_TIME_MINUTE, JULY, true, -12 * 3600},
        {-60, FTP_TIME_MINUTE, -31, true, 0},
        {JULY + 14 * 3600 + 900, FTP_TIME_MINUTE, JULY, false, 0},
        {JULY - 12 * 3600 - 900, FTP_TIME_MINUTE, JULY, false, 0},
        {JULY + 7260, FTP_TIME_MINUTE, JULY, false, 0},
        {JULY + 7200, FTP_TIME_SECOND, JULY + 1, false, 0},
        {JULY + 366 * 86400, FTP_TIME_MINUTE, JULY, false, 0},
        {JULY + 7200, FTP_TIME_DAY, JULY, false, 0},
        {JULY + 7200, FTP_TIME_UNKNOWN, JULY, false, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct ftp_time listed = time_of(cases[i].listed, cases[i].listed_to, FTP_TIME_FROM_LIST);
        struct ftp_time mdtm = time_of(cases[i].mdtm, FTP_TIME_SECOND, FTP_TIME_FROM_MDTM);
        int32_t ahead = 4711;
        CU_ASSERT_EQUAL(ftp_zone_difference(&listed, &mdtm, &ahead), cases[i].proves);
        CU_ASSERT_EQUAL(ahead, cases[i].proves ? cases[i].ahead : 4711);
    }
}

static int64_t noon(int year, unsigned month, unsigned day)
{
    struct ftp_civil civil = {year, month, day, 12, 0, 0};
    return ftp_civil_to_seconds(&civil);
}

static void seasons(void)
{
    CU_ASSERT_TRUE(ftp_zone_same_season(noon(2024, 4, 8), noon(2024, 8, 31)));
    CU_ASSERT_TRUE(ftp_zone_same_season(noon(2024, 3, 7), noon(2023, 11, 8)));
    CU_ASSERT_TRUE(ftp_zone_same_season(noon(2024, 1, 1), noon(2023, 12, 31)));
    CU_ASSERT_FALSE(ftp_zone_same_season(noon(2024, 4, 8), noon(2023, 8, 31)));
    CU_ASSERT_FALSE(ftp_zone_same_season(noon(2024, 3, 7), noon(2024, 11, 8)));
    CU_ASSERT_FALSE(ftp_zone_same_season(noon(2024, 1, 15), noon(2024, 7, 15)));
    CU_ASSERT_FALSE(ftp_zone_same_season(noon(2024, 4, 7), noon(2024, 4, 8)));
    CU_ASSERT_FALSE(ftp_zone_same_season(noon(2024, 3, 8), noon(2024, 3, 8)));
    CU_ASSERT_FALSE(ftp_zone_same_season(noon(2024, 10, 1), noon(2024, 10, 2)));
}

static bool utc_of(struct ftp_session *session, struct ftp_time time, int64_t *ret_utc)
{
    struct ftp_stamp stamp;
    ftp_zone_stamp(session, &time, &stamp);
    if (stamp.utc.precision == FTP_TIME_UNKNOWN)
        return false;
    CU_ASSERT_EQUAL(stamp.utc.zone, FTP_ZONE_UTC);
    CU_ASSERT_EQUAL(stamp.utc.precision, time.precision);
    *ret_utc = stamp.utc.seconds;
    return true;
}

static void without_a_zone(void)
{
    struct ftp_session session = {0};
    int64_t utc = 0;
    struct ftp_time list = time_of(JULY, FTP_TIME_MINUTE, FTP_TIME_FROM_LIST);
    struct ftp_time mdtm = time_of(JULY, FTP_TIME_SECOND, FTP_TIME_FROM_MDTM);
    CU_ASSERT_TRUE(utc_of(&session, time_of(JULY, FTP_TIME_SECOND, FTP_TIME_FROM_MLSD), &utc));
    CU_ASSERT_EQUAL(utc, JULY);
    CU_ASSERT_FALSE(utc_of(&session, list, &utc));
    CU_ASSERT_FALSE(utc_of(&session, mdtm, &utc));
    CU_ASSERT_FALSE(utc_of(&session, (struct ftp_time){0}, &utc));
    session.clock.offset_known = true; /* as a comparison in May showed it */
    session.clock.offset = 7200;
    session.clock.reference = noon(2024, 5, 1);
    session.clock.mdtm = FTP_MDTM_UTC;
    CU_ASSERT_TRUE(utc_of(&session, list, &utc));
    CU_ASSERT_EQUAL(utc, JULY - 7200);
    CU_ASSERT_TRUE(utc_of(&session, mdtm, &utc));
    CU_ASSERT_EQUAL(utc, JULY);
    CU_ASSERT_FALSE(utc_of(&session, time_of(JANUARY, FTP_TIME_MINUTE, FTP_TIME_FROM_LIST), &utc));
}

static void with_a_zone(void)
{
    struct ftp_session session = {0};
    struct ftp_stamp stamp;
    int64_t utc = 0;
    struct ftp_time list = time_of(JULY, FTP_TIME_MINUTE, FTP_TIME_FROM_LIST);
    struct ftp_time mdtm = time_of(JULY, FTP_TIME_SECOND, FTP_TIME_FROM_MDTM);
    struct ftp_time facts = time_of(JULY, FTP_TIME_SECOND, FTP_TIME_FROM_MLSD);
    /* 2024-10-27 02:30 is shown twice, 2024-03-31 02:30 never. */
    struct ftp_time twice = time_of(1729996200, FTP_TIME_MINUTE, FTP_TIME_FROM_LIST);
    struct ftp_time never = time_of(1711852200, FTP_TIME_MINUTE, FTP_TIME_FROM_LIST);
    CU_ASSERT_EQUAL_FATAL(zone_load(ZONE_DIRECTORY, "Europe/Berlin", &session.clock.zone), ZONE_OK);
    CU_ASSERT_TRUE(utc_of(&session, list, &utc));
    CU_ASSERT_EQUAL(utc, JULY - 7200);
    CU_ASSERT_TRUE(utc_of(&session, time_of(JANUARY, FTP_TIME_MINUTE, FTP_TIME_FROM_LIST), &utc));
    CU_ASSERT_EQUAL(utc, JANUARY - 3600);
    CU_ASSERT_FALSE(utc_of(&session, twice, &utc));
    CU_ASSERT_FALSE(utc_of(&session, never, &utc));
    CU_ASSERT_FALSE(utc_of(&session, mdtm, &utc));
    session.clock.mdtm = FTP_MDTM_LOCAL;
    CU_ASSERT_TRUE(utc_of(&session, mdtm, &utc));
    CU_ASSERT_EQUAL(utc, JULY - 7200);
    session.clock.mdtm = FTP_MDTM_UTC;
    ftp_zone_stamp(&session, &mdtm, &stamp);
    CU_ASSERT_EQUAL(stamp.utc.seconds, JULY);
    CU_ASSERT_EQUAL(stamp.shown.seconds, JULY + 7200);
    ftp_zone_stamp(&session, &facts, &stamp);
    CU_ASSERT_EQUAL(stamp.utc.seconds, JULY);
    CU_ASSERT_EQUAL(stamp.shown.seconds, JULY + 7200);
    ftp_zone_close(&session);
}

static void fresh_files(void)
{
    struct ftp_session session = {0};
    struct ftp_stamp stamp;
    struct ftp_time near = time_of(JULY + 200, FTP_TIME_SECOND, FTP_TIME_FROM_MDTM);
    struct ftp_time hours = time_of(JULY + 7205, FTP_TIME_SECOND, FTP_TIME_FROM_MDTM);
    struct ftp_time wrong = time_of(JULY + 450, FTP_TIME_SECOND, FTP_TIME_FROM_MDTM);
    ftp_zone_stamp_fresh(&session, &near, JULY, &stamp);
    CU_ASSERT_EQUAL(stamp.utc.seconds, JULY + 200);
    ftp_zone_stamp_fresh(&session, &hours, JULY, &stamp);
    CU_ASSERT_EQUAL(stamp.utc.precision, FTP_TIME_UNKNOWN);
    ftp_zone_stamp_fresh(&session, &wrong, JULY, &stamp);
    CU_ASSERT_EQUAL(stamp.utc.precision, FTP_TIME_UNKNOWN);
    CU_ASSERT_EQUAL(session.clock.mdtm, FTP_MDTM_UNTOLD);
    CU_ASSERT_EQUAL_FATAL(zone_load(ZONE_DIRECTORY, "Europe/Berlin", &session.clock.zone), ZONE_OK);
    ftp_zone_stamp_fresh(&session, &wrong, JULY, &stamp);
    CU_ASSERT_EQUAL(session.clock.mdtm, FTP_MDTM_UNTOLD);
    ftp_zone_stamp_fresh(&session, &hours, JULY, &stamp);
    CU_ASSERT_EQUAL(session.clock.mdtm, FTP_MDTM_LOCAL);
    CU_ASSERT_EQUAL(stamp.utc.seconds, JULY + 5);
    session.clock.mdtm = FTP_MDTM_UNTOLD;
    ftp_zone_stamp_fresh(&session, &near, JULY, &stamp);
    CU_ASSERT_EQUAL(session.clock.mdtm, FTP_MDTM_UTC);
    CU_ASSERT_EQUAL(stamp.utc.seconds, JULY + 200);
    ftp_zone_close(&session);
}

static void iso(void)
{
    static const struct {
        const char *text;
        int64_t seconds;
        unsigned milliseconds;
    } good[] = {
        {"2024-07-15T12:00:00Z", JULY, 0},
        {"2024-07-15T14:00:00.5+02:00", JULY, 500},
        {"2024-07-15T04:30:00.1239-0730", JULY, 123},
        {"2024-07-16T02:00:00+14:00", JULY, 0},
    };
    static const char *const bad[] = {"", "2024-07-15", "2024-07-15T12:00:00",
        "2024-07-15 12:00:00Z", "2024-02-30T12:00:00Z", "2024-07-15T24:00:00Z",
        "2024-07-15T12:00:00.Z", "2024-07-15T12:00:00+2", "2024-07-15T12:00:00+02:60",
        "2024-07-15T12:00:00Zx", "24-07-15T12:00:00Z", "2024-07-15T12:00Z"};
    struct ftp_time time = {0};
    for (size_t i = 0; i < COUNT(good); i++) {
        CU_ASSERT_TRUE(ftp_time_iso_parse(ftp_span_of(good[i].text), &time));
        CU_ASSERT_EQUAL(time.seconds, good[i].seconds);
        CU_ASSERT_EQUAL(time.milliseconds, good[i].milliseconds);
        CU_ASSERT_EQUAL(time.zone, FTP_ZONE_UTC);
    }
    time.seconds = 4711;
    for (size_t i = 0; i < COUNT(bad); i++)
        CU_ASSERT_FALSE(ftp_time_iso_parse(ftp_span_of(bad[i]), &time));
    CU_ASSERT_EQUAL(time.seconds, 4711);
}

static void names(void)
{
    struct ftp_time time = time_of(JULY, FTP_TIME_MINUTE, FTP_TIME_FROM_LIST);
    CU_ASSERT_STRING_EQUAL(ftp_time_precision_name(&time), "minute");
    CU_ASSERT_STRING_EQUAL(ftp_time_source_name(&time), "list");
    time.year_guessed = true;
    CU_ASSERT_STRING_EQUAL(ftp_time_precision_name(&time), "year-guess");
    CU_ASSERT_TRUE(ftp_mdtm_parse(ftp_span_of("20240715120000.5"), &time));
    CU_ASSERT_STRING_EQUAL(ftp_time_precision_name(&time), "millisecond");
    CU_ASSERT_STRING_EQUAL(ftp_time_source_name(&time), "mdtm");
    time = (struct ftp_time){0};
    CU_ASSERT_PTR_NULL(ftp_time_precision_name(&time));
    CU_ASSERT_PTR_NULL(ftp_time_source_name(&time));
}

static const struct suite_test tests[] = {
    {"differences of LIST and MDTM", differences},
    {"seasons", seasons},
    {"without a zone", without_a_zone},
    {"with a zone", with_a_zone},
    {"fresh files", fresh_files},
    {"ISO 8601", iso},
    {"names", names},
};
SUITE_MAIN("ftp zones", tests)
