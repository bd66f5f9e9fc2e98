/* SPDX-License-Identifier: Apache-2.0 */
/* What the upload journal writes down (delivery.journal). */
#include "ftp/actions/journal_entry.h"

#include "unit/suite.h"

#include <stdio.h>
#include <string.h>

static struct ftp_journal_entry entry;

static bool read_text(const char *text)
{
    ftp_journal_entry_init(&entry);
    return ftp_journal_entry_read(text, strlen(text), &entry);
}

static void test_reads(void)
{
    CU_ASSERT_TRUE(read_text("upload 1\nphase replacing\nwritten 17\npath ./ a b\nname  a b\n"
                             "aside x.old\nlock y\noriginal 18446744073709551615\nend\n"));
    CU_ASSERT_EQUAL(entry.phase, FTP_JOURNAL_REPLACING);
    CU_ASSERT_EQUAL(entry.written, 17);
    CU_ASSERT_STRING_EQUAL(entry.path.data, "./ a b");
    CU_ASSERT_STRING_EQUAL(entry.name.data, " a b");
    CU_ASSERT_STRING_EQUAL(entry.aside.data, "x.old");
    CU_ASSERT_STRING_EQUAL(entry.lock.data, "y");
    CU_ASSERT_TRUE(entry.original_known);
    CU_ASSERT_EQUAL(entry.original, UINT64_MAX);
    ftp_journal_entry_done(&entry);
}

static void test_reads_what_it_wrote(void)
{
    struct buffer text;
    struct ftp_journal_entry written;
    buffer_init(&text, FTP_JOURNAL_ENTRY_MAX);
    ftp_journal_entry_init(&written);
    written.phase = FTP_JOURNAL_UPLOADING;
    written.written = 12;
    buffer_add_text(&written.path, "/in/\xff.end.part");
    CU_ASSERT_TRUE(ftp_journal_entry_write(&written, &text));
    CU_ASSERT_STRING_EQUAL(
        text.data, "upload 1\nphase uploading\nwritten 12\npath /in/\xff.end.part\nend\n");
    CU_ASSERT_TRUE(read_text(text.data));
    CU_ASSERT_EQUAL(entry.phase, FTP_JOURNAL_UPLOADING);
    CU_ASSERT_STRING_EQUAL(entry.path.data, written.path.data);
    CU_ASSERT_FALSE(entry.original_known);
    CU_ASSERT_EQUAL(entry.name.length, 0);
    ftp_journal_entry_done(&entry);
    buffer_clear(&text);
    buffer_add_text(&written.name, "a\nphase renaming");
    CU_ASSERT_FALSE(ftp_journal_entry_write(&written, &text));
    ftp_journal_entry_done(&written);
    buffer_done(&text);
}

static void test_refuses(void)
{
    static const char *const texts[] = {"", "upload 1\n", "upload 1\nend\n",
        "upload 2\nphase uploading\npath a\nend\n", /* of another version */
        "upload 1\nphase uploading\npath a\n",      /* cut */
        "upload 1\nphase uploading\npath a\nend",   /* cut */
        "upload 1\nphase uploading\nend\n",         /* without a path */
        "upload 1\nphase renaming\npath a\nend\n",  /* without a name */
        "upload 1\nphase nothing\npath a\nend\n", "upload 1\nphase x\npath a\nend\n",
        "upload 1\nphase uploading\nphase uploading\npath a\nend\n",
        "upload 1\nphase uploading\npath a\npath b\nend\n",
        "upload 1\nphase uploading\npath \nend\n", "upload 1\nphase uploading\npath\nend\n",
        "upload 1\nphase uploading\npath a\roriginal\nend\n",
        "upload 1\nphase uploading\npath a\noriginal -1\nend\n",
        "upload 1\nphase uploading\npath a\noriginal 18446744073709551616\nend\n",
        "upload 1\nphase uploading\npath a\nwritten x\nend\n",
        "upload 1\nphase uploading\npath a\ncolour red\nend\n",
        "upload 1\nphase uploading\npath a\nend\nend\n"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        CU_ASSERT_FALSE(read_text(texts[i]));
        ftp_journal_entry_done(&entry);
    }
    static const char zero[] = "upload 1\nphase uploading\npath a\0b\nend\n";
    ftp_journal_entry_init(&entry);
    CU_ASSERT_FALSE(ftp_journal_entry_read(zero, sizeof zero - 1, &entry));
    ftp_journal_entry_done(&entry);
}

static void test_bounds(void)
{
    static char text[FTP_JOURNAL_ENTRY_MAX + 64];
    static const int lengths[] = {5000, FTP_JOURNAL_ENTRY_MAX};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        snprintf(text, sizeof text, "upload 1\nphase uploading\npath %0*d\nend\n", lengths[i], 1);
        CU_ASSERT_FALSE(read_text(text));
        ftp_journal_entry_done(&entry);
    }
}

static const struct suite_test tests[] = {{"reads", test_reads},
    {"reads what it wrote", test_reads_what_it_wrote}, {"refuses", test_refuses},
    {"bounds", test_bounds}};

SUITE_MAIN("upload journal", tests)
