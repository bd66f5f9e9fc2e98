/* SPDX-License-Identifier: Apache-2.0 */
/* When data may move, and whose reply is whose. */
#include "ftp/session/keep_alive.h"
#include "ftp/session/rate.h"
#include "ftp/session/speed.h"
#include "unit/suite.h"

static const uint64_t second = 1000000000;

static void test_no_limit(void)
{
    struct ftp_rate rate = {.limit = 0};
    CU_ASSERT_EQUAL(ftp_rate_piece(&rate, 65536), 65536);
    ftp_rate_moved(&rate, 65536, second);
    CU_ASSERT_EQUAL(ftp_rate_wait(&rate, second), 0);
}

/* connection.rateLimit */
static void test_limit(void)
{
    struct ftp_rate rate = {.limit = 1000};
    CU_ASSERT_EQUAL(ftp_rate_piece(&rate, 65536), 100);
    CU_ASSERT_EQUAL(ftp_rate_piece(&rate, 7), 7);
    CU_ASSERT_EQUAL(ftp_rate_wait(&rate, second), 0);
    ftp_rate_moved(&rate, 100, second);
    CU_ASSERT_EQUAL(ftp_rate_wait(&rate, second), second + second / 10);
    CU_ASSERT_EQUAL(ftp_rate_wait(&rate, second + second / 10), 0);
    /* What was not used before is not made up for. */
    ftp_rate_moved(&rate, 100, 9 * second);
    CU_ASSERT_EQUAL(ftp_rate_wait(&rate, 9 * second), 9 * second + second / 10);
}

/* A byte a second, and as many as there are. */
static void test_odd_limits(void)
{
    struct ftp_rate slow = {.limit = 1}, fast = {.limit = UINT64_MAX};
    CU_ASSERT_EQUAL(ftp_rate_piece(&slow, 10), 1);
    ftp_rate_moved(&slow, 1, second);
    CU_ASSERT_EQUAL(ftp_rate_wait(&slow, second), 2 * second);
    CU_ASSERT_EQUAL(ftp_rate_piece(&fast, 65536), 65536);
    ftp_rate_moved(&fast, 65536, second);
    CU_ASSERT_EQUAL(ftp_rate_wait(&fast, second), 0);
}

/* connection.minimumSpeed */
static void test_speed(void)
{
    struct ftp_speed speed = {.minimum = 10, .window_ms = 2000};
    CU_ASSERT_TRUE(ftp_speed_holds(&speed, second, 1));
    CU_ASSERT_TRUE(ftp_speed_holds(&speed, second, 20));
    /* Each window by itself: what was fast before is no credit. */
    CU_ASSERT_TRUE(ftp_speed_holds(&speed, 2 * second, 1000));
    CU_ASSERT_TRUE(ftp_speed_holds(&speed, second, 1000));
    CU_ASSERT_FALSE(ftp_speed_holds(&speed, second, 1019));
    /* A wait that is longer than the window is held to the window's bytes. */
    CU_ASSERT_TRUE(ftp_speed_holds(&speed, 100 * second, 1039));
    CU_ASSERT_FALSE(ftp_speed_holds(&speed, 100 * second, 1039));
}

static void test_no_speed(void)
{
    struct ftp_speed off = {.minimum = 0, .window_ms = 1}, endless = {.minimum = 1};
    struct ftp_speed most = {.minimum = 1000000000, .window_ms = 2147483647};
    CU_ASSERT_TRUE(ftp_speed_holds(&off, 100 * second, 0));
    CU_ASSERT_TRUE(ftp_speed_holds(&endless, 100 * second, 0));
    CU_ASSERT_FALSE(ftp_speed_holds(&most, 2147484 * second, 2147483646999999));
    CU_ASSERT_TRUE(ftp_speed_holds(&most, 2147484 * second, 4294967293999999));
}

/* Each row: the final replies as they come, with so many NOOPs owed; the last answer. */
static void test_whose_reply(void)
{
    static const struct {
        unsigned owed;
        int codes[4];
        enum ftp_keep_alive_reply last;
        unsigned left;
    } rows[] = {
        {0, {226}, FTP_REPLY_OF_TRANSFER, 0},
        {0, {200}, FTP_REPLY_OF_TRANSFER, 0},
        {0, {500}, FTP_REPLY_OF_TRANSFER, 0},
        {1, {226}, FTP_REPLY_OF_TRANSFER, 1},
        {1, {426}, FTP_REPLY_OF_TRANSFER, 1},
        {1, {200}, FTP_REPLY_OF_NOOP, 0},
        {1, {200, 226}, FTP_REPLY_OF_TRANSFER, 0},
        {1, {200, 200}, FTP_REPLY_OF_TRANSFER, 0},
        {1, {502, 226}, FTP_REPLY_OF_TRANSFER, 0},
        {1, {500, 200}, FTP_REPLY_OF_EITHER, 0},
        {1, {226, 200}, FTP_REPLY_OF_NOOP, 0},
        {1, {226, 250}, FTP_REPLY_OF_NOOP, 0},
        {1, {226, 502}, FTP_REPLY_OF_NOOP, 0},
        {1, {226, 451}, FTP_REPLY_OF_EITHER, 1},
        {1, {226, 200, 200}, FTP_REPLY_OF_EITHER, 0},
        {2, {200, 226, 200}, FTP_REPLY_OF_NOOP, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ftp_keep_alive keep = {.owed = rows[i].owed};
        enum ftp_keep_alive_reply whose = FTP_REPLY_OF_EITHER;
        bool completed = false;
        for (size_t at = 0; at < 4 && rows[i].codes[at]; at++) {
            whose = ftp_keep_alive_take(&keep, rows[i].codes[at], completed);
            completed = completed || whose == FTP_REPLY_OF_TRANSFER;
        }
        CU_ASSERT_EQUAL(whose, rows[i].last);
        CU_ASSERT_EQUAL(keep.owed, rows[i].left);
    }
}

static const struct suite_test tests[] = {
    {"no limit", test_no_limit},
    {"limit", test_limit},
    {"odd limits", test_odd_limits},
    {"speed", test_speed},
    {"no speed", test_no_speed},
    {"whose reply", test_whose_reply},
};
SUITE_MAIN("ftp pace", tests)
