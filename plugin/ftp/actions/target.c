/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/target.h"

#include "common/name.h"
#include "ftp/actions/crew.h"
#include "ftp/actions/journal.h"
#include "ftp/actions/place.h"
#include "ftp/actions/remains.h"
#include "ftp/actions/temporary.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/file.h"
#include "ftp/session/lookup.h"

#include <stdio.h>

enum { UNIQUE_NAMES_MOST = 10000 };

/* How long a name that another execution is just taking is waited for. */
enum { WAIT_MS = 30 * 1000, PAUSE_MS = 50, PAUSE_MOST_MS = 1000 };

void ftp_target_init(struct ftp_target *target)
{
    *target = (struct ftp_target){.number = 0};
    buffer_init(&target->name, FTP_PATH_MAX);
    ftp_lock_init(&target->lock);
}

void ftp_target_done(struct ftp_target *target)
{
    buffer_done(&target->name);
    ftp_lock_done(&target->lock);
}

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

/* output.txt, output1.txt, output2.txt, ... from target->number on, until one is free. */
static bool next_unique(struct ftp_run *run, const struct ftp_document *document,
    struct ftp_target *target, struct ftp_error *error)
{
    const struct buffer *wanted = &document->base;
    for (; target->number < UNIQUE_NAMES_MOST; target->number++) {
        struct ftp_found found;
        buffer_clear(&target->name);
        if (!name_number_before_extension(
                wanted->data, wanted->length, target->number, &target->name))
            return ftp_error_no_room(error, "the name is too long");
        if (!look(run, document, target->name.data, &found, error))
            return false;
        if (found.presence == FTP_ABSENT)
            return true;
    }
    return ftp_error_set(error, FTP_FAULT_EXISTS, "%s and %d numbered names after it exist in %s",
        wanted->data, UNIQUE_NAMES_MOST - 1, buffer_text(&document->directory));
}

bool ftp_target_choose(struct ftp_run *run, const struct ftp_document *document,
    struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_found found;
    if (run->operation->if_exists == FTP_EXISTS_UNIQUE_NAME)
        return next_unique(run, document, target, error);
    if (!buffer_add(&target->name, document->base.data, document->base.length))
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a name");
    if (run->operation->if_exists != FTP_EXISTS_ERROR)
        return true;
    if (!look(run, document, target->name.data, &found, error))
        return false;
    return found.presence == FTP_ABSENT || exists(document, target->name.data, error);
}

/* --- Claiming a name -------------------------------------------------------------------------- */

enum claim { CLAIM_MADE, CLAIM_TAKEN, CLAIM_BUSY, CLAIM_FAILED };

/* Locks the name and looks whether it is free. It stays locked only with MADE. */
static enum claim try_claim(struct ftp_run *run, struct ftp_document *document,
    struct ftp_target *target, struct ftp_error *error)
{
    struct ftp_found found;
    if (!ftp_crew_try(run, target->name.data, target->name.length))
        return CLAIM_TAKEN; /* by another session of this execution, which is as good as there */
    enum ftp_lock_state state =
        ftp_lock_try(run, document, target->name.data, &target->lock, error);
    if (state == FTP_LOCK_FAILED || !look(run, document, target->name.data, &found, error))
        return CLAIM_FAILED; /* what is held is released with the failure */
    if (found.presence != FTP_ABSENT) {
        ftp_lock_release(run, document, &target->lock);
        return CLAIM_TAKEN;
    }
    if (state == FTP_LOCK_BUSY)
        return CLAIM_BUSY;
    document->receipt.claimed = true;
    document->receipt.exclusive = state == FTP_LOCK_HELD;
    return CLAIM_MADE;
}

/* At most once in an execution and directory, since it takes a listing. */
static bool break_once(struct ftp_run *run, const struct ftp_document *document,
    struct ftp_target *target, bool *ret_broken, struct ftp_error *error)
{
    *ret_broken = false;
    return !ftp_place_mark(
               run->shared, buffer_text(&document->directory), FTP_MARK_LOCKS_CHECKED) ||
           ftp_lock_break(run, document, &target->lock, ret_broken, error);
}

/* A name that another execution is taking is as good as taken: there are more. */
static bool claim_unique(struct ftp_run *run, struct ftp_document *document,
    struct ftp_target *target, struct ftp_error *error)
{
    for (;;) {
        bool broken = false;
        switch (try_claim(run, document, target, error)) {
        case CLAIM_MADE:
            return true;
        case CLAIM_FAILED:
            return false;
        case CLAIM_BUSY:
            if (!break_once(run, document, target, &broken, error))
                return false;
            break;
        case CLAIM_TAKEN:
            break;
        }
        if (broken)
            continue;
        target->number++;
        if (!next_unique(run, document, target, error))
            return false;
    }
}

static bool still_busy(
    const struct ftp_document *document, const struct ftp_target *target, struct ftp_error *error)
{
    ftp_error_set(error, FTP_FAULT_FILE_BUSY,
        "another execution holds the name %s in %s, and has not given it up for %d s",
        target->name.data, buffer_text(&document->directory), WAIT_MS / 1000);
    ftp_error_hint(error,
        "Try later. If nothing else writes there, remove the directory %s, which locks the name.",
        target->lock.name.data);
    return false;
}

/* The other one may fail, so it is waited for. */
static bool claim_this(struct ftp_run *run, struct ftp_document *document,
    struct ftp_target *target, struct ftp_error *error)
{
    uint64_t until = ftp_clock_after(WAIT_MS);
    uint32_t pause = PAUSE_MS;
    for (;;) {
        bool broken = false;
        switch (try_claim(run, document, target, error)) {
        case CLAIM_MADE:
            return true;
        case CLAIM_FAILED:
            return false;
        case CLAIM_TAKEN:
            return exists(document, target->name.data, error);
        case CLAIM_BUSY:
            break;
        }
        if (ftp_clock_ns() >= until)
            return still_busy(document, target, error);
        if (pause == PAUSE_MOST_MS && !break_once(run, document, target, &broken, error))
            return false;
        if (!broken && ftp_wait(&run->session->limits, NULL, 0, ftp_clock_after(pause), error) ==
                           FTP_WAIT_ENDED)
            return false;
        pause = pause < PAUSE_MOST_MS / 2 ? 2 * pause : PAUSE_MOST_MS;
    }
}

bool ftp_target_claim(struct ftp_run *run, struct ftp_document *document, struct ftp_target *target,
    struct ftp_error *error)
{
    switch (run->operation->if_exists) {
    case FTP_EXISTS_UNIQUE_NAME:
        return claim_unique(run, document, target, error);
    case FTP_EXISTS_ERROR:
        return claim_this(run, document, target, error);
    case FTP_EXISTS_OVERWRITE:
    case FTP_EXISTS_APPEND:
        break;
    }
    return true;
}

void ftp_target_release(
    struct ftp_run *run, const struct ftp_document *document, struct ftp_target *target)
{
    ftp_lock_release(run, document, &target->lock);
}

/* --- Renaming into place ---------------------------------------------------------------------- */

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
    return may_replace(run, error) && look(run, placing->document, base->data, &found, &ignored) &&
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
