/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/create.h"

#include "ftp/actions/host.h"
#include "ftp/actions/journal.h"
#include "ftp/actions/preserve.h"
#include "ftp/actions/sweep.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/lookup.h"

#include <string.h>

static const char *either(const char *of_document, const char *of_operation)
{
    return *of_document ? of_document : of_operation;
}

const char *ftp_create_staging(const struct ftp_run *run, const struct ftp_document *document)
{
    return either(document->properties.staging_directory, run->operation->staging_directory);
}

const char *ftp_create_extension(const struct ftp_run *run, const struct ftp_document *document)
{
    const char *extension =
        either(document->properties.temporary_extension, run->operation->temporary_extension);
    return *extension ? extension : ".part";
}

bool ftp_create_note(
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

static bool put(struct ftp_run *run, struct ftp_document *document, struct ftp_target *target,
    struct ftp_error *error)
{
    const struct ftp_operation *operation = run->operation;
    struct ftp_upload upload = {.run = run, .document = document};
    bool at_once = operation->direct_upload && !*ftp_create_staging(run, document);
    bool done;
    ftp_journal_open(run, document);
    if (operation->if_exists == FTP_EXISTS_APPEND)
        done = ftp_create_by_appending(&upload, target, error);
    else
        done = at_once ? ftp_create_directly(&upload, target, error)
                       : ftp_create_by_temporary(&upload, target, error);
    ftp_upload_done(&upload);
    return done;
}

/* Where this document's temporary file was there may be older ones. */
static void sweep(
    struct ftp_run *run, const struct ftp_document *document, const struct ftp_target *target)
{
    struct ftp_error ignored = {0};
    struct buffer staging;
    const char *configured = ftp_create_staging(run, document);
    bool appends = run->operation->if_exists == FTP_EXISTS_APPEND;
    if (appends || (run->operation->direct_upload && !*configured))
        return;
    buffer_init(&staging, FTP_PATH_MAX);
    if (!*configured)
        ftp_sweep(run, document, buffer_text(&document->directory),
            ftp_create_extension(run, document), target->name.data);
    else if (ftp_directory_resolve(run->session, configured, &staging, &ignored))
        ftp_sweep(
            run, document, staging.data, ftp_create_extension(run, document), target->name.data);
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
