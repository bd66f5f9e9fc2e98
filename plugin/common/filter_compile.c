/* SPDX-License-Identifier: Apache-2.0 */
#include "common/filter_tree.h"

#include "common/timestamp_text.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_QUOTED = 64 }; /* a foreign word longer than this is not repeated in a message */

struct compiler {
    const struct filter_property *properties;
    size_t property_count;
    size_t nodes;
    char pointer[FILTER_POINTER_SIZE]; /* of what is being compiled */
    size_t pointer_length;
    struct filter_problem *problem;
};

/* Room for "/and/999" at each depth and for "/operator" at the end. */
_Static_assert(FILTER_POINTER_SIZE > FILTER_MAX_DEPTH * 8 + 10 && FILTER_MAX_NODES <= 1000,
    "every pointer fits");

static size_t enter(struct compiler *compiler, const char *member)
{
    size_t before = compiler->pointer_length;
    int length =
        snprintf(compiler->pointer + before, sizeof compiler->pointer - before, "/%s", member);
    compiler->pointer_length += (size_t)length;
    return before;
}

static size_t enter_item(struct compiler *compiler, size_t index)
{
    char number[24];
    snprintf(number, sizeof number, "%zu", index);
    return enter(compiler, number);
}

static void leave(struct compiler *compiler, size_t before)
{
    compiler->pointer_length = before;
    compiler->pointer[before] = '\0';
}

/* Always false. */
static bool refuse(struct compiler *compiler, const char *hint, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool refuse(struct compiler *compiler, const char *hint, const char *format, ...)
{
    struct filter_problem *problem = compiler->problem;
    memcpy(problem->pointer, compiler->pointer, compiler->pointer_length + 1);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem->message, sizeof problem->message, format, arguments);
    va_end(arguments);
    snprintf(problem->hint, sizeof problem->hint, "%s", hint);
    return false;
}

static bool refuse_memory(struct compiler *compiler)
{
    return refuse(
        compiler, "Try again when the machine is less busy.", "There is no memory for Filter.");
}

/* A word of the expression for a message, which stays readable however long the word is. */
static const char *quoted(const char *word)
{
    return strlen(word) <= LONGEST_QUOTED ? word : "(a long text)";
}

/* --- A test ------------------------------------------------------------------------------------
 */

/* The text of a member, or NULL after refuse(). */
static const char *text_member(struct compiler *compiler, const json_t *test, const char *name)
{
    const json_t *member = json_object_get(test, name);
    if (json_is_string(member))
        return json_string_value(member);
    size_t before = member ? enter(compiler, name) : compiler->pointer_length;
    refuse(compiler, "A condition has a property, an operator and a value, each a text.",
        member ? "The %s of a condition of Filter is not a text."
               : "A condition of Filter has no %s.",
        name);
    leave(compiler, before);
    return NULL;
}

static bool find_property(struct compiler *compiler, const char *name, struct filter_node *node,
    const struct filter_property **ret_property)
{
    char known[192] = "";
    size_t length = 0;
    for (size_t i = 0; i < compiler->property_count; i++) {
        const struct filter_property *property = &compiler->properties[i];
        if (!strcmp(property->name, name)) {
            node->property = i;
            node->kind = property->kind;
            *ret_property = property;
            return true;
        }
        if (length < sizeof known)
            length += (size_t)snprintf(known + length, sizeof known - length, "%s%s",
                i ? ", " : "Use one of: ", property->name);
    }
    size_t before = enter(compiler, "property");
    refuse(compiler, known, "Filter has no property \"%s\".", quoted(name));
    leave(compiler, before);
    return false;
}

static bool find_operator(struct compiler *compiler, const char *name, struct filter_node *node)
{
    static const struct {
        const char *name;
        enum filter_operator test;
    } operators[] = {{"eq", FILTER_EQ}, {"ne", FILTER_NE}, {"lt", FILTER_LT}, {"gt", FILTER_GT},
        {"le", FILTER_LE}, {"ge", FILTER_GE}, {"regex", FILTER_REGEX},
        {"wildcard", FILTER_WILDCARD}};
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (!strcmp(operators[i].name, name)) {
            node->test = operators[i].test;
            return true;
        }
    }
    size_t before = enter(compiler, "operator");
    refuse(compiler, "Use one of: eq, ne, lt, gt, le, ge, regex, wildcard.",
        "Filter has no operator \"%s\".", quoted(name));
    leave(compiler, before);
    return false;
}

