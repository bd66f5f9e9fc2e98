/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/crew.h"
#include "ftp/actions/fetch.h"
#include "ftp/actions/host.h"
#include "ftp/actions/preserve.h"
#include "ftp/actions/query_plan.h"
#include "ftp/actions/select.h"
#include "ftp/actions/walk.h"
#include "ftp/protocol/path.h"
#include "ftp/session/directory.h"
#include "ftp/session/lookup.h"
#include "ftp/session/zone.h"

struct query {
    struct ftp_document *document;
    struct ftp_plan plan;   /* one session at a time reads it */
    pthread_mutex_t mutex;  /* around the document, and what follows */
    uint64_t failed;        /* files that could not be read */
    uint64_t first_turn;    /* of the first of them, as they were planned */
    struct ftp_error first; /* and why it could not */
};

/* A file that a session has in hand. */
struct file {
    struct query *query;
    struct ftp_run *run; /* of that session */
    struct ftp_planned planned;
    bool more_follow;
    struct buffer directory;
    struct buffer relative; /* path of it below the remote directory */
    struct buffer marker;
};

/* --- The files -------------------------------------------------------------------------------- */

static const char *relative_of(const struct file *file)
{
    return file->run->operation->recursive ? buffer_text(&file->relative) : NULL;
}

static bool locate(struct file *file, struct ftp_error *error)
{
    const struct ftp_planned *planned = &file->planned;
    const char *top = buffer_text(&file->query->document->directory);
    return (ftp_path_join(ftp_span_of(top), ftp_span_of(planned->directory), &file->directory) &&
               ftp_walk_path(
                   planned->directory, planned->name, planned->name_length, &file->relative)) ||
           ftp_error_no_room(error, "the path of a file is too long");
}

/* What the file's receipt says of the query as a whole. */
static void add_up(struct query *query, const struct ftp_receipt *receipt, bool delivered)
{
    pthread_mutex_lock(&query->mutex);
    if (receipt->time_kept == FTP_KEPT_NO)
        query->document->receipt.time_kept = FTP_KEPT_NO;
    query->document->receipt.files += delivered;
    pthread_mutex_unlock(&query->mutex);
}

static bool fetch_selected(struct file *file, struct ftp_error *error)
{
    const struct ftp_planned *planned = &file->planned;
    struct ftp_run *run = file->run;
    bool link = planned->type == FTP_ENTRY_LINK; /* its size is that of the link, not of the file */
    struct ftp_receipt receipt = {0};
    struct ftp_stamp stamp;
    struct ftp_time time = planned->modified;
    ftp_preserve_ask(run, planned->name, link, &time);
    ftp_zone_stamp(run->session, &time, &stamp);
    struct ftp_fetch fetch = {
        .directory = buffer_text(&file->directory),
        .base = planned->name,
        .relative = relative_of(file),
        .marker = file->marker.length ? file->marker.data : NULL,
        .input = file->query->document->input.index,
        .size_known = planned->size_known && !link,
        .size = planned->size,
        .stamp = &stamp,
    };
    if (!link)
        fetch.modified = planned->modified;
    bool done = ftp_fetch(run, &fetch, &receipt, error);
    run->hand.counted = done && !receipt.skipped;
    run->hand.bytes = receipt.transfer.bytes;
    add_up(file->query, &receipt, run->hand.counted);
    return done;
}

/* The server may have dropped the session while the host took its time. */
static bool fetch_once(struct file *file, struct ftp_error *error)
{
    struct ftp_run *run = file->run;
    const char *directory = buffer_text(&file->directory);
    if (!ftp_crew_ensure(run, error) || !ftp_directory_enter(run->session, directory, error))
        return false;
    enum ftp_selected selected = ftp_select(run, directory, &file->planned, &file->marker, error);
    return selected == FTP_PASSED_OVER || (selected == FTP_SELECTED && fetch_selected(file, error));
}

static bool fetch_planned(struct file *file, struct ftp_error *error)
{
    struct ftp_run *run = file->run;
    const struct ftp_planned *planned = &file->planned;
    struct ftp_crew_mark mark;
    if (planned->hostile)
        return ftp_error_set(error, FTP_FAULT_BAD_NAME,
            "the server lists a file whose name holds a /, a control character or nothing at all; "
            "it is not fetched");
    ftp_crew_mark(run, &mark);
    if (fetch_once(file, error) || (ftp_crew_recover(run, &mark, error) && fetch_once(file, error)))
        return true;
    return ftp_lookup_explain(run->session, buffer_text(&file->directory), planned->name, error);
}

/* A link that leads to a directory is no file, and so not asked for. */
static bool leads_to_directory(struct file *file)
{
    const struct ftp_planned *planned = &file->planned;
    struct ftp_error ignored = {0};
    struct buffer path;
    if (planned->type != FTP_ENTRY_LINK)
        return false;
    buffer_init(&path, FTP_PATH_MAX);
    bool leads = ftp_path_join(ftp_span_of(buffer_text(&file->directory)),
                     (struct ftp_span){planned->name, planned->name_length}, &path) &&
                 ftp_directory_enter(file->run->session, path.data, &ignored);
    buffer_done(&path);
    return leads;
}

