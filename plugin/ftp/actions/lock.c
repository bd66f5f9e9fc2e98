/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/lock.h"

#include "ftp/actions/place.h"
#include "ftp/actions/temporary.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/lookup.h"

enum { HOLD_MS = 120 * 1000, TRIES_MOST = 16 };

void ftp_lock_init(struct ftp_lock *lock)
{
    *lock = (struct ftp_lock){.held = false};
    buffer_init(&lock->name, FTP_PATH_MAX);
    buffer_init(&lock->operand, FTP_PATH_MAX);
}

void ftp_lock_done(struct ftp_lock *lock)
{
    buffer_done(&lock->name);
    buffer_done(&lock->operand);
}

static enum ftp_lock_state no_memory(struct ftp_error *error)
{
    ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for the name of a lock");
    return FTP_LOCK_FAILED;
}

/* Whether any directory can be made here: a refusal says nothing of why. */
static bool can_make(struct ftp_run *run, const char *base, bool *ret_can, struct ftp_error *error)
{
    struct buffer name, operand;
    struct ftp_error refused = {0};
    buffer_init(&name, FTP_PATH_MAX);
    buffer_init(&operand, FTP_PATH_MAX);
    bool done =
        ftp_temporary_name(base, ".try", &name) && ftp_operand(name.data, name.length, &operand);
    if (!done)
        no_memory(error);
    else if (!ftp_directory_make(run->session, operand.data, ret_can, &refused)) {
        *error = refused;
        done = false;
    } else if (*ret_can && !ftp_directory_remove(run->session, operand.data, &refused)) {
        ftp_run_log(run, HAWSER_LOG_WARNING, "the empty directory %s may be left", name.data);
    }
    buffer_done(&name);
    buffer_done(&operand);
    return done;
}

static bool is_there(struct ftp_run *run, const struct ftp_document *document,
    const struct ftp_lock *lock, bool *ret_there, struct ftp_error *error)
{
    struct ftp_found found;
    if (!ftp_lookup(
            run->session, buffer_text(&document->directory), lock->name.data, true, &found, error))
        return false;
    *ret_there = found.presence != FTP_ABSENT;
    return true;
}

static enum ftp_lock_state give_up(struct ftp_run *run, const struct ftp_document *document)
{
    const char *directory = buffer_text(&document->directory);
    if (ftp_place_mark(run->shared, directory, FTP_MARK_LOCKLESS))
        ftp_run_log(run, HAWSER_LOG_WARNING,
            "no directory can be made in %s, so that names there can't be locked", directory);
    return FTP_LOCK_IMPOSSIBLE;
}

/* After a refused MKD. HELD stands for: it is free, try again. */
static enum ftp_lock_state find_reason(struct ftp_run *run, const struct ftp_document *document,
    const char *base, const struct ftp_lock *lock, struct ftp_error *error)
{
    bool there = false, can = false;
    if (!is_there(run, document, lock, &there, error))
        return FTP_LOCK_FAILED;
    if (there)
        return FTP_LOCK_BUSY;
    if (!can_make(run, base, &can, error))
        return FTP_LOCK_FAILED;
    if (can)
        return FTP_LOCK_HELD; /* released since */
    return give_up(run, document);
}

static enum ftp_lock_state make(struct ftp_run *run, const struct ftp_document *document,
    const char *base, struct ftp_lock *lock, struct ftp_error *error)
{
    for (int tries = 0; tries < TRIES_MOST; tries++) {
        struct ftp_error refused = {0};
        uint64_t until = ftp_clock_after(HOLD_MS);
        if (!ftp_directory_make(run->session, lock->operand.data, &lock->held, &refused)) {
            *error = refused;
            return FTP_LOCK_FAILED;
        }
        lock->until = until;
        if (lock->held)
            return FTP_LOCK_HELD;
        if (refused.reply >= 500 && refused.reply <= 504)
            return give_up(run, document); /* without MKD nobody has a lock */
        enum ftp_lock_state state = find_reason(run, document, base, lock, error);
        if (state != FTP_LOCK_HELD)
            return state;
    }
    return FTP_LOCK_BUSY;
}

enum ftp_lock_state ftp_lock_try(struct ftp_run *run, const struct ftp_document *document,
    const char *base, struct ftp_lock *lock, struct ftp_error *error)
{
    const char *directory = buffer_text(&document->directory);
    lock->held = false;
    if (!ftp_lock_name(base, &lock->name) ||
        !ftp_operand(lock->name.data, lock->name.length, &lock->operand))
        return no_memory(error);
    return ftp_place_has(run->shared, directory, FTP_MARK_LOCKLESS)
               ? FTP_LOCK_IMPOSSIBLE
               : make(run, document, base, lock, error);
}

bool ftp_lock_is_safe(const struct ftp_lock *lock)
{
    return !lock->held || ftp_clock_ns() < lock->until;
}

void ftp_lock_release(
    struct ftp_run *run, const struct ftp_document *document, struct ftp_lock *lock)
{
    struct ftp_error refused = {0};
    if (!lock->held)
        return;
    lock->held = false;
    bool open = ftp_control_is_open(&run->session->control);
    if (open && ftp_directory_remove(run->session, lock->operand.data, &refused))
        return;
    if (refused.reply == 0 && ftp_document_return(run, document) &&
        ftp_directory_remove(run->session, lock->operand.data, &refused))
        return;
    ftp_run_log(run, HAWSER_LOG_WARNING,
        "the lock %s may be left in %s (%s); executions after this one remove it when it is old",
        lock->name.data, buffer_text(&document->directory), refused.message);
}
