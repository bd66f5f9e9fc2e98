/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/crew.h"
#include "ftp/actions/host.h"
#include "ftp/actions/journal.h"
#include "ftp/actions/recover.h"
#include "ftp/actions/remains.h"
#include "ftp/actions/preserve.h"
#include "ftp/actions/sweep.h"
#include "ftp/actions/target.h"
#include "ftp/actions/temporary.h"
#include "ftp/actions/upload.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/lookup.h"

#include <stdio.h>
#include <string.h>

enum { CLEAN_UP_MS = 5000 };

/* --- The temporary file ----------------------------------------------------------------------- */

/* A text of the document that is not blank overrides that of the operation. */
static const char *either(const char *of_document, const char *of_operation)
{
    return *of_document ? of_document : of_operation;
}

static const char *staging_of(const struct ftp_run *run, const struct ftp_document *document)
{
    return either(document->properties.staging_directory, run->operation->staging_directory);
}

static const char *extension_of(const struct ftp_run *run, const struct ftp_document *document)
{
    const char *extension =
        either(document->properties.temporary_extension, run->operation->temporary_extension);
    return *extension ? extension : ".part";
}

static bool temporary_path(struct ftp_run *run, const struct ftp_document *document,
    struct buffer *path, struct ftp_error *error)
{
    const char *staging = staging_of(run, document);
    struct buffer name;
    buffer_init(&name, FTP_PATH_MAX);
    bool done = ftp_temporary_name(document->base.data, extension_of(run, document), &name);
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

/* --- Under the name itself -------------------------------------------------------------------- */

/* Whether the server still has what it had before, which it alone can say. */
static bool is_unchanged(const struct ftp_upload *upload)
{
    struct ftp_error ignored = {0};
    struct ftp_session *session = upload->run->session;
    bool known = false, absent = false;
    uint64_t size = 0;
    bool looked = ftp_control_is_open(&session->control) &&
                  ftp_file_size(session, upload->path, &known, &size, &absent, &ignored);
    if (upload->appends)
        return looked && upload->base_known &&
               (known ? size == upload->base : absent && upload->base == 0);
    return looked && absent && upload->run->operation->if_exists != FTP_EXISTS_OVERWRITE;
}

/* What began under the final name and did not end has changed the world: whoever sends it again has
 * to know. Always returns false. */
static bool is_left_there(struct ftp_upload *upload, const char *name, struct ftp_error *error)
{
    char reason[FTP_ERROR_TEXT_MAX];
    if (!upload->acted || is_unchanged(upload))
        return false;
    ftp_journal_keep(upload->document);
    snprintf(reason, sizeof reason, "%s", error->message);
    ftp_error_set(error, upload->appends ? FTP_FAULT_APPEND_UNKNOWN : FTP_FAULT_UPLOAD_UNKNOWN,
        "%s, of which all or a part may %s all the same", reason,
        upload->appends ? "have been appended" : "be there under its name");
    ftp_error_hint(error, "Look at %s %s on the server before it is sent again.",
        upload->appends ? "the end of" : "what is in", name);
    return false;
}

/* How large the file is to which is appended, for a later look at how much arrived. */
static bool find_base(struct ftp_upload *upload, struct ftp_error *error)
{
    bool known = false, absent = false;
    uint64_t size = 0;
    if (upload->base_known)
        return true;
    if (!ftp_file_size(upload->run->session, upload->path, &known, &size, &absent, error))
        return false;
    upload->base_known = known || absent;
    upload->base = known ? size : 0;
    return true;
}

/* Notes where the bytes go. False: no memory. */
static bool note_upload(
    struct ftp_upload *upload, const struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_journal *journal = upload->document->journal;
    if (!journal)
        return true;
    struct ftp_journal_entry *entry = &journal->entry;
    buffer_clear(&entry->path);
    buffer_clear(&entry->name);
    buffer_clear(&entry->lock);
    entry->original_known = upload->appends && upload->base_known;
    entry->original = upload->base;
    if (!buffer_add_text(&entry->path, upload->path) ||
        (target && !buffer_add(&entry->name, target->name.data, target->name.length)) ||
        (target && target->lock.held &&
            !buffer_add(&entry->lock, target->lock.operand.data, target->lock.operand.length)))
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for the upload journal");
    ftp_journal_note(upload->run, upload->document, FTP_JOURNAL_UPLOADING);
    return true;
}

/* What is wrong with the file afterwards does not take it away again. */
static bool preserve_in_place(struct ftp_upload *upload, struct ftp_error *error)
{
    if (ftp_preserve(upload->run, upload->document, upload->path, error))
        return true;
    ftp_error_prefix(error, "all bytes are in the file on the server, but: ");
    return false;
}

static bool append(struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error)
{
    const char *name = upload->document->base.data;
    upload->appends = true;
    upload->way = FTP_RESUME_APPEND;
    switch (ftp_recover_append(upload, target, error)) {
    case FTP_RECOVERY_FAILED:
        return false;
    case FTP_RECOVERY_DONE:
        return true;
    case FTP_RECOVERY_TAKEN_UP:
        upload->base_known = true;
        break;
    case FTP_RECOVERY_NONE:
        break;
    }
    if (!find_base(upload, error) || !note_upload(upload, NULL, error))
        return false;
    return ((ftp_upload_run(upload, error) && ftp_upload_verify(upload, error)) ||
               is_left_there(upload, name, error)) &&
           preserve_in_place(upload, error);
}

/* The claim lasts until the file is there under its name; it does no harm that it lasts longer. */
static bool direct(struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_run *run = upload->run;
    struct ftp_grace grace;
    struct buffer operand;
    enum ftp_recovery recovery = ftp_recover_direct(upload, target, error);
    if (recovery == FTP_RECOVERY_FAILED || recovery == FTP_RECOVERY_DONE)
        return recovery == FTP_RECOVERY_DONE;
    buffer_init(&operand, FTP_PATH_MAX);
    bool done = recovery == FTP_RECOVERY_TAKEN_UP ||
                (ftp_target_choose(run, upload->document, target, error) &&
                    ftp_target_claim(run, upload->document, target, error));
    if (done && !ftp_operand(target->name.data, target->name.length, &operand))
        done = ftp_error_no_room(error, "the name is too long");
    upload->path = operand.data;
    done = done && note_upload(upload, target, error) &&
           ((ftp_upload_run(upload, error) && ftp_upload_verify(upload, error)) ||
               is_left_there(upload, target->name.data, error)) &&
           preserve_in_place(upload, error);
    ftp_session_begin_grace(run->session, done ? 0 : CLEAN_UP_MS, &grace);
    ftp_target_release(run, upload->document, target);
    ftp_session_end_grace(run->session, &grace);
    buffer_done(&operand);
    return done;
}

/* --- Through a temporary name ----------------------------------------------------------------- */

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
    bool done = hold(run, upload->path, error) && note_upload(upload, NULL, error) &&
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

static bool by_temporary(
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

/* --- To the end of a file --------------------------------------------------------------------- */

static bool by_append(struct ftp_upload *upload, struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_document *document = upload->document;
    struct buffer path;
    buffer_init(&path, FTP_PATH_MAX);
    bool done = ftp_operand(document->base.data, document->base.length, &path) ||
                ftp_error_no_room(error, "the name is too long");
    upload->path = path.data;
    done = done &&
           (target->name.length || ftp_target_choose(upload->run, document, target, error)) &&
           append(upload, target, error);
    buffer_done(&path);
    return done;
}

static bool put(struct ftp_run *run, struct ftp_document *document, struct ftp_target *target,
    struct ftp_error *error)
{
    const struct ftp_operation *operation = run->operation;
    struct ftp_upload upload = {.run = run, .document = document};
    bool at_once = operation->direct_upload && !*staging_of(run, document);
    bool done;
    ftp_journal_open(run, document);
    if (operation->if_exists == FTP_EXISTS_APPEND)
        done = by_append(&upload, target, error);
    else
        done = at_once ? direct(&upload, target, error) : by_temporary(&upload, target, error);
    ftp_upload_done(&upload);
    return done;
}

/* Where this document's temporary file was there may be older ones. */
static void sweep(
    struct ftp_run *run, const struct ftp_document *document, const struct ftp_target *target)
{
    struct ftp_error ignored = {0};
    struct buffer staging;
    const char *configured = staging_of(run, document);
    bool appends = run->operation->if_exists == FTP_EXISTS_APPEND;
    if (appends || (run->operation->direct_upload && !*configured))
        return;
    buffer_init(&staging, FTP_PATH_MAX);
    if (!*configured)
        ftp_sweep(run, document, buffer_text(&document->directory), extension_of(run, document),
            target->name.data);
    else if (ftp_directory_resolve(run->session, configured, &staging, &ignored))
        ftp_sweep(run, document, staging.data, extension_of(run, document), target->name.data);
    buffer_done(&staging);
}

/* The time for the response. The file is in its place: not to know the time is no failure of it. */
static void find_time(struct ftp_run *run, const struct ftp_document *document,
    const struct buffer *target, struct ftp_time *time)
{
    struct ftp_found found = {0};
    struct ftp_error ignored = {0};
    struct buffer operand;
    if (!run->operation->all_metadata)
        return;
    buffer_init(&operand, FTP_PATH_MAX);
    if (ftp_operand(target->data, target->length, &operand) &&
        ftp_file_modified(run->session, operand.data, time, &ignored) &&
        time->precision == FTP_TIME_UNKNOWN &&
        ftp_lookup(
            run->session, buffer_text(&document->directory), target->data, true, &found, &ignored))
        *time = found.modified;
    buffer_done(&operand);
}

static bool respond(struct ftp_run *run, const struct ftp_document *document,
    const struct buffer *target, const struct ftp_time *time, struct ftp_error *error)
{
    struct ftp_stamp stamp;
    ftp_preserve_stamp(run, document, time, &stamp);
    const char *directory = buffer_text(&document->directory);
    if (ftp_output_record(run, document->input.index, target->data,
            ftp_emit_created(&run->session->config->encoding, target->data, directory, &stamp),
            error))
        return true;
    ftp_error_prefix(
        error, "%s is complete in %s, but not its response: ", target->data, directory);
    return false;
}

/* Some servers keep a name with a blank at an end, or a backslash, under another one, and confirm it all the same. */
static bool is_kept(struct ftp_run *run, const struct ftp_document *document,
    const struct buffer *name, struct ftp_error *error)
{
    struct ftp_found found;
    struct ftp_error ignored = {0};
    bool odd = name->data[0] == ' ' || name->data[name->length - 1] == ' ' ||
               memchr(name->data, '\\', name->length);
    if (!odd ||
        !ftp_lookup(
            run->session, buffer_text(&document->directory), name->data, true, &found, &ignored) ||
        found.presence != FTP_ABSENT)
        return true;
    return ftp_error_set(error, FTP_FAULT_NAME_REFUSED,
        "the server took the bytes of \"%s\", but keeps them in %s under another name", name->data,
        buffer_text(&document->directory));
}

bool ftp_create(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    struct ftp_target target;
    struct ftp_time time = {0};
    if (!ftp_document_enter(run, document, true, error))
        return false;
    ftp_target_init(&target);
    bool done = put(run, document, &target, error) && is_kept(run, document, &target.name, error);
    if (done) {
        find_time(run, document, &target.name, &time);
        document->complete = true;
        done = respond(run, document, &target.name, &time, error);
    }
    if (done)
        sweep(run, document, &target);
    ftp_target_done(&target);
    return done;
}
