/* SPDX-License-Identifier: Apache-2.0 */
/* Evaluation of a compiled schema. It recurses, but never deeper than
 * SCHEMA_MAX_EVALUATION_DEPTH, and only into values whose depth was checked before. */
#include <errno.h>
#include <stdlib.h>

#include "schema_finding.h"
#include "schema_json.h"
#include "schema_run.h"

bool run_trip(struct run *run, enum run_limit limit)
{
    if (run->tripped == LIMIT_NONE)
        run->tripped = limit;
    return false;
}

bool run_spend(struct run *run, size_t steps)
{
    if (run->tripped != LIMIT_NONE)
        return false;
    if (steps > SCHEMA_MAX_STEPS - run->steps)
        return run_trip(run, LIMIT_STEPS);
    run->steps += steps;
    return true;
}

bool evaluated_init(struct evaluated *seen, const json_t *value)
{
    size_t count = json_is_array(value) ? json_array_size(value) : json_object_size(value);
    unsigned char *marks = calloc(count + 1, 1);
    if (marks == NULL)
        return false;
    *seen = (struct evaluated){.marks = marks, .count = count};
    return true;
}

void evaluated_done(struct evaluated *seen)
{
    free(seen->marks);
}

void evaluated_mark(struct evaluated *seen, size_t number)
{
    if (seen != NULL && number < seen->count)
        seen->marks[number] = 1;
}

void evaluated_mark_all(struct evaluated *seen)
{
    for (size_t i = 0; seen != NULL && i < seen->count; i++)
        seen->marks[i] = 1;
}

void evaluated_merge(struct evaluated *seen, const struct evaluated *more)
{
    for (size_t i = 0; seen != NULL && i < seen->count; i++)
        seen->marks[i] = seen->marks[i] | more->marks[i];
}

static bool apply_rules(
    struct run *run, const struct node *node, const struct place *place, struct evaluated *seen)
{
    bool valid = true;
    for (size_t i = 0; i < node->rule_count; i++) {
        const struct rule *rule = &node->rules[i];
        if (rule->keyword->check == NULL || rule->keyword->check(run, rule, place, seen))
            continue;
        valid = false;
        if (run->quiet > 0 || rule->keyword->decides || run->tripped != LIMIT_NONE)
            break;
    }
    return valid;
}

/* unevaluated* looks at what its own node saw, not at what went on beside it. */
static bool apply_tracking(
    struct run *run, const struct node *node, const struct place *place, struct evaluated *seen)
{
    struct evaluated own;
    if (!node->tracks)
        return apply_rules(run, node, place, seen);
    if (!evaluated_init(&own, place->value))
        return run_trip(run, LIMIT_MEMORY);
    if (!run_spend(run, own.count)) {
        evaluated_done(&own);
        return false;
    }
    bool valid = apply_rules(run, node, place, &own);
    evaluated_merge(seen, &own);
    evaluated_done(&own);
    return valid;
}

bool run_apply(
    struct run *run, const struct node *node, const struct place *place, struct evaluated *seen)
{
    if (!run_spend(run, 1))
        return false;
    if (json_is_true(node->source))
        return true;
    if (json_is_false(node->source)) {
        struct complaint complaint = {.code = COMPLAINT_FORBIDDEN, .node = node};
        return run_complain(run, place, &complaint);
    }
    if (run->depth >= SCHEMA_MAX_EVALUATION_DEPTH)
        return run_trip(run, LIMIT_DEPTH);
    run->depth++;
    bool valid = apply_tracking(run, node, place, seen);
    run->depth--;
    return valid;
}

bool run_matches(
    struct run *run, const struct node *node, const struct place *place, struct evaluated *seen)
{
    run->quiet++;
    bool valid = run_apply(run, node, place, seen);
    run->quiet--;
    return valid;
}

bool run_matches_strictly(
    struct run *run, const struct node *node, const struct place *place, struct evaluated *seen)
{
    run->strict++;
    bool valid = run_matches(run, node, place, seen);
    run->strict--;
    return valid;
}

bool schema_validate(const struct schema *schema, const json_t *instance, unsigned flags,
    schema_finding_fn fn, void *user)
{
    struct finding_list findings = {.findings = NULL};
    struct run run = {.schema = schema, .findings = &findings, .flags = flags};
    struct place root = {.value = instance};
    bool valid = false;
    errno = 0; /* nothing but a failed allocation makes it ENOMEM below */
    run.quiet = fn == NULL;
    if (json_depth_within(instance, SCHEMA_MAX_INSTANCE_DEPTH))
        valid = run_apply(&run, schema->nodes[0], &root, NULL);
    else
        run_trip(&run, LIMIT_DEPTH);
    if (run.tripped != LIMIT_NONE) {
        struct complaint complaint = {.code = COMPLAINT_LIMIT, .rule = run.tripped_rule};
        valid = false;
        run_complain(&run, &root, &complaint);
    }
    bool no_memory = errno == ENOMEM;
    if (fn != NULL && !no_memory)
        finding_list_emit(&findings, fn, user);
    finding_list_done(&findings);
    errno = no_memory ? ENOMEM : 0;
    return valid && !no_memory;
}
