/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/listing_text.h"

static const struct listing_case columns[] = {
    {"-rw-r--r-- 1 joe staff 12 Feb  3 10:20 a.txt", "f 12 2017-02-03T10:20? a.txt", 0},
    {"-rw-r--r-- 1 joe staff 12 Feb  3  2009 a.txt", "f 12 2009-02-03 a.txt", 0},
    {"-rw-r--r-- 1 joe 12 Feb  3  2009 no group", "f 12 2009-02-03 no group", 0},
    {"-rw-r--r-- 12 Feb  3  2009 size alone", "f 12 2009-02-03 size alone", 0},
    {"-rw-r--r-- 1 joe Domain Users 12 Feb  3  2009 x", "f 12 2009-02-03 x", 0},
    {"-rw-r--r--+ 1 joe staff 12 Feb  3  2009 acl", "f 12 2009-02-03 acl", 0},
    {"-rw-r--r--. 1 joe staff 12 Feb  3  2009 context", "f 12 2009-02-03 context", 0},
    {"-rw-r--r--@ 1 joe staff 12 Feb  3  2009 attributes", "f 12 2009-02-03 attributes", 0},
    {"  -rw-r--r-- 1 joe staff 12 Feb  3  2009 x", "f 12 2009-02-03 x", 0},
    {"--rw-r--r-- 1 joe staff 12 Feb  3  2009 x", "f 12 2009-02-03 x", 0},
    {"-drwxr-xr-x 1 joe staff 12 Feb  3  2009 x", "d 12 2009-02-03 x", 0},
    {"drwxr-xr-x   folder   0 Feb  3  2009 mac", "d 0 2009-02-03 mac", 0},
    {"drwxr-sr-t 2 joe staff 4096 Feb  3  2009 sub/", "d 4096 2009-02-03 sub", 0},
    {"crw-rw---- 1 root tty 4, 64 Feb  3  2009 ttyS0", "o - 2009-02-03 ttyS0", 0},
    {"brw-rw---- 1 root disk 8,0 Feb  3  2009 sda", "o - 2009-02-03 sda", 0},
    {"prw-r--r-- 1 joe staff 0 Feb  3  2009 pipe", "o - 2009-02-03 pipe", 0},
    {"-rw-r--r-- 1 joe staff 18446744073709551615 Feb  3  2009 x",
        "f 18446744073709551615 2009-02-03 x", 0},
    {"-rw-r--r-- 1 joe staff 18446744073709551616 Feb  3  2009 x", "f - 2009-02-03 x", 0},
    {"-rw-r--r-- 1 joe staff -1 Feb  3  2009 x", "f - 2009-02-03 x", 0},
    {"-rw-r--r-- 1 joe staff 1.5K Feb  3  2009 x", "f - 2009-02-03 x", 0},
    {"-C--E-----FTP B QUA1I1      18128       41 Aug 12 13:56 QUADTEST",
        "f 41 2016-08-12T13:56? QUADTEST", 0},
};

/* protocol.L4 */
static void test_columns(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, columns);
}

static const struct listing_case names[] = {
    {"-rw-r--r-- 1 joe staff 12 Feb  3  2009  two  blanks ", "f 12 2009-02-03  two  blanks ", 0},
    {"-rw-r--r-- 1 joe staff 12 Feb  3  2009 a -> b", "f 12 2009-02-03 a -> b", 0},
    {"lrwxrwxrwx 1 joe staff 3 Feb  3  2009 a -> b", "l 3 2009-02-03 a -> b", 0},
    {"lrwxrwxrwx 1 joe staff 3 Feb  3  2009 bare", "l 3 2009-02-03 bare", 0},
    {"-rw-r--r-- 1 joe staff 12 Feb  3  2009 12 Mar 4 2010 x", "f 12 2009-02-03 12 Mar 4 2010 x",
        0},
    {"-rw-r--r-- 1 joe staff 12 Feb  3  2009 \303\244\377", "f 12 2009-02-03 \303\244\377", 0},
    {"-rw-r--r-- 1 joe staff 12 Feb  3  2009 ../etc", "f 12 2009-02-03 !../etc", 0},
    {"-rw-r--r-- 1 joe staff 12 Feb  3  2009 a\033b", "f 12 2009-02-03 !a\033b", 0},
    {"-rw-r--r-- 1 joe staff 12 Feb  3  2009 a\rb", "f 12 2009-02-03 !a\rb", 0},
    {"drwxr-xr-x 2 joe staff 12 Feb  3  2009 .\r\ndrwxr-xr-x 2 joe staff 12 Feb  3  2009 ..\r\n",
        "", 0},
};

