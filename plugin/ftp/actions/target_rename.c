/* SPDX-License-Identifier: Apache-2.0 */
/* The last step of an upload: the temporary file gets its name. */
#include "ftp/actions/target.h"

#include "ftp/actions/journal.h"
#include "ftp/actions/remains.h"
#include "ftp/actions/temporary.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/lookup.h"

#include <stdio.h>

/* What is renamed, and how. */
struct placing {
    struct ftp_run *run;
    struct ftp_document *document;
    const struct ftp_target *target;
    const char *from; /* path */
    struct buffer to; /* operand */
    struct buffer aside;
};

/* False: no memory. */
static bool note(struct placing *placing, enum ftp_journal_phase phase, struct ftp_error *error)
{
    const struct ftp_target *target = placing->target;
    struct ftp_journal *journal = placing->document->journal;
    if (!journal)
        return true;
    struct ftp_journal_entry *entry = &journal->entry;
    buffer_clear(&entry->name);
    buffer_clear(&entry->lock);
    buffer_clear(&entry->aside);
    bool room = buffer_add(&entry->name, target->name.data, target->name.length) &&
                (!target->lock.held || buffer_add(&entry->lock, target->lock.operand.data,
                                           target->lock.operand.length)) &&
                (phase != FTP_JOURNAL_REPLACING ||
                    buffer_add(&entry->aside, placing->aside.data, placing->aside.length));
    if (!room)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for the upload journal");
    ftp_journal_note(placing->run, placing->document, phase);
    return true;
}

/* The old file goes back to its name, even when cancelled, and over a new session where the old one was lost. Where it
 * can't, nothing has the name: whoever looks there has to know. */
static void put_back(const struct placing *placing, struct ftp_error *error)
{
    struct ftp_session *session = placing->run->session;
    struct ftp_error ignored = {0};
    struct ftp_grace before;
    char reason[FTP_ERROR_TEXT_MAX];
    ftp_session_begin_grace(session, 0, &before);
    bool done = ftp_document_return(placing->run, placing->document) &&
                ftp_file_rename(session, placing->aside.data, placing->to.data, &ignored);
    ftp_session_end_grace(session, &before);
    if (done)
        return;
    snprintf(reason, sizeof reason, "%s", error->message);
    ftp_error_set(error, FTP_FAULT_RENAME_UNKNOWN,
        "the file that was to be replaced may now have the name %s; %s", placing->aside.data,
        reason);
}

static bool step_aside(const struct placing *placing, struct ftp_error *error)
{
    struct ftp_error failure = {0};
    if (ftp_file_rename(placing->run->session, placing->to.data, placing->aside.data, &failure))
        return true;
    if (ftp_error_is_application(&failure))
        return false; /* the refusal that led here says more */
    *error = failure;
    if (failure.fault == FTP_FAULT_RENAME_UNKNOWN)
        put_back(placing, error);
    return false;
}

static bool name_aside(struct placing *placing)
{
    struct buffer name;
    buffer_init(&name, FTP_PATH_MAX);
    bool done = ftp_temporary_name(placing->target->name.data, ".old", &name) &&
                ftp_operand(name.data, name.length, &placing->aside);
    buffer_done(&name);
    return done;
}

/* Whether a file of the size that was sent has the name. */
static bool has_come(const struct placing *placing)
{
    struct ftp_run *run = placing->run;
    struct ftp_error ignored = {0};
    struct ftp_found found;
    return ftp_lookup(run->session, buffer_text(&placing->document->directory),
               placing->target->name.data, true, &found, &ignored) &&
           found.presence == FTP_PRESENT_FILE &&
           (run->operation->ascii || !found.size_known ||
               found.size == placing->document->receipt.transfer.bytes);
}

/* The old file has stepped aside, and the reply to the RNTO of the new one was lost. It is put back only where the new one
 * is seen not to have come: it could take its place otherwise. */
static bool came_in_all_the_same(const struct placing *placing, struct ftp_error *error)
{
    struct ftp_run *run = placing->run;
    struct ftp_error again = {0};
    bool left = false;
    bool seen = ftp_document_return(run, placing->document) &&
                ftp_remains_exist(run, placing->from, &left, &again);
    if (seen && left && ftp_file_rename(run->session, placing->from, placing->to.data, &again))
        return true;
    if (seen && !left && has_come(placing))
        return true;
    if (seen && left && again.fault != FTP_FAULT_RENAME_UNKNOWN)
        put_back(placing, error);
    else
        ftp_error_prefix(error, "the file that was to be replaced may now have the name %s; ",
            placing->aside.data);
    return false;
}

