/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/sweep.h"

#include "ftp/actions/crew.h"
#include "ftp/actions/place.h"
#include "ftp/actions/temporary.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/listing.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SWEPT_MOST = 256, SECONDS_PER_HOUR = 3600 };

struct sweep {
    struct ftp_run *run;
    const char *extension;
    int64_t before; /* what changed last before this may go; seconds since 1970 UTC */
    char *names[SWEPT_MOST];
    size_t count;
};

static bool collect(void *user, const struct ftp_entry *entry, struct ftp_error *error)
{
    struct sweep *sweep = user;
    (void)error;
    if (entry->type != FTP_ENTRY_FILE || entry->hostile || sweep->count == SWEPT_MOST ||
        !ftp_temporary_is_ours(entry->name.data, entry->name.length, sweep->extension))
        return true;
    char *name = strndup(entry->name.data, entry->name.length);
    if (name)
        sweep->names[sweep->count++] = name;
    return true;
}

static bool utc_seconds(
    struct ftp_session *session, const char *operand, int64_t *ret_seconds, struct ftp_error *error)
{
    struct ftp_time time;
    if (!ftp_file_modified(session, operand, &time, error) || time.precision < FTP_TIME_MINUTE)
        return false;
    *ret_seconds = time.seconds;
    return true;
}

static bool sweep_one(struct sweep *sweep, const char *name, struct ftp_error *error)
{
    struct buffer operand;
    int64_t seconds = 0;
    buffer_init(&operand, FTP_PATH_MAX);
    /* One of this execution that another session has in hand may look old, since it gets its document's time. */
    bool ours = ftp_crew_try(sweep->run, name, strlen(name));
    bool done = ours && ftp_operand(name, strlen(name), &operand) &&
                utc_seconds(sweep->run->session, operand.data, &seconds, error) &&
                seconds < sweep->before &&
                ftp_file_delete(sweep->run->session, operand.data, error);
    if (done)
        ftp_run_log(sweep->run, HAWSER_LOG_WARNING,
            "deleted %s, which an earlier execution had left unfinished", name);
    if (ours)
        ftp_crew_drop(sweep->run, name, strlen(name));
    buffer_done(&operand);
    return done || error->reply || error->fault == FTP_FAULT_NONE;
}

/* Both clocks have to agree that something is old: the server's, as a fresh file shows it, and
 * ours, since a file's time may be set to what one likes. */
static bool find_bound(struct sweep *sweep, const char *fresh, struct ftp_error *error)
{
    struct buffer operand;
    int64_t theirs = 0, ours = (int64_t)time(NULL);
    buffer_init(&operand, FTP_PATH_MAX);
    bool known = ftp_operand(fresh, strlen(fresh), &operand) &&
                 utc_seconds(sweep->run->session, operand.data, &theirs, error);
    buffer_done(&operand);
    sweep->before =
        (theirs < ours ? theirs : ours) - sweep->run->operation->sweep_age_hours * SECONDS_PER_HOUR;
    return known;
}

static bool sweep_directory(
    struct sweep *sweep, const char *directory, const char *fresh, struct ftp_error *error)
{
    struct ftp_session *session = sweep->run->session;
    struct ftp_listing_report report;
    if (!find_bound(sweep, fresh, error))
        return error->fault == FTP_FAULT_NONE;
    bool done = ftp_directory_enter(session, directory, error) &&
                ftp_listing_run(session, directory, collect, sweep, &report, error);
    for (size_t i = 0; i < sweep->count; i++) {
        struct ftp_error refused = {0};
        if (done && !sweep_one(sweep, sweep->names[i], &refused)) {
            *error = refused;
            done = false;
        }
        free(sweep->names[i]);
    }
    return done;
}

void ftp_sweep(struct ftp_run *run, const struct ftp_document *document, const char *directory,
    const char *extension, const char *fresh)
{
    struct sweep sweep = {.run = run, .extension = extension};
    struct ftp_error error = {0};
    if (run->operation->sweep_age_hours == 0 ||
        !ftp_place_mark(run->shared, directory, FTP_MARK_SWEPT))
        return;
    if (ftp_directory_enter(run->session, buffer_text(&document->directory), &error) &&
        sweep_directory(&sweep, directory, fresh, &error))
        return;
    ftp_run_log(run, HAWSER_LOG_WARNING, "looking for unfinished files in %s: %s", directory,
        error.message);
}
