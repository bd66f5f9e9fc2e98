/* SPDX-License-Identifier: Apache-2.0 */
/* Keywords of objects. */
#include <stdlib.h>
#include <string.h>

#include "pointer.h"
#include "schema_compiler.h"
#include "schema_pattern.h"
#include "schema_run.h"

static bool is_draft(const struct run *run)
{
    return (run->flags & SCHEMA_DRAFT) != 0 && run->strict == 0;
}

bool check_property_count(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    (void)seen;
    if (!json_is_object(place->value))
        return true;
    size_t count = json_object_size(place->value);
    bool minimum = rule->keyword->id == KEYWORD_MIN_PROPERTIES;
    if (minimum ? count >= rule->bound || is_draft(run) : count <= rule->bound)
        return true;
    struct complaint complaint = {
        .code = COMPLAINT_PROPERTIES, .rule = rule, .node = rule->node, .count = count};
    return run_complain(run, place, &complaint);
}

static bool is_name_list(const json_t *list)
{
    size_t index;
    const json_t *name;
    json_array_foreach(list, index, name)
    {
        if (!json_is_string(name))
            return false;
    }
    return json_is_array(list);
}

bool compile_required(struct compiler *compiler, struct rule *rule)
{
    if (is_name_list(rule->argument))
        return true;
    return compiler_refuse_rule(compiler, rule, "\"required\" must be a list of names");
}

bool compile_dependent_required(struct compiler *compiler, struct rule *rule)
{
    const char *name;
    json_t *list;
    bool lists = json_is_object(rule->argument);
    json_object_foreach(loosened(rule->argument), name, list)
    {
        lists = lists && is_name_list(list);
    }
    return lists || compiler_refuse_rule(compiler, rule,
                        "\"dependentRequired\" must be an object whose members are lists of names");
}

/* `because` is the field that makes these required, or NULL. */
static bool check_present(struct run *run, const struct rule *rule, const struct place *place,
    const json_t *names, const char *because)
{
    bool valid = true;
    size_t index;
    const json_t *entry;
    json_array_foreach(names, index, entry)
    {
        const char *name = json_string_value(entry);
        if (!run_spend(run, 1))
            return false;
        if (json_object_get(place->value, name) != NULL)
            continue;
        struct place missing = {.parent = place, .key = name};
        struct complaint complaint = {
            .code = because == NULL ? COMPLAINT_REQUIRED : COMPLAINT_DEPENDENT,
            .rule = rule,
            .node = rule->node,
            .name = because};
        valid = run_complain(run, &missing, &complaint);
        if (run->quiet > 0)
            return false;
    }
    return valid;
}

bool check_required(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    (void)seen;
    if (!json_is_object(place->value) || is_draft(run))
        return true;
    return check_present(run, rule, place, rule->argument, NULL);
}

bool check_dependent_required(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    bool valid = true;
    const char *name;
    json_t *names;
    (void)seen;
    if (!json_is_object(place->value) || is_draft(run))
        return true;
    json_object_foreach(loosened(rule->argument), name, names)
    {
        if (json_object_get(place->value, name) != NULL)
            valid = check_present(run, rule, place, names, name) && valid;
    }
    return valid;
}

static int compare_branches(const void *left, const void *right)
{
    return strcmp(((const struct branch *)left)->name, ((const struct branch *)right)->name);
}

bool compile_properties(struct compiler *compiler, struct rule *rule)
{
    if (!compile_child_map(compiler, rule))
        return false;
    qsort(rule->branches, rule->branch_count, sizeof *rule->branches, compare_branches);
    return true;
}

bool compile_pattern_properties(struct compiler *compiler, struct rule *rule)
{
    char reason[160] = "";
    if (!compile_child_map(compiler, rule))
        return false;
    for (size_t i = 0; i < rule->branch_count; i++) {
        struct branch *branch = &rule->branches[i];
        branch->pattern =
            pattern_compile(branch->name, strlen(branch->name), reason, sizeof reason);
        if (branch->pattern == NULL)
            return compiler_refuse_rule(compiler, rule,
                "The pattern \"%s\" of a property name can't be used: %s", branch->name, reason);
    }
    return true;
}

