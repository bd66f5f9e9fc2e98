/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/source.h"

#include "ftp/actions/crew.h"
#include "ftp/protocol/limits.h"
#include "ftp/protocol/path.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/lookup.h"

#include <stdio.h>
#include <string.h>

enum outcome { GONE, REFUSED, UNKNOWN };

bool ftp_source_goes(const struct ftp_operation *operation)
{
    return operation->delete_after_reading || *operation->move_after_reading;
}

/* Over a new session. False: that can't be told. */
static bool look(struct ftp_run *run, const char *directory, const char *base, bool *ret_there)
{
    struct ftp_error ignored = {0};
    struct ftp_found found;
    if (!ftp_session_ensure(run->session, &ignored) ||
        !ftp_directory_enter(run->session, directory, &ignored) ||
        !ftp_lookup(run->session, directory, base, true, &found, &ignored))
        return false;
    *ret_there = found.presence != FTP_ABSENT;
    return true;
}

/* The reply was lost. Looking again tells whether it was done. */
static bool is_gone(struct ftp_run *run, const struct ftp_fetch *fetch)
{
    bool there;
    return look(run, fetch->directory, fetch->base, &there) && !there;
}

/* A server that carried out half of the command made a file of another name. */
static bool is_moved(struct ftp_run *run, const struct ftp_fetch *fetch, const char *path)
{
    struct buffer directory;
    size_t length = strlen(path) - strlen(fetch->base);
    bool there = false;
    buffer_init(&directory, FTP_PATH_MAX);
    bool looked = is_gone(run, fetch) &&
                  buffer_add(&directory, path, length > 1 ? length - 1 : length) &&
                  look(run, buffer_text(&directory), fetch->base, &there);
    buffer_done(&directory);
    return looked && there;
}

/* --- Deleting --------------------------------------------------------------------------------- */

static enum outcome delete_source(struct ftp_receiving *receiving, struct ftp_error *error)
{
    struct ftp_run *run = receiving->run;
    const struct ftp_fetch *fetch = receiving->fetch;
    if (ftp_file_delete(run->session, receiving->operand, error)) {
        receiving->receipt->deleted = true;
        return GONE;
    }
    if (error->fault == FTP_FAULT_DELETE_UNKNOWN) {
        receiving->receipt->deleted = is_gone(run, fetch);
        return receiving->receipt->deleted ? GONE : UNKNOWN;
    }
    ftp_lookup_explain_delete(run->session, fetch->directory, fetch->base, error);
    if (error->fault != FTP_FAULT_NOT_FOUND)
        return REFUSED;
    ftp_run_log(run, HAWSER_LOG_WARNING,
        "%s was read, and gone when it was to be deleted: something else takes files from %s too",
        fetch->base, fetch->directory);
    return GONE;
}

/* --- Moving ----------------------------------------------------------------------------------- */

/* RNTO replaces in silence on most servers: a file that was moved there before is not lost. */
static bool target_is_free(
    struct ftp_receiving *receiving, const char *directory, struct ftp_error *error)
{
    struct ftp_session *session = receiving->run->session;
    const struct ftp_fetch *fetch = receiving->fetch;
    struct ftp_found found;
    if (strcmp(directory, fetch->directory) == 0)
        return ftp_error_set(error, FTP_FAULT_CONFIG,
            "Move After Reading is %s, where %s is already", directory, fetch->base);
    bool looked = ftp_directory_enter(session, directory, error) &&
                  ftp_lookup(session, directory, fetch->base, false, &found, error);
    if (looked && found.presence != FTP_ABSENT) {
        looked = ftp_error_set(
            error, FTP_FAULT_EXISTS, "%s exists in %s already", fetch->base, directory);
        ftp_error_hint(
            error, "Have files taken out of Move After Reading, or let names be unique.");
    }
    struct ftp_error ignored = {0};
    return ftp_directory_enter(session, fetch->directory, looked ? error : &ignored) && looked;
}

bool ftp_source_target(
    struct ftp_receiving *receiving, struct buffer *path, struct ftp_error *error)
{
    struct ftp_run *run = receiving->run;
    struct buffer directory;
    buffer_init(&directory, FTP_PATH_MAX);
    bool found =
        ftp_directory_resolve(run->session, run->operation->move_after_reading, &directory, error);
    if (found && !ftp_path_join(ftp_span_of(buffer_text(&directory)),
                     ftp_span_of(receiving->fetch->base), path))
        found =
            ftp_error_set(error, FTP_FAULT_BAD_NAME, "the path in Move After Reading is too long");
    found = found && target_is_free(receiving, buffer_text(&directory), error);
    buffer_done(&directory);
    return found;
}

