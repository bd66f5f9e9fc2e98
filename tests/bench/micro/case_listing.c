/* SPDX-License-Identifier: Apache-2.0 */
/* Listings of 1,000 lines as servers send them, and the record that is made of an entry. */
#include "config.h"
#include "micro.h"

#include "ftp/emit/document.h"
#include "ftp/protocol/listing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES = 1000, LONGEST_LINE = 160 };

static const int64_t now = 1709208000; /* 2024-02-29 12:00 */

struct text {
    enum ftp_listing_kind kind;
    size_t length;
    char bytes[LINES * LONGEST_LINE];
};

/* Writes line `number`. */
typedef int write_line(char *to, size_t size, unsigned number);

static void *begin(enum ftp_listing_kind kind, write_line *write)
{
    struct text *text = malloc(sizeof *text);
    if (text == NULL)
        micro_fail("out of memory");
    text->kind = kind;
    text->length = 0;
    for (unsigned i = 0; i < LINES; i++)
        text->length += (size_t)write(text->bytes + text->length, LONGEST_LINE, i);
    return text;
}

static int write_mlsd(char *to, size_t size, unsigned number)
{
    return snprintf(to, size,
        "modify=202311%02u%02u%02u59;perm=adfr;size=%u;type=file;unique=FD01U%X;UNIX.group=1000;"
        "UNIX.groupname=users;UNIX.mode=0644;UNIX.owner=1000; report-%06u.csv\r\n",
        number % 30 + 1, number % 24, number % 60, number * 997, number, number);
}

static int write_unix(char *to, size_t size, unsigned number)
{
    return snprintf(to, size,
        "-rw-r--r--    1 1000     1000     %8u Nov %2u %02u:%02u report-%06u.csv\r\n", number * 997,
        number % 30 + 1, number % 24, number % 60, number);
}

static int write_dos(char *to, size_t size, unsigned number)
{
    return snprintf(to, size, "11-%02u-23  %02u:%02uPM %20u report-%06u.csv\r\n", number % 30 + 1,
        number % 12 + 1, number % 60, number * 997, number);
}

static int write_eplf(char *to, size_t size, unsigned number)
{
    return snprintf(to, size, "+i8388621.%u,m%u,r,s%u,\treport-%06u.csv\r\n", number,
        1700000000 + number * 61, number * 997, number);
}

static void *begin_mlsd(void)
{
    return begin(FTP_LISTING_MLSD, write_mlsd);
}

static void *begin_unix(void)
{
    return begin(FTP_LISTING_LIST, write_unix);
}

static void *begin_dos(void)
{
    return begin(FTP_LISTING_LIST, write_dos);
}

static void *begin_eplf(void)
{
    return begin(FTP_LISTING_LIST, write_eplf);
}

static bool count_entry(void *user, const struct ftp_entry *entry)
{
    size_t *files = user;
    *files += entry->type == FTP_ENTRY_FILE && entry->size_known && entry->name.length == 17;
    return true;
}

/* Whole listings, so that `count` is rounded up to their lines. */
static void run(void *state, size_t count)
{
    const struct text *text = state;
    for (size_t done = 0; done < count; done += LINES) {
        struct ftp_listing_parser parser;
        size_t files = 0;
        ftp_listing_init(&parser, text->kind, now);
        if (ftp_listing_feed(&parser, text->bytes, text->length, count_entry, &files) !=
                FTP_LISTING_OK ||
            files != LINES)
            micro_fail("the listing was misread");
        ftp_listing_done(&parser);
    }
}

static void *begin_record(void)
{
    static const char name[] = "report-000001.csv";
    struct ftp_entry *entry = calloc(1, sizeof *entry);
    if (entry == NULL)
        micro_fail("out of memory");
    *entry = (struct ftp_entry){.name = {name, strlen(name)},
        .type = FTP_ENTRY_FILE,
        .size = 1234,
        .size_known = true,
        .modified = {.seconds = now,
            .precision = FTP_TIME_SECOND,
            .zone = FTP_ZONE_UTC,
            .source = FTP_TIME_FROM_MLSD}};
    return entry;
}

static void run_record(void *state, size_t count)
{
    const struct ftp_entry *entry = state;
    const struct encoding utf8 = {.name = ""};
    const struct ftp_stamp stamp = {.shown = entry->modified, .utc = entry->modified};
    for (size_t i = 0; i < count; i++) {
        char *record = ftp_emit_entry(&utf8, entry, &stamp, "/in/daily", NULL, false);
        if (record == NULL)
            micro_fail("the record can't be made");
        free(record);
    }
}

static const struct micro_case cases[] = {
    {"listing-mlsd", "line", 10000, 152, begin_mlsd, run, free},
    {"listing-unix", "line", 10000, 73, begin_unix, run, free},
    {"listing-dos", "line", 0, 60, begin_dos, run, free},
    {"listing-eplf", "line", 0, 60, begin_eplf, run, free},
    {"listing-record", "entry", 1000, 0, begin_record, run_record, free},
};

const struct micro_cases micro_listing = {cases, sizeof cases / sizeof cases[0]};