/* What a walk over the members of an object does with each of them. */
typedef bool (*member_fn)(struct run *run, const struct rule *rule, const struct place *member,
    size_t number, struct evaluated *seen);

static bool each_member(struct run *run, const struct rule *rule, const struct place *place,
    struct evaluated *seen, member_fn check)
{
    bool valid = true;
    size_t number = 0;
    json_t *object = loosened(place->value);
    for (void *member = json_object_iter(object); member != NULL;
         member = json_object_iter_next(object, member)) {
        struct place inner = {.parent = place,
            .key = json_object_iter_key(member),
            .value = json_object_iter_value(member)};
        if (!run_spend(run, 1))
            return false;
        valid = check(run, rule, &inner, number++, seen) && valid;
        if (!valid && run->quiet > 0)
            return false;
    }
    return valid;
}

static bool check_name(struct run *run, const struct rule *rule, const struct place *member,
    size_t number, struct evaluated *seen)
{
    (void)number;
    (void)seen;
    json_t *name = json_string(member->key);
    if (name == NULL)
        return run_trip(run, LIMIT_MEMORY);
    struct place place = {.parent = member->parent, .key = member->key, .value = name};
    bool matches = run_matches(run, rule->branches[0].node, &place, NULL);
    json_decref(name);
    return matches || run_complain_rule(run, member, rule, COMPLAINT_PROPERTY_NAME);
}

bool check_property_names(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    return each_member(run, rule, place, seen, check_name);
}

static bool check_property(struct run *run, const struct rule *rule, const struct place *member,
    size_t number, struct evaluated *seen)
{
    const struct node *node = rule_property(rule, member->key);
    if (node == NULL)
        return true;
    evaluated_mark(seen, number);
    return run_apply(run, node, member, NULL);
}

bool check_properties(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    return each_member(run, rule, place, seen, check_property);
}

static bool check_patterns(struct run *run, const struct rule *rule, const struct place *member,
    size_t number, struct evaluated *seen)
{
    bool valid = true;
    for (size_t i = 0; i < rule->branch_count; i++) {
        const struct branch *branch = &rule->branches[i];
        if (!pattern_matches(run, branch->pattern, member->key, strlen(member->key)))
            continue;
        evaluated_mark(seen, number);
        valid = run_apply(run, branch->node, member, NULL) && valid;
    }
    return valid;
}

bool check_pattern_properties(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    return each_member(run, rule, place, seen, check_patterns);
}

static bool has_pattern_for(struct run *run, const struct rule *rule, const char *name)
{
    for (size_t i = 0; rule != NULL && i < rule->branch_count; i++) {
        if (pattern_matches(run, rule->branches[i].pattern, name, strlen(name)))
            return true;
    }
    return false;
}

/* The schema for members that nothing else speaks of; `false` makes the name itself the mistake. */
static bool check_rest(struct run *run, const struct rule *rule, const struct place *member)
{
    const struct node *node = rule->branches[0].node;
    if (!json_is_false(node->source))
        return run_apply(run, node, member, NULL);
    return run_complain_rule(run, member, rule, COMPLAINT_UNKNOWN_FIELD);
}

static bool check_additional(struct run *run, const struct rule *rule, const struct place *member,
    size_t number, struct evaluated *seen)
{
    if (rule_property(node_rule(rule->node, KEYWORD_PROPERTIES), member->key) != NULL ||
        has_pattern_for(run, node_rule(rule->node, KEYWORD_PATTERN_PROPERTIES), member->key))
        return true;
    evaluated_mark(seen, number);
    return check_rest(run, rule, member);
}

bool check_additional_properties(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    return each_member(run, rule, place, seen, check_additional);
}

static bool check_unevaluated(struct run *run, const struct rule *rule, const struct place *member,
    size_t number, struct evaluated *seen)
{
    if (seen->marks[number])
        return true;
    evaluated_mark(seen, number);
    return check_rest(run, rule, member);
}

bool check_unevaluated_properties(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    return each_member(run, rule, place, seen, check_unevaluated);
}
