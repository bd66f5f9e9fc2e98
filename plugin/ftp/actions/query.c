/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/fetch.h"
#include "ftp/actions/host.h"
#include "ftp/actions/preserve.h"
#include "ftp/actions/query_plan.h"
#include "ftp/actions/select.h"
#include "ftp/actions/walk.h"
#include "ftp/protocol/path.h"
#include "ftp/protocol/path.h"
#include "ftp/session/directory.h"
#include "ftp/session/lookup.h"
#include "ftp/session/zone.h"

struct query {
    struct ftp_run *run;
    struct ftp_document *document;
    struct ftp_plan plan;
    struct buffer directory; /* of the file in hand */
    struct buffer relative;  /* path of it below the remote directory */
    struct buffer marker;
    uint64_t failed;        /* files that could not be read */
    struct ftp_error first; /* of them */
};

/* --- The files -------------------------------------------------------------------------------- */

static const char *relative_of(const struct query *query)
{
    return query->run->operation->recursive ? buffer_text(&query->relative) : NULL;
}

static bool locate(struct query *query, const struct ftp_planned *planned, struct ftp_error *error)
{
    const char *top = buffer_text(&query->document->directory);
    buffer_clear(&query->directory);
    return (ftp_path_join(ftp_span_of(top), ftp_span_of(planned->directory), &query->directory) &&
               ftp_walk_path(
                   planned->directory, planned->name, planned->name_length, &query->relative)) ||
           ftp_error_no_room(error, "the path of a file is too long");
}

static bool fetch_selected(
    struct query *query, const struct ftp_planned *planned, struct ftp_error *error)
{
    bool link = planned->type == FTP_ENTRY_LINK; /* its size is that of the link, not of the file */
    struct ftp_receipt receipt = {0};
    struct ftp_stamp stamp;
    struct ftp_time time = planned->modified;
    ftp_preserve_ask(query->run, planned->name, link, &time);
    ftp_zone_stamp(query->run->session, &time, &stamp);
    struct ftp_fetch fetch = {
        .directory = buffer_text(&query->directory),
        .base = planned->name,
        .relative = relative_of(query),
        .marker = query->marker.length ? query->marker.data : NULL,
        .input = query->document->input.index,
        .size_known = planned->size_known && !link,
        .size = planned->size,
        .stamp = &stamp,
    };
    if (!link)
        fetch.modified = planned->modified;
    bool done = ftp_fetch(query->run, &fetch, &receipt, error);
    if (receipt.time_kept == FTP_KEPT_NO)
        query->document->receipt.time_kept = FTP_KEPT_NO;
    if (done && !receipt.skipped)
        query->document->receipt.files++;
    return done;
}

static bool fetch_planned(
    struct query *query, const struct ftp_planned *planned, struct ftp_error *error)
{
    struct ftp_session *session = query->run->session;
    const char *directory = buffer_text(&query->directory);
    if (planned->hostile)
        return ftp_error_set(error, FTP_FAULT_BAD_NAME,
            "the server lists a file whose name holds a /, a control character or nothing at all; "
            "it is not fetched");
    /* The server may have dropped the session while the host took its time. */
    if (ftp_session_ensure(session, error) && ftp_directory_enter(session, directory, error)) {
        enum ftp_selected selected =
            ftp_select(query->run, directory, planned, &query->marker, error);
        if (selected == FTP_PASSED_OVER ||
            (selected == FTP_SELECTED && fetch_selected(query, planned, error)))
            return true;
    }
    return ftp_lookup_explain(session, directory, planned->name, error);
}

/* A link that leads to a directory is no file, and so not asked for. */
static bool leads_to_directory(struct query *query, const struct ftp_planned *planned)
{
    struct ftp_error ignored = {0};
    struct buffer path;
    if (planned->type != FTP_ENTRY_LINK)
        return false;
    buffer_init(&path, FTP_PATH_MAX);
    bool leads = ftp_path_join(ftp_span_of(buffer_text(&query->directory)),
                     (struct ftp_span){planned->name, planned->name_length}, &path) &&
                 ftp_directory_enter(query->run->session, path.data, &ignored);
    buffer_done(&path);
    return leads;
}

/* What concerns one file only is reported for that file. True where the next file may follow. */
static bool note_failure(struct query *query, const struct ftp_planned *planned,
    const struct ftp_error *failure, struct ftp_error *error)
{
    struct ftp_document *document = query->document;
    struct ftp_stamp stamp;
    ftp_zone_stamp(query->run->session, &planned->modified, &stamp);
    char *properties =
        ftp_emit_file_properties(&query->run->session->config->encoding, planned->name,
            planned->name_length, buffer_text(&query->directory), relative_of(query), &stamp);
    if (!ftp_output_failed(query->run, document->input.index, properties, failure, error))
        return false;
    if (query->failed++ == 0)
        query->first = *failure;
    document->responded = true;
    if (!query->run->operation->return_application_errors)
        return false;
    return ftp_output_record(query->run, document->input.index, planned->name,
        ftp_emit_error_record(&query->run->session->config->encoding, failure, planned->name),
        error);
}

static bool do_planned(
    struct query *query, const struct ftp_planned *planned, struct ftp_error *error)
{
    struct ftp_error failure = {0};
    if (locate(query, planned, &failure) && fetch_planned(query, planned, &failure))
        return true;
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

static bool has_all(const struct query *query)
{
    int64_t most = query->run->operation->maximum;
    return most >= 0 && query->document->receipt.files + query->failed >= (uint64_t)most;
}

static bool do_plan(struct query *query, struct ftp_error *error)
{
    struct ftp_planned planned;
    int more = 1;
    while (!has_all(query) && (more = ftp_plan_next(&query->plan, &planned)) == 1) {
        query->run->more_follow = ftp_plan_has_more(&query->plan);
        if (!do_planned(query, &planned, error))
            break;
    }
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
    buffer_init(&query.directory, FTP_PATH_MAX);
    buffer_init(&query.relative, FTP_PATH_MAX);
    buffer_init(&query.marker, FTP_PATH_MAX);
    bool done = ftp_query_plan(run, document, &query.plan, error) && do_plan(&query, error);
    ftp_plan_done(&query.plan);
    buffer_done(&query.directory);
    buffer_done(&query.relative);
    buffer_done(&query.marker);
    return done;
}
