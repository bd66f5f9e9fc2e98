/* SPDX-License-Identifier: Apache-2.0 */
/* A host that fails in the middle, documents that are not there, and what a connector says then. */
#include <hawser/host.h>
#include <string.h>

#include "json_text.h"
#include "report.h"
#include "tests.h"
#include "trial.h"

enum { MOST_TIMES = 6, SECONDS = 30 };

/* What the host could not do has to be seen somewhere, and does not stop in the middle. */
static void check_seen(
    const struct fixture_action *action, const struct trial *trial, struct verdict *verdict)
{
    const struct host_plan *plan = &trial->host.plan;
    bool must_return = plan->fails == CALLBACK_NEXT_INPUT || plan->fails == CALLBACK_RESULT;
    bool may_ignore = plan->fails == CALLBACK_TRUST || plan->fails == CALLBACK_STATE ||
                      plan->fails == CALLBACK_OUT_FAIL || plan->fails == CALLBACK_EMIT;
    if (!trial->host.failed || may_ignore)
        return;
    if (trial->code == HAWSER_OK && (must_return || trial->host.host_errors == 0))
        verdict_fail(verdict, "%s answered OK%s though %s failed (call %llu of it)", action->id,
            must_return ? "" : ", and no document a host's error,", host_callback_name(plan->fails),
            (unsigned long long)plan->fails_at);
    for (size_t i = 0; i < trial->host.output_count; i++) {
        const struct hawser_output *output = trial->host.outputs[i];
        if (output->published && !output->prepared)
            verdict_fail(verdict, "%s published an output that could not be prepared", action->id);
    }
}

static void fail_at(const struct subject *subject, const struct fixture_action *action,
    enum host_callback callback, uint64_t time, struct verdict *verdict)
{
    struct trial trial;
    const struct host_plan plan = {.fails = callback, .fails_at = time};
    report_limit(SECONDS, "%s did not return within %d seconds after %s failed (call %llu of it)",
        action->id, SECONDS, host_callback_name(callback), (unsigned long long)time);
    if (trial_run(subject, action, action->count, &plan, &trial, verdict)) {
        check_seen(action, &trial, verdict);
        trial_done(&trial);
    }
    report_limit_off();
}

/* The first times and the last one. */
static void fail_callback(const struct subject *subject, const struct fixture_action *action,
    enum host_callback callback, uint64_t times, struct verdict *verdict)
{
    for (uint64_t i = 1; i <= times && !verdict_is_bad(verdict); i++) {
        if (i < MOST_TIMES || i == times)
            fail_at(subject, action, callback, i, verdict);
    }
}

static void failure_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    struct trial trial;
    uint64_t counts[CALLBACK_COUNT];
    if (!trial_run(subject, action, action->count, NULL, &trial, verdict))
        return;
    memcpy(counts, trial.host.counts, sizeof counts);
    trial_done(&trial);
    for (int i = 0; i < CALLBACK_COUNT && !verdict_is_bad(verdict); i++)
        fail_callback(subject, action, (enum host_callback)i, counts[i], verdict);
}

/* What emit answers is what describe returns. */
static void fail_describe(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    struct host host;
    const struct host_plan plan = {.fails = CALLBACK_EMIT, .fails_at = 1};
    if (!subject_load(conform, &subject, verdict))
        return;
    host_init(&host, NULL, &plan);
    int32_t code = subject.table->describe(&host.call);
    if (code != HAWSER_HOST)
        verdict_fail(
            verdict, "describe answered %s where emit failed with HOST", hawser_code_name(code));
    host_done(&host);
    subject_done(&subject);
}

void test_host_failure(const struct conform *conform, struct verdict *verdict)
{
    fail_describe(conform, verdict);
    if (conform->fixture && verdict->status == VERDICT_SUCCESS)
        trial_each(conform, verdict, failure_each);
}

static size_t count_leaving(const struct host *host)
{
    size_t count = 0;
    for (size_t i = 0; i < host->output_count; i++)
        count +=
            host->outputs[i]->published && (host->outputs[i]->flags & HAWSER_OUTPUT_WILL_DELETE);
    return count;
}

/* Run again by a host that behaves, it has to find all that the one that failed did not take. */
static void acknowledge(const struct subject *subject, const struct fixture_action *action,
    size_t leaving, struct verdict *verdict)
{
    struct trial trial;
    const struct host_plan plan = {.fails = CALLBACK_OUT_PREPARE, .fails_at = 1};
    if (!trial_run(subject, action, action->count, &plan, &trial, verdict))
        return;
    size_t gone = count_leaving(&trial.host);
    trial_done(&trial);
    if (!trial_again(subject, action, action->count, NULL, &trial, verdict))
        return;
    size_t found = count_leaving(&trial.host);
    trial_done(&trial);
    if (gone + found < leaving)
        verdict_fail(verdict,
            "%s deleted a source though out_prepare had failed: %zu documents were delivered and "
            "%zu found later, of %zu",
            action->id, gone, found, leaving);
}

/* Records tell of a source and don't take it away. */
static size_t count_staying(const struct host *host)
{
    size_t count = 0;
    for (size_t i = 0; i < host->output_count; i++)
        count += host->outputs[i]->published &&
                 !(host->outputs[i]->flags & (HAWSER_OUTPUT_RECORD | HAWSER_OUTPUT_WILL_DELETE));
    return count;
}

