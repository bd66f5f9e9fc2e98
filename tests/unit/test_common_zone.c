/* SPDX-License-Identifier: Apache-2.0 */
/* Row connection.serverTimeZone: zones of the tz database. Every number was computed by Python's zoneinfo and confirmed by
 * date(1); the files are those of the system. */
#include "common/zone.h"
#include "common/zone_rule.h"

#include <stdlib.h>
#include <string.h>

#include "unit/suite.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct zone *load(const char *name)
{
    struct zone *zone = NULL;
    CU_ASSERT_EQUAL_FATAL(zone_load(ZONE_DIRECTORY, name, &zone), ZONE_OK);
    return zone;
}

static void offsets(void)
{
    static const struct {
        const char *name;
        int64_t utc;
        int32_t offset;
    } cases[] = {
        {"Europe/Berlin", -1691020800, 7200},       /* 1916-06-01 00:00:00 */
        {"Europe/Berlin", 315532800, 3600},         /* 1980-01-01 00:00:00 */
        {"Europe/Berlin", 804600000, 7200},         /* 1995-07-01 12:00:00 */
        {"Europe/Berlin", 1711846799, 3600},        /* 2024-03-31 00:59:59 */
        {"Europe/Berlin", 1711846800, 7200},        /* 2024-03-31 01:00:00 */
        {"Europe/Berlin", 1729990799, 7200},        /* 2024-10-27 00:59:59 */
        {"Europe/Berlin", 1729990800, 3600},        /* 2024-10-27 01:00:00 */
        {"Europe/Berlin", 2224713600, 7200},        /* 2040-07-01 00:00:00 */
        {"Europe/Berlin", 2239920000, 3600},        /* 2040-12-24 00:00:00 */
        {"Europe/Berlin", 4457034000, 7200},        /* 2111-03-29 01:00:00 */
        {"America/New_York", -767923200, -14400},   /* 1945-09-01 00:00:00 */
        {"America/New_York", 1142812800, -18000},   /* 2006-03-20 00:00:00 */
        {"America/New_York", 1174348800, -14400},   /* 2007-03-20 00:00:00 */
        {"America/New_York", 1730613599, -14400},   /* 2024-11-03 05:59:59 */
        {"America/New_York", 1730613600, -18000},   /* 2024-11-03 06:00:00 */
        {"America/New_York", 2215062000, -14400},   /* 2040-03-11 07:00:00 */
        {"America/New_York", 2215061999, -18000},   /* 2040-03-11 06:59:59 */
        {"America/New_York", 13553827200, -14400},  /* 2399-07-04 00:00:00 */
        {"Australia/Lord_Howe", 473385600, 41400},  /* 1985-01-01 00:00:00 */
        {"Australia/Lord_Howe", 1705276800, 39600}, /* 2024-01-15 00:00:00 */
        {"Australia/Lord_Howe", 1721001600, 37800}, /* 2024-07-15 00:00:00 */
        {"Australia/Lord_Howe", 2210198400, 39600}, /* 2040-01-15 00:00:00 */
        {"Australia/Lord_Howe", 2225923200, 37800}, /* 2040-07-15 00:00:00 */
        {"Asia/Kolkata", -883612800, 23400},        /* 1942-01-01 00:00:00 */
        {"Asia/Kolkata", 1704067200, 19800},        /* 2024-01-01 00:00:00 */
        {"Asia/Kolkata", 2379888000, 19800},        /* 2045-06-01 00:00:00 */
        {"Asia/Kathmandu", 486432000, 19800},       /* 1985-06-01 00:00:00 */
        {"Asia/Kathmandu", 517968000, 20700},       /* 1986-06-01 00:00:00 */
        {"Asia/Kathmandu", 2222121600, 20700},      /* 2040-06-01 00:00:00 */
        {"America/Sao_Paulo", 1543622400, -7200},   /* 2018-12-01 00:00:00 */
        {"America/Sao_Paulo", 1606780800, -10800},  /* 2020-12-01 00:00:00 */
        {"America/Sao_Paulo", 2237932800, -10800},  /* 2040-12-01 00:00:00 */
        {"Pacific/Apia", 1325239199, -36000},       /* 2011-12-30 09:59:59 */
        {"Pacific/Apia", 1325239200, 50400},        /* 2011-12-30 10:00:00 */
        {"Pacific/Apia", 2208988800, 46800},        /* 2040-01-01 00:00:00 */
        {"Europe/Dublin", 1704067200, 0},           /* 2024-01-01 00:00:00 */
        {"Europe/Dublin", 1719792000, 3600},        /* 2024-07-01 00:00:00 */
        {"Europe/Dublin", 2208988800, 0},           /* 2040-01-01 00:00:00 */
        {"Europe/Dublin", 2224713600, 3600},        /* 2040-07-01 00:00:00 */
        {"America/Santiago", 1705276800, -10800},   /* 2024-01-15 00:00:00 */
        {"America/Santiago", 1721001600, -14400},   /* 2024-07-15 00:00:00 */
        {"America/Santiago", 2210198400, -10800},   /* 2040-01-15 00:00:00 */
        {"America/Santiago", 2225923200, -14400},   /* 2040-07-15 00:00:00 */
        {"Asia/Jerusalem", 2216073600, 10800},      /* 2040-03-23 00:00:00 */
        {"Asia/Jerusalem", 2216851200, 10800},      /* 2040-04-01 00:00:00 */
        {"Asia/Jerusalem", 1711670400, 10800},      /* 2024-03-29 00:00:00 */
        {"Etc/GMT+5", 1704067200, -18000},          /* 2024-01-01 00:00:00 */
        {"Etc/GMT+5", 2208988800, -18000},          /* 2040-01-01 00:00:00 */
        {"UTC", 0, 0},                              /* 1970-01-01 00:00:00 */
        {"UTC", 2208988800, 0},                     /* 2040-01-01 00:00:00 */
        {"Africa/Casablanca", 1710892800, 0},       /* 2024-03-20 00:00:00 */
        {"Africa/Casablanca", 1719792000, 3600},    /* 2024-07-01 00:00:00 */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct zone *zone = load(cases[i].name);
        CU_ASSERT_EQUAL(zone_offset(zone, cases[i].utc), cases[i].offset);
        zone_free(zone);
    }
}