static void count_failure(struct file *file, const struct ftp_error *failure)
{
    struct query *query = file->query;
    pthread_mutex_lock(&query->mutex);
    if (query->failed++ == 0 || file->run->hand.turn < query->first_turn) {
        query->first = *failure;
        query->first_turn = file->run->hand.turn;
    }
    query->document->responded = true;
    pthread_mutex_unlock(&query->mutex);
    file->run->hand.counted = true;
}

/* What concerns one file only is reported for that file. True where the next file may follow. */
static bool note_failure(
    struct file *file, const struct ftp_error *failure, struct ftp_error *error)
{
    struct ftp_run *run = file->run;
    const struct ftp_planned *planned = &file->planned;
    const struct encoding *encoding = &run->session->config->encoding;
    uint64_t input = file->query->document->input.index;
    struct ftp_stamp stamp;
    ftp_zone_stamp(run->session, &planned->modified, &stamp);
    char *properties = ftp_emit_file_properties(encoding, planned->name, planned->name_length,
        buffer_text(&file->directory), relative_of(file), &stamp);
    ftp_crew_turn(run);
    if (!ftp_output_failed(run, input, properties, failure, error))
        return false;
    count_failure(file, failure);
    if (!run->operation->return_application_errors)
        return false;
    return ftp_output_record(
        run, input, planned->name, ftp_emit_error_record(encoding, failure, planned->name), error);
}

/* --- Several of them at once ------------------------------------------------------------------ */

static bool do_file(void *user, struct ftp_run *run, void *piece, struct ftp_error *error)
{
    struct file *file = piece;
    struct ftp_error failure = {0};
    (void)user;
    file->run = run;
    run->more_follow = file->more_follow;
    if (locate(file, &failure) && fetch_planned(file, &failure))
        return true;
    if (!ftp_error_is_application(&failure)) {
        *error = failure;
        return false;
    }
    if (failure.fault == FTP_FAULT_NOT_FOUND && file->planned.type == FTP_ENTRY_FILE) {
        ftp_run_log(run, HAWSER_LOG_WARNING, "%s is gone since it was listed", file->planned.name);
        return true;
    }
    return leads_to_directory(file) || note_failure(file, &failure, error);
}

static void end_file(struct file *file)
{
    buffer_done(&file->directory);
    buffer_done(&file->relative);
    buffer_done(&file->marker);
}

static bool act(void *user, struct ftp_run *run, void *piece, struct ftp_error *error)
{
    bool go_on = do_file(user, run, piece, error);
    end_file(piece);
    return go_on;
}

static void skip(void *user, struct ftp_run *run, void *piece)
{
    (void)user;
    (void)run;
    end_file(piece);
}

static enum ftp_taken take(void *user, struct ftp_run *run, void *piece, struct ftp_error *error)
{
    struct query *query = user;
    struct file *file = piece;
    int more = ftp_plan_next(&query->plan, &file->planned);
    if (more == 0)
        return FTP_NONE_LEFT;
    if (more < 0) {
        ftp_error_set(error, FTP_FAULT_HOST, "the list of files to fetch can't be read back");
        return FTP_TAKING_FAILED;
    }
    file->query = query;
    file->more_follow = ftp_plan_has_more(&query->plan);
    buffer_init(&file->directory, FTP_PATH_MAX);
    buffer_init(&file->relative, FTP_PATH_MAX);
    buffer_init(&file->marker, FTP_PATH_MAX);
    /* A name that is too long for it fails by itself. */
    buffer_add(&run->hand.name, file->planned.name, file->planned.name_length);
    return FTP_TAKEN;
}

static bool do_plan(struct query *query, struct ftp_run *run, struct ftp_error *error)
{
    const struct ftp_operation *operation = run->operation;
    bool ordered = (run->flags & HAWSER_EXECUTE_ORDERED) || operation->order_by != FTP_ORDER_NONE;
    struct ftp_task task = {
        .user = query,
        .size = sizeof(struct file),
        .ordered = ordered,
        .most = operation->maximum >= 0 ? (uint64_t)operation->maximum : FTP_CREW_NO_LIMIT,
        .known = query->plan.entries,
        .bytes = query->plan.bytes,
        .take = take,
        .act = act,
        .skip = skip,
    };
    run->pool->clock = run->session->clock; /* as the listing showed it */
    if (!ftp_crew_run(run, &task, ftp_plan_has_more(&query->plan) ? ftp_crew_most(run) : 1, error))
        return false;
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
    struct query query = {.document = document};
    if (!ftp_document_enter(run, document, false, error))
        return false;
    ftp_plan_init(&query.plan);
    pthread_mutex_init(&query.mutex, NULL);
    bool done = ftp_query_plan(run, document, &query.plan, error) && do_plan(&query, run, error);
    pthread_mutex_destroy(&query.mutex);
    ftp_plan_done(&query.plan);
    return done;
}
