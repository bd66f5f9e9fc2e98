/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/query_plan.h"

#include "ftp/actions/match.h"
#include "ftp/actions/source.h"
#include "ftp/actions/temporary.h"
#include "ftp/actions/walk.h"
#include "ftp/session/directory.h"
#include "ftp/session/zone.h"

#include <errno.h>

struct planning {
    struct ftp_run *run;
    struct ftp_plan *plan;
    int64_t most; /* entries; -1: all */
    struct ftp_zone_sample sample;
};

/* --- One listing ------------------------------------------------------------------------------ */

/* What another execution is about to upload, or put aside, is nobody's to fetch, and less to delete. */
static bool is_wanted(const struct ftp_operation *operation, const struct ftp_entry *entry)
{
    bool file = entry->type == FTP_ENTRY_FILE ||
                (entry->type == FTP_ENTRY_LINK && operation->follow_symbolic_links);
    return file && !ftp_temporary_is_unfinished(entry->name.data, entry->name.length);
}

static bool plan_entry(
    void *user, const char *directory, const struct ftp_entry *entry, struct ftp_error *error)
{
    struct planning *planning = user;
    const struct ftp_operation *operation = planning->run->operation;
    if (!is_wanted(operation, entry) ||
        (planning->most >= 0 && planning->plan->entries >= (uint64_t)planning->most))
        return true;
    struct ftp_stamp stamp;
    struct ftp_entry shown = *entry; /* a filter sees the time as the document's property has it */
    if (!*directory)
        ftp_zone_sample_take(&planning->sample, entry);
    ftp_zone_stamp(planning->run->session, &entry->modified, &stamp);
    shown.modified = stamp.shown;
    enum ftp_match match = ftp_match(planning->run, &shown, error);
    if (match != FTP_MATCH_YES)
        return match == FTP_MATCH_NO;
    return ftp_plan_add_in(planning->plan, directory, entry) ||
           ftp_error_set(error, errno == ENOMEM ? FTP_FAULT_MEMORY : FTP_FAULT_HOST,
               "the list of files to fetch can't be kept: no memory, or no room for a temporary "
               "file");
}

/* A listing of which a part is missing is no ground to delete on. */
static bool is_ground(
    const struct ftp_run *run, const struct ftp_document *document, struct ftp_error *error)
{
    const struct ftp_receipt *receipt = &document->receipt;
    const char *directory = buffer_text(&document->directory);
    if (!ftp_source_goes(run->operation) || !ftp_walk_is_incomplete(receipt))
        return true;
    if (*receipt->incomplete)
        return ftp_error_set(error, FTP_FAULT_LISTING_INCOMPLETE,
            "the listing of %s is not complete (%.300s), so nothing is fetched with %s", directory,
            receipt->incomplete,
            run->operation->delete_after_reading ? "Delete After Reading" : "Move After Reading");
    return ftp_error_set(error, FTP_FAULT_LISTING_UNREADABLE,
        "%llu lines of the listing of %s can't be read (the first is \"%s\"), so nothing is "
        "fetched with %s",
        (unsigned long long)receipt->unreadable, directory, receipt->first_unreadable,
        run->operation->delete_after_reading ? "Delete After Reading" : "Move After Reading");
}

static bool cant_be_read_back(struct ftp_error *error)
{
    return ftp_error_set(error, FTP_FAULT_HOST, "the list of files to fetch can't be read back");
}

static bool list(struct planning *planning, struct ftp_document *document, struct ftp_error *error)
{
    return ftp_walk(planning->run, buffer_text(&document->directory),
               planning->run->operation->recursive, plan_entry, planning, &document->receipt,
               error) &&
           is_ground(planning->run, document, error) &&
           (ftp_plan_rewind(planning->plan) || cant_be_read_back(error));
}

static bool sort(struct ftp_plan *plan, enum ftp_order_by order, struct ftp_error *error)
{
    switch (ftp_plan_sort(plan, order)) {
    case FTP_PLAN_SORTED:
        return true;
    case FTP_PLAN_TOO_LARGE:
        return ftp_error_set(error, FTP_FAULT_LISTING_TOO_LARGE,
            "Order By and Stable For need the list of files in memory, and it is larger than %d "
            "MiB: narrow the filter",
            FTP_PLAN_SORT_MAX / (1024 * 1024));
    case FTP_PLAN_FAILED:
        break;
    }
    return cant_be_read_back(error);
}

/* --- Two listings ----------------------------------------------------------------------------- */

