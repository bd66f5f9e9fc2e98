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
        same = ftp_plan_add(&plan, &entry) && same;
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
    CU_ASSERT_FALSE(ftp_plan_add(&plan, &entry));
    CU_ASSERT_EQUAL(plan.entries, 0);
    ftp_plan_done(&plan);
}

static const struct suite_test tests[] = {
    {"empty", test_empty},
    {"spooled", test_spooled},
    {"a name that is too long", test_name_too_long},
};
SUITE_MAIN("ftp plan", tests)
