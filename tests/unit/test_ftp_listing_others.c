/* SPDX-License-Identifier: Apache-2.0 */
/* The dialects that are rare today. */
#include "unit/listing_text.h"

static const struct listing_case netware[] = {
    {"d [RWCEAFMS] boss  512 Feb 03 10:20    sub", "d 512 2017-02-03T10:20? sub", 0},
    {"- [R----F--] boss  12 Feb 03  2009    a b", "f 12 2009-02-03 a b", 0},
    {"-[R----F--] boss  12 Feb 03  2009 x", "f 12 2009-02-03 x", 0},
    {"d [rwx] boss  512 Feb 03 10:20    sub", "", 1},
    {"d [RWCEAFMS boss  512 Feb 03 10:20    sub", "", 1},
    {"x [RWCEAFMS] boss  512 Feb 03 10:20    sub", "", 1},
    {"d [RWCEAFMS] boss", "", 1},
};

static void test_netware(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, netware);
}

static const struct listing_case eplf[] = {
    {"+i8.9,m951825600,/,\tsub", "d - 2000-02-29T12:00:00Z sub", 0},
    {"+r,s12,m0,up644,\t a b", "f 12 1970-01-01T00:00:00Z  a b", 0},
    {"+\tbare", "? - - bare", 0},
    {"+r,s12x,\ta", "", 1},
    {"+r,m,\ta", "", 1},
    {"+r,s12,", "", 1},
    {"+r,s12,\t", "", 1},
};

static void test_eplf(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, eplf);
}

static const struct listing_case vms[] = {
    {"Directory DISK$USER:[JOE]\r\n\r\n"
     "A.TXT;3   12/15   3-FEB-2009 10:20:30.45  [STAFF,JOE]  (RWED,RE,,)\r\n"
     "SUB.DIR;1  1  3-FEB-2009 10:20  [JOE]  (RWE,,)\r\n"
     "A_LONG_NAME.TXT;1\r\n                 2/3  3-FEB-2009 10:20:30  [JOE]  (RWE,,)\r\n"
     "\r\nTotal of 3 files, 15 blocks.\r\n",
        "f 6144 2009-02-03T10:20:30 A.TXT\nd 512 2009-02-03T10:20 SUB\n"
        "f 1024 2009-02-03T10:20:30 A_LONG_NAME.TXT",
        0},
    {"A.TXT;1  3-FEB-2009 10:20  4  [JOE STAFF,X]", "f 2048 2009-02-03T10:20 A.TXT", 0},
    {"A.TXT;1  %RMS-E-PRV, insufficient privilege", "f - - A.TXT", 0},
    {"A.TXT;1\r\nB.TXT;1  1  3-FEB-2009 10:20\r\n", "f 512 2009-02-03T10:20 B.TXT", 1},
    {"A.TXT;1\r\n", "", 1},
    {"A.TXT;x  1  3-FEB-2009 10:20", "", 1},
    {";1  1  3-FEB-2009 10:20", "", 1},
    {"A.TXT;1  what is this", "", 1},
};

/* protocol.L4 */
static void test_vms(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, vms);
}

static const struct listing_case os400[] = {
    {"JOE  77824 09/02/03 10:20:30 *DIR   sub dir/", "d 77824 2009-02-03T10:20:30 sub dir", 0},
    {"JOE  12 09/02/03 10:20:30 *STMF  a.txt", "f 12 2009-02-03T10:20:30 a.txt", 0},
    {"JOE  12 02/23/09 10:20:30 *STMF  a.txt", "f 12 2009-02-23T10:20:30 a.txt", 0},
    {"JOE  12 03.02.09 10:20:30 *STMF  a.txt", "f 12 2009-02-03T10:20:30 a.txt", 0},
    {"JOE  12 09/02/03 10:20:30 *FILE  A.SAVF", "f 12 2009-02-03T10:20:30 A.SAVF", 0},
    {"JOE  12 09/02/03 10:20:30 *FILE  A.FILE", "d 12 2009-02-03T10:20:30 A.FILE", 0},
    {"JOE      *MEM   A.FILE/B.MBR", "f - - !A.FILE/B.MBR", 0},
    {"JOE  12 99/99/99 10:20:30 *STMF  a.txt", "", 1},
    {"JOE  12 09/02/03 10:20:30 STMF  a.txt", "", 1},
    {"JOE  xx 09/02/03 10:20:30 *STMF  a.txt", "", 1},
    {"JOE", "", 1},
};

static void test_os400(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, os400);
}

static const struct listing_case mvs[] = {
    {"Volume Unit    Referred Ext Used Recfm Lrecl BlkSz Dsorg Dsname\r\n"
     "VOL001 3390   2009/02/03  1    3  FB     125  6250  PO  A.LIB\r\n"
     "VOL001 3390   **NONE**    1    3  FB     125  6250  PS  A.FILE\r\n"
     "VOL001 3390   2009/02/03213000 U 0 27998 PO  'A.GLUED'\r\n"
     "Migrated                                                A.GONE\r\n"
     "Pseudo Directory                                        A\r\n"
     "VOL001 3390                                     VSAM A.VSAM\r\n"
     "VOL001 Tape                                          A.TAPE\r\n",
        "d - 2009-02-03 A.LIB\nf - - A.FILE\nf - - A.GONE\nd - - A\nf - - A.VSAM\nf - - A.TAPE", 1},
    {" Name     VV.MM   Created       Changed      Size  Init   Mod   Id\r\n"
     "MEMBER1   01.03 2008/01/02 2009/02/03 10:20    11    11     0 JOE\r\n"
     "MEMBER2\r\n",
        "f - 2009-02-03T10:20 MEMBER1\nf - - MEMBER2", 0},
    {" Name      Size     TTR   Alias-of AC --------- Attributes --------- Amode Rmode\r\n"
     "MODULE   00FF80   000003          00 FO             RN RU            31    ANY\r\n",
        "f - - MODULE", 0},
    {"JOE1     JOB01906  OUTPUT    3 Spool Files\r\n", "f - - JOB01906", 0},
    {"MEMBER2\r\n", "", 1},
    {"VOL001 3390   2009/02/30  1    3  FB     125  6250  PO  A.LIB\r\n", "", 1},
    {"VOL001 3390   2009/02/03  1    3  FB     125  6250  ZZ  A.LIB\r\n", "", 1},
    {"JOE1     JOBxxxxx  OUTPUT    3 Spool Files\r\n", "", 1},
};