static void test_names(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, names);
}

static const struct listing_case dates[] = {
    {"-rw-r--r-- 1 u g 9 3 Feb 10:20 x", "f 9 2017-02-03T10:20? x", 0},
    {"-rw-r--r-- 1 u g 9 3. Dez 2009 x", "f 9 2009-12-03 x", 0},
    {"-rw-r--r-- 1 u g 9 M\303\244r 3 2009 x", "f 9 2009-03-03 x", 0},
    {"-rw-r--r-- 1 u g 9 M\344r 3 2009 x", "f 9 2009-03-03 x", 0},
    {"-rw-r--r-- 1 u g 9 d\303\251c. 3 2009 x", "f 9 2009-12-03 x", 0},
    {"-rw-r--r-- 1 u g 9 \320\244\320\265\320\262 3 2009 x", "f 9 2009-02-03 x", 0},
    {"-rw-r--r-- 1 u g 9 4\346\234\210 18\346\227\245 2009\345\271\264 x", "f 9 2009-04-18 x", 0},
    {"-rw-r--r-- 1 u g 9 2009\345\271\264 4\346\234\210 18\346\227\245 x", "f 9 2009-04-18 x", 0},
    {"-rw-r--r-- 1 u g 9 2009-11-07 10:20 x", "f 9 2009-11-07T10:20 x", 0},
    {"-rw-r--r-- 1 u g 9 2009-11-07 10:20:30.123456789 +0100 x", "f 9 2009-11-07T10:20:30 x", 0},
    {"-rw-r--r-- 1 u g 9 2009-11-07  x", "f 9 2009-11-07  x", 0},
    {"-rw-r--r-- 1 u g 9 2009/11/07 1:20 x", "f 9 2009-11-07T01:20 x", 0},
    {"-rw-r--r-- 1 u g 9 7.11.2009 10:20 x", "f 9 2009-11-07T10:20 x", 0},
    {"-rw-r--r-- 1 u g 9 02-07 10:20 x", "f 9 2017-02-07T10:20? x", 0},
    {"-rw-r--r-- 1 u g 9 2 7 2009 x", "f 9 2009-02-07 x", 0},
    {"-rw-r--r-- 1 u g 9 Feb  3 10:20:30 2009 x", "f 9 2009-02-03T10:20:30 x", 0},
    {"-rw-r--r-- 1 u g 9 Feb 03, 2009 10:20 x", "f 9 2009-02-03T10:20 x", 0},
    {"-rw-r--r-- 1 u g 9 12-Nov-2009 10:20 x", "f 9 2009-11-12T10:20 x", 0},
    {"-rw-r--r-- 1 u g 9 Tue Feb  3 10:20:30 2009 x", "f 9 2009-02-03T10:20:30 x", 0},
    {"-rw-r--r-- 1 u g 9 3 feb 10.20 x", "f 9 2017-02-03T10:20? x", 0},
    {"-rw-r--r-- 1 u g 1,234 Feb  3  2009 x", "f 1234 2009-02-03 x", 0},
    {"-rw-r--r-- 1 u g 9 Feb  3  2009 10:20", "f 9 2009-02-03 10:20", 0},
};

static void test_dates(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, dates);
}

