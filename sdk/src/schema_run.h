/* SPDX-License-Identifier: Apache-2.0 */
/* One validation: where it is, what it found, what it may still spend. */
#ifndef HAWSER_SDK_SCHEMA_RUN_H
#define HAWSER_SDK_SCHEMA_RUN_H

#include "schema_node.h"

/* A value of the instance, with the way to it. */
struct place {
    const struct place *parent; /* NULL at the root */
    const char *key;            /* NULL for a list entry */
    size_t index;
    const json_t *value; /* NULL for a field that is missing */
};

/* Which members of one value some keyword has looked at, by their number in it. */
struct evaluated {
    unsigned char *marks;
    size_t count;
};

enum run_limit { LIMIT_NONE, LIMIT_STEPS, LIMIT_DEPTH, LIMIT_PATTERN, LIMIT_MEMORY };

struct finding_list;

struct run {
    const struct schema *schema;
    struct finding_list *findings;
    unsigned flags;
    unsigned quiet;  /* above 0 nothing is reported, and the first failure ends it */
    unsigned strict; /* above 0 a draft's leniency is off: conditions must be what they are */
    size_t depth;
    size_t steps;
    size_t explained; /* forms of anyOf and oneOf that were gone through for their findings */
    enum run_limit tripped;
    const struct rule *tripped_rule;
};

/* Counts work; false, for good, when the budget is spent. */
bool run_spend(struct run *run, size_t steps);
bool run_trip(struct run *run, enum run_limit limit);

bool run_apply(
    struct run *run, const struct node *node, const struct place *place, struct evaluated *seen);
/* The same without findings. */
bool run_matches(
    struct run *run, const struct node *node, const struct place *place, struct evaluated *seen);
/* The same, also without a draft's leniency. */
bool run_matches_strictly(
    struct run *run, const struct node *node, const struct place *place, struct evaluated *seen);

bool evaluated_init(struct evaluated *seen, const json_t *value);
void evaluated_done(struct evaluated *seen);
/* These take NULL. */
void evaluated_mark(struct evaluated *seen, size_t number);
void evaluated_mark_all(struct evaluated *seen);
void evaluated_merge(struct evaluated *seen, const struct evaluated *more);

enum complaint_code {
    COMPLAINT_TYPE,
    COMPLAINT_ENUM,
    COMPLAINT_CONST,
    COMPLAINT_RANGE,
    COMPLAINT_MULTIPLE,
    COMPLAINT_LENGTH,
    COMPLAINT_PATTERN,
    COMPLAINT_FORMAT,
    COMPLAINT_ITEMS,
    COMPLAINT_UNIQUE,
    COMPLAINT_CONTAINS,
    COMPLAINT_PROPERTIES,
    COMPLAINT_REQUIRED,
    COMPLAINT_DEPENDENT,
    COMPLAINT_PROPERTY_NAME,
    COMPLAINT_UNKNOWN_FIELD,
    COMPLAINT_FORBIDDEN,
    COMPLAINT_NO_MATCH,
    COMPLAINT_MANY_MATCHES,
    COMPLAINT_NOT,
    COMPLAINT_DEPRECATED,
    COMPLAINT_LIMIT,
    COMPLAINT_COUNT
};

/* What a failed rule says of a place. */
struct complaint {
    enum complaint_code code;
    const struct rule *rule; /* NULL for a schema `false` and for limits */
    const struct node *node; /* of the rule, or the schema `false` */
    const char *name;        /* of another field that has to do with it */
    size_t count;            /* characters, entries, fields, matches */
    size_t first;            /* of two equal entries, or of two matching forms */
    size_t second;
};

/* Reports it unless the run is quiet; returns false, so that a check can end with it (a warning is
 * for its check to pass). */
bool run_complain(struct run *run, const struct place *place, const struct complaint *complaint);
bool run_complain_rule(
    struct run *run, const struct place *place, const struct rule *rule, enum complaint_code code);

bool check_type(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_enum(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_const(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_range(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_multiple(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_length(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_pattern(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_format(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_item_count(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_unique(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_prefix_items(
    struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_items(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_contains(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_property_count(
    struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_required(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_dependent_required(
    struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_property_names(
    struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_properties(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_pattern_properties(
    struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_additional_properties(
    struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_all_of(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_any_of(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_one_of(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_not(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_if(struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_dependent_schemas(
    struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_unevaluated_items(
    struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_unevaluated_properties(
    struct run *, const struct rule *, const struct place *, struct evaluated *);
bool check_deprecated(struct run *, const struct rule *, const struct place *, struct evaluated *);

#endif
