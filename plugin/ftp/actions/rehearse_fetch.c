/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/rehearse.h"

#include "ftp/actions/rehearsed.h"
#include "ftp/actions/source.h"
#include "ftp/session/directory.h"
#include "ftp/session/lookup.h"

/* A link may lead to a directory, which can't be read. The session goes back to where it stood. */
static bool leads_to_directory(struct ftp_run *run, const struct ftp_fetch *fetch)
{
    struct ftp_error ignored = {0};
    struct buffer path;
    buffer_init(&path, FTP_PATH_MAX);
    bool leads = ftp_rehearse_path(fetch->directory, fetch->base, &path, &ignored) &&
                 ftp_directory_enter(run->session, path.data, &ignored);
    buffer_done(&path);
    return ftp_directory_enter(run->session, fetch->directory, &ignored) && leads;
}

/* As a server refuses RETR: why is told apart by whoever asked, as for a real refusal. */
static bool refused(const struct ftp_fetch *fetch, struct ftp_error *error)
{
    return ftp_error_set(error, FTP_FAULT_UNAVAILABLE,
        "reading %s in %s: a dry run finds no file there", fetch->base, fetch->directory);
}

/* Where nothing is known of the file, whether it is there, and its size. */
static bool find(struct ftp_run *run, const struct ftp_fetch *fetch, struct ftp_found *found,
    struct ftp_error *error)
{
    struct ftp_error unsure = {0};
    if (!ftp_lookup_quick(run->session, fetch->base, found, error))
        return false;
    if (found->presence == FTP_UNTOLD &&
        !ftp_lookup(run->session, fetch->directory, fetch->base, true, found, &unsure)) {
        *found = (struct ftp_found){.presence = FTP_UNTOLD};
        if (unsure.fault != FTP_FAULT_LISTING_UNREADABLE && !ftp_error_is_application(&unsure)) {
            *error = unsure;
            return false;
        }
    }
    bool no_file = found->presence == FTP_ABSENT || found->presence == FTP_PRESENT_DIRECTORY ||
                   (found->presence == FTP_PRESENT_OTHER && leads_to_directory(run, fetch));
    return no_file ? refused(fetch, error) : true;
}

/* --- What becomes of the source --------------------------------------------------------------- */

static bool tell_marker(struct ftp_run *run, const struct ftp_fetch *fetch, struct ftp_error *error)
{
    const struct ftp_effect effect = {
        .would = "delete", .name = fetch->marker, .directory = fetch->directory};
    return !fetch->marker || ftp_rehearse_tell(run, fetch->input, &effect, error);
}

static bool is_taken(struct ftp_run *run, const char *path, struct ftp_error *error)
{
    if (ftp_rehearsed_at(run, path) != FTP_REHEARSED_MADE)
        return false;
    ftp_error_set(error, FTP_FAULT_EXISTS, "%s would exist already", path);
    return true;
}

/* As in the real run, a move that can't be is an error or a warning. */
static bool tell_move(struct ftp_run *run, const struct ftp_fetch *fetch,
    struct ftp_receipt *receipt, struct buffer *path, struct ftp_error *error)
{
    struct ftp_receiving receiving = {.run = run, .fetch = fetch, .receipt = receipt};
    struct ftp_error why = {0};
    if (ftp_source_target(&receiving, path, &why) && !is_taken(run, path->data, &why)) {
        const struct ftp_effect effect = {
            .would = "move", .name = fetch->base, .directory = fetch->directory, .to = path->data};
        return ftp_rehearse_tell(run, fetch->input, &effect, error) &&
               ftp_rehearsed_note(run, path->data, FTP_REHEARSED_MADE, error) &&
               tell_marker(run, fetch, error);
    }
    if (run->operation->fail_if_unable_to_delete) {
        *error = why;
        return false;
    }
    ftp_run_log(run, HAWSER_LOG_WARNING, "%s would be read but could not be moved: %s", fetch->base,
        why.message);
    return true;
}

static bool tell_deletion(
    struct ftp_run *run, const struct ftp_fetch *fetch, struct ftp_error *error)
{
    const struct ftp_effect effect = {
        .would = "delete", .name = fetch->base, .directory = fetch->directory};
    return ftp_rehearse_tell(run, fetch->input, &effect, error) && tell_marker(run, fetch, error);
}

static bool tell_going(struct ftp_run *run, const struct ftp_fetch *fetch,
    struct ftp_receipt *receipt, const char *path, struct ftp_error *error)
{
    struct buffer target;
    bool done;
    if (!ftp_source_goes(run->operation))
        return true;
    buffer_init(&target, FTP_PATH_MAX);
    if (run->operation->delete_after_reading)
        done = tell_deletion(run, fetch, error);
    else
        done = tell_move(run, fetch, receipt, &target, error);
    buffer_done(&target);
    return done && ftp_rehearsed_note(run, path, FTP_REHEARSED_GONE, error);
}

/* --- Together --------------------------------------------------------------------------------- */

/* As it is known to be empty. True where it is to be delivered. */
static bool may_be_empty(struct ftp_run *run, const struct ftp_fetch *fetch,
    struct ftp_receipt *receipt, struct ftp_error *error)
{
    receipt->skipped = run->operation->if_empty == FTP_EMPTY_SKIP;
    if (run->operation->if_empty == FTP_EMPTY_ERROR)
        ftp_error_set(error, FTP_FAULT_EMPTY, "%s in %s is empty", fetch->base, fetch->directory);
    return run->operation->if_empty == FTP_EMPTY_DELIVER;
}

static bool tell(struct ftp_run *run, const struct ftp_fetch *fetch, struct ftp_receipt *receipt,
    const char *path, struct ftp_error *error)
{
    struct ftp_found found = {
        .presence = FTP_PRESENT_FILE, .size_known = fetch->size_known, .size = fetch->size};
    if (ftp_rehearsed_at(run, path) == FTP_REHEARSED_GONE)
        return ftp_error_set(error, FTP_FAULT_NOT_FOUND, "%s in %s would be gone by then",
            fetch->base, fetch->directory);
    if (!fetch->size_known && !find(run, fetch, &found, error))
        return false;
    if (found.size_known && found.size == 0 && !may_be_empty(run, fetch, receipt, error))
        return receipt->skipped;
    const struct ftp_effect effect = {
        .would = "read",
        .name = fetch->base,
        .directory = fetch->directory,
        .relative = fetch->relative,
        .stamp = fetch->stamp,
        .size_known = found.size_known,
        .size = found.size,
    };
    return ftp_rehearse_tell(run, fetch->input, &effect, error) &&
           tell_going(run, fetch, receipt, path, error);
}

bool ftp_rehearse_fetch(struct ftp_run *run, const struct ftp_fetch *fetch,
    struct ftp_receipt *receipt, struct ftp_error *error)
{
    struct buffer path;
    buffer_init(&path, FTP_PATH_MAX);
    bool done = ftp_rehearse_path(fetch->directory, fetch->base, &path, error) &&
                tell(run, fetch, receipt, path.data, error);
    buffer_done(&path);
    return done;
}
