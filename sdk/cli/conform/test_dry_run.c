/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A dry run: it changes nothing and says what would be done. Whether something changed is seen in a
 * real execution behind it, which has to come out as it does without.
 */
#include <hawser/host.h>
#include <string.h>

#include "json_text.h"
#include "tests.h"
#include "trial.h"

/* What came of an execution. */
struct came {
    bool faulty; /* in its results, which another test tells */
    size_t taken;
    size_t successes;
    size_t documents; /* published that are no records */
    size_t records;
};

static struct came came_of(const struct host *host)
{
    struct came came = {.taken = host->taken, .faulty = host->faults[FAULT_RESULTS][0] != '\0'};
    for (size_t i = 0; i < host->taken; i++)
        came.successes +=
            host->inputs[i]->results > 0 && host->inputs[i]->status == HAWSER_STATUS_SUCCESS;
    for (size_t i = 0; i < host->output_count; i++) {
        const struct hawser_output *output = host->outputs[i];
        bool is_record = (output->flags & HAWSER_OUTPUT_RECORD) != 0;
        came.records += output->published && is_record;
        came.documents += output->published && !is_record;
    }
    return came;
}

/* What a real execution behind it found. */
static void check_unchanged(const struct fixture_action *action, const struct came *first,
    const struct came *second, struct verdict *verdict)
{
    if (second->successes < first->successes || second->documents != first->documents)
        verdict_fail(verdict,
            "%s changes something in a dry run: behind it %zu of %zu documents succeed and %zu "
            "come "
            "out, otherwise %zu and %zu",
            action->id, second->successes, second->taken, second->documents, first->successes,
            first->documents);
}

static bool says_would(const struct hawser_output *record)
{
    json_t *json = record->bytes ? json_loadb(record->bytes, record->length, 0, NULL) : NULL;
    bool says = json_member_text(json, "would") != NULL;
    json_decref(json);
    return says;
}

/* An action that makes records anyway makes the same ones; all others say what would be done. */
static void check_records(const struct fixture_action *action, const struct host *dry,
    const struct came *whole, struct verdict *verdict)
{
    size_t records = 0;
    size_t silent = 0;
    for (size_t i = 0; i < dry->output_count; i++) {
        records += dry->outputs[i]->published;
        silent += dry->outputs[i]->published && !says_would(dry->outputs[i]);
    }
    if (silent > 0 && (whole->documents > 0 || whole->records == 0))
        verdict_fail(verdict,
            "%s makes a record in a dry run that has no \"would\": it says what would be done",
            action->id);
    else if (silent > 0 && records != whole->records)
        verdict_fail(verdict, "%s makes %zu records in a dry run and otherwise %zu", action->id,
            records, whole->records);
}

static size_t count_records(const struct host *dry, uint64_t input)
{
    size_t count = 0;
    for (size_t i = 0; i < dry->output_count; i++)
        count += dry->outputs[i]->published && dry->outputs[i]->input == input;
    return count;
}

/* Nothing is a success of which nothing is said, where something would be done. */
static void check_results(const struct fixture_action *action, const struct host *dry,
    const struct came *whole, struct verdict *verdict)
{
    bool something = whole->documents > 0 || whole->records == 0;
    if (!whole->faulty && came_of(dry).faulty)
        verdict_fail(verdict, "%s in a dry run: %s", action->id, dry->faults[FAULT_RESULTS]);
    for (size_t i = 0; i < dry->taken; i++) {
        const struct host_input *input = dry->inputs[i];
        bool success = input->results > 0 && input->status == HAWSER_STATUS_SUCCESS;
        if (success && input->refused)
            verdict_fail(verdict,
                "%s gives document %zu SUCCESS in a dry run that refused it its bytes or its "
                "output",
                action->id, i);
        else if (success && something && count_records(dry, i) == 0)
            verdict_fail(verdict,
                "%s gives document %zu SUCCESS in a dry run, but makes no record of what it would "
                "do",
                action->id, i);
    }
}

/* Such a connector does what it always does, as far as the host of a dry run lets it. */
static bool knows_none(const struct host *dry)
{
    for (size_t i = 0; i < dry->taken; i++) {
        if (dry->inputs[i]->refused)
            return came_of(dry).records == 0;
    }
    return false;
}

static void dry_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    const struct host_plan plan = {.flags = HAWSER_EXECUTE_DRY_RUN};
    struct trial whole;
    struct trial dry;
    struct trial behind;
    if (!trial_run(subject, action, action->count, NULL, &whole, verdict))
        return;
    struct came first = came_of(&whole.host);
    trial_done(&whole);
    if (!trial_run(subject, action, action->count, &plan, &dry, verdict))
        return;
    if (trial_again(subject, action, action->count, NULL, &behind, verdict)) {
        struct came second = came_of(&behind.host);
        trial_done(&behind);
        check_unchanged(action, &first, &second, verdict);
        check_results(action, &dry.host, &first, verdict);
        if (knows_none(&dry.host))
            verdict_skip(verdict,
                "%s knows no dry run: it asks for what such a host refuses, and changes nothing",
                action->id);
        else
            check_records(action, &dry.host, &first, verdict);
    }
    trial_done(&dry);
}

void test_dry_run(const struct conform *conform, struct verdict *verdict)
{
    trial_each(conform, verdict, dry_each);
}
