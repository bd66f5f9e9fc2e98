/* SPDX-License-Identifier: Apache-2.0 */
/* type, enum, const; numbers; texts; deprecated. */
#include <string.h>

#include "schema_compiler.h"
#include "schema_format.h"
#include "schema_json.h"
#include "schema_pattern.h"
#include "schema_run.h"
#include "schema_types.h"

static const char *const type_names[] = {
    "null", "boolean", "integer", "number", "string", "array", "object"};

static unsigned type_named(const char *name)
{
    for (size_t i = 0; name != NULL && i < sizeof type_names / sizeof type_names[0]; i++) {
        if (strcmp(type_names[i], name) == 0)
            return 1u << i;
    }
    return 0;
}

static bool refuse_type(struct compiler *compiler, const struct rule *rule)
{
    return compiler_refuse_rule(compiler, rule,
        "\"type\" must be one of \"null\", \"boolean\", \"integer\", \"number\", \"string\", "
        "\"array\" and \"object\", or a list of them");
}

bool compile_type(struct compiler *compiler, struct rule *rule)
{
    size_t index;
    const json_t *name;
    if (json_is_string(rule->argument))
        rule->types = type_named(json_string_value(rule->argument));
    json_array_foreach(rule->argument, index, name)
    {
        unsigned type = type_named(json_string_value(name));
        if (type == 0)
            return refuse_type(compiler, rule);
        rule->types |= type;
    }
    return rule->types != 0 || refuse_type(compiler, rule);
}

unsigned types_of(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_NULL:
        return TYPE_NULL;
    case JSON_TRUE:
    case JSON_FALSE:
        return TYPE_BOOLEAN;
    case JSON_INTEGER:
        return TYPE_INTEGER | TYPE_NUMBER;
    case JSON_REAL:
        return number_is_whole(value) ? TYPE_INTEGER | TYPE_NUMBER : TYPE_NUMBER;
    case JSON_STRING:
        return TYPE_STRING;
    case JSON_ARRAY:
        return TYPE_ARRAY;
    case JSON_OBJECT:
        return TYPE_OBJECT;
    }
    return 0;
}

bool check_type(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    (void)seen;
    if ((types_of(place->value) & rule->types) != 0)
        return true;
    return run_complain_rule(run, place, rule, COMPLAINT_TYPE);
}

bool compile_enum(struct compiler *compiler, struct rule *rule)
{
    if (json_is_array(rule->argument))
        return true;
    return compiler_refuse_rule(compiler, rule, "\"enum\" must be a list of values");
}

bool check_enum(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    size_t index;
    const json_t *allowed;
    (void)seen;
    json_array_foreach(rule->argument, index, allowed)
    {
        if (value_equal(run, place->value, allowed))
            return true;
    }
    return run_complain_rule(run, place, rule, COMPLAINT_ENUM);
}

bool check_const(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    (void)seen;
    if (value_equal(run, place->value, rule->argument))
        return true;
    return run_complain_rule(run, place, rule, COMPLAINT_CONST);
}

bool compile_number(struct compiler *compiler, struct rule *rule)
{
    if (json_is_number(rule->argument))
        return true;
    return compiler_refuse_rule(compiler, rule, "\"%s\" must be a number", rule->keyword->name);
}

bool compile_multiple(struct compiler *compiler, struct rule *rule)
{
    if (json_is_number(rule->argument) && json_number_value(rule->argument) > 0)
        return true;
    return compiler_refuse_rule(compiler, rule, "\"multipleOf\" must be a number above 0");
}

static bool range_holds(enum keyword_id id, int order)
{
    if (id == KEYWORD_MINIMUM)
        return order >= 0;
    if (id == KEYWORD_EXCLUSIVE_MINIMUM)
        return order > 0;
    if (id == KEYWORD_MAXIMUM)
        return order <= 0;
    return order < 0;
}

bool check_range(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    (void)seen;
    if (!json_is_number(place->value) ||
        range_holds(rule->keyword->id, number_compare(place->value, rule->argument)))
        return true;
    return run_complain_rule(run, place, rule, COMPLAINT_RANGE);
}

bool check_multiple(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    (void)seen;
    if (!json_is_number(place->value) || number_is_multiple(place->value, rule->argument))
        return true;
    return run_complain_rule(run, place, rule, COMPLAINT_MULTIPLE);
}

bool compile_bound(struct compiler *compiler, struct rule *rule)
{
    const json_t *argument = rule->argument;
    double number = json_number_value(argument);
    if (!json_is_number(argument) || number < 0 || number >= 0x1p53 || !number_is_whole(argument))
        return compiler_refuse_rule(
            compiler, rule, "\"%s\" must be a whole number of at least 0", rule->keyword->name);
    rule->bound = (size_t)number;
    return true;
}

bool check_length(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    (void)seen;
    if (!json_is_string(place->value))
        return true;
    size_t count =
        text_characters(json_string_value(place->value), json_string_length(place->value));
    bool minimum = rule->keyword->id == KEYWORD_MIN_LENGTH;
    if (minimum ? count >= rule->bound : count <= rule->bound)
        return true;
    struct complaint complaint = {
        .code = COMPLAINT_LENGTH, .rule = rule, .node = rule->node, .count = count};
    return run_complain(run, place, &complaint);
}

bool compile_pattern(struct compiler *compiler, struct rule *rule)
{
    char reason[160] = "";
    if (!json_is_string(rule->argument))
        return compiler_refuse_rule(compiler, rule, "\"pattern\" must be a text");
    rule->pattern = pattern_compile(json_string_value(rule->argument),
        json_string_length(rule->argument), reason, sizeof reason);
    if (rule->pattern != NULL)
        return true;
    return compiler_refuse_rule(compiler, rule, "\"pattern\" can't be used: %s", reason);
}

bool check_pattern(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    (void)seen;
    if (!json_is_string(place->value) ||
        pattern_matches(
            run, rule->pattern, json_string_value(place->value), json_string_length(place->value)))
        return true;
    if (run->tripped == LIMIT_PATTERN && run->tripped_rule == NULL)
        run->tripped_rule = rule;
    return run_complain_rule(run, place, rule, COMPLAINT_PATTERN);
}

bool compile_format(struct compiler *compiler, struct rule *rule)
{
    const char *name = json_string_value(rule->argument);
    if (name == NULL)
        return compiler_refuse_rule(compiler, rule, "\"format\" must be a text");
    rule->format = format_find(name);
    if (rule->format != NULL)
        return true;
    return compiler_refuse_rule(compiler, rule, "The format \"%s\" is not supported", name);
}

bool check_format(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    (void)seen;
    if ((run->flags & SCHEMA_FORMATS_INFORM) != 0 || !json_is_string(place->value))
        return true;
    size_t length = json_string_length(place->value);
    if (!run_spend(run, rule->format->steps + length / 16))
        return false;
    if (rule->format->check(json_string_value(place->value), length))
        return true;
    return run_complain_rule(run, place, rule, COMPLAINT_FORMAT);
}

bool compile_boolean(struct compiler *compiler, struct rule *rule)
{
    if (json_is_boolean(rule->argument))
        return true;
    return compiler_refuse_rule(
        compiler, rule, "\"%s\" must be true or false", rule->keyword->name);
}

bool check_deprecated(
    struct run *run, const struct rule *rule, const struct place *place, struct evaluated *seen)
{
    (void)seen;
    if (json_is_true(rule->argument) && place->parent != NULL)
        run_complain_rule(run, place, rule, COMPLAINT_DEPRECATED);
    return true;
}
