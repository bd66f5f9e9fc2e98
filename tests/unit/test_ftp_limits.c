/* SPDX-License-Identifier: Apache-2.0 */
/* protocol.A4: limits that are too far away to be walked to are reached from just before them. */
#include "ftp/protocol/limits.h"
#include "ftp/protocol/listing.h"
#include "unit/suite.h"

#include <string.h>

static bool take(void *user, const struct ftp_entry *entry)
{
    (void)entry;
    ++*(unsigned *)user;
    return true;
}

static void test_entries(void)
{
    static const char lines[] = "-rw-r--r-- 1 u g 3 Jan 02 2024 a\r\n"
                                "-rw-r--r-- 1 u g 3 Jan 02 2024 b\r\n";
    for (unsigned before = 1; before <= 2; before++) {
        struct ftp_listing_parser parser;
        unsigned taken = 0;
        ftp_listing_init(&parser, FTP_LISTING_LIST, 1700000000);
        parser.entries = FTP_LISTING_ENTRIES_MAX - before;
        enum ftp_listing_status status =
            ftp_listing_feed(&parser, lines, strlen(lines), take, &taken);
        if (status == FTP_LISTING_OK)
            status = ftp_listing_finish(&parser, take, &taken);
        CU_ASSERT_EQUAL(status, before == 2 ? FTP_LISTING_OK : FTP_LISTING_TOO_LARGE);
        CU_ASSERT_EQUAL(taken, before);
        ftp_listing_done(&parser);
    }
}

static const struct suite_test tests[] = {{"entries of a listing", test_entries}};
SUITE_MAIN("ftp limits", tests)
