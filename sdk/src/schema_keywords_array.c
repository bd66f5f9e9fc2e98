/* SPDX-License-Identifier: Apache-2.0 */
/* Keywords of lists. */
#include <stdint.h>
#include <stdlib.h>

#include "schema_json.h"
#include "schema_run.h"

bool check_item_count(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    (void)seen;
    if (!json_is_array(place->value))
        return true;
    size_t count = json_array_size(place->value);
    bool minimum = rule->keyword->id == KEYWORD_MIN_ITEMS;
    if (minimum ? count >= rule->bound : count <= rule->bound)
        return true;
    struct complaint complaint = {
        .code = COMPLAINT_ITEMS, .rule = rule, .node = rule->node, .count = count};
    return run_complain(run, place, &complaint);
}

struct hashed {
    uint64_t hash;
    size_t index;
};

static int compare_hashed(const void *left, const void *right)
{
    const struct hashed *a = left;
    const struct hashed *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

/* The first entry behind entries[first] with the same hash that equals it; 0 if there is none. */
static size_t find_twin(
    struct run *run, const json_t *list, const struct hashed *entries, size_t count, size_t first)
{
    const json_t *value = json_array_get(list, entries[first].index);
    for (size_t i = first + 1; i < count && entries[i].hash == entries[first].hash; i++) {
        if (value_equal(run, value, json_array_get(list, entries[i].index)))
            return i;
    }
    return 0;
}

/* Equal values have equal hashes, so that after sorting only neighbours need comparing. Made-up
 * collisions cost steps, which are bounded. */
static bool find_twins(
    struct run *run, const json_t *list, struct hashed *entries, struct complaint *complaint)
{
    size_t count = json_array_size(list);
    for (size_t i = 0; i < count; i++)
        entries[i] = (struct hashed){value_hash(run, json_array_get(list, i)), i};
    qsort(entries, count, sizeof *entries, compare_hashed);
    for (size_t i = 0; i < count && run->tripped == LIMIT_NONE; i++) {
        size_t twin = find_twin(run, list, entries, count, i);
        if (twin != 0 && (complaint->second == 0 || entries[twin].index < complaint->second)) {
            complaint->first = entries[i].index;
            complaint->second = entries[twin].index;
        }
    }
    return complaint->second != 0;
}

bool check_unique(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    (void)seen;
    size_t count = json_array_size(place->value);
    if (!json_is_true(rule->argument) || count < 2)
        return true;
    struct complaint complaint = {
        .code = COMPLAINT_UNIQUE, .rule = rule, .node = rule->node, .count = count};
    struct hashed *entries = calloc(count, sizeof *entries);
    if (entries == NULL)
        return run_trip(run, LIMIT_MEMORY);
    bool twins = find_twins(run, place->value, entries, &complaint);
    free(entries);
    return twins ? run_complain(run, place, &complaint) : run->tripped == LIMIT_NONE;
}

/* Goes on after a failure only where findings are wanted. */
static bool ends(const struct run *run, bool valid)
{
    return run->tripped != LIMIT_NONE || (!valid && run->quiet > 0);
}

static bool apply_entry(
    struct run *run, const struct node *node, const struct place *place, size_t index)
{
    struct place entry = {
        .parent = place, .index = index, .value = json_array_get(place->value, index)};
    return run_apply(run, node, &entry, NULL);
}

bool check_prefix_items(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    bool valid = true;
    size_t count = json_array_size(place->value);
    for (size_t i = 0; i < count && i < rule->branch_count && !ends(run, valid); i++) {
        valid = apply_entry(run, rule->branches[i].node, place, i) && valid;
        evaluated_mark(seen, i);
    }
    return valid;
}

bool check_items(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    const struct rule *prefix = node_rule(rule->node, KEYWORD_PREFIX_ITEMS);
    size_t first = prefix == NULL ? 0 : prefix->branch_count;
    bool valid = true;
    for (size_t i = first; i < json_array_size(place->value) && !ends(run, valid); i++) {
        valid = apply_entry(run, rule->branches[0].node, place, i) && valid;
        evaluated_mark(seen, i);
    }
    return valid;
}

/* A draft's entry may still lack fields and so match too early: not counted against a maximum. */
static bool matches_fully(struct run *run, const struct node *node, const struct place *entry)
{
    return (run->flags & SCHEMA_DRAFT) == 0 || run_matches_strictly(run, node, entry, NULL);
}

bool check_contains(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    const struct rule *least = node_rule(rule->node, KEYWORD_MIN_CONTAINS);
    const struct rule *most = node_rule(rule->node, KEYWORD_MAX_CONTAINS);
    const struct node *node = rule->branches[0].node;
    size_t found = 0;
    size_t found_fully = 0;
    if (!json_is_array(place->value))
        return true;
    for (size_t i = 0; i < json_array_size(place->value) && run->tripped == LIMIT_NONE; i++) {
        struct place entry = {
            .parent = place, .index = i, .value = json_array_get(place->value, i)};
        if (!run_matches(run, node, &entry, NULL))
            continue;
        found++;
        found_fully += matches_fully(run, node, &entry);
        evaluated_mark(seen, i);
    }
    struct complaint complaint = {
        .code = COMPLAINT_CONTAINS, .rule = rule, .node = rule->node, .count = found};
    if (found < (least == NULL ? 1 : least->bound))
        return run_complain(run, place, &complaint);
    complaint.rule = most;
    complaint.count = found_fully;
    return most == NULL || found_fully <= most->bound || run_complain(run, place, &complaint);
}

bool check_unevaluated_items(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    bool valid = true;
    for (size_t i = 0; i < json_array_size(place->value) && !ends(run, valid); i++) {
        if (seen->marks[i])
            continue;
        valid = apply_entry(run, rule->branches[0].node, place, i) && valid;
        evaluated_mark(seen, i);
    }
    return valid;
}
