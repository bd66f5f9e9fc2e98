/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/listing.h"

#include "ftp/session/directory.h"
#include "ftp/session/transfer.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

struct reading {
    struct ftp_listing_parser parser;
    bool (*each)(void *user, const struct ftp_entry *entry, struct ftp_error *error);
    void *user;
    struct ftp_error *error;
    int reply; /* the last one to the command itself */
    bool encrypted;
    bool cut;
    struct ftp_tls_facts tls;
};

static bool pass_on(void *user, const struct ftp_entry *entry)
{
    struct reading *reading = user;
    return reading->each(reading->user, entry, reading->error);
}

static bool accepted(enum ftp_listing_status status, struct ftp_error *error)
{
    switch (status) {
    case FTP_LISTING_OK:
        return true;
    case FTP_LISTING_STOPPED: /* by the callback, which set the error */
        return false;
    case FTP_LISTING_TOO_LARGE:
        return ftp_error_set(error, FTP_FAULT_LISTING_TOO_LARGE,
            "the listing has more than %d entries, or a line without an end",
            FTP_LISTING_ENTRIES_MAX);
    case FTP_LISTING_NO_MEMORY:
        break;
    }
    return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for the listing");
}

static bool consume(void *user, const char *bytes, size_t length, struct ftp_error *error)
{
    struct reading *reading = user;
    reading->error = error;
    return accepted(ftp_listing_feed(&reading->parser, bytes, length, pass_on, reading), error);
}

/* The directory was entered, so a refusal that knows of no files means that it is empty; unless it
 * has gone away since then. */
static bool is_empty(struct ftp_session *session, const struct ftp_transfer *transfer,
    const char *directory, struct ftp_error *error)
{
    if (transfer->began || !transfer->none_there)
        return false;
    *error = (struct ftp_error){0};
    return transfer->reply == 450 || *directory != '/' ||
           ftp_directory_again(session, directory, error);
}

static bool not_implemented(int reply)
{
    return reply >= 500 && reply <= 504;
}

static bool read_listing(struct ftp_session *session, const char *directory,
    struct reading *reading, enum ftp_listing_source source, struct ftp_error *error)
{
    char what[512];
    snprintf(what, sizeof what, "listing %s", *directory ? directory : "the login directory");
    struct ftp_transfer transfer = {
        .doing = FTP_DOING_DIRECTORY,
        .verb = source == FTP_SOURCE_MLSD ? "MLSD" : "LIST",
        .what = what,
        .consume = consume,
        .user = reading,
        .may_be_silent = true,
    };
    ftp_listing_init(&reading->parser,
        source == FTP_SOURCE_MLSD ? FTP_LISTING_MLSD : FTP_LISTING_LIST, (int64_t)time(NULL));
    reading->error = error;
    bool done = ftp_transfer_run(session, &transfer, error);
    reading->encrypted = transfer.encrypted;
    reading->tls = transfer.tls;
    reading->cut = transfer.listing_cut;
    reading->reply = transfer.reply;
    if (!done && !is_empty(session, &transfer, directory, error))
        return false;
    return accepted(ftp_listing_finish(&reading->parser, pass_on, reading), error);
}

static void fill_report(const struct reading *reading, enum ftp_listing_source source,
    struct ftp_listing_report *report)
{
    *report = (struct ftp_listing_report){
        .source = source,
        .entries = reading->parser.entries,
        .unreadable = reading->parser.unreadable,
        .cut = reading->cut,
        .encrypted = reading->encrypted,
        .tls = reading->tls,
    };
    const struct buffer *first = &reading->parser.first_unreadable;
    for (size_t i = 0; i < first->length && i + 1 < sizeof report->first_unreadable; i++) {
        unsigned char byte = (unsigned char)first->data[i];
        report->first_unreadable[i] = byte < 0x20 || byte >= 0x7f ? '?' : (char)byte;
    }
}

bool ftp_listing_run(struct ftp_session *session, const char *directory,
    bool (*each)(void *user, const struct ftp_entry *entry, struct ftp_error *error), void *user,
    struct ftp_listing_report *ret_report, struct ftp_error *error)
{
    struct reading reading = {.each = each, .user = user};
    bool machine = session->features.mlst && !session->refused.mlsd;
    enum ftp_listing_source source = machine ? FTP_SOURCE_MLSD : FTP_SOURCE_LIST;
    bool done = read_listing(session, directory, &reading, source, error);
    if (!done && machine && not_implemented(reading.reply)) {
        session->refused.mlsd = true;
        ftp_listing_done(&reading.parser);
        *error = (struct ftp_error){0};
        source = FTP_SOURCE_LIST;
        done = read_listing(session, directory, &reading, source, error);
    }
    struct ftp_listing_report report;
    fill_report(&reading, source, &report);
    ftp_listing_done(&reading.parser);
    if (done && report.entries == 0 && report.unreadable)
        return ftp_error_set(error, FTP_FAULT_LISTING_UNREADABLE,
            "listing %s: not one of its %llu lines can be read; the first is \"%s\"", directory,
            (unsigned long long)report.unreadable, report.first_unreadable);
    if (done)
        *ret_report = report;
    return done;
}
