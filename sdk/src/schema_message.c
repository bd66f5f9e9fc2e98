/* SPDX-License-Identifier: Apache-2.0 */
/* Messages: the field's label, what it must be, what it is. */
#include "schema_message.h"

#include <stdlib.h>
#include <string.h>

#include "schema_describe.h"
#include "schema_format.h"
#include "schema_suggest.h"
#include "schema_text.h"
#include "schema_types.h"

static void put_must(const struct wording *wording, FILE *out)
{
    fprintf(out, "%s must ", wording->label);
}

static void put_value(const struct wording *wording, FILE *out)
{
    const json_t *value = wording->place->value;
    if (wording->secret) {
        fputs("; its value is not shown", out);
    } else if (json_is_string(value) && json_string_length(value) == 0) {
        fputs("; it is empty", out);
    } else if (value != NULL) {
        fputs("; it is ", out);
        text_value(out, value);
    }
}

/* x-ui.rule of the node or of the field: the words of the schema's author. */
static const char *own_rule(const struct wording *wording)
{
    const char *rule = json_string_value(node_ui(wording->complaint->node, "rule"));
    return rule != NULL ? rule : json_string_value(field_ui(wording->field, "rule"));
}

static void say_expected(const struct wording *wording, FILE *out)
{
    put_must(wording, out);
    fputs("be ", out);
    describe_node(out, wording->complaint->node);
    put_value(wording, out);
}

static void say_range(const struct wording *wording, FILE *out)
{
    const struct node *node = wording->complaint->node;
    put_must(wording, out);
    fputs("be", out);
    if (node_rule(node, KEYWORD_TYPE) != NULL && node_rule(node, KEYWORD_ENUM) == NULL) {
        fputc(' ', out);
        describe_node(out, node);
    } else {
        describe_range(out, node, false);
    }
    put_value(wording, out);
}

static void say_multiple(const struct wording *wording, FILE *out)
{
    put_must(wording, out);
    fputs("be a multiple of ", out);
    text_value(out, wording->complaint->rule->argument);
    put_value(wording, out);
}

/* "at least 3 characters; it has 2" */
static void say_count(
    const struct wording *wording, FILE *out, bool minimum, const char *one, const char *many)
{
    size_t bound = wording->complaint->rule->bound;
    put_must(wording, out);
    if (minimum && bound == 1 && wording->complaint->count == 0) {
        fputs("not be empty", out);
        return;
    }
    fprintf(
        out, "have %s %zu %s", minimum ? "at least" : "at most", bound, bound == 1 ? one : many);
    if (!wording->secret) /* its length says something of it */
        fprintf(out, "; it has %zu", wording->complaint->count);
}

static void say_length(const struct wording *wording, FILE *out)
{
    bool minimum = wording->complaint->rule->keyword->id == KEYWORD_MIN_LENGTH;
    say_count(wording, out, minimum, "character", "characters");
    if (wording->secret || wording->complaint->count == 0)
        return;
    fputs(": ", out);
    text_value(out, wording->place->value);
}

static void say_items(const struct wording *wording, FILE *out)
{
    bool minimum = wording->complaint->rule->keyword->id == KEYWORD_MIN_ITEMS;
    say_count(wording, out, minimum, "entry", "entries");
}

static void say_properties(const struct wording *wording, FILE *out)
{
    bool minimum = wording->complaint->rule->keyword->id == KEYWORD_MIN_PROPERTIES;
    say_count(wording, out, minimum, "field", "fields");
}

static void say_pattern(const struct wording *wording, FILE *out)
{
    const char *rule = own_rule(wording);
    const json_t *pattern = wording->complaint->rule->argument;
    put_must(wording, out);
    if (rule != NULL) {
        fputs(rule, out);
    } else {
        fputs("match the pattern ", out);
        fwrite(json_string_value(pattern), 1, json_string_length(pattern), out);
    }
    put_value(wording, out);
}

static void say_format(const struct wording *wording, FILE *out)
{
    const char *rule = own_rule(wording);
    put_must(wording, out);
    if (rule != NULL)
        fputs(rule, out);
    else
        fprintf(out, "be %s", wording->complaint->rule->format->noun);
    put_value(wording, out);
}

static void say_unique(const struct wording *wording, FILE *out)
{
    put_must(wording, out);
    fprintf(out, "not have the same entry twice; entries %zu and %zu are equal",
        wording->complaint->first + 1, wording->complaint->second + 1);
}

static void say_contains(const struct wording *wording, FILE *out)
{
    const struct complaint *complaint = wording->complaint;
    const struct rule *contains = node_rule(complaint->node, KEYWORD_CONTAINS);
    const struct rule *least = node_rule(complaint->node, KEYWORD_MIN_CONTAINS);
    bool too_many = complaint->rule->keyword->id == KEYWORD_MAX_CONTAINS;
    size_t bound = too_many ? complaint->rule->bound : least == NULL ? 1 : least->bound;
    const char *title = json_string_value(node_argument(contains->branches[0].node, "title"));
    put_must(wording, out);
    fprintf(out, "have %s %zu %s that %s ", too_many ? "at most" : "at least", bound,
        bound == 1 ? "entry" : "entries", bound == 1 ? "is" : "are");
    if (title != NULL)
        fputs(title, out);
    else if (!describe_node(out, contains->branches[0].node))
        fputs("as the schema says", out);
    fprintf(out, "; it has %zu", complaint->count);
}

