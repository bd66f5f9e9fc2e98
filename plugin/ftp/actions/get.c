/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/fetch.h"
#include "ftp/actions/rehearse.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/lookup.h"
#include "ftp/session/zone.h"

/* Its size proves afterwards that all of it came; a server that tells none, not even in a listing,
 * still serves it. */
static bool look(struct ftp_run *run, const struct ftp_document *document, struct ftp_found *found,
    struct ftp_error *error)
{
    struct ftp_found listed;
    struct ftp_error ignored = {0};
    if (!ftp_lookup_quick(run->session, document->base.data, found, error))
        return false;
    if (found->presence == FTP_UNTOLD && ftp_lookup(run->session, buffer_text(&document->directory),
                                             document->base.data, false, &listed, &ignored))
        *found = listed;
    return true;
}

static bool wants_time(const struct ftp_run *run)
{
    return run->operation->all_metadata || run->operation->preserve_timestamps;
}

/* The time for the tracked properties; a server may not tell it. */
static void find_time(
    struct ftp_run *run, const struct ftp_document *document, struct ftp_found *found)
{
    struct ftp_found listed;
    struct ftp_error ignored = {0};
    struct buffer operand;
    if (!wants_time(run) || found->modified.precision != FTP_TIME_UNKNOWN)
        return;
    buffer_init(&operand, FTP_PATH_MAX);
    if (ftp_operand(document->base.data, document->base.length, &operand) &&
        ftp_file_modified(run->session, operand.data, &found->modified, &ignored) &&
        found->modified.precision == FTP_TIME_UNKNOWN &&
        ftp_lookup(run->session, buffer_text(&document->directory), document->base.data, true,
            &listed, &ignored))
        found->modified = listed.modified;
    buffer_done(&operand);
    ftp_zone_learn(run->session, buffer_text(&document->directory), &ignored);
}

/* A file that is not there is no error, once that is proven: a 550 may as well mean that it is
 * denied. */
static bool nothing_there(
    struct ftp_run *run, const struct ftp_document *document, struct ftp_error *error)
{
    ftp_lookup_explain(run->session, buffer_text(&document->directory), document->base.data, error);
    if (error->fault != FTP_FAULT_NOT_FOUND || run->operation->missing_is_error)
        return false;
    ftp_run_log(run, HAWSER_LOG_INFO, "%s does not exist in %s: no document", document->base.data,
        buffer_text(&document->directory));
    *error = (struct ftp_error){0};
    return true;
}

/* Once the server has shown that it does one command after the other, it is asked in one piece with the transfer: what the
 * answer is for then comes behind it. */
static bool may_look_later(const struct ftp_run *run, const struct ftp_document *document)
{
    return !run->operation->ascii && !wants_time(run) && !ftp_rehearses(run) &&
           ftp_early_may_look(run->session, document->base.data);
}

static bool look_first(struct ftp_run *run, const struct ftp_document *document,
    struct ftp_found *found, struct ftp_error *error)
{
    if (!look(run, document, found, error))
        return false;
    if (found->presence == FTP_PRESENT_DIRECTORY)
        return ftp_error_set(error, FTP_FAULT_IS_DIRECTORY, "%s in %s is a directory, not a file",
            document->base.data, buffer_text(&document->directory));
    find_time(run, document, found);
    return true;
}

bool ftp_get(struct ftp_run *run, struct ftp_document *document, struct ftp_error *error)
{
    struct ftp_found found = {0};
    struct ftp_stamp stamp;
    if (!ftp_document_enter(run, document, true, error))
        return false;
    const char *directory = buffer_text(&document->directory);
    bool later = may_look_later(run, document);
    if (!later && !look_first(run, document, &found, error))
        return false;
    ftp_zone_stamp(run->session, &found.modified, &stamp);
    struct ftp_fetch fetch = {
        .directory = directory,
        .base = document->base.data,
        .input = document->input.index,
        .unasked = later,
        .size_known = found.size_known,
        .size = found.size,
        .modified = found.modified,
        .stamp = wants_time(run) ? &stamp : NULL,
    };
    return ftp_fetch(run, &fetch, &document->receipt, error) || nothing_there(run, document, error);
}
