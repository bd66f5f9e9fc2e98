/* SPDX-License-Identifier: Apache-2.0 */
/* What a call leaves behind in the process. */
#include <dirent.h>
#include <string.h>
#include <unistd.h>

#include "tests.h"
#include "trial.h"

enum { WARM_UPS = 2, RUNS = 5, PATIENCE = 100, PAUSE_US = 10000 };

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

static void leak_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    struct belongings before = {0};
    for (int i = 0; i < WARM_UPS + RUNS && !verdict_is_bad(verdict); i++) {
        struct trial trial;
        if (i == WARM_UPS)
            before = belongings_now();
        if (trial_run(subject, action, action->count, NULL, &trial, verdict))
            trial_done(&trial);
    }
    if (!verdict_is_bad(verdict))
        compare(before, action->id, verdict);
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
        trial_each(conform, verdict, leak_each);
}
