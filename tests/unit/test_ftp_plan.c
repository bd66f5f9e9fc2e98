/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/plan.h"
#include "unit/suite.h"

#include <stdio.h>
#include <string.h>

static struct ftp_entry entry_of(const char *name, uint64_t size)
{
    return (struct ftp_entry){
        .name = ftp_span_of(name), .type = FTP_ENTRY_FILE, .size_known = true, .size = size};
}

static void test_empty(void)
{
    struct ftp_plan plan;
    struct ftp_planned planned;
    ftp_plan_init(&plan);
    CU_ASSERT(ftp_plan_rewind(&plan));
    CU_ASSERT_EQUAL(ftp_plan_next(&plan, &planned), 0);
    ftp_plan_done(&plan);
}

/* More than memory may hold: the order must survive the way over the disk. */
/* query.plan */
static void test_spooled(void)
{
    enum { MANY = 60000 };
    struct ftp_plan plan;
    struct ftp_planned planned;
    char name[64];
    bool same = true;
    ftp_plan_init(&plan);
    for (unsigned i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "a-file-with-a-name-of-some-length-%u", i);
        struct ftp_entry entry = entry_of(name, i);
        same = ftp_plan_add_in(&plan, "", &entry) && same;
    }
    CU_ASSERT(same);
    CU_ASSERT_PTR_NOT_NULL(plan.spool);
    CU_ASSERT(plan.pending.length <= FTP_PLAN_MEMORY_MAX);
    CU_ASSERT(ftp_plan_rewind(&plan));
    for (unsigned i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "a-file-with-a-name-of-some-length-%u", i);
        same = same && ftp_plan_next(&plan, &planned) == 1 && strcmp(planned.name, name) == 0 &&
               planned.size == i;
    }
    CU_ASSERT(same);
    CU_ASSERT_EQUAL(ftp_plan_next(&plan, &planned), 0);
    ftp_plan_done(&plan);
}

static void test_name_too_long(void)
{
    struct ftp_plan plan;
    static char name[FTP_PATH_MAX + 2];
    memset(name, 'x', sizeof name - 1);
    struct ftp_entry entry = entry_of(name, 1);
    ftp_plan_init(&plan);
    CU_ASSERT_FALSE(ftp_plan_add_in(&plan, "", &entry));
    CU_ASSERT_EQUAL(plan.entries, 0);
    ftp_plan_done(&plan);
}

/* The names of a plan of three in the order asked for. */
static void expect_order(enum ftp_order_by order, const char *names)
{
    static const struct {
        const char *name;
        uint64_t size;
        int64_t seconds;
    } files[] = {{"b", 1, 30}, {"a", 3, 20}, {"c", 2, 0}}; /* 0: no time is known */
    struct ftp_plan plan;
    struct ftp_planned planned;
    char found[8] = "";
    ftp_plan_init(&plan);
    for (size_t i = 0; i < 3; i++) {
        struct ftp_entry entry = entry_of(files[i].name, files[i].size);
        entry.modified.seconds = files[i].seconds;
        entry.modified.precision = files[i].seconds ? FTP_TIME_SECOND : FTP_TIME_UNKNOWN;
        CU_ASSERT(ftp_plan_add_in(&plan, "x/y", &entry));
    }
    CU_ASSERT_EQUAL(ftp_plan_sort(&plan, order), FTP_PLAN_SORTED);
    for (size_t i = 0; i < 3 && ftp_plan_next(&plan, &planned) == 1; i++) {
        found[i] = *planned.name;
        CU_ASSERT_STRING_EQUAL(planned.directory, "x/y");
    }
    CU_ASSERT_STRING_EQUAL(found, names);
    CU_ASSERT_EQUAL(ftp_plan_next(&plan, &planned), 0);
    ftp_plan_done(&plan);
}

/* query.orderBy */
static void test_orders(void)
{
    expect_order(FTP_ORDER_NONE, "bac");
    expect_order(FTP_ORDER_NAME, "abc");
    expect_order(FTP_ORDER_NAME_DESCENDING, "cba");
    expect_order(FTP_ORDER_TIME, "cab");
    expect_order(FTP_ORDER_TIME_DESCENDING, "bac");
    expect_order(FTP_ORDER_SIZE, "bca");
    expect_order(FTP_ORDER_SIZE_DESCENDING, "acb");
}

/* protocol.A4 error.listing-too-large */
static void test_too_large_to_sort(void)
{
    enum { MANY = FTP_PLAN_SORT_MAX / FTP_PATH_MAX + 1 };
    static char name[FTP_PATH_MAX + 1];
    struct ftp_plan plan;
    memset(name, 'x', FTP_PATH_MAX);
    struct ftp_entry entry = entry_of(name, 1);
    bool added = true;
    ftp_plan_init(&plan);
    for (int i = 0; added && i < MANY; i++)
        added = ftp_plan_add_in(&plan, "", &entry);
    CU_ASSERT(added);
    CU_ASSERT_EQUAL(ftp_plan_sort(&plan, FTP_ORDER_NAME), FTP_PLAN_TOO_LARGE);
    ftp_plan_done(&plan);
}

static const struct suite_test tests[] = {
    {"empty", test_empty},
    {"spooled", test_spooled},
    {"a name that is too long", test_name_too_long},
    {"orders", test_orders},
    {"too large to sort", test_too_large_to_sort},
};
SUITE_MAIN("ftp plan", tests)