static void say_required(const struct wording *wording, FILE *out)
{
    fprintf(out, "%s is required", wording->label);
}

static void say_dependent(const struct wording *wording, FILE *out)
{
    fprintf(out, "%s is required, because ", wording->label);
    wording_field_name(wording, out, wording->complaint->name);
    fputs(" is given", out);
}

static void say_property_name(const struct wording *wording, FILE *out)
{
    const struct node *names = wording->complaint->rule->branches[0].node;
    const struct rule *pattern = node_rule(names, KEYWORD_PATTERN);
    fprintf(out, "%s can't be the name of a field here", wording->label);
    const char *rule = json_string_value(node_ui(names, "rule"));
    if (rule != NULL)
        fprintf(out, ": a name must %s", rule);
    else if (node_rule(names, KEYWORD_ENUM) != NULL || node_rule(names, KEYWORD_FORMAT) != NULL) {
        fputs(": a name must be ", out);
        describe_node(out, names);
    } else if (pattern != NULL) {
        fprintf(out, ": a name must match the pattern %s", json_string_value(pattern->argument));
    }
}

static void say_unknown_field(const struct wording *wording, FILE *out)
{
    struct field parent;
    text_name(out, wording->place->key);
    fputs(" is not a field here", out);
    wording_parent(wording, &parent);
    const char *close = suggest_field(&parent, wording->place->parent->value, wording->place->key);
    if (close == NULL)
        return;
    fputs("; did you mean ", out);
    wording_field_name(wording, out, close);
    fputc('?', out);
}

static void say_forbidden(const struct wording *wording, FILE *out)
{
    put_must(wording, out);
    fputs("not be given here", out);
}

/* An object is known by the fields that it must have. */
static bool put_object_form(FILE *out, const struct node *node)
{
    const struct rule *types = node_rule(node, KEYWORD_TYPE);
    const struct rule *required = node_rule(node, KEYWORD_REQUIRED);
    size_t count = required == NULL ? 0 : json_array_size(required->argument);
    if (types == NULL || types->types != TYPE_OBJECT || count == 0)
        return false;
    fputs("an object with ", out);
    for (size_t i = 0; i < count; i++) {
        fputs(text_separator(i, count, " and "), out);
        text_value(out, json_array_get(required->argument, i));
    }
    return true;
}

/* Writes what a form is; false where nothing is known but its number. */
static bool put_form(FILE *out, const struct node *node)
{
    const char *title = json_string_value(node_argument(node, "title"));
    if (title == NULL)
        return put_object_form(out, node) || describe_node(out, node);
    fputs(title, out);
    return true;
}

static bool forms_have_names(const struct rule *rule)
{
    char *text = NULL;
    size_t size = 0;
    FILE *scratch = open_memstream(&text, &size);
    bool all = scratch != NULL;
    for (size_t i = 0; i < rule->branch_count; i++)
        all = all && put_form(scratch, rule->branches[i].node);
    if (scratch != NULL)
        fclose(scratch);
    free(text);
    return all;
}

/* The fields that a form asks for, where it asks for nothing else. */
static const json_t *form_required(const struct node *node)
{
    const struct rule *required = node_rule(node, KEYWORD_REQUIRED);
    return required != NULL && node->rule_count == 1 ? required->argument : NULL;
}

static bool forms_are_required(const struct rule *rule)
{
    for (size_t i = 0; i < rule->branch_count; i++) {
        if (form_required(rule->branches[i].node) == NULL)
            return false;
    }
    return true;
}

static void put_required_forms(const struct wording *wording, FILE *out)
{
    const struct rule *rule = wording->complaint->rule;
    for (size_t i = 0; i < rule->branch_count; i++) {
        fputs(text_separator(i, rule->branch_count, " or "), out);
        wording_labels(
            wording, out, wording->field, form_required(rule->branches[i].node), " and ");
    }
}

static void say_no_match(const struct wording *wording, FILE *out)
{
    const struct rule *rule = wording->complaint->rule;
    const char *own = own_rule(wording);
    if (own == NULL && forms_are_required(rule)) {
        put_required_forms(wording, out);
        fputs(" is required", out);
        return;
    }
    put_must(wording, out);
    if (own != NULL) {
        fputs(own, out);
    } else if (forms_have_names(rule)) {
        fputs("be ", out);
        for (size_t i = 0; i < rule->branch_count; i++) {
            fputs(text_separator(i, rule->branch_count, " or "), out);
            put_form(out, rule->branches[i].node);
        }
    } else {
        fprintf(out, "have one of the %zu forms that are allowed here", rule->branch_count);
    }
    put_value(wording, out);
}