static bool come_in(const struct placing *placing, struct ftp_error *error)
{
    if (ftp_file_rename(placing->run->session, placing->from, placing->to.data, error))
        return true;
    if (error->fault == FTP_FAULT_RENAME_UNKNOWN)
        return came_in_all_the_same(placing, error);
    put_back(placing, error);
    return false;
}

/* Some servers rename onto no file that exists: the old one steps aside, and comes back if the new
 * one can't come in. */
static bool replace(struct placing *placing, struct ftp_error *error)
{
    struct ftp_run *run = placing->run;
    struct ftp_error ignored = {0};
    if (!name_aside(placing) || !note(placing, FTP_JOURNAL_REPLACING, error) ||
        !step_aside(placing, error) || !come_in(placing, error))
        return false;
    if (!ftp_file_delete(run->session, placing->aside.data, &ignored))
        ftp_run_log(run, HAWSER_LOG_WARNING,
            "%s was replaced, but its former content is left as %s", placing->target->name.data,
            placing->aside.data);
    return true;
}

static bool may_replace(struct ftp_run *run, const struct ftp_error *error)
{
    bool refused = error->fault == FTP_FAULT_RENAME_REFUSED || error->fault == FTP_FAULT_EXISTS ||
                   error->fault == FTP_FAULT_DENIED;
    return refused && run->operation->if_exists == FTP_EXISTS_OVERWRITE;
}

/* A server may carry out a line that was cut (ProFTPD does, in clear): then the temporary file is gone to the beginning
 * of its name, and what stands under the name is the file that was to be replaced. */
static bool may_be_the_old_one(const struct placing *placing)
{
    return placing->run->operation->if_exists == FTP_EXISTS_OVERWRITE &&
           !placing->run->session->tls;
}

/* After a reply to RNTO that was lost: the new session sees which of the two names is there. */
static bool rename_was_done(const struct placing *placing, const struct ftp_error *error)
{
    struct ftp_run *run = placing->run;
    struct ftp_error again = {0};
    bool left = false;
    if (error->fault != FTP_FAULT_RENAME_UNKNOWN || !ftp_document_return(run, placing->document) ||
        !ftp_remains_exist(run, placing->from, &left, &again))
        return false;
    if (left && ftp_file_rename(run->session, placing->from, placing->to.data, &again))
        return true;
    return !left && !may_be_the_old_one(placing) && has_come(placing);
}

static bool place(struct placing *placing, struct ftp_error *error)
{
    struct ftp_run *run = placing->run;
    const struct buffer *base = &placing->target->name;
    struct ftp_found found;
    struct ftp_error ignored = {0};
    if (!ftp_operand(base->data, base->length, &placing->to))
        return ftp_error_no_room(error, "the name is too long");
    if (!note(placing, FTP_JOURNAL_RENAMING, error))
        return false;
    if (ftp_file_rename(run->session, placing->from, placing->to.data, error) ||
        rename_was_done(placing, error))
        return true;
    return may_replace(run, error) &&
           ftp_lookup(run->session, buffer_text(&placing->document->directory), base->data, false,
               &found, &ignored) &&
           found.presence == FTP_PRESENT_FILE && replace(placing, error);
}

bool ftp_target_rename(struct ftp_run *run, struct ftp_document *document, const char *from,
    const struct ftp_target *target, struct ftp_error *error)
{
    struct placing placing = {.run = run, .document = document, .target = target, .from = from};
    if (!ftp_lock_is_safe(&target->lock))
        return ftp_error_set(error, FTP_FAULT_FILE_BUSY,
            "the server was too slow: the lock on the name %s may have been broken",
            target->name.data);
    buffer_init(&placing.to, FTP_PATH_MAX);
    buffer_init(&placing.aside, FTP_PATH_MAX);
    bool done = place(&placing, error);
    buffer_done(&placing.to);
    buffer_done(&placing.aside);
    return done;
}
