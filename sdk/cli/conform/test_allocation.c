/* SPDX-License-Identifier: Apache-2.0 */
/* Each allocation failing once. */
#include <stdlib.h>
#include <string.h>

#include "allocation.h"
#include "report.h"
#include "tests.h"
#include "trial.h"

enum { MOST_POINTS = 400, MOST_EXECUTIONS = 30, SECONDS = 20 };

/* Every so many-th, so that there are at most `most`. */
static uint64_t step_for(uint64_t total, uint64_t most)
{
    return total / most + 1;
}

static bool is_code(int32_t code)
{
    return code >= HAWSER_OK && code <= HAWSER_INTERNAL;
}

/* What was asked for is there in full, or the code says that it is not. */
static void compare_said(const struct host *host, const struct host *expected, enum said_kind kind,
    const char *what, uint64_t point, struct verdict *verdict)
{
    for (size_t i = 0;; i++) {
        const struct said *one = host_said(host, kind, i);
        const struct said *other = host_said(expected, kind, i);
        if (!one && !other)
            return;
        if (!one || !other || strcmp(one->text, other->text) != 0) {
            verdict_fail(verdict,
                "%s answered OK but emitted something else when allocation %llu failed", what,
                (unsigned long long)point);
            return;
        }
    }
}

/* One call that emits; `point` 0: nothing fails. Returns how many allocations there were. */
typedef int32_t emitting_fn(const struct subject *subject, struct host *host);

static int32_t call_describe(const struct subject *subject, struct host *host)
{
    return subject->table->describe(&host->call);
}

static int32_t call_validate(const struct subject *subject, struct host *host)
{
    static const char connection[] = "{\"noSuchField\":1}";
    hawser_validate_request request = {.size = sizeof request,
        .connection = connection,
        .connection_length = sizeof connection - 1};
    return subject->table->validate(&host->call, &request);
}

static void sweep_emitting(
    const struct subject *subject, emitting_fn *call, const char *what, struct verdict *verdict)
{
    struct host expected;
    host_init(&expected, NULL, NULL);
    allocation_fail_at(0);
    (void)call(subject, &expected);
    uint64_t total = allocation_stop();
    for (uint64_t i = 1; i <= total && !verdict_is_bad(verdict);
         i += step_for(total, MOST_POINTS)) {
        struct host host;
        host_init(&host, NULL, NULL);
        allocation_fail_at(i);
        int32_t code = call(subject, &host);
        (void)allocation_stop();
        if (!is_code(code))
            verdict_fail(verdict, "%s answered %d", what, (int)code);
        else if (code == HAWSER_OK) {
            compare_said(&host, &expected, SAID_DESCRIPTOR, what, i, verdict);
            compare_said(&host, &expected, SAID_FINDING, what, i, verdict);
        }
        host_done(&host);
    }
    host_done(&expected);
}

/* Opens and closes; the connection may be refused, for memory or for its fields. */
static uint64_t open_at(
    const struct subject *subject, const char *text, uint64_t point, struct verdict *verdict)
{
    struct host host;
    hawser_connection *connection = NULL;
    host_init(&host, subject->conform->fixture, NULL);
    allocation_fail_at(point);
    int32_t code = subject->table->open(&host.call, text, strlen(text), &connection);
    uint64_t total = allocation_stop();
    if (!is_code(code) || (code == HAWSER_OK && !connection))
        verdict_fail(verdict, "open answered %d when allocation %llu failed", (int)code,
            (unsigned long long)point);
    if (code == HAWSER_OK && connection)
        (void)subject->table->close(&host.call, connection);
    host_done(&host);
    return total;
}

static void sweep_open(const struct subject *subject, struct verdict *verdict)
{
    json_t *connection = subject->conform->fixture
                             ? subject_connection(subject)
                             : subject_filled(subject->connection_schema, json_object());
    char *text = report_memory(json_dumps(connection, JSON_COMPACT));
    uint64_t total = open_at(subject, text, 0, verdict);
    for (uint64_t i = 1; i <= total && !verdict_is_bad(verdict); i += step_for(total, MOST_POINTS))
        (void)open_at(subject, text, i, verdict);
    free(text);
    json_decref(connection);
}

/* ISO C has no conversion from a function to void *; POSIX promises that their bits agree. */
static void watch(const struct subject *subject)
{
    const void *code;
    memcpy(&code, &subject->entry, sizeof code);
    allocation_watch(code);
}

void test_allocation(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    if (!allocation_can_fail()) {
        verdict_skip(verdict, "the library of failing allocations is not here");
        return;
    }
    if (!subject_describe(conform, &subject, verdict))
        return;
    watch(&subject);
    sweep_emitting(&subject, call_describe, "describe", verdict);
    sweep_emitting(&subject, call_validate, "validate", verdict);
    sweep_open(&subject, verdict);
    subject_done(&subject);
}

/* What every execution does wrong is another test's: with `sound` results are looked at, too. */
static uint64_t execute_at(const struct subject *subject, const struct fixture_action *action,
    uint64_t point, bool *sound, struct verdict *verdict)
{
    struct trial trial;
    const struct host_plan plan = {.allocation = point, .allocations = true};
    report_limit(SECONDS, "%s did not return within %d seconds when allocation %llu failed",
        action->id, SECONDS, (unsigned long long)point);
    if (!trial_run(subject, action, trial_one(action), &plan, &trial, verdict))
        return 0;
    report_limit_off();
    uint64_t total = trial.allocations;
    if (!is_code(trial.code))
        verdict_fail(verdict, "%s answered %d when allocation %llu failed", action->id,
            (int)trial.code, (unsigned long long)point);
    else if (point == 0)
        *sound = trial.host.faults[FAULT_RESULTS][0] == '\0';
    else if (*sound && trial.code == HAWSER_OK && trial.host.faults[FAULT_RESULTS][0] != '\0')
        verdict_fail(verdict, "%s, when allocation %llu failed: %s", action->id,
            (unsigned long long)point, trial.host.faults[FAULT_RESULTS]);
    trial_done(&trial);
    return total;
}

static void sweep_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    watch(subject);
    bool sound = false;
    uint64_t total = execute_at(subject, action, 0, &sound, verdict);
    uint64_t step = step_for(total, MOST_EXECUTIONS);
    for (uint64_t i = 1 + subject->conform->seed % step; i <= total && !verdict_is_bad(verdict);
         i += step)
        (void)execute_at(subject, action, i, &sound, verdict);
}

void test_allocation_execute(const struct conform *conform, struct verdict *verdict)
{
    if (!conform->fixture)
        verdict_skip(verdict, "it needs --fixture FILE");
    else if (!allocation_can_fail())
        verdict_skip(verdict, "the library of failing allocations is not here");
    else
        trial_each(conform, verdict, sweep_each);
}