static enum outcome move_to(
    struct ftp_receiving *receiving, const char *path, struct ftp_error *error)
{
    struct ftp_run *run = receiving->run;
    bool moved = ftp_file_rename(run->session, receiving->operand, path, error);
    if (!moved && error->fault == FTP_FAULT_RENAME_UNKNOWN) {
        if (!is_moved(run, receiving->fetch, path))
            return UNKNOWN;
        moved = true;
    }
    if (moved)
        snprintf(receiving->receipt->moved_to, sizeof receiving->receipt->moved_to, "%s", path);
    return moved ? GONE : REFUSED;
}

static enum outcome move_source(struct ftp_receiving *receiving, struct ftp_error *error)
{
    struct buffer path;
    enum outcome outcome = REFUSED;
    buffer_init(&path, FTP_PATH_MAX);
    if (ftp_source_target(receiving, &path, error))
        outcome = move_to(receiving, path.data, error);
    buffer_done(&path);
    return outcome;
}

/* --- Both ------------------------------------------------------------------------------------- */

static enum outcome let_go(struct ftp_receiving *receiving, struct ftp_error *error)
{
    return receiving->run->operation->delete_after_reading ? delete_source(receiving, error)
                                                           : move_source(receiving, error);
}

/* A host may take longer to make a document safe than the server lets a session idle. */
static bool was_lost(const struct ftp_error *error)
{
    return error->fault == FTP_FAULT_CONNECTION_LOST || error->fault == FTP_FAULT_SERVICE_CLOSING;
}

/* Over a new session. What has the name by now may be another file. */
static bool come_back(struct ftp_receiving *receiving, struct ftp_error *error)
{
    struct ftp_run *run = receiving->run;
    const struct ftp_fetch *fetch = receiving->fetch;
    struct ftp_version now;
    *error = (struct ftp_error){0};
    ftp_session_close(run->session);
    if (!ftp_crew_ensure(run, error) ||
        !ftp_directory_enter(run->session, fetch->directory, error) ||
        !ftp_version_look(receiving, &now, error))
        return false;
    return !ftp_version_differs(&receiving->source, &now) ||
           ftp_error_set(error, FTP_FAULT_SOURCE_CHANGED,
               "%s in %s is not the file that was read: it changed since then", fetch->base,
               fetch->directory);
}

static enum outcome let_go_surely(struct ftp_receiving *receiving, struct ftp_error *error)
{
    enum outcome outcome = let_go(receiving, error);
    if (outcome != REFUSED || !was_lost(error))
        return outcome;
    return come_back(receiving, error) ? let_go(receiving, error) : REFUSED;
}

/* After the file: a marker that goes first would leave a file that no later run reads. */
static void remove_marker(struct ftp_receiving *receiving)
{
    struct ftp_run *run = receiving->run;
    const struct ftp_fetch *fetch = receiving->fetch;
    struct ftp_error failure = {0};
    struct buffer operand;
    if (!fetch->marker)
        return;
    buffer_init(&operand, FTP_PATH_MAX);
    bool done = ftp_operand(fetch->marker, strlen(fetch->marker), &operand) &&
                ftp_session_ensure(run->session, &failure) &&
                ftp_directory_enter(run->session, fetch->directory, &failure) &&
                ftp_file_delete(run->session, operand.data, &failure);
    buffer_done(&operand);
    if (!done)
        ftp_run_log(run, HAWSER_LOG_WARNING, "the marker %s of %s could not be deleted: %s",
            fetch->marker, fetch->base, failure.message);
}

/* What is gone from the server and not delivered is not this document's error alone: nothing more
 * may be deleted for a host like this. */
static bool not_delivered(struct ftp_receiving *receiving, struct ftp_error *error)
{
    bool deleted = receiving->run->operation->delete_after_reading;
    if (ftp_error_is_application(error))
        error->fault = FTP_FAULT_HOST;
    ftp_error_prefix(error, "%s is %s on the server, and prepared on this side; ",
        receiving->fetch->base, deleted ? "deleted" : "moved");
    return false;
}

bool ftp_source_finish(struct ftp_receiving *receiving, struct ftp_error *error)
{
    const struct ftp_operation *operation = receiving->run->operation;
    struct ftp_error refused = {0};
    enum outcome outcome = let_go_surely(receiving, &refused);
    if (outcome == REFUSED && operation->fail_if_unable_to_delete) {
        *error = refused;
        return false;
    }
    if (outcome == REFUSED)
        ftp_run_log(receiving->run, HAWSER_LOG_WARNING, "%s was read but could not be %s: %s",
            receiving->fetch->base, operation->delete_after_reading ? "deleted" : "moved",
            refused.message);
    if (outcome == GONE)
        remove_marker(receiving);
    if (!ftp_output_publish(receiving->output, error))
        return outcome == GONE ? not_delivered(receiving, error) : false;
    if (outcome == UNKNOWN)
        *error = refused;
    return outcome != UNKNOWN;
}
