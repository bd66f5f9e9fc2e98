/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/listing_text.h"

static const struct listing_case entries[] = {
    {"02-03-09  10:20PM       <DIR>          sub", "d - 2009-02-03T22:20 sub", 0},
    {"02-03-2009  10:20AM              12 a b.txt", "f 12 2009-02-03T10:20 a b.txt", 0},
    {"02/03/2009  10:20 AM     1,234,567  big", "f 1234567 2009-02-03T10:20 big", 0},
    {" 2/3/2009   1:20 PM  <DIR>  sub", "d - 2009-02-03T13:20 sub", 0},
    {"02-03-09  12:20AM  1 x", "f 1 2009-02-03T00:20 x", 0},
    {"02-03-09  12:20PM  1 x", "f 1 2009-02-03T12:20 x", 0},
    {"02-03-09  10:20p  1 x", "f 1 2009-02-03T22:20 x", 0},
    {"02-03-99  10:20AM  1 x", "f 1 1999-02-03T10:20 x", 0},
    {"23-02-2009  10:20  1 x", "f 1 2009-02-23T10:20 x", 0},
    {"03.02.2009  10:20  <DIR>  x", "d - 2009-02-03T10:20 x", 0},
    {"2009-02-03  10:20  1 x", "f 1 2009-02-03T10:20 x", 0},
    {"02-03-09  10:20AM  <JUNCTION>  j [C:\\x]", "d - 2009-02-03T10:20 j -> C:\\x", 0},
    {"02-03-09  10:20AM  <SYMLINKD>  s [..\\x]", "l - 2009-02-03T10:20 s -> ..\\x", 0},
    {"02-03-09  10:20AM  <DIR>  .\n02-03-09  10:20AM  <DIR>  ..\n", "", 0},
};

/* protocol.L4 */
static void test_entries(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, entries);
}

static const struct listing_case refused[] = {
    {"34-03-09  10:20AM  1 x", "", 1},
    {"02-30-09  10:20AM  1 x", "", 1},
    {"02-03-009  10:20AM  1 x", "", 1},
    {"02-03-09  25:20  1 x", "", 1},
    {"02-03-09  10:20AM  <WHAT> x", "", 1},
    {"02-03-09  10:20AM  12x4 x", "", 1},
    {"02-03-09  10:20AM  12", "", 1},
    {"02-03-09  10:20AM  99999999999999999999 x", "", 1},
    {"02-03-09", "", 1},
    {"-03-09  10:20AM  1 x", "", 1},
};

static void test_refused(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, refused);
}

static const struct listing_case frames[] = {
    {" Volume in drive C is X\r\n Volume Serial Number is 1-2\r\n\r\n Directory of C:\\\r\n", "",
        0},
    {"  2 File(s)  1,234 bytes\r\n  1 Dir(s)  99 bytes free\r\n", "", 0},
    {"  6 files  75,978 bytes\n  3 directories  22 bytes free\n", "", 0},
    {"  6 flies  75,978 bytes\n", "", 1},
};

static void test_frames(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, frames);
}

static const struct suite_test tests[] = {
    {"entries", test_entries},
    {"lines that are refused", test_refused},
    {"what DIR prints around", test_frames},
};

SUITE_MAIN("ftp listing, dos", tests)