static bool refuse_length(struct compiler *compiler)
{
    size_t before = enter(compiler, "value");
    refuse(compiler, "Shorten it.", "A value of Filter is longer than %d bytes.", FILTER_MAX_VALUE);
    leave(compiler, before);
    return false;
}

static bool keep_value(
    struct compiler *compiler, const char *text, size_t length, struct filter_node *node)
{
    if (length > FILTER_MAX_VALUE)
        return refuse_length(compiler);
    node->value = malloc(length + 1);
    if (!node->value)
        return refuse_memory(compiler);
    memcpy(node->value, text, length);
    node->value[length] = '\0';
    node->length = length;
    return true;
}

static bool keep_pattern(struct compiler *compiler, struct filter_node *node)
{
    struct pattern_problem problem;
    node->pattern = pattern_compile(node->value, node->length, &problem);
    if (!node->pattern) {
        char hint[sizeof compiler->problem->hint];
        snprintf(hint, sizeof hint, "%s.", problem.hint);
        return refuse(
            compiler, hint, "The regular expression in Filter can't be used: %s.", problem.message);
    }
    node->pointer = strdup(compiler->pointer);
    return node->pointer ? true : refuse_memory(compiler);
}

static bool is_number(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
    }
    return length > 0;
}

static bool check_choice(struct compiler *compiler, const struct filter_property *property,
    const struct filter_node *node)
{
    char known[192] = "";
    size_t length = 0;
    for (const char *const *choice = property->choices; *choice; choice++) {
        if (!strcmp(*choice, node->value))
            return true;
        if (length < sizeof known)
            length += (size_t)snprintf(known + length, sizeof known - length, "%s%s",
                choice == property->choices ? "Use one of: " : ", ", *choice);
    }
    return refuse(compiler, known, "Filter compares %s with \"%s\", which it can never be.",
        property->name, quoted(node->value));
}

/* What eq ne lt gt le ge are given must be of the property's kind. */
static bool check_compared(
    struct compiler *compiler, const struct filter_property *property, struct filter_node *node)
{
    if (property->kind == FILTER_TIMESTAMP && !timestamp_text_is_valid(node->value, node->length))
        return refuse(compiler,
            "Write it in the form " TIMESTAMP_TEXT_FORMAT ", for example 2024-01-31 17:00:00.000.",
            "Filter compares %s with \"%s\", which is not a timestamp.", property->name,
            quoted(node->value));
    if (property->kind == FILTER_NUMBER && !is_number(node->value, node->length))
        return refuse(compiler, "Write a whole number, for example 1024.",
            "Filter compares %s with \"%s\", which is not a whole number from 0 up.",
            property->name, quoted(node->value));
    bool equality = node->test == FILTER_EQ || node->test == FILTER_NE;
    if (property->choices && equality)
        return check_choice(compiler, property, node);
    return true;
}

static void drop_leading_zeros(struct filter_node *node)
{
    size_t zeros = 0;
    while (zeros + 1 < node->length && node->value[zeros] == '0')
        zeros++;
    node->length -= zeros;
    memmove(node->value, node->value + zeros, node->length + 1);
}

