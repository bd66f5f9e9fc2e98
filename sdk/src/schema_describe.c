/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_describe.h"

#include <string.h>

#include "schema_format.h"
#include "schema_text.h"
#include "schema_types.h"

enum { SHOWN_VALUES = 12 };

static void describe_bounds(FILE *out, const struct rule *low, const struct rule *high, bool of)
{
    bool above = low != NULL && low->keyword->id == KEYWORD_EXCLUSIVE_MINIMUM;
    bool below = high != NULL && high->keyword->id == KEYWORD_EXCLUSIVE_MAXIMUM;
    if (low != NULL && high != NULL && !above && !below) {
        fputs(" between ", out);
        text_value(out, low->argument);
        fputs(" and ", out);
        text_value(out, high->argument);
        return;
    }
    if (low != NULL) {
        fputs(above ? " greater than " : of ? " of at least " : " at least ", out);
        text_value(out, low->argument);
    }
    if (high != NULL) {
        fputs(low != NULL ? " and" : of && !below ? " of" : "", out);
        fputs(below ? " less than " : " at most ", out);
        text_value(out, high->argument);
    }
}

void describe_range(FILE *out, const struct node *node, bool behind_noun)
{
    const struct rule *low = node_rule(node, KEYWORD_MINIMUM);
    const struct rule *high = node_rule(node, KEYWORD_MAXIMUM);
    if (low == NULL)
        low = node_rule(node, KEYWORD_EXCLUSIVE_MINIMUM);
    if (high == NULL)
        high = node_rule(node, KEYWORD_EXCLUSIVE_MAXIMUM);
    describe_bounds(out, low, high, behind_noun);
}

const char *describe_value_title(const struct node *node, const json_t *values, size_t index)
{
    const json_t *titles = node_ui(node, "enumTitles");
    if (json_is_object(titles)) {
        const char *name = json_string_value(json_array_get(values, index));
        return name == NULL ? NULL : json_string_value(json_object_get(titles, name));
    }
    return json_string_value(json_array_get(titles, index));
}

void describe_values(FILE *out, const struct node *node, const json_t *values)
{
    size_t count = json_array_size(values);
    size_t shown = count > SHOWN_VALUES ? SHOWN_VALUES : count;
    for (size_t i = 0; i < shown; i++) {
        const json_t *value = json_array_get(values, i);
        const char *title = describe_value_title(node, values, i);
        fputs(text_separator(i, count, " or "), out);
        text_value(out, value);
        if (title != NULL &&
            (!json_is_string(value) || strcmp(title, json_string_value(value)) != 0))
            fprintf(out, " (%s)", title);
    }
    if (count > shown)
        fprintf(out, " or one of %zu others", count - shown);
}

static void describe_number(FILE *out, const struct node *node, const char *noun)
{
    fputs(noun, out);
    describe_range(out, node, true);
}

static void describe_text(FILE *out, const struct node *node)
{
    const struct rule *format = node_rule(node, KEYWORD_FORMAT);
    const struct rule *maximum = node_rule(node, KEYWORD_MAX_LENGTH);
    fputs(format == NULL ? "text" : format->format->noun, out);
    if (maximum != NULL && format == NULL)
        fprintf(out, " of at most %zu %s", maximum->bound,
            maximum->bound == 1 ? "character" : "characters");
}

static void describe_type(FILE *out, const struct node *node, unsigned type)
{
    switch (type) {
    case TYPE_NULL:
        fputs("null", out);
        break;
    case TYPE_BOOLEAN:
        fputs("true or false", out);
        break;
    case TYPE_INTEGER:
        describe_number(out, node, "a whole number");
        break;
    case TYPE_NUMBER:
        describe_number(out, node, "a number");
        break;
    case TYPE_STRING:
        describe_text(out, node);
        break;
    case TYPE_ARRAY:
        fputs("a list", out);
        break;
    default:
        fputs("an object", out);
        break;
    }
}

static void describe_types(FILE *out, const struct node *node, unsigned types)
{
    size_t index = 0;
    if ((types & TYPE_NUMBER) != 0)
        types &= ~(unsigned)TYPE_INTEGER;
    size_t count = 0;
    for (unsigned rest = types; rest != 0; rest &= rest - 1)
        count++;
    for (unsigned type = TYPE_NULL; type <= TYPE_OBJECT; type <<= 1) {
        if ((types & type) == 0)
            continue;
        fputs(text_separator(index++, count, " or "), out);
        describe_type(out, node, type);
    }
}

static bool speaks_of_numbers(const struct node *node)
{
    return node_rule(node, KEYWORD_MINIMUM) != NULL || node_rule(node, KEYWORD_MAXIMUM) != NULL ||
           node_rule(node, KEYWORD_EXCLUSIVE_MINIMUM) != NULL ||
           node_rule(node, KEYWORD_EXCLUSIVE_MAXIMUM) != NULL;
}

bool describe_node(FILE *out, const struct node *node)
{
    const struct rule *values = node_rule(node, KEYWORD_ENUM);
    const struct rule *value = node_rule(node, KEYWORD_CONST);
    const struct rule *types = node_rule(node, KEYWORD_TYPE);
    const struct rule *format = node_rule(node, KEYWORD_FORMAT);
    const struct rule *reference = node_rule(node, KEYWORD_REF);
    if (values != NULL && json_array_size(values->argument) > 0)
        describe_values(out, node, values->argument);
    else if (value != NULL)
        text_value(out, value->argument);
    else if (types != NULL)
        describe_types(out, node, types->types);
    else if (format != NULL)
        fputs(format->format->noun, out);
    else if (speaks_of_numbers(node))
        describe_range(out, node, false);
    else if (reference != NULL && node_rule(reference->branches[0].node, KEYWORD_REF) == NULL)
        return describe_node(out, reference->branches[0].node);
    else
        return false;
    return true;
}
