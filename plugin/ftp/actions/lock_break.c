/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Locks that were left behind. Who breaks one holds a lock for breaking, and looks at its age once
 * more: else it could remove the fresh lock of somebody who has broken the old one just before.
 */
#include "ftp/actions/lock.h"
#include "ftp/actions/place.h"
#include "ftp/actions/temporary.h"
#include "ftp/protocol/limits.h"
#include "ftp/session/directory.h"
#include "ftp/session/listing.h"

#include <string.h>

/* Well beyond what a holder allows itself, and the minute to which some listings are rounded. */
enum { STALE_SECONDS = 300 };

/* A directory made just now, and what it is compared with, all out of the same listing: no other
 * clock and no time zone comes in. */
struct ages {
    const char *now_name, *lock_name, *breaker_name;
    struct ftp_time now, lock, breaker;
};

static bool is_named(const struct ftp_entry *entry, const char *name)
{
    return entry->name.length == strlen(name) &&
           memcmp(entry->name.data, name, entry->name.length) == 0;
}

static bool take_age(void *user, const struct ftp_entry *entry, struct ftp_error *error)
{
    struct ages *ages = user;
    (void)error;
    if (entry->type != FTP_ENTRY_DIRECTORY)
        return true;
    if (is_named(entry, ages->now_name))
        ages->now = entry->modified;
    else if (is_named(entry, ages->lock_name))
        ages->lock = entry->modified;
    else if (is_named(entry, ages->breaker_name))
        ages->breaker = entry->modified;
    return true;
}

static bool is_stale(const struct ages *ages, const struct ftp_time *time)
{
    return ages->now.precision >= FTP_TIME_MINUTE && time->precision >= FTP_TIME_MINUTE &&
           ages->now.zone == time->zone && ages->now.seconds - time->seconds > STALE_SECONDS;
}

static bool look(struct ftp_run *run, const struct ftp_document *document, struct ages *ages,
    struct ftp_error *error)
{
    struct ftp_listing_report report;
    ages->now = ages->lock = ages->breaker = (struct ftp_time){0};
    return ftp_listing_run(
        run->session, buffer_text(&document->directory), take_age, ages, &report, error);
}

static bool remove_stale(struct ftp_run *run, const struct ftp_document *document,
    const struct ftp_lock *lock, struct ages *ages, bool *ret_broken, struct ftp_error *error)
{
    struct ftp_error refused = {0};
    if (!look(run, document, ages, error))
        return false;
    if (!is_stale(ages, &ages->lock)) {
        *ret_broken = true; /* another has broken it: worth another try */
        return true;
    }
    *ret_broken = ftp_directory_remove(run->session, lock->operand.data, &refused);
    if (*ret_broken)
        ftp_run_log(run, HAWSER_LOG_WARNING,
            "removed the lock %s, which an execution had left behind", lock->name.data);
    else if (refused.reply)
        ftp_run_log(run, HAWSER_LOG_WARNING, "an old lock stays: %s", refused.message);
    else
        *error = refused;
    return *ret_broken || refused.reply;
}

static bool judge(struct ftp_run *run, const struct ftp_document *document,
    const struct ftp_lock *lock, const char *breaker, struct ages *ages, bool *ret_broken,
    struct ftp_error *error)
{
    bool made = false;
    struct ftp_error refused = {0};
    if (!look(run, document, ages, error))
        return false;
    if (is_stale(ages, &ages->breaker))
        ftp_directory_remove(run->session, breaker, &refused);
    if (!is_stale(ages, &ages->lock))
        return true;
    if (!ftp_directory_make(run->session, breaker, &made, &refused)) {
        *error = refused;
        return false;
    }
    if (!made)
        return true;
    bool done = remove_stale(run, document, lock, ages, ret_broken, error);
    if (!ftp_directory_remove(run->session, breaker, &refused))
        ftp_run_log(run, HAWSER_LOG_WARNING, "the directory %s may be left", breaker);
    return done;
}

/* `now` and `breaker` are operands, and the names in `ages` the same without what protects them. */
static bool judge_now(struct ftp_run *run, const struct ftp_document *document,
    const struct ftp_lock *lock, const char *now, const char *breaker, struct ages *ages,
    bool *ret_broken, struct ftp_error *error)
{
    bool made = false;
    struct ftp_error refused = {0};
    if (!ftp_directory_make(run->session, now, &made, &refused)) {
        *error = refused;
        return false;
    }
    if (!made)
        return true;
    bool done = judge(run, document, lock, breaker, ages, ret_broken, error);
    if (!ftp_directory_remove(run->session, now, &refused))
        ftp_run_log(run, HAWSER_LOG_WARNING, "the directory %s may be left", now);
    return done;
}

bool ftp_lock_break(struct ftp_run *run, const struct ftp_document *document,
    const struct ftp_lock *lock, bool *ret_broken, struct ftp_error *error)
{
    struct buffer now_name, breaker_name, now, breaker;
    struct buffer *all[] = {&now_name, &breaker_name, &now, &breaker};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buffer_init(all[i], FTP_PATH_MAX);
    *ret_broken = false;
    bool done = ftp_temporary_name(lock->name.data, ".now", &now_name) &&
                ftp_breaker_name(lock->name.data, &breaker_name) &&
                ftp_operand(now_name.data, now_name.length, &now) &&
                ftp_operand(breaker_name.data, breaker_name.length, &breaker);
    if (done) {
        struct ages ages = {.now_name = now_name.data,
            .lock_name = lock->name.data,
            .breaker_name = breaker_name.data};
        done = judge_now(run, document, lock, now.data, breaker.data, &ages, ret_broken, error);
    } else {
        ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for the name of a lock");
    }
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buffer_done(all[i]);
    return done;
}
