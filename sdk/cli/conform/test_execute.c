/* SPDX-License-Identifier: Apache-2.0 */
/* Executions with a host that behaves, and one that moves few bytes at a time. */
#include <hawser/host.h>
#include <string.h>

#include "json_text.h"
#include "property_set.h"
#include "tests.h"
#include "trial.h"

/* Calls `each` after runs without, with one, and with all documents. */
static void each_count(const struct subject *subject, const struct fixture_action *action,
    struct verdict *verdict,
    void (*each)(
        const struct fixture_action *action, const struct trial *trial, struct verdict *verdict))
{
    const size_t counts[] = {0, 1, action->count};
    for (size_t i = 0; i < sizeof counts / sizeof counts[0] && !verdict_is_bad(verdict); i++) {
        struct trial trial;
        if (counts[i] > action->count || (i == 2 && counts[i] < 2))
            continue;
        if (trial_run(subject, action, counts[i], NULL, &trial, verdict)) {
            each(action, &trial, verdict);
            trial_done(&trial);
        }
    }
}

static void check_success(
    const struct fixture_action *action, const struct trial *trial, struct verdict *verdict)
{
    const struct host *host = &trial->host;
    size_t given = action->count == 0 ? 1 : host->count;
    if (trial->code != HAWSER_OK)
        verdict_fail(verdict, "%s of %zu documents answered %s: %s", action->id, given,
            hawser_code_name(trial->code),
            host_said(host, SAID_FAILURE, 0) ? host_said(host, SAID_FAILURE, 0)->text : "");
    else if (host->taken < given)
        verdict_fail(verdict, "%s took %zu of %zu documents", action->id, host->taken, given);
    for (size_t i = 0; i < host->taken; i++) {
        if (host->inputs[i]->results > 0 && host->inputs[i]->status != HAWSER_STATUS_SUCCESS)
            verdict_fail(verdict, "%s: document %zu of %zu ended as %s with %s", action->id, i,
                given, hawser_status_name(host->inputs[i]->status), host->inputs[i]->error.id);
    }
    if (trial->closed != HAWSER_OK)
        verdict_fail(verdict, "close answered %d after %s", (int)trial->closed, action->id);
}

static void execute_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    each_count(subject, action, verdict, check_success);
}

void test_execute(const struct conform *conform, struct verdict *verdict)
{
    trial_each(conform, verdict, execute_each);
}

static void check_fault(const struct fixture_action *action, const struct trial *trial,
    enum host_fault fault, struct verdict *verdict)
{
    if (trial->host.faults[fault][0] != '\0')
        verdict_fail(verdict, "%s: %s", action->id, trial->host.faults[fault]);
}

static void check_results(
    const struct fixture_action *action, const struct trial *trial, struct verdict *verdict)
{
    check_fault(action, trial, FAULT_RESULTS, verdict);
    check_fault(action, trial, FAULT_LATE, verdict);
}

static void results_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    each_count(subject, action, verdict, check_results);
}

void test_results(const struct conform *conform, struct verdict *verdict)
{
    trial_each(conform, verdict, results_each);
}

static void check_outputs(
    const struct fixture_action *action, const struct trial *trial, struct verdict *verdict)
{
    check_fault(action, trial, FAULT_OUTPUTS, verdict);
}

static size_t count_published(const struct host *host, uint64_t input)
{
    size_t count = 0;
    for (size_t i = 0; i < host->output_count; i++)
        count += host->outputs[i]->published && host->outputs[i]->input == input;
    return count;
}

/* As the descriptor says: "An output is at most one where it says 1." */
static void check_cardinality(const struct subject *subject, const struct fixture_action *action,
    const struct host *host, struct verdict *verdict)
{
    const char *cardinality = json_member_text(subject_action(subject, action->id), "cardinality");
    const char *outputs = cardinality ? strchr(cardinality, ':') : NULL;
    for (size_t i = 0; outputs && i < host->taken; i++) {
        size_t count = count_published(host, i);
        if (count > 1 && strcmp(outputs, ":1") == 0)
            verdict_fail(verdict, "%s made %zu outputs of document %zu, and its cardinality is %s",
                action->id, count, i, cardinality);
    }
}

static void check_properties(const struct subject *subject, const struct fixture_action *action,
    const struct host *host, struct verdict *verdict)
{
    const json_t *set = json_object_get(subject_action(subject, action->id), "outputProperties");
    for (size_t i = 0; i < host->output_count; i++) {
        if (host->outputs[i]->published)
            property_set_check(set, host->outputs[i]->properties, action->id, verdict);
    }
}

static void outputs_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    struct trial trial;
    each_count(subject, action, verdict, check_outputs);
    if (verdict_is_bad(verdict) ||
        !trial_run(subject, action, action->count, NULL, &trial, verdict))
        return;
    check_cardinality(subject, action, &trial.host, verdict);
    check_properties(subject, action, &trial.host, verdict);
    trial_done(&trial);
}