static void local_times(void)
{
    static const struct {
        const char *name;
        int64_t local;
        bool one;
        int64_t utc;
    } cases[] = {
        {"Europe/Berlin", 1719835200, true, 1719828000},    /* 2024-07-01 12:00:00 */
        {"Europe/Berlin", 1704067200, true, 1704063600},    /* 2024-01-01 00:00:00 */
        {"Europe/Berlin", 1711852200, false, 0},            /* 2024-03-31 02:30:00, never */
        {"Europe/Berlin", 1711850400, false, 0},            /* 2024-03-31 02:00:00, never */
        {"Europe/Berlin", 1711854000, true, 1711846800},    /* 2024-03-31 03:00:00 */
        {"Europe/Berlin", 1729996200, false, 0},            /* 2024-10-27 02:30:00, twice */
        {"Europe/Berlin", 1729994400, false, 0},            /* 2024-10-27 02:00:00, twice */
        {"Europe/Berlin", 1729998000, true, 1729994400},    /* 2024-10-27 03:00:00 */
        {"Europe/Berlin", 2224756800, true, 2224749600},    /* 2040-07-01 12:00:00 */
        {"Europe/Berlin", 2216255400, false, 0},            /* 2040-03-25 02:30:00, never */
        {"Europe/Berlin", 2235004200, false, 0},            /* 2040-10-28 02:30:00, twice */
        {"America/New_York", 2235605400, false, 0},         /* 2040-11-04 01:30:00, twice */
        {"America/New_York", 2235607200, true, 2235625200}, /* 2040-11-04 02:00:00 */
        {"America/New_York", 1710039599, false, 0},         /* 2024-03-10 02:59:59, never */
        {"Australia/Lord_Howe", 1712454300, false, 0},      /* 2024-04-07 01:45:00, twice */
        {"Australia/Lord_Howe", 1728180900, false, 0},      /* 2024-10-06 02:15:00, never */
        {"Pacific/Apia", 1325246400, false, 0},             /* 2011-12-30 12:00:00, never */
        {"Pacific/Apia", 1325332800, true, 1325282400},     /* 2011-12-31 12:00:00 */
        {"UTC", 1709251199, true, 1709251199},              /* 2024-02-29 23:59:59 */
        {"Asia/Kathmandu", 2222121600, true, 2222100900},   /* 2040-06-01 00:00:00 */
        {"America/Santiago", 2225959200, true, 2225973600}, /* 2040-07-15 10:00:00 */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct zone *zone = load(cases[i].name);
        int64_t utc = -4711;
        CU_ASSERT_EQUAL(zone_moment(zone, cases[i].local, &utc), cases[i].one);
        CU_ASSERT_EQUAL(utc, cases[i].one ? cases[i].utc : -4711);
        zone_free(zone);
    }
}

