/* SPDX-License-Identifier: Apache-2.0 */
/* Through a temporary name, so that nobody sees half a file. */
#include "ftp/actions/create.h"

#include "ftp/actions/crew.h"
#include "ftp/actions/journal.h"
#include "ftp/actions/preserve.h"
#include "ftp/actions/recover.h"
#include "ftp/actions/temporary.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"

#include <string.h>

enum { CLEAN_UP_MS = 5000 };

static bool temporary_path(struct ftp_run *run, const struct ftp_document *document,
    struct buffer *path, struct ftp_error *error)
{
    const char *staging = ftp_create_staging(run, document);
    struct buffer name;
    buffer_init(&name, FTP_PATH_MAX);
    bool done = ftp_temporary_name(document->base.data, ftp_create_extension(run, document), &name);
    if (done && *staging)
        done = ftp_directory_resolve_absolute(
                   run->session, staging, "Staging Directory", path, error) &&
               (path->data[path->length - 1] == '/' || buffer_add_byte(path, '/')) &&
               buffer_add(path, name.data, name.length);
    else if (done)
        done = ftp_operand(name.data, name.length, path);
    buffer_done(&name);
    return done || error->fault != FTP_FAULT_NONE
               ? done
               : ftp_error_set(error, FTP_FAULT_MEMORY, "no temporary name can be made");
}

/* The session may have been lost with the transfer: then over a new one. */
static bool take_away(struct ftp_run *run, const struct ftp_document *document, const char *path)
{
    struct ftp_session *session = run->session;
    struct ftp_error ignored = {0};
    if (ftp_control_is_open(&session->control) && ftp_file_delete(session, path, &ignored))
        return true;
    ignored = (struct ftp_error){0};
    return ftp_document_return(run, document) && ftp_file_delete(session, path, &ignored);
}

/* Releases the name and takes the unfinished file away again, even when cancelled, within a bounded
 * time. */
static void clean_up(struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_grace grace;
    struct ftp_run *run = upload->run;
    ftp_session_begin_grace(run->session, CLEAN_UP_MS, &grace);
    ftp_target_release(run, upload->document, target);
    /* A rename whose reply was lost may have been done: then the name is not ours any more. */
    if (ftp_error_is_unknown(error)) {
        ftp_journal_keep(upload->document);
    } else if (upload->began && !take_away(run, upload->document, upload->path)) {
        ftp_journal_keep(upload->document);
        ftp_error_hint(error, "%s The unfinished file %s may be left on the server.",
            *error->hint ? error->hint : ftp_fault_row(error->fault)->hint, upload->path);
        ftp_run_log(run, HAWSER_LOG_WARNING, "the unfinished file %s may be left on the server",
            upload->path);
    }
    ftp_session_end_grace(run->session, &grace);
}

/* Against the sweeping of another session, to which it could look old. */
static bool hold(struct ftp_run *run, const char *path, struct ftp_error *error)
{
    return ftp_crew_hold(run, path, strlen(path)) ||
           ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a name");
}

static bool into_place(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_run *run = upload->run;
    bool done = hold(run, upload->path, error) && ftp_create_note(upload, NULL, error) &&
                (upload->whole || ftp_upload_run(upload, error)) &&
                (upload->whole || ftp_upload_verify(upload, error)) &&
                ftp_target_claim(run, upload->document, target, error) &&
                ftp_preserve(run, upload->document, upload->path, error) &&
                ftp_target_rename(run, upload->document, upload->path, target, error);
    if (done)
        ftp_target_release(run, upload->document, target);
    else
        clean_up(upload, target, error);
    return done;
}

/* The old file that an earlier execution had renamed out of the way. */
static void drop_aside(struct ftp_run *run, const struct ftp_document *document)
{
    struct ftp_error ignored = {0};
    const struct ftp_journal *journal = document->journal;
    if (journal && journal->left.aside.length)
        ftp_file_delete(run->session, journal->left.aside.data, &ignored);
}

bool ftp_create_by_temporary(
    struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_run *run = upload->run;
    struct buffer path;
    const struct ftp_journal *journal = upload->document->journal;
    if (journal && journal->left.path.length && !hold(run, journal->left.path.data, error))
        return false;
    enum ftp_recovery recovery = ftp_recover_temporary(upload, target, error);
    if (recovery == FTP_RECOVERY_FAILED)
        return false;
    bool done = recovery == FTP_RECOVERY_DONE;
    buffer_init(&path, FTP_PATH_MAX);
    if (recovery == FTP_RECOVERY_TAKEN_UP) {
        done = ftp_target_choose(run, upload->document, target, error);
        done = done ? into_place(upload, target, error) : (clean_up(upload, target, error), false);
    } else if (recovery == FTP_RECOVERY_NONE) {
        done = ftp_target_choose(run, upload->document, target, error) &&
               temporary_path(run, upload->document, &path, error);
        upload->path = path.data;
        done = done && into_place(upload, target, error);
    }
    if (done)
        drop_aside(run, upload->document);
    buffer_done(&path);
    return done;
}
