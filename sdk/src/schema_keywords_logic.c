/* SPDX-License-Identifier: Apache-2.0 */
/* Keywords that apply other schemas to the same value. */
#include "schema_choice.h"
#include "schema_run.h"

/* Whether a schema matches, with what it looked at added to `seen` if it does. */
static bool matches_into(struct run *run, const struct node *node, const struct place *place,
    struct evaluated *seen, bool strictly)
{
    struct evaluated own;
    bool (*matches)(struct run *, const struct node *, const struct place *, struct evaluated *) =
        strictly ? run_matches_strictly : run_matches;
    if (seen == NULL)
        return matches(run, node, place, NULL);
    if (!evaluated_init(&own, place->value))
        return run_trip(run, LIMIT_MEMORY);
    bool matched = matches(run, node, place, &own);
    if (matched)
        evaluated_merge(seen, &own);
    evaluated_done(&own);
    return matched;
}

/* $ref too. What failed schemas looked at counts as seen: the value is wrong already, and would
 * only be called unknown on top. */
bool check_all_of(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    bool valid = true;
    for (size_t i = 0; i < rule->branch_count && (valid || run->quiet == 0); i++)
        valid = run_apply(run, rule->branches[i].node, place, seen) && valid;
    return valid;
}

bool check_any_of(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    bool matched = false;
    /* without someone who asks what was seen, one match says it all */
    for (size_t i = 0; i < rule->branch_count && (!matched || seen != NULL); i++)
        matched = matches_into(run, rule->branches[i].node, place, seen, false) || matched;
    if (matched)
        return true;
    evaluated_mark_all(seen);
    return choice_complain(run, rule, place);
}

/* In a draft, forms match that would not once their fields are complete; only two full matches
 * exclude each other. */
bool check_one_of(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    struct complaint complaint = {
        .code = COMPLAINT_MANY_MATCHES, .rule = rule, .node = rule->node, .count = 0};
    for (size_t i = 0; i < rule->branch_count && complaint.count < 2; i++) {
        if (!matches_into(run, rule->branches[i].node, place, seen, true))
            continue;
        complaint.first = complaint.count == 0 ? i : complaint.first;
        complaint.second = i;
        complaint.count++;
    }
    if (complaint.count == 1)
        return true;
    if (complaint.count > 1)
        return run_complain(run, place, &complaint);
    if ((run->flags & SCHEMA_DRAFT) != 0 && run->strict == 0)
        return check_any_of(run, rule, place, seen);
    evaluated_mark_all(seen);
    return choice_complain(run, rule, place);
}

bool check_not(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    (void)seen;
    if (!run_matches_strictly(run, rule->branches[0].node, place, NULL))
        return true;
    return run_complain_rule(run, place, rule, COMPLAINT_NOT);
}

bool check_if(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    bool holds = matches_into(run, rule->branches[0].node, place, seen, true);
    const struct rule *next = node_rule(rule->node, holds ? KEYWORD_THEN : KEYWORD_ELSE);
    return next == NULL || run_apply(run, next->branches[0].node, place, seen);
}

bool check_dependent_schemas(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    bool valid = true;
    for (size_t i = 0; i < rule->branch_count && (valid || run->quiet == 0); i++) {
        const struct branch *branch = &rule->branches[i];
        if (json_object_get(place->value, branch->name) != NULL)
            valid = run_apply(run, branch->node, place, seen) && valid;
    }
    return valid;
}
