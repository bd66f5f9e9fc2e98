/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/rehearse.h"

#include "common/name.h"
#include "ftp/actions/directories.h"
#include "ftp/actions/rehearsed.h"
#include "ftp/actions/target.h"
#include "ftp/actions/temporary.h"
#include "ftp/session/directory.h"
#include "ftp/session/lookup.h"

struct rehearsal {
    struct ftp_run *run;
    struct ftp_document *document;
    struct ftp_target target;
    struct buffer path;    /* the file's */
    struct buffer staging; /* where the temporary file would be */
    struct buffer temporary;
    bool no_directory; /* it would be made first: nothing stands in it */
    bool exists;       /* something has the name of the file */
};

/* --- The directory ---------------------------------------------------------------------------- */

static bool tell_directory(void *user, const char *path, struct ftp_error *error)
{
    struct rehearsal *rehearsal = user;
    const struct ftp_effect effect = {.would = "createDirectory", .directory = path};
    if (ftp_rehearsed_at(rehearsal->run, path) == FTP_REHEARSED_MADE)
        return true;
    return ftp_rehearse_tell(rehearsal->run, rehearsal->document->input.index, &effect, error) &&
           ftp_rehearsed_note(rehearsal->run, path, FTP_REHEARSED_MADE, error);
}

/* --- The name --------------------------------------------------------------------------------- */

static bool choose_unseen(struct rehearsal *rehearsal, struct ftp_error *error)
{
    const struct buffer *wanted = &rehearsal->document->base;
    struct ftp_target *target = &rehearsal->target;
    buffer_clear(&target->name);
    return name_number_before_extension(
               wanted->data, wanted->length, target->number, &target->name) ||
           ftp_error_no_room(error, "the name is too long");
}

/* The name that is free on the server, and not taken by a document before this one. */
static bool choose(struct rehearsal *rehearsal, struct ftp_error *error)
{
    struct ftp_run *run = rehearsal->run;
    struct ftp_target *target = &rehearsal->target;
    const char *directory = buffer_text(&rehearsal->document->directory);
    for (;; target->number++) {
        bool chosen = rehearsal->no_directory
                          ? choose_unseen(rehearsal, error)
                          : ftp_target_choose(run, rehearsal->document, target, error);
        if (!chosen || !ftp_rehearse_path(directory, target->name.data, &rehearsal->path, error))
            return false;
        rehearsal->exists = ftp_rehearsed_at(run, rehearsal->path.data) == FTP_REHEARSED_MADE;
        if (!rehearsal->exists)
            return true;
        if (run->operation->if_exists == FTP_EXISTS_ERROR)
            return ftp_error_set(error, FTP_FAULT_EXISTS,
                "%s would exist in %s by then: a document before this one has its name",
                target->name.data, directory);
        if (run->operation->if_exists != FTP_EXISTS_UNIQUE_NAME)
            return true;
    }
}

/* What of the name stands there already, where that decides what is done. */
static bool look(struct rehearsal *rehearsal, struct ftp_error *error)
{
    struct ftp_run *run = rehearsal->run;
    struct ftp_found found;
    enum ftp_if_exists if_exists = run->operation->if_exists;
    bool decides = if_exists == FTP_EXISTS_OVERWRITE || if_exists == FTP_EXISTS_APPEND;
    const char *directory = buffer_text(&rehearsal->document->directory);
    const char *name = rehearsal->target.name.data;
    if (!decides || rehearsal->exists || rehearsal->no_directory)
        return true;
    if (!ftp_lookup(run->session, directory, name, false, &found, error))
        return false;
    rehearsal->exists = found.presence != FTP_ABSENT;
    return found.presence != FTP_PRESENT_DIRECTORY ||
           ftp_error_set(error, FTP_FAULT_IS_DIRECTORY, "%s in %s is a directory, not a file", name,
               directory);
}

/* --- The temporary file ----------------------------------------------------------------------- */

static const char *either(const char *of_document, const char *of_operation)
{
    return *of_document ? of_document : of_operation;
}