static bool read_value(struct compiler *compiler, const json_t *test,
    const struct filter_property *property, struct filter_node *node)
{
    const json_t *value = json_object_get(test, "value");
    if (property->kind == FILTER_NUMBER && json_is_integer(value)) {
        char digits[24];
        int length =
            snprintf(digits, sizeof digits, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
        return keep_value(compiler, digits, (size_t)length, node);
    }
    const char *text = text_member(compiler, test, "value");
    return text && keep_value(compiler, text, json_string_length(value), node);
}

static bool compile_value(
    struct compiler *compiler, const struct filter_property *property, struct filter_node *node)
{
    size_t before = enter(compiler, "value");
    bool done = true;
    if (node->test == FILTER_REGEX)
        done = keep_pattern(compiler, node);
    else if (node->test != FILTER_WILDCARD)
        done = check_compared(compiler, property, node);
    leave(compiler, before);
    if (done && property->kind == FILTER_NUMBER && node->test <= FILTER_GE)
        drop_leading_zeros(node);
    return done;
}

static bool compile_test(struct compiler *compiler, const json_t *test, struct filter_node *node)
{
    const struct filter_property *property = NULL;
    node->type = FILTER_TEST;
    const char *name = text_member(compiler, test, "property");
    if (!name || !find_property(compiler, name, node, &property))
        return false;
    const char *test_name = text_member(compiler, test, "operator");
    if (!test_name || !find_operator(compiler, test_name, node))
        return false;
    if (json_object_size(test) > 3)
        return refuse(compiler, "Leave out what is not property, operator or value.",
            "A condition of Filter has members that it can't have.");
    return read_value(compiler, test, property, node) && compile_value(compiler, property, node);
}

/* --- Expressions -------------------------------------------------------------------------------
 */

static bool compile_node(
    struct compiler *compiler, const json_t *expression, size_t depth, struct filter_node *node);

static bool reserve_children(struct compiler *compiler, size_t count, struct filter_node *node)
{
    if (count > FILTER_MAX_NODES - compiler->nodes)
        return refuse(compiler, "Combine conditions, for example in one regular expression.",
            "Filter holds more than %d expressions.", FILTER_MAX_NODES);
    node->children = calloc(count, sizeof *node->children);
    if (!node->children)
        return refuse_memory(compiler);
    node->count = count;
    compiler->nodes += count;
    return true;
}

static bool compile_list(
    struct compiler *compiler, const json_t *list, size_t depth, struct filter_node *node)
{
    if (!json_is_array(list) || !json_array_size(list))
        return refuse(compiler, "Give it a list of at least one expression, or leave it out.",
            "An \"and\" or \"or\" of Filter has nothing to combine.");
    if (!reserve_children(compiler, json_array_size(list), node))
        return false;
    bool done = true;
    for (size_t i = 0; done && i < node->count; i++) {
        size_t before = enter_item(compiler, i);
        done = compile_node(compiler, json_array_get(list, i), depth + 1, &node->children[i]);
        leave(compiler, before);
    }
    return done;
}

static bool compile_not(
    struct compiler *compiler, const json_t *operand, size_t depth, struct filter_node *node)
{
    return reserve_children(compiler, 1, node) &&
           compile_node(compiler, operand, depth + 1, &node->children[0]);
}

static bool compile_combination(struct compiler *compiler, const char *member,
    const json_t *operand, size_t depth, struct filter_node *node)
{
    size_t before = enter(compiler, member);
    bool done = node->type == FILTER_NOT ? compile_not(compiler, operand, depth, node)
                                         : compile_list(compiler, operand, depth, node);
    leave(compiler, before);
    return done;
}

static bool refuse_form(struct compiler *compiler)
{
    return refuse(compiler,
        "Write {\"and\": [...]}, {\"or\": [...]}, {\"not\": {...}} or "
        "{\"property\": ..., \"operator\": ..., \"value\": ...}.",
        "Filter holds something that is not exactly one expression.");
}

/* Recurses no deeper than FILTER_MAX_DEPTH. */
static bool compile_node(
    struct compiler *compiler, const json_t *expression, size_t depth, struct filter_node *node)
{
    static const struct {
        const char *member;
        enum filter_type type;
    } combinations[] = {{"and", FILTER_AND}, {"or", FILTER_OR}, {"not", FILTER_NOT}};
    if (depth > FILTER_MAX_DEPTH)
        return refuse(compiler, "Write it flatter: an \"and\" within an \"and\" can be one.",
            "Filter is nested deeper than %d expressions.", FILTER_MAX_DEPTH);
    for (size_t i = 0; i < sizeof combinations / sizeof *combinations; i++) {
        const json_t *operand = json_object_get(expression, combinations[i].member);
        if (operand) {
            node->type = combinations[i].type;
            return json_object_size(expression) == 1
                       ? compile_combination(compiler, combinations[i].member, operand, depth, node)
                       : refuse_form(compiler);
        }
    }
    if (!json_is_object(expression) || !json_object_size(expression))
        return refuse_form(compiler);
    return compile_test(compiler, expression, node);
}

struct filter *filter_compile(const json_t *expression, const struct filter_property *properties,
    size_t count, struct filter_problem *problem)
{
    struct compiler compiler = {
        .properties = properties, .property_count = count, .nodes = 1, .problem = problem};
    struct filter *filter = calloc(1, sizeof *filter);
    if (!filter) {
        refuse_memory(&compiler);
        return NULL;
    }
    /* An `and` of nothing lets everything pass. */
    filter->root.type = FILTER_AND;
    bool nothing = !expression || json_is_null(expression) ||
                   (json_is_object(expression) && !json_object_size(expression));
    if (nothing || compile_node(&compiler, expression, 1, &filter->root))
        return filter;
    filter_free(filter);
    return NULL;
}

static void free_node(struct filter_node *node)
{
    for (size_t i = 0; i < node->count; i++)
        free_node(&node->children[i]);
    free(node->children);
    free(node->value);
    free(node->pointer);
    pattern_free(node->pattern);
}

void filter_free(struct filter *filter)
{
    if (!filter)
        return;
    free_node(&filter->root);
    free(filter);
}