static void names(void)
{
    static const char *const good[] = {
        "UTC", "Europe/Berlin", "Etc/GMT+5", "America/Argentina/Buenos_Aires", "Etc/GMT-14"};
    static const char *const bad[] = {"", "/", "/etc/passwd", "..", "../zoneinfo/UTC",
        "Europe/../UTC", "Europe//Berlin", "Europe/", "Europe/Berlin ", "Europe.Berlin",
        "Europe\\Berlin", "UTC\n", "\xc3\xa4",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    for (size_t i = 0; i < COUNT(good); i++)
        CU_ASSERT_TRUE(zone_name_is_valid(good[i]));
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct zone *zone = NULL;
        CU_ASSERT_FALSE(zone_name_is_valid(bad[i]));
        CU_ASSERT_EQUAL(zone_load(ZONE_DIRECTORY, bad[i], &zone), ZONE_BAD_NAME);
        CU_ASSERT_PTR_NULL(zone);
    }
}

static void what_is_no_zone(void)
{
    struct zone *zone = NULL;
    CU_ASSERT_EQUAL(zone_load(ZONE_DIRECTORY, "Europe/Atlantis", &zone), ZONE_UNKNOWN);
    CU_ASSERT_EQUAL(zone_load(ZONE_DIRECTORY, "UTC/UTC", &zone), ZONE_UNKNOWN);
    CU_ASSERT_EQUAL(zone_load(ZONE_DIRECTORY, "Europe", &zone), ZONE_UNREADABLE);
    CU_ASSERT_EQUAL(zone_load("/etc", "passwd", &zone), ZONE_UNREADABLE);
    CU_ASSERT_EQUAL(zone_load("/dev", "null", &zone), ZONE_UNREADABLE);
    CU_ASSERT_PTR_NULL(zone);
}

static size_t read_berlin(unsigned char *bytes, size_t size)
{
    FILE *file = fopen(ZONE_DIRECTORY "/Europe/Berlin", "rb");
    size_t length = file ? fread(bytes, 1, size, file) : 0;
    if (file)
        fclose(file);
    return length;
}

/* Each in memory of its own, so that a sanitizer sees the byte behind it. */
static void cut_files(void)
{
    unsigned char whole[8192];
    size_t length = read_berlin(whole, sizeof whole);
    CU_ASSERT_TRUE_FATAL(length > 100 && length < sizeof whole);
    for (size_t cut = 0; cut < length; cut++) {
        struct zone *zone = NULL;
        unsigned char *part = malloc(cut + 1);
        CU_ASSERT_PTR_NOT_NULL_FATAL(part);
        memcpy(part, whole, cut);
        CU_ASSERT_EQUAL(zone_parse(part, cut, &zone), ZONE_UNREADABLE);
        free(part);
    }
}

static void changed_files(void)
{
    unsigned char bytes[8192];
    struct zone *zone = NULL;
    size_t length = read_berlin(bytes, sizeof bytes);
    CU_ASSERT_TRUE_FATAL(length > 100);
    bytes[31] = 1; /* a leap second */
    CU_ASSERT_EQUAL(zone_parse(bytes, length, &zone), ZONE_UNREADABLE);
    bytes[31] = 0;
    bytes[32] = 0xff; /* far too many transitions */
    CU_ASSERT_EQUAL(zone_parse(bytes, length, &zone), ZONE_UNREADABLE);
    bytes[32] = 0;
    bytes[4] = 0; /* version 1 */
    CU_ASSERT_EQUAL(zone_parse(bytes, length, &zone), ZONE_UNREADABLE);
    bytes[4] = '2';
    bytes[length - 2] = 'x'; /* in the rule */
    CU_ASSERT_EQUAL(zone_parse(bytes, length, &zone), ZONE_UNREADABLE);
}

