/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_choice.h"

#include <stdlib.h>
#include <string.h>

#include "schema_finding.h"

enum {
    WEIGHT_KIND = 1000, /* the value itself is of another kind: this form was not meant */
    WEIGHT_MARKER = 30, /* a direct field is not the fixed value that marks the form */
    WEIGHT_FIELD = 10,  /* a field too many or too few */
    WEIGHT_TYPO = 5,    /* a field that is nearly right */
    WEIGHT_DETAIL = 1,
};

/* Forms within forms double with each level; past this many, details are left out. */
enum { EXPLAINED_FORMS = 200 };

static size_t weigh(const struct finding *finding, size_t depth)
{
    size_t below = finding->depth - depth;
    switch (finding->code) {
    case COMPLAINT_TYPE:
    case COMPLAINT_FORBIDDEN:
        return below == 0 ? WEIGHT_KIND : WEIGHT_DETAIL;
    case COMPLAINT_CONST:
        return below == 0 ? WEIGHT_KIND : below == 1 ? WEIGHT_MARKER : WEIGHT_DETAIL;
    case COMPLAINT_ENUM:
    case COMPLAINT_NO_MATCH:
    case COMPLAINT_PROPERTIES: /* as the form that is empty, of something that is not */
        return below == 0 ? WEIGHT_KIND : WEIGHT_DETAIL;
    case COMPLAINT_REQUIRED:
        return below <= 1 ? WEIGHT_FIELD : WEIGHT_DETAIL;
    case COMPLAINT_UNKNOWN_FIELD:
        if (json_array_size(finding->recommended) > 0)
            return WEIGHT_TYPO;
        return below <= 1 ? WEIGHT_FIELD : WEIGHT_DETAIL;
    case COMPLAINT_RANGE:
    case COMPLAINT_MULTIPLE:
    case COMPLAINT_LENGTH:
    case COMPLAINT_PATTERN:
    case COMPLAINT_FORMAT:
    case COMPLAINT_ITEMS:
    case COMPLAINT_UNIQUE:
    case COMPLAINT_CONTAINS:
    case COMPLAINT_DEPENDENT:
    case COMPLAINT_PROPERTY_NAME:
    case COMPLAINT_MANY_MATCHES:
    case COMPLAINT_NOT:
    case COMPLAINT_DEPRECATED:
    case COMPLAINT_LIMIT:
    case COMPLAINT_COUNT:
        break;
    }
    return WEIGHT_DETAIL;
}

static size_t weigh_all(const struct finding_list *list, size_t depth)
{
    size_t weight = 0;
    for (size_t i = 0; i < list->count; i++)
        weight += weigh(&list->findings[i], depth);
    return weight;
}

/* The findings of one form, instead of the run's. */
static struct finding_list findings_of(
    struct run *run, const struct node *node, const struct place *place)
{
    struct finding_list own = {.findings = NULL};
    struct finding_list *outer = run->findings;
    run->findings = &own;
    run_apply(run, node, place, NULL);
    run->findings = outer;
    return own;
}

static size_t depth_of(const struct place *place)
{
    size_t depth = 0;
    for (; place->parent != NULL; place = place->parent)
        depth++;
    return depth;
}

bool choice_complain(struct run *run, const struct rule *rule, const struct place *place)
{
    struct finding_list best = {.findings = NULL};
    size_t best_weight = WEIGHT_KIND;
    bool alone = false;
    size_t depth = depth_of(place);
    if (run->quiet > 0 || run->tripped != LIMIT_NONE)
        return false;
    for (size_t i = 0; i < rule->branch_count && run->explained < EXPLAINED_FORMS; i++) {
        run->explained++;
        struct finding_list own = findings_of(run, rule->branches[i].node, place);
        size_t weight = weigh_all(&own, depth);
        bool better = own.count > 0 && weight < best_weight;
        if (better || (own.count > 0 && weight == best_weight))
            alone = better;
        if (better) {
            best_weight = weight;
            struct finding_list worse = best;
            best = own;
            own = worse;
        }
        finding_list_done(&own);
    }
    if (alone)
        finding_list_move(run->findings, &best);
    else
        run_complain_rule(run, place, rule, COMPLAINT_NO_MATCH);
    finding_list_done(&best);
    return false;
}