/* What was not said to leave its source has to be there the next time. */
static void find_again(const struct subject *subject, const struct fixture_action *action,
    size_t staying, struct verdict *verdict)
{
    struct trial trial;
    if (!trial_again(subject, action, action->count, NULL, &trial, verdict))
        return;
    size_t found = count_staying(&trial.host);
    trial_done(&trial);
    if (found < staying)
        verdict_fail(verdict,
            "%s deletes sources without HAWSER_OUTPUT_WILL_DELETE: of %zu documents that were not "
            "said to leave theirs, the next run finds %zu",
            action->id, staying, found);
}

static void acknowledgement_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    struct trial trial;
    if (!trial_run(subject, action, action->count, NULL, &trial, verdict))
        return;
    size_t leaving = count_leaving(&trial.host);
    size_t staying = count_staying(&trial.host);
    trial_done(&trial);
    if (staying > 0)
        find_again(subject, action, staying, verdict);
    if (leaving > 0)
        acknowledge(subject, action, leaving, verdict);
}

void test_acknowledgement(const struct conform *conform, struct verdict *verdict)
{
    trial_each(conform, verdict, acknowledgement_each);
}

/* An error of one document, which is what whoever runs the action has to expect. */
static void check_listed(const struct subject *subject, const struct fixture_action *action,
    const char *id, struct verdict *verdict)
{
    size_t i;
    json_t *listed;
    json_array_foreach(json_object_get(subject_action(subject, action->id), "errors"), i, listed)
    {
        if (strcmp(json_string_value(listed), id) == 0)
            return;
    }
    verdict_fail(
        verdict, "%s raises the error %s, which is not in its list of errors", action->id, id);
}

static json_t *find_error(const json_t *catalogue, const char *id)
{
    size_t i;
    json_t *error;
    json_array_foreach(catalogue, i, error)
    {
        const char *known = json_member_text(error, "id");
        if (known && strcmp(known, id) == 0)
            return error;
    }
    return NULL;
}

static void check_error(const struct subject *subject, const struct fixture_action *action,
    const struct host_error *raised, struct verdict *verdict)
{
    const char *id = raised->id;
    json_t *error = find_error(json_object_get(subject->descriptor, "errors"), id);
    const char *class = json_member_text(error, "class");
    const char *retry = json_member_text(error, "retry");
    if (!error)
        verdict_fail(
            verdict, "%s raises the error \"%s\", which its catalogue lacks", action->id, id);
    else if (!class || strcmp(class, hawser_code_name(raised->code)) != 0)
        verdict_fail(verdict, "%s raises the error %s with the code %s, the catalogue says %s",
            action->id, id, hawser_code_name(raised->code), class ? class : "nothing");
    else if (!retry || strcmp(retry, hawser_retry_name(raised->retry)) != 0)
        verdict_fail(verdict, "%s raises the error %s to be tried again %s, the catalogue says %s",
            action->id, id, hawser_retry_name(raised->retry), retry ? retry : "nothing");
}

static void check_errors(const struct subject *subject, const struct fixture_action *action,
    const struct trial *trial, struct verdict *verdict)
{
    const struct host *host = &trial->host;
    if (trial->code != HAWSER_OK && host->failures == 0)
        verdict_fail(verdict, "%s answered %s without saying why by fail()", action->id,
            hawser_code_name(trial->code));
    if (host->faults[FAULT_ERRORS][0] != '\0')
        verdict_fail(verdict, "%s: %s", action->id, host->faults[FAULT_ERRORS]);
    if (host->failures > 0)
        check_error(subject, action, &host->failure, verdict);
    for (size_t i = 0; i < host->taken; i++) {
        const struct host_error *error = &host->inputs[i]->error;
        if (error->code == HAWSER_OK)
            continue;
        check_error(subject, action, error, verdict);
        check_listed(subject, action, error->id, verdict);
    }
}

static void provoke(const struct subject *subject, const struct fixture_action *action,
    const struct host_plan *plan, struct verdict *verdict)
{
    struct trial trial;
    if (!trial_run(subject, action, action->count, plan, &trial, verdict))
        return;
    check_errors(subject, action, &trial, verdict);
    trial_done(&trial);
}

static void errors_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    struct fixture_document nowhere = {
        .id = "no-such-document-7f3a", .properties = (char[]){"{}"}, .content = (char[]){""}};
    struct fixture_action missing = *action;
    const struct host_plan plans[] = {
        {.most = 0},
        {.cancelled = true},
        {.expired = true},
        {.fails = CALLBACK_NEXT_INPUT, .fails_at = 1},
        {.fails = CALLBACK_OUT_OPEN, .fails_at = 1},
        {.fails = CALLBACK_OUT_PREPARE, .fails_at = 1},
        {.fails = CALLBACK_DOC_READ, .fails_at = 1},
    };
    for (size_t i = 0; i < sizeof plans / sizeof plans[0] && !verdict_is_bad(verdict); i++)
        provoke(subject, action, &plans[i], verdict);
    if (action->count > 0 && action->documents[0].id && !verdict_is_bad(verdict)) {
        missing.documents = &nowhere;
        missing.count = 1;
        provoke(subject, &missing, NULL, verdict);
    }
}

void test_errors(const struct conform *conform, struct verdict *verdict)
{
    trial_each(conform, verdict, errors_each);
}