void test_outputs(const struct conform *conform, struct verdict *verdict)
{
    trial_each(conform, verdict, outputs_each);
}

/* The n-th published document of bytes: a record may hold the time. NULL: no more. */
static const struct hawser_output *content_at(const struct host *host, size_t n)
{
    for (size_t i = 0; i < host->output_count; i++) {
        const struct hawser_output *output = host->outputs[i];
        if (output->published && !(output->flags & HAWSER_OUTPUT_RECORD) && n-- == 0)
            return output;
    }
    return NULL;
}

static bool same_bytes(const struct hawser_output *one, const struct hawser_output *other)
{
    return one->length == other->length &&
           (one->length == 0 || memcmp(one->bytes, other->bytes, one->length) == 0);
}

static void compare_outputs(const struct fixture_action *action, const struct host *whole,
    const struct host *pieces, struct verdict *verdict)
{
    for (size_t i = 0;; i++) {
        const struct hawser_output *one = content_at(whole, i);
        const struct hawser_output *other = content_at(pieces, i);
        if (!one && !other)
            return;
        if (!one || !other || !same_bytes(one, other)) {
            verdict_fail(verdict,
                "%s: output %zu has %zu bytes where the host takes %zu at a time, otherwise %zu, "
                "or others",
                action->id, i, other ? other->length : 0, pieces->plan.most, one ? one->length : 0);
            return;
        }
    }
}

/* What was read to its end in one piece is read to its end in many. */
static void compare_inputs(const struct fixture_action *action, const struct host *whole,
    const struct host *pieces, struct verdict *verdict)
{
    for (size_t i = 0; i < whole->taken && i < pieces->taken; i++) {
        const struct hawser_document *one = &whole->inputs[i]->document;
        const struct hawser_document *other = &pieces->inputs[i]->document;
        if (one->offset != other->offset)
            verdict_fail(verdict,
                "%s: %zu of %zu bytes of document %zu were read where the host gives %zu at a time",
                action->id, (size_t)other->offset, (size_t)one->offset, i, pieces->plan.most);
    }
    if (pieces->taken < whole->taken)
        verdict_fail(verdict, "%s took %zu documents where the host gives few bytes at a time",
            action->id, pieces->taken);
}

static void short_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    static const size_t pieces[] = {1, 13, 4093};
    struct trial whole;
    if (!trial_run(subject, action, action->count, NULL, &whole, verdict))
        return;
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0] && !verdict_is_bad(verdict); i++) {
        struct trial trial;
        const struct host_plan plan = {.most = pieces[i]};
        if (!trial_run(subject, action, action->count, &plan, &trial, verdict))
            break;
        if (trial.code != whole.code)
            verdict_fail(verdict, "%s answered %s where the host takes %zu bytes at a time",
                action->id, hawser_code_name(trial.code), pieces[i]);
        compare_outputs(action, &whole.host, &trial.host, verdict);
        compare_inputs(action, &whole.host, &trial.host, verdict);
        trial_done(&trial);
    }
    trial_done(&whole);
}

void test_short_transfers(const struct conform *conform, struct verdict *verdict)
{
    trial_each(conform, verdict, short_each);
}

static void check_stages(const struct host *host, struct verdict *verdict)
{
    const struct said *said;
    for (size_t i = 0; (said = host_said(host, SAID_STAGE, i)) != NULL; i++) {
        json_t *stage = json_loads(said->text, 0, NULL);
        const char *name = json_member_text(stage, "stage");
        const char *status = json_member_text(stage, "status");
        if (!name || !status || !json_is_number(json_object_get(stage, "ms")))
            verdict_fail(verdict, "stage %zu lacks stage, status or ms", i);
        else if (strcmp(status, "failed") == 0)
            verdict_fail(verdict, "its stage %s failed", name);
        json_decref(stage);
    }
    if (!host_said(host, SAID_STAGE, 0))
        verdict_fail(verdict, "it emitted no stage");
}

void test_live(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    struct host host;
    if (!conform->fixture || !conform->fixture->test) {
        verdict_skip(verdict,
            conform->fixture ? "the fixture has no \"test\": true" : "it needs --fixture FILE");
        return;
    }
    if (!subject_describe(conform, &subject, verdict))
        return;
    if (!HAWSER_HAS(subject.table, hawser_connector, test) || !subject.table->test) {
        verdict_skip(verdict, "it has no live test");
    } else {
        int32_t code = trial_test(&subject, &host);
        check_stages(&host, verdict);
        if (code != HAWSER_OK)
            verdict_fail(verdict, "test answered %s", hawser_code_name(code));
        host_done(&host);
    }
    subject_done(&subject);
}
