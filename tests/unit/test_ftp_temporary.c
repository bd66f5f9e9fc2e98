/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/temporary.h"
#include "unit/suite.h"

#include <string.h>

enum { NAME_MOST = 255, LIMIT = 4096 };

/* create.temporary-name */
static void test_own_names(void)
{
    static const char *const names[] = {"a.csv", ".hidden", "a", "a.hawser-0123456789ab.part"};
    static const char *const extensions[] = {".part", ".tmp", ".a.b"};
    struct buffer made;
    buffer_init(&made, LIMIT);
    for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
        for (size_t e = 0; e < sizeof extensions / sizeof *extensions; e++) {
            CU_ASSERT(ftp_temporary_name(names[n], extensions[e], &made));
            CU_ASSERT(ftp_temporary_is_ours(made.data, made.length, extensions[e]));
            CU_ASSERT(ftp_temporary_is_unfinished(made.data, made.length));
            CU_ASSERT_FALSE(ftp_temporary_is_ours(made.data, made.length, ".other"));
        }
    }
    buffer_done(&made);
}

/* create.temporary-name */
static void test_other_names(void)
{
    static const char *const names[] = {"", ".part", "a.part", ".hawser-0123456789ab.part",
        "a.hawser-0123456789a.part", "a.hawser-0123456789abc.part", "a.hawser-0123456789AB.part",
        "a.hawser-0123456789ag.part", "a-hawser-0123456789ab.part", "a.hawser-0123456789ab",
        "a.hawser-0123456789ab.PART", "a.hawser-0123456789ab.part.old", "a.hawser-lock",
        "a.hawser-0123456789ab.part "};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        CU_ASSERT_FALSE(ftp_temporary_is_ours(names[i], strlen(names[i]), ".part"));
}

/* query.temporary-names */
static void test_unfinished(void)
{
    static const char *const ours[] = {"a.hawser-0123456789ab.part", "a.hawser-0123456789ab.old",
        "a.hawser-xx.hawser-0123456789ab.tmp", "a.hawser-0123456789ab.part.gz"};
    static const char *const others[] = {"", "a.part", ".hawser-0123456789ab.part",
        "a.hawser-0123456789a.part", "a.hawser-0123456789abc.part", "a.hawser-0123456789AB.part",
        "a-hawser-0123456789ab.part", "a.hawser-0123456789ab", "a.hawser-lock", "a.hawser-012345"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        CU_ASSERT(ftp_temporary_is_unfinished(ours[i], strlen(ours[i])));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        CU_ASSERT_FALSE(ftp_temporary_is_unfinished(others[i], strlen(others[i])));
}

/* However long the name: the three must differ, or a lock would be its own breaker. */
static void test_long_names(void)
{
    char name[NAME_MOST + 1];
    struct buffer lock, breaker;
    buffer_init(&lock, LIMIT);
    buffer_init(&breaker, LIMIT);
    for (size_t length = 1; length <= NAME_MOST; length++) {
        memset(name, 'n', length);
        name[length] = '\0';
        CU_ASSERT(ftp_lock_name(name, &lock));
        CU_ASSERT(ftp_breaker_name(lock.data, &breaker));
        CU_ASSERT(lock.length <= NAME_MOST && breaker.length <= NAME_MOST);
        CU_ASSERT_STRING_NOT_EQUAL(lock.data, name);
        CU_ASSERT_STRING_NOT_EQUAL(breaker.data, lock.data);
        CU_ASSERT_STRING_NOT_EQUAL(breaker.data, name);
    }
    buffer_done(&lock);
    buffer_done(&breaker);
}

static void test_lock_name(void)
{
    struct buffer lock;
    buffer_init(&lock, LIMIT);
    CU_ASSERT(ftp_lock_name("a.csv", &lock));
    CU_ASSERT_STRING_EQUAL(lock.data, "a.csv.hawser-lock");
    buffer_done(&lock);
}

static const struct suite_test tests[] = {{"our names are known again", test_own_names},
    {"others are not", test_other_names}, {"unfinished", test_unfinished},
    {"long names", test_long_names}, {"the name of a lock", test_lock_name}};

SUITE_MAIN("temporary names", tests)