static void test_mvs(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, mvs);
}

static const struct listing_case os2[] = {
    {"     0           DIR   02-03-97  16:44  sub dir", "d 0 1997-02-03T16:44 sub dir", 0},
    {"    12      A          02-03-109  16:44  a.txt", "f 12 2009-02-03T16:44 a.txt", 0},
    {"    12      A          02-33-97  16:44  a.txt", "", 1},
    {"    12      a          02-03-97  16:44  a.txt", "", 1},
    {"    xx      A          02-03-97  16:44  a.txt", "", 1},
};

static void test_os2(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, os2);
}

static const struct listing_case nonstop[] = {
    {"File         Code             EOF  Last Modification    Owner  RWEP\r\n"
     "AFILE         101              12 3-Feb-09 10:20:30 244, 10 \"nnnn\"\r\n"
     "OPEN          101 O            13 13-Feb-09 10:20:30 244,10 \"nnnn\"\r\n",
        "f 12 2009-02-03T10:20:30 AFILE\nf 13 2009-02-13T10:20:30 OPEN", 0},
    {"AFILE         101              12 3-Feb-09 10:20:30 244 \"nnnn\"\r\n", "", 1},
    {"AFILE         101              12 3-Fob-09 10:20:30 244, 10 \"nnnn\"\r\n", "", 1},
    {"AFILE         xxx              12 3-Feb-09 10:20:30 244, 10 \"nnnn\"\r\n", "", 1},
};

static void test_nonstop(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, nonstop);
}

static const struct listing_case zvm[] = {
    {"A  EXEC  F  80  10  2  2009-02-03 10:20:30  JOE", "f 800 2009-02-03T10:20:30 A.EXEC", 0},
    {"A  EXEC  V  80  10  2  2/03/09 10:20:30  JOE", "f - 2009-02-03T10:20:30 A.EXEC", 0},
    {"SUB  DIR  -  -  -  -  2009-02-03 10:20:30  -", "d - 2009-02-03T10:20:30 SUB", 0},
    {"A  EXEC  X  80  10  2  2009-02-03 10:20:30  JOE", "", 1},
    {"A  EXEC  F  80  xx  2  2009-02-03 10:20:30  JOE", "", 1},
    {"A  EXEC  F  80  10  2  2009-02-33 10:20:30  JOE", "", 1},
};

static void test_zvm(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, zvm);
}

static const struct listing_case plain[] = {
    {"   512    Feb-03-2009  10:20:30   sub <DIR>", "d 512 2009-02-03T10:20:30 sub", 0},
    {"   512    Feb-03-2009  10:20:30   a b", "f 512 2009-02-03T10:20:30 a b", 0},
    {"   512    Feb-33-2009  10:20:30   a b", "", 1},
    {"0100644  500  101  12  951825600  a b", "f 12 2000-02-29T12:00:00Z a b", 0},
    {"040755  500  101  12  951825600  sub", "d 12 2000-02-29T12:00:00Z sub", 0},
    {"0100844  500  101  12  951825600  a", "", 1},
    {"0100644  joe  101  12  951825600  a", "", 1},
};

static void test_vshell(void)
{
    static const struct listing_case cases[] = {
        {"77824  Feb 03, 2009 10:20 a b", "f 77824 2009-02-03T10:20 a b", 0},
        {"0  Feb 03, 2009 10:20 sub dir/", "d 0 2009-02-03T10:20 sub dir", 0},
        {"x  Feb 03, 2009 10:20 a", "", 1},
        {"12  Fob 03, 2009 10:20 a", "", 1},
        {"12  Feb 03, 2009 10:20 ", "", 1},
        {"12  Feb 03, 2009 10:20 /", "f 12 2009-02-03T10:20 !/", 0},
        {"12 Feb", "", 1},
    };
    LISTING_CHECK_ALL(FTP_LISTING_LIST, cases);
}

static void test_archived(void)
{
    static const struct listing_case cases[] = {
        {"ARCIVE Not Direct Access Device     'JOE.OLD'", "f - - JOE.OLD", 0},
        {"ARCIVE Nowhere At All To Be", "", 1},
    };
    LISTING_CHECK_ALL(FTP_LISTING_LIST, cases);
}

static void test_plain(void)
{
    LISTING_CHECK_ALL(FTP_LISTING_LIST, plain);
}

static const struct suite_test tests[] = {
    {"NetWare", test_netware},
    {"EPLF", test_eplf},
    {"VMS", test_vms},
    {"IBM i", test_os400},
    {"MVS", test_mvs},
    {"MVS, archived", test_archived},
    {"old VShell", test_vshell},
    {"OS/2", test_os2},
    {"NonStop", test_nonstop},
    {"z/VM", test_zvm},
    {"VxWorks, and numbers of stat", test_plain},
};

SUITE_MAIN("ftp listing, others", tests)