static const struct listing_case refused[] = {
    {"Xrw-r--r-- 1 joe staff 12 Feb  3  2009 type", "", 1},
    {"-rw-r--z-- 1 joe staff 12 Feb  3  2009 mode", "", 1},
    {"-rw-r--r- 1 joe staff 12 Feb  3  2009 short mode", "", 1},
    {"-rw-r--r-- 1 joe staff 12 Feb 30  2009 day", "", 1},
    {"-rw-r--r-- 1 joe staff 12 Fob  3  2009 month", "", 1},
    {"-rw-r--r-- 1 joe staff 12 Feb  3  209 year", "", 1},
    {"-rw-r--r-- 1 joe staff 12 Feb  3  24:00 hour", "", 1},
    {"-rw-r--r-- 1 joe staff xx Feb  3  2009 size", "", 1},
    {"-rw-r--r-- 1 joe staff 12 Feb  3  2009 ", "", 1},
    {"-rw-r--r-- 1 joe staff 12 Feb  3  2009", "", 1},
    {"-rw-r--r-- 1 joe staff 12", "", 1},
    {"-rw-r--r--", "", 1},
    {"----------", "", 1},
    {"- - - - - - - - - - - - - - - - - - - - -", "", 1},
};

static void test_refused(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, refused);
}

static const struct listing_case headings[] = {
    {"total 12\r\n-rw-r--r-- 1 u g 9 Feb  3  2009 x\r\n", "f 9 2009-02-03 x", 0},
    {"\320\270\321\202\320\276\320\263\320\276 12\n", "", 0},
    {"\n\r\n   \n", "", 0},
    {"213-Status follows:\r\n-rw-r--r-- 1 u g 9 Feb  3  2009 x\r\n213 End of status\r\n",
        "f 9 2009-02-03 x", 0},
    {"./sub:\ntotal 0\n", "", 0},
    {"total rubbish\n", "", 1},
    {"ls: x: No such file or directory\n", "", 1},
};

/* protocol.L5 */
static void test_headings(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, headings);
}

static bool check_details(void *user, const struct ftp_entry *entry)
{
    (void)user;
    CU_ASSERT_TRUE(entry->mode_known);
    CU_ASSERT_EQUAL(entry->mode, 06751);
    CU_ASSERT_TRUE(ftp_span_is(entry->permissions, "rwsr-s--x"));
    CU_ASSERT_TRUE(ftp_span_is(entry->owner, "joe"));
    CU_ASSERT_TRUE(ftp_span_is(entry->group, "Domain Users"));
    return true;
}

static void test_details(void)
{
    static const char line[] = "-rwsr-s--x 1 joe Domain Users 12 Feb  3  2009 x\n";
    struct ftp_listing_parser parser;
    ftp_listing_init(&parser, FTP_LISTING_LIST, LISTING_NOW);
    CU_ASSERT_EQUAL(
        ftp_listing_feed(&parser, line, sizeof line - 1, check_details, NULL), FTP_LISTING_OK);
    CU_ASSERT_EQUAL(parser.entries, 1);
    CU_ASSERT_STRING_EQUAL(parser.dialect_name, "unix");
    ftp_listing_done(&parser);
}

/* ls -i and -s. */
static void test_counts(void)
{
    static const struct listing_case cases[] = {
        {"  4 drwxr-xr-x  3 u g 512 Feb  3  2009 a", "d 512 2009-02-03 a", 0},
        {"131 8 -rw-r--r--  1 u g 12 Feb  3  2009 1 b", "f 12 2009-02-03 1 b", 0},
        {"1 2 3 -rw-r--r--  1 u g 12 Feb  3  2009 c", "", 1},
        {"x -rw-r--r--  1 u g 12 Feb  3  2009 d", "", 1},
        {"4 rw-r--r--  1 u g 12 Feb  3  2009 e", "", 1},
    };
    LISTING_CHECK_ALL(FTP_LISTING_LIST, cases);
}

static const struct suite_test tests[] = {
    {"columns", test_columns},
    {"names", test_names},
    {"counts before the mode", test_counts},
    {"dates", test_dates},
    {"lines that are refused", test_refused},
    {"headings", test_headings},
    {"mode and owners", test_details},
};

SUITE_MAIN("ftp listing, unix", tests)