/* Offsets by date(1) with this TZ. */
static void rules(void)
{
    static const struct {
        const char *text;
        int64_t utc;
        int32_t offset;
    } cases[] = {
        {"CET-1CEST,M3.5.0,M10.5.0/3", 2210241600, 3600},
        {"CET-1CEST,M3.5.0,M10.5.0/3", 2214169200, 3600},
        {"CET-1CEST,M3.5.0,M10.5.0/3", 2245710600, 3600},
        {"CET-1CEST,M3.5.0,M10.5.0/3", 2224713600, 7200},
        {"CET-1CEST,M3.5.0,M10.5.0/3", 2234997000, 7200},
        {"CET-1CEST,M3.5.0,M10.5.0/3", 2311201800, 3600},
        {"<-03>3", 2210241600, -10800},
        {"<-03>3", 2214169200, -10800},
        {"<-03>3", 2245710600, -10800},
        {"<-03>3", 2224713600, -10800},
        {"<-03>3", 2234997000, -10800},
        {"<-03>3", 2311201800, -10800},
        {"EST5EDT,M3.2.0,M11.1.0", 2210241600, -18000},
        {"EST5EDT,M3.2.0,M11.1.0", 2214169200, -18000},
        {"EST5EDT,M3.2.0,M11.1.0", 2245710600, -18000},
        {"EST5EDT,M3.2.0,M11.1.0", 2224713600, -14400},
        {"EST5EDT,M3.2.0,M11.1.0", 2234997000, -14400},
        {"EST5EDT,M3.2.0,M11.1.0", 2311201800, -14400},
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2210241600, 39600},
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2214169200, 39600},
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2245710600, 39600},
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2224713600, 37800},
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2234997000, 39600},
        {"<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", 2311201800, 39600},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2210241600, -7200},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2214169200, -7200},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2245710600, -7200},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2224713600, -3600},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2234997000, -3600},
        {"<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 2311201800, -7200},
        {"IST-2IDT,M3.4.4/26,M10.5.0", 2210241600, 7200},
        {"IST-2IDT,M3.4.4/26,M10.5.0", 2214169200, 7200},
        {"IST-2IDT,M3.4.4/26,M10.5.0", 2245710600, 7200},
        {"IST-2IDT,M3.4.4/26,M10.5.0", 2224713600, 10800},
        {"IST-2IDT,M3.4.4/26,M10.5.0", 2234997000, 7200},
        {"IST-2IDT,M3.4.4/26,M10.5.0", 2311201800, 10800},
        {"XXX-1YYY,J60,J300", 2210241600, 3600},
        {"XXX-1YYY,J60,J300", 2214169200, 3600},
        {"XXX-1YYY,J60,J300", 2245710600, 3600},
        {"XXX-1YYY,J60,J300", 2224713600, 7200},
        {"XXX-1YYY,J60,J300", 2234997000, 3600},
        {"XXX-1YYY,J60,J300", 2311201800, 7200},
        {"XXX3YYY,59/5,299/1:30", 2210241600, -10800},
        {"XXX3YYY,59/5,299/1:30", 2214169200, -7200},
        {"XXX3YYY,59/5,299/1:30", 2245710600, -10800},
        {"XXX3YYY,59/5,299/1:30", 2224713600, -7200},
        {"XXX3YYY,59/5,299/1:30", 2234997000, -10800},
        {"XXX3YYY,59/5,299/1:30", 2311201800, -7200},
        {"ZZZ0:30:15", 2210241600, -1815},
        {"ZZZ0:30:15", 2214169200, -1815},
        {"ZZZ0:30:15", 2245710600, -1815},
        {"ZZZ0:30:15", 2224713600, -1815},
        {"ZZZ0:30:15", 2234997000, -1815},
        {"ZZZ0:30:15", 2311201800, -1815},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct zone_rule rule = {0};
        CU_ASSERT_TRUE(zone_rule_parse(cases[i].text, strlen(cases[i].text), &rule));
        CU_ASSERT_EQUAL(zone_rule_offset(&rule, cases[i].utc), cases[i].offset);
    }
}

static void bad_rules(void)
{
    static const char *const bad[] = {"", "CE-1", "CET", "CET-25", "CET-1:60", "CET-1CEST",
        "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.0.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J365",
        "CET-1CEST,J366,J1", "CET-1CEST,366,1", "CET-1CEST,M3.5.0/168,M10.5.0",
        "CET-1CEST,M3.5.0,M10.5.0x", "<-03", "<-03>", "CET-1CEST,M3.5.0/,M10.5.0",
        "CET-99999999999"};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct zone_rule rule = {.standard = 4711};
        CU_ASSERT_FALSE(zone_rule_parse(bad[i], strlen(bad[i]), &rule));
        CU_ASSERT_EQUAL(rule.standard, 4711);
    }
}

static const struct suite_test tests[] = {
    {"offsets", offsets},
    {"local times", local_times},
    {"names", names},
    {"what is no zone", what_is_no_zone},
    {"cut files", cut_files},
    {"changed files", changed_files},
    {"rules", rules},
    {"bad rules", bad_rules},
};
SUITE_MAIN("zones", tests)
