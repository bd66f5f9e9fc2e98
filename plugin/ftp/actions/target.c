/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/target.h"

#include "common/name.h"
#include "ftp/actions/temporary.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/lookup.h"

enum { UNIQUE_NAMES_MOST = 10000 };

static bool look(struct ftp_run *run, const struct ftp_document *document, const char *base,
    struct ftp_found *found, struct ftp_error *error)
{
    return ftp_lookup(run->session, buffer_text(&document->directory), base, false, found, error);
}

static bool exists(const struct ftp_document *document, const char *base, struct ftp_error *error)
{
    return ftp_error_set(
        error, FTP_FAULT_EXISTS, "%s exists in %s", base, buffer_text(&document->directory));
}

/* output.txt, output1.txt, output2.txt, ... until one is free. */
static bool next_unique(struct ftp_run *run, const struct ftp_document *document,
    struct buffer *base, struct ftp_error *error)
{
    const struct buffer *wanted = &document->base;
    for (uint64_t number = 0; number < UNIQUE_NAMES_MOST; number++) {
        struct ftp_found found;
        buffer_clear(base);
        if (!name_number_before_extension(wanted->data, wanted->length, number, base))
            return ftp_error_set(error, FTP_FAULT_BAD_NAME, "the name is too long");
        if (!look(run, document, base->data, &found, error))
            return false;
        if (found.presence == FTP_ABSENT)
            return true;
    }
    return ftp_error_set(error, FTP_FAULT_EXISTS, "%s and %d numbered names after it exist in %s",
        wanted->data, UNIQUE_NAMES_MOST - 1, buffer_text(&document->directory));
}

bool ftp_target_choose(struct ftp_run *run, const struct ftp_document *document,
    struct buffer *base, struct ftp_error *error)
{
    struct ftp_found found;
    if (run->operation->if_exists == FTP_EXISTS_UNIQUE_NAME)
        return next_unique(run, document, base, error);
    if (!buffer_add(base, document->base.data, document->base.length))
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a name");
    if (run->operation->if_exists != FTP_EXISTS_ERROR)
        return true;
    if (!look(run, document, base->data, &found, error))
        return false;
    return found.presence == FTP_ABSENT || exists(document, base->data, error);
}

/* --- Renaming into place ---------------------------------------------------------------------- */

/* The old file goes back to its name, even when cancelled. */
static void put_back(
    struct ftp_run *run, const char *aside, const char *to, struct ftp_error *error)
{
    struct ftp_error ignored = {0};
    struct ftp_grace before;
    ftp_session_begin_grace(run->session, 0, &before);
    if (!ftp_file_rename(run->session, aside, to, &ignored))
        ftp_error_prefix(
            error, "the file that was to be replaced may now have the name %s; ", aside);
    ftp_session_end_grace(run->session, &before);
}

static bool step_aside(
    struct ftp_run *run, const char *to, const char *aside, struct ftp_error *error)
{
    struct ftp_error failure = {0};
    if (ftp_file_rename(run->session, to, aside, &failure))
        return true;
    if (ftp_error_is_application(&failure))
        return false; /* the refusal that led here says more */
    *error = failure;
    if (failure.fault == FTP_FAULT_DELETE_UNKNOWN)
        put_back(run, aside, to, error);
    return false;
}

/* Some servers rename onto no file that exists: the old one steps aside, and comes back if the new
 * one can't come in. */
static bool replace(struct ftp_run *run, const char *from, const char *to, const char *base,
    struct ftp_error *error)
{
    struct ftp_error ignored = {0};
    struct buffer name, aside;
    buffer_init(&name, FTP_PATH_MAX);
    buffer_init(&aside, FTP_PATH_MAX);
    bool done = ftp_temporary_name(base, ".old", &name) &&
                ftp_operand(name.data, name.length, &aside) &&
                step_aside(run, to, aside.data, error);
    if (done && !ftp_file_rename(run->session, from, to, error)) {
        done = false;
        put_back(run, aside.data, to, error);
    } else if (done && !ftp_file_delete(run->session, aside.data, &ignored)) {
        ftp_run_log(run, HAWSER_LOG_WARNING,
            "%s was replaced, but its former content is left as %s", base, aside.data);
    }
    buffer_done(&name);
    buffer_done(&aside);
    return done;
}

static bool may_replace(struct ftp_run *run, const struct ftp_error *error)
{
    bool refused = error->fault == FTP_FAULT_RENAME_REFUSED || error->fault == FTP_FAULT_EXISTS ||
                   error->fault == FTP_FAULT_DENIED;
    return refused && run->operation->if_exists == FTP_EXISTS_OVERWRITE;
}

/* Between the first look and now another client may have taken the name. */
static bool still_free(struct ftp_run *run, const struct ftp_document *document,
    struct buffer *base, struct ftp_error *error)
{
    struct ftp_found found;
    if (run->operation->if_exists == FTP_EXISTS_OVERWRITE)
        return true;
    if (!look(run, document, base->data, &found, error))
        return false;
    if (found.presence == FTP_ABSENT)
        return true;
    if (run->operation->if_exists == FTP_EXISTS_UNIQUE_NAME)
        return next_unique(run, document, base, error);
    return exists(document, base->data, error);
}

bool ftp_target_rename(struct ftp_run *run, const struct ftp_document *document, const char *from,
    struct buffer *base, struct ftp_error *error)
{
    struct buffer to;
    struct ftp_found found;
    struct ftp_error ignored = {0};
    if (!still_free(run, document, base, error))
        return false;
    buffer_init(&to, FTP_PATH_MAX);
    bool done = ftp_operand(base->data, base->length, &to);
    if (!done)
        ftp_error_set(error, FTP_FAULT_BAD_NAME, "the name is too long");
    else if (!ftp_file_rename(run->session, from, to.data, error))
        done = may_replace(run, error) && look(run, document, base->data, &found, &ignored) &&
               found.presence == FTP_PRESENT_FILE && replace(run, from, to.data, base->data, error);
    buffer_done(&to);
    return done;
}
