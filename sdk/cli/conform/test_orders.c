/* SPDX-License-Identifier: Apache-2.0 */
/* What the flags of an execution ask for, and what is said while it goes on. */
#include <hawser/host.h>

#include "tests.h"
#include "trial.h"

static void check_faults(const struct subject *subject, const struct fixture_action *action,
    const struct host_plan *plan, enum host_fault fault, struct verdict *verdict)
{
    struct trial trial;
    if (!trial_run(subject, action, action->count, plan, &trial, verdict))
        return;
    if (trial.host.faults[fault][0] != '\0')
        verdict_fail(verdict, "%s: %s", action->id, trial.host.faults[fault]);
    trial_done(&trial);
}

static void one_thread_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    const struct host_plan plan = {.flags = HAWSER_EXECUTE_ONE_THREAD};
    check_faults(subject, action, &plan, FAULT_THREADS, verdict);
}

void test_one_thread(const struct conform *conform, struct verdict *verdict)
{
    trial_each(conform, verdict, one_thread_each);
}

static void ordered_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    const struct host_plan plan = {.flags = HAWSER_EXECUTE_ORDERED};
    check_faults(subject, action, &plan, FAULT_ORDER, verdict);
}

void test_ordered(const struct conform *conform, struct verdict *verdict)
{
    trial_each(conform, verdict, ordered_each);
}

/* A byte at a time: who tells of each piece tells too often. */
static void progress_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    const struct host_plan plan = {.most = 1};
    check_faults(subject, action, &plan, FAULT_PROGRESS, verdict);
}

void test_progress(const struct conform *conform, struct verdict *verdict)
{
    trial_each(conform, verdict, progress_each);
}

static void texts_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    const struct host_plan plans[] = {
        {.most = 0},
        {.cancelled = true},
        {.fails = CALLBACK_OUT_PREPARE, .fails_at = 1},
        {.fails = CALLBACK_DOC_READ, .fails_at = 1},
    };
    for (size_t i = 0; i < sizeof plans / sizeof plans[0] && !verdict_is_bad(verdict); i++)
        check_faults(subject, action, &plans[i], FAULT_TEXTS, verdict);
}

void test_texts(const struct conform *conform, struct verdict *verdict)
{
    trial_each(conform, verdict, texts_each);
}
