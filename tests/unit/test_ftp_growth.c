/* SPDX-License-Identifier: Apache-2.0 */
/* When another session pays, and who may work on which name. connection.parallelism */
#include "ftp/actions/growth.h"
#include "ftp/actions/targets.h"
#include "unit/suite.h"

#include <string.h>

enum { MS = 1000 * 1000 };

/* Sessions that do each job in `job_ms`, but no more jobs together than `most_a_second`. How many are wanted in the
 * end. */
static unsigned grow(unsigned most, uint64_t login_ms, uint64_t job_ms, uint64_t most_a_second,
    unsigned jobs, bool idle)
{
    struct ftp_growth growth;
    uint64_t now = 1000 * MS;
    ftp_growth_init(&growth, most, true);
    ftp_growth_login(&growth, login_ms * MS);
    for (unsigned i = 0; i < jobs; i++) {
        unsigned sessions = growth.wanted;
        uint64_t alone = job_ms * MS / sessions;
        uint64_t shared = (uint64_t)1000 * MS / most_a_second;
        uint64_t step = alone > shared ? alone : shared;
        now += idle ? 100 * step : step;
        ftp_growth_done(&growth, sessions, now, step * sessions, 1000);
        CU_ASSERT(growth.wanted >= 1 && growth.wanted <= most);
    }
    return growth.wanted;
}

static void test_pays(void)
{
    CU_ASSERT_EQUAL(grow(4, 100, 50, 100000, 1000, false), 4);
    CU_ASSERT_EQUAL(grow(2, 100, 50, 100000, 1000, false), 2);
    CU_ASSERT_EQUAL(grow(1, 100, 50, 100000, 1000, false), 1);
}

/* A login is earned first. */
static void test_few(void)
{
    CU_ASSERT_EQUAL(grow(4, 0, 1, 100000, 7, false), 1);
    CU_ASSERT_EQUAL(grow(4, 0, 1, 100000, 8, false), 2);
    CU_ASSERT_EQUAL(grow(4, 100, 1, 100000, 99, false), 1);
    CU_ASSERT_EQUAL(grow(4, 100, 1, 100000, 100, false), 2);
    CU_ASSERT_EQUAL(grow(4, 0, 1000, 100000, 2, false), 1);
    CU_ASSERT_EQUAL(grow(4, 0, 1000, 100000, 3, false), 2); /* each took long */
}

/* The server, or the way to it, does no more: the second was one too many, or brought nothing. */
static void test_does_not_pay(void)
{
    CU_ASSERT_EQUAL(grow(4, 10, 10, 100, 1000, false), 2);
    CU_ASSERT_EQUAL(grow(4, 10, 10, 205, 1000, false), 3);
}

/* Documents that come one by one leave one session idle already. */
static void test_idle(void)
{
    CU_ASSERT_EQUAL(grow(4, 10, 10, 100000, 1000, true), 1);
}

static void test_harms(void)
{
    struct ftp_growth growth;
    uint64_t now = 1000 * MS;
    ftp_growth_init(&growth, 4, true);
    ftp_growth_login(&growth, 1 * MS);
    for (unsigned i = 0; i < 8; i++)
        ftp_growth_done(&growth, 1, now += 10 * MS, 10 * MS, 0);
    CU_ASSERT_EQUAL(growth.wanted, 2);
    for (unsigned i = 0; i < 100; i++)
        ftp_growth_done(&growth, growth.wanted, now += 20 * MS, 40 * MS, 0);
    CU_ASSERT_EQUAL(growth.wanted, 1);
}

static void test_told(void)
{
    struct ftp_growth growth;
    ftp_growth_init(&growth, 16, false);
    CU_ASSERT_EQUAL(growth.wanted, 16);
    for (unsigned i = 0; i < 100; i++)
        ftp_growth_done(&growth, 1, 1000 * MS + i, 1, 0);
    CU_ASSERT_EQUAL(growth.wanted, 16);
}

/* --- Far away --------------------------------------------------------------------------------- */

/* How many sessions are wanted once so many jobs are done that took `job_ms` each, at a distance of `round_trip_ms`. */
static unsigned grow_far(unsigned round_trip_ms, unsigned job_ms, unsigned jobs, uint64_t bytes)
{
    struct ftp_growth growth;
    uint64_t now = 1000 * MS;
    ftp_growth_init(&growth, 4, true);
    ftp_growth_login(&growth, (uint64_t)12 * round_trip_ms * MS);
    ftp_growth_distance(&growth, (uint64_t)round_trip_ms * MS);
    for (unsigned i = 0; i < jobs; i++) {
        now += (uint64_t)job_ms * MS;
        ftp_growth_done(&growth, 1, now, (uint64_t)job_ms * MS, bytes);
    }
    return growth.wanted;
}