static void say_many_matches(const struct wording *wording, FILE *out)
{
    const struct complaint *complaint = wording->complaint;
    const struct node *first = complaint->rule->branches[complaint->first].node;
    const struct node *second = complaint->rule->branches[complaint->second].node;
    if (forms_are_required(complaint->rule)) {
        wording_labels(wording, out, wording->field, form_required(first), " and ");
        fputs(" must not be given together with ", out);
        wording_labels(wording, out, wording->field, form_required(second), " and ");
        return;
    }
    put_must(wording, out);
    fputs("have only one of the forms that are allowed here; it is both ", out);
    if (!put_form(out, first))
        fprintf(out, "form %zu", complaint->first + 1);
    fputs(" and ", out);
    if (!put_form(out, second))
        fprintf(out, "form %zu", complaint->second + 1);
}

static void say_not(const struct wording *wording, FILE *out)
{
    const struct node *node = wording->complaint->rule->branches[0].node;
    const json_t *required = form_required(node);
    const char *rule = own_rule(wording);
    if (required != NULL) {
        wording_labels(wording, out, wording->field, required, " and ");
        fputs(json_array_size(required) > 1 ? " must not be given together"
                                            : " must not be given here",
            out);
        return;
    }
    put_must(wording, out);
    if (rule != NULL) {
        fputs(rule, out);
        put_value(wording, out);
        return;
    }
    fputs("not be ", out);
    if (!put_form(out, node))
        fputs("what it is", out);
    if (node_rule(node, KEYWORD_CONST) == NULL)
        put_value(wording, out);
}

static void say_deprecated(const struct wording *wording, FILE *out)
{
    fprintf(out, "%s is deprecated", wording->label);
}

static void say_limit(const struct wording *wording, FILE *out)
{
    static const char *const reasons[] = {
        [LIMIT_NONE] = "for an unknown reason",
        [LIMIT_STEPS] = "because that takes too many steps",
        [LIMIT_DEPTH] = "because it is nested too deeply",
        [LIMIT_PATTERN] = "because a pattern takes too long to match",
        [LIMIT_MEMORY] = "because there is not enough memory",
    };
    fprintf(out, "%s could not be checked to the end, %s", wording->label,
        reasons[wording->run->tripped]);
}

static const struct {
    const char *id;
    void (*say)(const struct wording *wording, FILE *out);
} complaints[COMPLAINT_COUNT] = {
    [COMPLAINT_TYPE] = {"schema.type", say_expected},
    [COMPLAINT_ENUM] = {"schema.enum", say_expected},
    [COMPLAINT_CONST] = {"schema.const", say_expected},
    [COMPLAINT_RANGE] = {"schema.range", say_range},
    [COMPLAINT_MULTIPLE] = {"schema.multiple", say_multiple},
    [COMPLAINT_LENGTH] = {"schema.length", say_length},
    [COMPLAINT_PATTERN] = {"schema.pattern", say_pattern},
    [COMPLAINT_FORMAT] = {"schema.format", say_format},
    [COMPLAINT_ITEMS] = {"schema.items", say_items},
    [COMPLAINT_UNIQUE] = {"schema.unique", say_unique},
    [COMPLAINT_CONTAINS] = {"schema.contains", say_contains},
    [COMPLAINT_PROPERTIES] = {"schema.properties", say_properties},
    [COMPLAINT_REQUIRED] = {"schema.required", say_required},
    [COMPLAINT_DEPENDENT] = {"schema.dependent", say_dependent},
    [COMPLAINT_PROPERTY_NAME] = {"schema.property-name", say_property_name},
    [COMPLAINT_UNKNOWN_FIELD] = {"schema.unknown-field", say_unknown_field},
    [COMPLAINT_FORBIDDEN] = {"schema.forbidden", say_forbidden},
    [COMPLAINT_NO_MATCH] = {"schema.no-match", say_no_match},
    [COMPLAINT_MANY_MATCHES] = {"schema.many-matches", say_many_matches},
    [COMPLAINT_NOT] = {"schema.not", say_not},
    [COMPLAINT_DEPRECATED] = {"schema.deprecated", say_deprecated},
    [COMPLAINT_LIMIT] = {"schema.limit", say_limit},
};

const char *complaint_id(enum complaint_code code)
{
    return complaints[code].id;
}

bool wording_make(const struct wording *wording, char **ret_message, char **ret_hint)
{
    char *texts[2] = {NULL, NULL};
    for (size_t i = 0; i < 2; i++) {
        size_t size = 0;
        FILE *out = open_memstream(&texts[i], &size);
        if (out == NULL)
            break;
        if (i == 0)
            complaints[wording->complaint->code].say(wording, out);
        else
            wording_hint(wording, out);
        if (fclose(out) != 0)
            break;
    }
    if (texts[0] == NULL || texts[1] == NULL) {
        free(texts[0]);
        free(texts[1]);
        return false;
    }
    *ret_message = texts[0];
    *ret_hint = texts[1];
    return true;
}