/* False with an error. Without a temporary file `temporary` stays empty. */
static bool name_temporary(struct rehearsal *rehearsal, struct ftp_error *error)
{
    const struct ftp_operation *operation = rehearsal->run->operation;
    const struct ftp_input_properties *own = &rehearsal->document->properties;
    struct ftp_session *session = rehearsal->run->session;
    const char *staging = either(own->staging_directory, operation->staging_directory);
    const char *extension = either(own->temporary_extension, operation->temporary_extension);
    if (operation->if_exists == FTP_EXISTS_APPEND || (operation->direct_upload && !*staging))
        return true;
    if (!ftp_temporary_pattern(rehearsal->document->base.data, *extension ? extension : ".part",
            &rehearsal->temporary))
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no temporary name can be made");
    if (!*staging)
        return buffer_add(&rehearsal->staging, buffer_text(&rehearsal->document->directory),
                   rehearsal->document->directory.length) ||
               ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a path");
    return ftp_directory_resolve_absolute(
               session, staging, "Staging Directory", &rehearsal->staging, error) &&
           ftp_directory_enter(session, buffer_text(&rehearsal->staging), error);
}

/* --- Together --------------------------------------------------------------------------------- */

static bool tell_write(struct rehearsal *rehearsal, const char *would, struct ftp_error *error)
{
    const hawser_input *input = &rehearsal->document->input;
    bool temporary = rehearsal->temporary.length > 0;
    const struct ftp_effect effect = {
        .would = would,
        .name = rehearsal->target.name.data,
        .directory = buffer_text(&rehearsal->document->directory),
        .temporary_name = temporary ? rehearsal->temporary.data : NULL,
        .temporary_directory = temporary ? buffer_text(&rehearsal->staging) : NULL,
        .size_known = input->content_size != HAWSER_SIZE_UNKNOWN,
        .size = input->content_size,
    };
    return ftp_rehearse_tell(rehearsal->run, input->index, &effect, error);
}

static bool tell_rename(struct rehearsal *rehearsal, struct ftp_error *error)
{
    const struct ftp_effect effect = {
        .would = rehearsal->exists ? "replace" : "rename",
        .name = rehearsal->temporary.data,
        .directory = buffer_text(&rehearsal->staging),
        .to = rehearsal->path.data,
    };
    return ftp_rehearse_tell(rehearsal->run, rehearsal->document->input.index, &effect, error);
}

static bool tell_upload(struct rehearsal *rehearsal, struct ftp_error *error)
{
    bool appends = rehearsal->run->operation->if_exists == FTP_EXISTS_APPEND;
    bool told;
    if (rehearsal->temporary.length)
        told = tell_write(rehearsal, "write", error) && tell_rename(rehearsal, error);
    else if (rehearsal->exists)
        told = tell_write(rehearsal, appends ? "append" : "replace", error);
    else
        told = tell_write(rehearsal, "write", error);
    return told &&
           ftp_rehearsed_note(rehearsal->run, rehearsal->path.data, FTP_REHEARSED_MADE, error);
}

static bool rehearse(struct rehearsal *rehearsal, struct ftp_error *error)
{
    return ftp_document_locate(rehearsal->run, rehearsal->document, true, error) &&
           ftp_directories_rehearse(rehearsal->run, rehearsal->document, tell_directory, rehearsal,
               &rehearsal->no_directory, error) &&
           choose(rehearsal, error) && look(rehearsal, error) && name_temporary(rehearsal, error) &&
           tell_upload(rehearsal, error);
}

bool ftp_rehearse_create(
    struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    struct rehearsal rehearsal = {.run = run, .document = document};
    ftp_target_init(&rehearsal.target);
    buffer_init(&rehearsal.path, FTP_PATH_MAX);
    buffer_init(&rehearsal.staging, FTP_PATH_MAX);
    buffer_init(&rehearsal.temporary, FTP_PATH_MAX);
    bool done = rehearse(&rehearsal, error);
    ftp_target_done(&rehearsal.target);
    buffer_done(&rehearsal.path);
    buffer_done(&rehearsal.staging);
    buffer_done(&rehearsal.temporary);
    return done;
}
