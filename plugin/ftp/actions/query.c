/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/fetch.h"
#include "ftp/actions/host.h"
#include "ftp/actions/match.h"
#include "ftp/actions/plan.h"
#include "ftp/protocol/path.h"
#include "ftp/session/directory.h"
#include "ftp/session/lookup.h"

#include <stdio.h>
#include <string.h>

struct query {
    struct ftp_run *run;
    struct ftp_document *document;
    struct ftp_plan plan;
    uint64_t failed;        /* files that could not be read */
    struct ftp_error first; /* of them */
};

/* --- The plan --------------------------------------------------------------------------------- */

static bool is_wanted(const struct query *query, const struct ftp_entry *entry)
{
    if (entry->type == FTP_ENTRY_LINK)
        return query->run->operation->follow_symbolic_links;
    return entry->type == FTP_ENTRY_FILE;
}

static bool plan_entry(void *user, const struct ftp_entry *entry, struct ftp_error *error)
{
    struct query *query = user;
    int64_t most = query->run->operation->maximum;
    if (!is_wanted(query, entry) || (most >= 0 && query->plan.entries >= (uint64_t)most))
        return true;
    enum ftp_match match = ftp_match(query->run->operation->filter, entry, error);
    if (match != FTP_MATCH_YES)
        return match == FTP_MATCH_NO;
    return ftp_plan_add(&query->plan, entry) || ftp_error_set(error, FTP_FAULT_HOST,
                                                    "the list of files to fetch can't be kept: no "
                                                    "memory, or no room for a temporary file");
}

static bool make_plan(struct query *query, struct ftp_error *error)
{
    struct ftp_document *document = query->document;
    struct ftp_listing_report report;
    if (!ftp_listing_run(query->run->session, buffer_text(&document->directory), plan_entry, query,
            &report, error))
        return false;
    document->receipt.listed = true;
    ftp_match_report(query->run, &document->receipt, &report);
    /* A listing of which a part is missing is no ground to delete on. */
    if (report.unreadable && query->run->operation->delete_after_reading)
        return ftp_error_set(error, FTP_FAULT_LISTING_UNREADABLE,
            "%llu lines of the listing of %s can't be read (the first is \"%s\"), so nothing is "
            "fetched with Delete After Reading",
            (unsigned long long)report.unreadable, buffer_text(&document->directory),
            report.first_unreadable);
    return ftp_plan_rewind(&query->plan) ||
           ftp_error_set(error, FTP_FAULT_HOST, "the list of files to fetch can't be read back");
}

/* --- The files -------------------------------------------------------------------------------- */

static bool fetch_planned(
    struct query *query, const struct ftp_planned *planned, struct ftp_error *error)
{
    bool link = planned->type == FTP_ENTRY_LINK; /* its size is that of the link, not of the file */
    struct ftp_fetch fetch = {
        .directory = buffer_text(&query->document->directory),
        .base = planned->name,
        .input = query->document->input.index,
        .size_known = planned->size_known && !link,
        .size = planned->size,
        .time = &planned->modified,
    };
    if (planned->hostile)
        return ftp_error_set(error, FTP_FAULT_BAD_NAME,
            "the server lists a file whose name holds a /, a control character or nothing at all; "
            "it is not fetched");
    struct ftp_receipt receipt = {0};
    /* The server may have dropped the session while the host took its time. */
    if (ftp_session_ensure(query->run->session, error) &&
        ftp_directory_enter(query->run->session, fetch.directory, error) &&
        ftp_fetch(query->run, &fetch, &receipt, error))
        return true;
    return ftp_lookup_explain(query->run->session, fetch.directory, planned->name, error);
}

/* A link that leads to a directory is no file, and so not asked for. */
static bool leads_to_directory(struct query *query, const struct ftp_planned *planned)
{
    struct ftp_error ignored = {0};
    struct buffer path;
    const char *directory = buffer_text(&query->document->directory);
    if (planned->type != FTP_ENTRY_LINK || planned->hostile)
        return false;
    buffer_init(&path, FTP_PATH_MAX);
    bool leads = ftp_path_join(ftp_span_of(directory), ftp_span_of(planned->name), &path) &&
                 ftp_directory_enter(query->run->session, path.data, &ignored);
    buffer_done(&path);
    return leads;
}

/* What concerns one file only is reported for that file. True where the next file may follow. */
static bool note_failure(struct query *query, const struct ftp_planned *planned,
    const struct ftp_error *failure, struct ftp_error *error)
{
    struct ftp_document *document = query->document;
    char *properties = ftp_emit_file_properties(
        planned->name, planned->name_length, buffer_text(&document->directory), &planned->modified);
    if (!ftp_output_failed(query->run, document->input.index, properties, failure, error))
        return false;
    if (query->failed++ == 0)
        query->first = *failure;
    if (!query->run->operation->return_application_errors)
        return false;
    return ftp_output_record(query->run, document->input.index, planned->name,
        ftp_emit_error_record(failure, planned->name), error);
}

static bool do_planned(
    struct query *query, const struct ftp_planned *planned, struct ftp_error *error)
{
    struct ftp_error failure = {0};
    if (fetch_planned(query, planned, &failure)) {
        query->document->receipt.files++;
        return true;
    }
    if (!ftp_error_is_application(&failure)) {
        *error = failure;
        return false;
    }
    if (failure.fault == FTP_FAULT_NOT_FOUND && planned->type == FTP_ENTRY_FILE) {
        ftp_run_log(
            query->run, HAWSER_LOG_WARNING, "%s is gone since it was listed", planned->name);
        return true;
    }
    if (leads_to_directory(query, planned))
        return true;
    return note_failure(query, planned, &failure, error);
}

static bool do_plan(struct query *query, struct ftp_error *error)
{
    struct ftp_planned planned;
    int more;
    while ((more = ftp_plan_next(&query->plan, &planned)) == 1)
        if (!do_planned(query, &planned, error))
            break;
    if (error->fault != FTP_FAULT_NONE)
        return false;
    if (more < 0)
        return ftp_error_set(
            error, FTP_FAULT_HOST, "the list of files to fetch can't be read back");
    if (!query->failed)
        return true;
    *error = query->first;
    if (query->failed > 1)
        ftp_error_prefix(
            error, "%llu files could not be read; the first: ", (unsigned long long)query->failed);
    return false;
}

bool ftp_query(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    struct query query = {.run = run, .document = document};
    if (!ftp_document_enter(run, document, false, error))
        return false;
    ftp_plan_init(&query.plan);
    bool done = make_plan(&query, error) && do_plan(&query, error);
    ftp_plan_done(&query.plan);
    return done;
}