/* Nothing has to pay first where jobs wait for replies: but one or two are too few, and bytes need not get quicker. */
static void test_far(void)
{
    static const struct {
        unsigned round_trip_ms, job_ms, jobs;
        uint64_t bytes;
        unsigned wanted;
    } cases[] = {
        {40, 120, 1, 1000, 1},
        {40, 120, 2, 1000, 4},
        {9, 27, 2, 1000, 1},
        {10, 30, 2, 1000, 4},
        {40, 641, 2, 1000, 1},
        {40, 120, 2, 1024 * 1024, 1},
        {0, 120, 2, 1000, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CU_ASSERT_EQUAL(
            grow_far(cases[i].round_trip_ms, cases[i].job_ms, cases[i].jobs, cases[i].bytes),
            cases[i].wanted);
}

/* They are not all opened for documents that are waited for, and leave again where they do harm. */
static void test_far_limits(void)
{
    struct ftp_growth growth;
    uint64_t now = 1000 * MS;
    ftp_growth_init(&growth, 4, true);
    ftp_growth_distance(&growth, 40 * MS);
    for (unsigned i = 0; i < 2; i++)
        ftp_growth_done(&growth, 1, now += 1000 * MS, 100 * MS, 0);
    CU_ASSERT_EQUAL(growth.wanted, 1);
    ftp_growth_init(&growth, 4, true);
    ftp_growth_distance(&growth, 40 * MS);
    for (unsigned i = 0; i < 2; i++)
        ftp_growth_done(&growth, 1, now += 100 * MS, 100 * MS, 0);
    CU_ASSERT_EQUAL(growth.wanted, 4);
    for (unsigned i = 0; i < 30; i++)
        ftp_growth_done(&growth, 4, now += 200 * MS, 800 * MS, 0);
    CU_ASSERT_EQUAL(growth.wanted, 3);
}

/* What waits already need not be done first. */
static void test_known(void)
{
    static const struct {
        unsigned round_trip_ms;
        uint64_t jobs, bytes;
        unsigned wanted;
        bool at_once;
    } cases[] = {
        {40, 7, 7000, 1, true},
        {40, 8, 8000, 4, true},
        {40, 0, 0, 1, true},
        {40, UINT64_MAX, UINT64_MAX, 4, true},
        {40, 50, (uint64_t)50 * 1024 * 1024, 1, true},
        {5, 1000, 1000, 1, false},
        {0, 1000, 1000, 1, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ftp_growth growth;
        ftp_growth_init(&growth, 4, true);
        ftp_growth_distance(&growth, (uint64_t)cases[i].round_trip_ms * MS);
        ftp_growth_known(&growth, cases[i].jobs, cases[i].bytes);
        CU_ASSERT_EQUAL(growth.wanted, cases[i].wanted);
        CU_ASSERT_EQUAL(growth.at_once, cases[i].at_once);
        ftp_growth_init(&growth, 1, true);
        ftp_growth_distance(&growth, 40 * MS);
        ftp_growth_known(&growth, cases[i].jobs, cases[i].bytes);
        CU_ASSERT_EQUAL(growth.wanted, 1);
        ftp_growth_init(&growth, 16, false);
        ftp_growth_distance(&growth, 40 * MS);
        ftp_growth_known(&growth, cases[i].jobs, cases[i].bytes);
        CU_ASSERT_EQUAL(growth.wanted, 16);
    }
}

/* --- Names ------------------------------------------------------------------------------------ */

static bool ask(struct ftp_targets *targets, uint64_t holder, const char *path)
{
    return ftp_targets_ask(targets, holder, path, strlen(path));
}

static bool try(struct ftp_targets *targets, uint64_t holder, const char *path)
{
    return ftp_targets_try(targets, holder, path, strlen(path));
}

static void test_same_name(void)
{
    static const struct {
        const char *one, *other;
        bool same;
    } cases[] = {
        {"a.txt", "a.txt", true},
        {"a.txt", "/x/a.txt", true},
        {"x/a.txt", "y/../a.txt", true},
        {"a.txt", "A.TXT", true},
        {"a.txt", "a.txt. ", true},
        {"a.txt", "b.txt", false},
        {"a.txt", "a.txt/b", false},
        {"a", "aa", false},
        {"\xc3\xa4", "\xc3\x84", false},
        {"", "", false},
        {"x/", "y/", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ftp_targets targets = {0};
        CU_ASSERT(ask(&targets, 1, cases[i].one));
        CU_ASSERT(ask(&targets, 2, cases[i].other));
        CU_ASSERT(ftp_targets_has(&targets, 1));
        CU_ASSERT_EQUAL(ftp_targets_has(&targets, 2), !cases[i].same);
        ftp_targets_drop(&targets, 1, NULL, 0);
        CU_ASSERT(ftp_targets_has(&targets, 2));
        ftp_targets_drop(&targets, 2, NULL, 0);
        CU_ASSERT_PTR_NULL(targets.first);
        CU_ASSERT_PTR_NULL(targets.last);
    }
}

/* In the order in which they asked; a name that is only tried does not jump the queue. */
static void test_queue(void)
{
    struct ftp_targets targets = {0};
    CU_ASSERT(ask(&targets, 1, "a") && ask(&targets, 2, "a") && ask(&targets, 3, "a"));
    CU_ASSERT(ftp_targets_has(&targets, 1) && !ftp_targets_has(&targets, 2));
    CU_ASSERT(try(&targets, 1, "a")); /* its own, though others wait for it */
    CU_ASSERT_FALSE(try(&targets, 4, "a"));
    CU_ASSERT(try(&targets, 4, "b"));
    CU_ASSERT_FALSE(try(&targets, 1, "b"));
    ftp_targets_drop(&targets, 1, NULL, 0);
    CU_ASSERT(ftp_targets_has(&targets, 2) && !ftp_targets_has(&targets, 3));
    ftp_targets_drop(&targets, 4, "b", 1);
    CU_ASSERT(try(&targets, 3, "b"));
    ftp_targets_drop(&targets, 2, NULL, 0);
    CU_ASSERT(ftp_targets_has(&targets, 3));
    ftp_targets_drop(&targets, 3, NULL, 0);
    CU_ASSERT_PTR_NULL(targets.first);
}

static const struct suite_test tests[] = {
    {"sessions that pay", test_pays},
    {"few documents", test_few},
    {"sessions that do not pay", test_does_not_pay},
    {"documents that are waited for", test_idle},
    {"sessions that do harm", test_harms},
    {"a number that was told", test_told},
    {"a server that is far away", test_far},
    {"far away, and no use", test_far_limits},
    {"documents that are known", test_known},
    {"names that are the same", test_same_name},
    {"a queue for a name", test_queue},
};
SUITE_MAIN("ftp growth", tests)
