/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/target.h"

#include "common/name.h"
#include "ftp/actions/crew.h"
#include "ftp/actions/place.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/lookup.h"

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
