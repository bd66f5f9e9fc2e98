/* SPDX-License-Identifier: Apache-2.0 */
/* The end of a call before its work is done. */
#include <hawser/host.h>

#include "report.h"
#include "tests.h"
#include "trial.h"

enum { MOST_STAGES = 24, PATIENCE_SECONDS = 4 };

/* A second by the header; some of it again for a machine that is busy. */
static const uint64_t longest_ns = 1500000000u;
static const uint64_t deadline_ns = 200000000u;

/* There was nothing left to cancel. */
static bool all_done(const struct host *host)
{
    for (size_t i = 0; i < host->taken; i++) {
        if (host->inputs[i]->results == 0)
            return false;
    }
    return true;
}

static void check(const struct fixture_action *action, const struct trial *trial, int32_t expected,
    const char *stage, struct verdict *verdict)
{
    const struct host *host = &trial->host;
    if (!host->cancelled)
        return;
    if (trial->ended_ns > host->cancelled_ns + longest_ns)
        verdict_fail(verdict, "%s returned %llu ms after %s", action->id,
            (unsigned long long)(trial->ended_ns - host->cancelled_ns) / 1000000, stage);
    else if (trial->code != expected && !(trial->code == HAWSER_OK && all_done(host)))
        verdict_fail(verdict, "%s answered %s instead of %s after %s", action->id,
            hawser_code_name(trial->code), hawser_code_name(expected), stage);
}

static void end_early(const struct subject *subject, const struct fixture_action *action,
    const struct host_plan *plan, int32_t expected, const char *stage, struct verdict *verdict)
{
    struct trial trial;
    report_limit(PATIENCE_SECONDS, "%s went on for %d seconds after %s", action->id,
        PATIENCE_SECONDS, stage);
    if (trial_again(subject, action, action->count, plan, &trial, verdict)) {
        check(action, &trial, expected, stage, verdict);
        trial_done(&trial);
    }
    report_limit_off();
}

/* Before it began; then at callbacks that lie evenly between the first and the last. */
static void cancel_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    struct trial trial;
    if (!trial_run(subject, action, action->count, NULL, &trial, verdict))
        return;
    uint64_t callbacks = trial.host.callbacks;
    uint64_t step = callbacks / MOST_STAGES + 1;
    trial_done(&trial);
    end_early(subject, action, &(struct host_plan){.cancelled = true, .endless = true},
        HAWSER_CANCELLED, "a cancellation before it began", verdict);
    for (uint64_t i = 1; i <= callbacks && !verdict_is_bad(verdict); i += step) {
        char stage[64];
        struct host_plan plan = {.cancels_at = i, .endless = true};
        (void)snprintf(
            stage, sizeof stage, "a cancellation during callback %llu", (unsigned long long)i);
        end_early(subject, action, &plan, HAWSER_CANCELLED, stage, verdict);
        plan.answers = true;
        if (!verdict_is_bad(verdict))
            end_early(subject, action, &plan, HAWSER_CANCELLED, stage, verdict);
    }
}

void test_cancel(const struct conform *conform, struct verdict *verdict)
{
    trial_each(conform, verdict, cancel_each);
}

static void deadline_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    end_early(subject, action, &(struct host_plan){.expired = true, .endless = true},
        HAWSER_TIMEOUT, "a deadline that had passed before it began", verdict);
    end_early(subject, action,
        &(struct host_plan){.deadline_ns = host_now() + deadline_ns, .endless = true},
        HAWSER_TIMEOUT, "its deadline", verdict);
}

void test_deadline(const struct conform *conform, struct verdict *verdict)
{
    trial_each(conform, verdict, deadline_each);
}
