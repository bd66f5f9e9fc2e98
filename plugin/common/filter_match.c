/* SPDX-License-Identifier: Apache-2.0 */
#include "common/filter_tree.h"

#include "common/wildcard.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static int compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

static int compare_text(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t common = a_length < b_length ? a_length : b_length;
    int order = common ? memcmp(a, b, common) : 0;
    return order ? order : compare_sizes(a_length, b_length);
}

/* Decimal digits without leading zeros are in the order of their lengths, then of their bytes. */
static int compare_numbers(const char *a, size_t a_length, const char *b, size_t b_length)
{
    for (; a_length > 1 && *a == '0'; a++)
        a_length--;
    int order = compare_sizes(a_length, b_length);
    return order ? order : compare_text(a, a_length, b, b_length);
}

static bool fits_order(enum filter_operator test, int order)
{
    switch (test) {
    case FILTER_EQ:
        return order == 0;
    case FILTER_NE:
        return order != 0;
    case FILTER_LT:
        return order < 0;
    case FILTER_GT:
        return order > 0;
    case FILTER_LE:
        return order <= 0;
    case FILTER_GE:
        return order >= 0;
    case FILTER_REGEX:
    case FILTER_WILDCARD:
        break;
    }
    return false;
}

static enum filter_verdict undecided(const struct filter_node *node, const char *message,
    const char *hint, struct filter_problem *problem)
{
    snprintf(problem->pointer, sizeof problem->pointer, "%s", node->pointer);
    snprintf(problem->message, sizeof problem->message, "%s", message);
    snprintf(problem->hint, sizeof problem->hint, "%s", hint);
    return FILTER_UNDECIDED;
}

static enum filter_verdict match_pattern(const struct filter_node *node,
    const struct filter_value *value, struct filter_problem *problem)
{
    switch (pattern_match(node->pattern, value->text, value->length)) {
    case PATTERN_YES:
        return FILTER_YES;
    case PATTERN_NO:
        return FILTER_NO;
    case PATTERN_TOO_COSTLY:
        return undecided(node,
            "The regular expression in Filter needs too many steps: repetitions within repetitions "
            "can be matched in "
            "more ways than there is time to try.",
            "Write it so that a text can be read in one way only: a+ in the place of (a+)+.",
            problem);
    case PATTERN_FAILED:
        break;
    }
    return undecided(node, "There was no memory to match the regular expression in Filter.",
        "Try again when the machine is less busy.", problem);
}

static enum filter_verdict verdict(bool yes)
{
    return yes ? FILTER_YES : FILTER_NO;
}

static enum filter_verdict match_test(const struct filter_node *node,
    const struct filter_record *record, struct filter_problem *problem)
{
    static const struct filter_value none = {NULL, 0};
    const struct filter_value *value =
        node->property < record->count ? &record->values[node->property] : &none;
    if (!value->text)
        return verdict(node->test == FILTER_NE);
    if (node->test == FILTER_REGEX)
        return match_pattern(node, value, problem);
    if (node->test == FILTER_WILDCARD)
        return verdict(wildcard_matches(node->value, node->length, value->text, value->length));
    int order = node->kind == FILTER_NUMBER
                    ? compare_numbers(value->text, value->length, node->value, node->length)
                    : compare_text(value->text, value->length, node->value, node->length);
    return verdict(fits_order(node->test, order));
}

static enum filter_verdict match_node(const struct filter_node *node,
    const struct filter_record *record, struct filter_problem *problem);

/* `and` goes on while children say yes, `or` while they say no. */
static enum filter_verdict match_all(const struct filter_node *node,
    const struct filter_record *record, enum filter_verdict go_on, struct filter_problem *problem)
{
    for (size_t i = 0; i < node->count; i++) {
        enum filter_verdict child = match_node(&node->children[i], record, problem);
        if (child != go_on)
            return child;
    }
    return go_on;
}

/* Recurses no deeper than FILTER_MAX_DEPTH. */
static enum filter_verdict match_node(const struct filter_node *node,
    const struct filter_record *record, struct filter_problem *problem)
{
    enum filter_verdict child;
    switch (node->type) {
    case FILTER_AND:
        return match_all(node, record, FILTER_YES, problem);
    case FILTER_OR:
        return match_all(node, record, FILTER_NO, problem);
    case FILTER_NOT:
        child = match_node(&node->children[0], record, problem);
        return child == FILTER_UNDECIDED ? child : verdict(child == FILTER_NO);
    case FILTER_TEST:
        break;
    }
    return match_test(node, record, problem);
}

bool filter_passes_all(const struct filter *filter)
{
    return filter->root.type == FILTER_AND && filter->root.count == 0;
}

enum filter_verdict filter_matches(
    const struct filter *filter, const struct filter_record *record, struct filter_problem *problem)
{
    return match_node(&filter->root, record, problem);
}
