/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/listing_text.h"

static const struct listing_case entries[] = {
    {"type=file;size=12;modify=20090203102030; a.txt", "f 12 2009-02-03T10:20:30Z a.txt", 0},
    {"Type=Dir;Modify=20090203102030.5; sub", "d - 2009-02-03T10:20:30.500Z sub", 0},
    {"type=file;size=12;  a =;.txt ", "f 12 -  a =;.txt ", 0},
    {"type=file;x.new=1;media-type=text/html; charset=x; a", "f - - charset=x; a", 0},
    {"type=file;size=12 no last semicolon", "f 12 - no last semicolon", 0},
    {"type=file;size=12 no last; semicolon", "f 12 - no last; semicolon", 0},
    {"type=OS.unix=slink:/to here;size=3; l", "l 3 - l -> /to here", 0},
    {"type=OS.unix=slink:/to/here;size=3; l", "l 3 - l -> /to/here", 0},
    {"type=OS.unix=symlink; l", "l - - l", 0},
    {"type=OS.unix=chr-1/3; null", "o - - null", 0},
    {" no facts", "? - - no facts", 0},
    {"size=18446744073709551615; x", "? 18446744073709551615 - x", 0},
    {"type=cdir; /here\r\ntype=pdir; /\r\ntype=dir; .\r\ntype=dir; ..\r\n", "", 0},
    {"type=file; a/b", "f - - !a/b", 0},
    {"type=file;size=6;UNIX.mode=00; sealed", "f 6 - sealed", 0},
    {"type=file;size=6;UNIX.mode=04; open", "f 6 - open", 0},
    {"type=file; a\tb\001", "f - - !a\tb\001", 0},
};

/* protocol.L2 */
static void test_entries(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_MLSD, entries);
}

static const struct listing_case refused[] = {
    {"type=file;size=x; a", "", 1},
    {"type=file;size=18446744073709551616; a", "", 1},
    {"type=file;modify=2009; a", "", 1},
    {"type=what; a", "", 1},
    {"type=file;rubbish;size=1; a", "", 1},
    {"type=file;UNIX.mode=9; a", "", 1},
    {"type=file;UNIX.mode=; a", "", 1},
    {"type=file;=x; a", "", 1},
    {"type=file;size=1;", "", 1},
    {"type=file; ", "", 1},
    {"rubbish", "", 1},
    {"-rw-r--r-- 1 u g 9 Feb  3  2009 x", "", 1},
};

/* protocol.L2 */
static void test_refused(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_MLSD, refused);
}

static bool check_details(void *user, const struct ftp_entry *entry)
{
    (void)user;
    CU_ASSERT_EQUAL(entry->mode, 04755);
    CU_ASSERT_TRUE(ftp_span_is(entry->permissions, "adfr"));
    CU_ASSERT_TRUE(ftp_span_is(entry->owner, "joe"));
    CU_ASSERT_TRUE(ftp_span_is(entry->group, "7"));
    CU_ASSERT_TRUE(ftp_span_is(entry->unique, "aBc"));
    return true;
}

static void test_details(void)
{
    static const char line[] = "perm=adfr;UNIX.mode=04755;unix.ownername=joe;unix.uid=4;"
                               "unix.gid=7;unique=aBc; x\n";
    struct ftp_listing_parser parser;
    ftp_listing_init(&parser, FTP_LISTING_MLSD, LISTING_NOW);
    ftp_listing_feed(&parser, line, sizeof line - 1, check_details, NULL);
    CU_ASSERT_EQUAL(parser.entries, 1);
    ftp_listing_done(&parser);
}

static void test_mlst(void)
{
    struct ftp_entry entry;
    CU_ASSERT_TRUE(ftp_mlst_entry_parse(ftp_span_of("   type=file;size=3; /a/b c"), &entry));
    CU_ASSERT_TRUE(ftp_span_is(entry.name, "/a/b c"));
    CU_ASSERT_FALSE(entry.hostile);
    CU_ASSERT_TRUE(ftp_mlst_entry_parse(ftp_span_of(" type=dir; /a\033b"), &entry));
    CU_ASSERT_TRUE(entry.hostile);
    CU_ASSERT_FALSE(ftp_mlst_entry_parse(ftp_span_of(" Start of list"), &entry));
    CU_ASSERT_FALSE(ftp_mlst_entry_parse(ftp_span_of(" type=file;size=3;"), &entry));
    CU_ASSERT_FALSE(ftp_mlst_entry_parse(ftp_span_of(""), &entry));
}

static const struct suite_test tests[] = {
    {"entries", test_entries},
    {"lines that are refused", test_refused},
    {"further facts", test_details},
    {"the entry of an MLST reply", test_mlst},
};

SUITE_MAIN("ftp listing, mlsx", tests)