static bool same_time(const struct ftp_time *left, const struct ftp_time *right)
{
    return left->precision == right->precision &&
           (left->precision == FTP_TIME_UNKNOWN ||
               (left->seconds == right->seconds && left->milliseconds == right->milliseconds));
}

/* Where neither size nor time is known nothing shows that it is stable. */
static bool is_stable(const struct ftp_planned *before, const struct ftp_planned *after)
{
    bool told = after->size_known || after->modified.precision != FTP_TIME_UNKNOWN;
    return told && before->size_known == after->size_known &&
           (!after->size_known || before->size == after->size) &&
           same_time(&before->modified, &after->modified);
}

/* What both have, unchanged. Both are in the order of names. */
static bool join(struct ftp_plan *before, struct ftp_plan *after, struct ftp_plan *both)
{
    struct ftp_planned old, new;
    int has_old = ftp_plan_next(before, &old), has_new = ftp_plan_next(after, &new);
    while (has_old == 1 && has_new == 1) {
        int order = ftp_planned_compare(&old, &new);
        if (order == 0 && is_stable(&old, &new) && !ftp_plan_add_planned(both, &new))
            return false;
        if (order <= 0)
            has_old = ftp_plan_next(before, &old);
        if (order >= 0)
            has_new = ftp_plan_next(after, &new);
    }
    return has_old >= 0 && has_new >= 0 && ftp_plan_rewind(both);
}

static bool wait_between(struct ftp_run *run, struct ftp_error *error)
{
    uint64_t until = ftp_clock_after(run->operation->stable_for * 1000u);
    return ftp_wait(&run->session->limits, NULL, 0, until, error) != FTP_WAIT_ENDED;
}

static bool keep_stable(
    struct planning *planning, struct ftp_document *document, struct ftp_error *error)
{
    struct ftp_plan *first = planning->plan, second, both;
    uint64_t seen = first->entries;
    ftp_plan_init(&second);
    ftp_plan_init(&both);
    planning->plan = &second;
    bool done = sort(first, FTP_ORDER_NAME, error) && wait_between(planning->run, error) &&
                list(planning, document, error) && sort(&second, FTP_ORDER_NAME, error) &&
                (join(first, &second, &both) || cant_be_read_back(error));
    planning->plan = first;
    ftp_plan_done(&second);
    if (!done) {
        ftp_plan_done(&both);
        return false;
    }
    if (both.entries < seen)
        ftp_run_log(planning->run, HAWSER_LOG_INFO,
            "%llu files are left for later: they changed within %u s",
            (unsigned long long)(seen - both.entries),
            (unsigned)planning->run->operation->stable_for);
    ftp_plan_done(first);
    *first = both;
    return true;
}

/* One MDTM for the listing, where it may tell in which zone that is. */
static bool learn_zone(
    struct planning *planning, const struct ftp_document *document, struct ftp_error *error)
{
    struct ftp_session *session = planning->run->session;
    const struct ftp_operation *operation = planning->run->operation;
    /* Of a zone that is set, MDTM alone leaves a doubt. */
    bool asks = operation->minimum_age || operation->preserve_timestamps;
    return !planning->plan->entries || (session->clock.zone && !asks) ||
           !ftp_zone_wants_sample(session) ||
           (ftp_directory_enter(session, buffer_text(&document->directory), error) &&
               ftp_zone_compare(session, &planning->sample, error));
}

/* --- Together --------------------------------------------------------------------------------- */

/* Where a later look may still leave files out, or put others first, all have to be planned. */
static int64_t most_to_plan(const struct ftp_operation *operation)
{
    bool all = operation->order_by != FTP_ORDER_NONE || operation->stable_for ||
               operation->minimum_age || *operation->marker_file ||
               operation->if_empty == FTP_EMPTY_SKIP;
    return all ? -1 : operation->maximum;
}

bool ftp_query_plan(struct ftp_run *run, struct ftp_document *document, struct ftp_plan *plan,
    struct ftp_error *error)
{
    const struct ftp_operation *operation = run->operation;
    struct planning planning = {.run = run, .plan = plan, .most = most_to_plan(operation)};
    ftp_zone_sample_init(&planning.sample);
    bool done = list(&planning, document, error) && learn_zone(&planning, document, error) &&
                (!operation->stable_for || keep_stable(&planning, document, error)) &&
                (operation->order_by == FTP_ORDER_NONE || sort(plan, operation->order_by, error));
    ftp_zone_sample_done(&planning.sample);
    return done;
}
