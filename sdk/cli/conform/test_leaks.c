/* SPDX-License-Identifier: Apache-2.0 */
/* What a call leaves behind in the process. */
#include <dirent.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests.h"
#include "trial.h"

enum { WARM_UPS = 1, RUNS = 5, GROWING = 4, PATIENCE = 100, PAUSE_US = 10000 };

/* Bytes in use by the time a run has ended. */
struct growth {
    size_t used;
    size_t first; /* how many were in use when every run since has added to them */
    int runs;     /* without a pause */
};

struct belongings {
    size_t descriptors;
    size_t threads;
};

static size_t count_entries(const char *path)
{
    size_t count = 0;
    DIR *folder = opendir(path);
    while (folder && readdir(folder))
        count++;
    if (folder)
        (void)closedir(folder);
    return count;
}

static struct belongings belongings_now(void)
{
    return (struct belongings){count_entries("/proc/self/fd"), count_entries("/proc/self/task")};
}

/* A thread that is about to end is given a second for it. */
static void compare(struct belongings before, const char *what, struct verdict *verdict)
{
    struct belongings after = belongings_now();
    for (int i = 0; i < PATIENCE && after.threads > before.threads; i++) {
        (void)usleep(PAUSE_US);
        after = belongings_now();
    }
    if (after.descriptors > before.descriptors)
        verdict_fail(verdict, "%s leaves descriptors: %zu of them after %d times", what,
            after.descriptors - before.descriptors, RUNS);
    if (after.threads > before.threads)
        verdict_fail(verdict, "%s leaves threads: %zu of them after %d times", what,
            after.threads - before.threads, RUNS);
}

static void describe_and_validate(const struct subject *subject)
{
    struct host host;
    json_t *nothing = json_object();
    host_init(&host, NULL, NULL);
    (void)subject->table->describe(&host.call);
    host_done(&host);
    host_init(&host, NULL, NULL);
    (void)trial_validate(subject, &host, 0, nothing, NULL, NULL);
    host_done(&host);
    json_decref(nothing);
}

/* All that the suite itself took for the run is given back by now. Where the C library does not count,
   under a sanitizer, there is no growth. */
static void grow(struct growth *growth)
{
    struct mallinfo2 now = mallinfo2();
    size_t used = now.uordblks + now.hblkhd;
    if (used <= growth->used) {
        growth->first = used;
        growth->runs = 0;
    } else if (growth->used > 0) {
        growth->runs++;
    } else {
        growth->first = used;
    }
    growth->used = used;
}

/* What is kept for the next time grows for a while; a leak grows with each. */
static void check_growth(const struct growth *growth, const char *what, struct verdict *verdict)
{
    if (growth->runs >= GROWING)
        verdict_fail(verdict, "%s leaves memory: %zu bytes more after %d times, with each of them",
            what, growth->used - growth->first, growth->runs);
}

/* One way to the end of an execution, again and again. */
static void leak_along(const struct subject *subject, const struct fixture_action *action,
    const struct host_plan *plan, const char *how, struct verdict *verdict)
{
    char what[128];
    struct belongings before = {0};
    struct growth growth = {0};
    for (int i = 0; i < WARM_UPS + RUNS && !verdict_is_bad(verdict); i++) {
        struct trial trial;
        if (i == WARM_UPS)
            before = belongings_now();
        if (trial_run(subject, action, action->count, plan, &trial, verdict))
            trial_done(&trial);
        grow(&growth);
    }
    (void)snprintf(what, sizeof what, "%s%s", action->id, how);
    if (!verdict_is_bad(verdict))
        compare(before, what, verdict);
    check_growth(&growth, what, verdict);
}

/* Where the host fails for the first time and for the last. */
static void leak_failing(const struct subject *subject, const struct fixture_action *action,
    const uint64_t counts[CALLBACK_COUNT], struct verdict *verdict)
{
    for (int i = 0; i < CALLBACK_COUNT; i++) {
        char how[64];
        struct host_plan plan = {.fails = (enum host_callback)i};
        (void)snprintf(how, sizeof how, ", where %s fails,", host_callback_name(plan.fails));
        for (plan.fails_at = 1; plan.fails_at <= counts[i] && !verdict_is_bad(verdict);
             plan.fails_at = plan.fails_at == 1 && counts[i] > 1 ? counts[i] : counts[i] + 1)
            leak_along(subject, action, &plan, how, verdict);
    }
}

static void leak_missing(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    struct fixture_document nowhere = {
        .id = "no-such-document-7f3a", .properties = (char[]){"{}"}, .content = (char[]){""}};
    struct fixture_action missing = *action;
    missing.documents = &nowhere;
    missing.count = 1;
    if (action->count > 0 && action->documents[0].id)
        leak_along(subject, &missing, NULL, " of a document that is not there", verdict);
}

static void leak_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    struct trial trial;
    uint64_t counts[CALLBACK_COUNT];
    if (!trial_run(subject, action, action->count, NULL, &trial, verdict))
        return;
    const struct host_plan cancelled = {.cancels_at = trial.host.callbacks / 2 + 1};
    memcpy(counts, trial.host.counts, sizeof counts);
    trial_done(&trial);
    leak_along(subject, action, NULL, "", verdict);
    leak_along(
        subject, action, &(struct host_plan){.cancelled = true}, ", cancelled at once,", verdict);
    leak_along(subject, action, &cancelled, ", cancelled midway,", verdict);
    leak_along(
        subject, action, &(struct host_plan){.expired = true}, ", its deadline past,", verdict);
    leak_missing(subject, action, verdict);
    leak_failing(subject, action, counts, verdict);
}

/* What needs no action: a live test and connections that are opened and closed. */
static void leak_open(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    struct belongings before = {0};
    struct growth growth = {0};
    if (!subject_describe(conform, &subject, verdict))
        return;
    bool test = conform->fixture->test && HAWSER_HAS(subject.table, hawser_connector, test) &&
                subject.table->test;
    for (int i = 0; i < WARM_UPS + RUNS && !verdict_is_bad(verdict); i++) {
        struct host host;
        if (i == WARM_UPS)
            before = belongings_now();
        trial_open_and_close(&subject, verdict);
        if (test) {
            (void)trial_test(&subject, &host);
            host_done(&host);
        }
        grow(&growth);
    }
    if (!verdict_is_bad(verdict))
        compare(before, "open, close or test", verdict);
    check_growth(&growth, "open, close or test", verdict);
    subject_done(&subject);
}

void test_leaks(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    struct belongings before = {0};
    if (!subject_describe(conform, &subject, verdict))
        return;
    for (int i = 0; i < WARM_UPS + RUNS; i++) {
        if (i == WARM_UPS)
            before = belongings_now();
        describe_and_validate(&subject);
    }
    compare(before, "describe or validate", verdict);
    subject_done(&subject);
    if (conform->fixture && verdict->status == VERDICT_SUCCESS)
        leak_open(conform, verdict);
    if (conform->fixture && verdict->status == VERDICT_SUCCESS)
        trial_each(conform, verdict, leak_each);
}
