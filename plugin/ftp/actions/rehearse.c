/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/rehearse.h"

#include "ftp/actions/host.h"
#include "ftp/actions/rehearsed.h"
#include "ftp/protocol/path.h"
#include "ftp/session/lookup.h"

bool ftp_rehearses(const struct ftp_run *run)
{
    return (run->flags & HAWSER_EXECUTE_DRY_RUN) != 0;
}

bool ftp_rehearse_tell(
    struct ftp_run *run, uint64_t input, const struct ftp_effect *effect, struct ftp_error *error)
{
    const char *about = effect->name ? effect->name : effect->directory;
    return ftp_output_record(
        run, input, about, ftp_emit_effect(&run->session->config->encoding, effect), error);
}

bool ftp_rehearse_path(
    const char *directory, const char *name, struct buffer *path, struct ftp_error *error)
{
    buffer_clear(path);
    return ftp_path_join(ftp_span_of(directory), ftp_span_of(name), path) ||
           ftp_error_set(error, FTP_FAULT_BAD_NAME, "the path of %s is too long", name);
}

/* --- Delete ----------------------------------------------------------------------------------- */

/* Delete itself does not list: what a listing can't tell is no error of it. */
static bool look(struct ftp_run *run, const struct ftp_document *document, const char *path,
    struct ftp_found *found, struct ftp_error *unsure, struct ftp_error *error)
{
    if (ftp_rehearsed_at(run, path) == FTP_REHEARSED_GONE) {
        found->presence = FTP_ABSENT;
        return true;
    }
    if (ftp_lookup(run->session, buffer_text(&document->directory), document->base.data, true,
            found, unsure))
        return true;
    if (unsure->fault == FTP_FAULT_LISTING_UNREADABLE || ftp_error_is_application(unsure)) {
        found->presence = FTP_UNTOLD;
        return true;
    }
    *error = *unsure;
    return false;
}

static bool tell_deletion(
    struct ftp_run *run, struct ftp_document *document, const char *path, struct ftp_error *error)
{
    const char *directory = buffer_text(&document->directory), *base = document->base.data;
    struct ftp_found found = {0};
    struct ftp_error unsure = {0};
    if (!look(run, document, path, &found, &unsure, error))
        return false;
    if (found.presence == FTP_ABSENT)
        return ftp_error_set(
            error, FTP_FAULT_NOT_FOUND, "deleting %s: it does not exist in %s", base, directory);
    if (found.presence == FTP_PRESENT_DIRECTORY)
        return ftp_error_set(error, FTP_FAULT_IS_DIRECTORY,
            "deleting %s: in %s that is a directory, not a file", base, directory);
    const struct ftp_effect effect = {
        .would = "delete",
        .name = base,
        .directory = directory,
        .size_known = found.size_known,
        .size = found.size,
        .uncertain = found.presence == FTP_UNTOLD ? unsure.message : NULL,
    };
    return ftp_rehearse_tell(run, document->input.index, &effect, error) &&
           ftp_rehearsed_note(run, path, FTP_REHEARSED_GONE, error);
}

bool ftp_rehearse_delete(
    struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    struct buffer path;
    if (!ftp_document_enter(run, document, true, error))
        return false;
    buffer_init(&path, FTP_PATH_MAX);
    bool done =
        ftp_rehearse_path(buffer_text(&document->directory), document->base.data, &path, error) &&
        tell_deletion(run, document, path.data, error);
    buffer_done(&path);
    return done;
}
