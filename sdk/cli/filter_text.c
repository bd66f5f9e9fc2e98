/* SPDX-License-Identifier: Apache-2.0 */
#include "filter_text.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct parser {
    const char *text;
    size_t at;
    unsigned depth;
    struct filter_fault *fault;
};

static json_t *parse_any(struct parser *parser);

/* The first fault is the one that is told: what follows are its consequences. */
static json_t *fail_at(struct parser *parser, size_t at, const char *reason)
{
    if (!parser->fault->reason)
        *parser->fault = (struct filter_fault){.column = at + 1, .reason = reason};
    return NULL;
}

static json_t *fail(struct parser *parser, const char *reason)
{
    return fail_at(parser, parser->at, reason);
}

static void skip_space(struct parser *parser)
{
    while (isspace((unsigned char)parser->text[parser->at]))
        parser->at++;
}

static bool is_word_byte(char byte)
{
    return isalnum((unsigned char)byte) || byte == '_';
}

static size_t word_length(const struct parser *parser)
{
    size_t length = 0;
    while (is_word_byte(parser->text[parser->at + length]))
        length++;
    return length;
}

static bool next_is(const struct parser *parser, const char *word)
{
    size_t length = word_length(parser);
    return length == strlen(word) && strncasecmp(parser->text + parser->at, word, length) == 0;
}

static bool take_word(struct parser *parser, const char *word)
{
    skip_space(parser);
    if (!next_is(parser, word))
        return false;
    parser->at += strlen(word);
    return true;
}

/* Longer signs first: <= begins with <. */
static const char *take_sign(struct parser *parser)
{
    static const char *const signs[][2] = {
        {"!=", "ne"}, {"<=", "le"}, {">=", "ge"}, {"=", "eq"}, {"<", "lt"}, {">", "gt"}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t length = strlen(signs[i][0]);
        if (strncmp(parser->text + parser->at, signs[i][0], length) == 0) {
            parser->at += length;
            return signs[i][1];
        }
    }
    return NULL;
}

static const char *take_operator(struct parser *parser)
{
    skip_space(parser);
    if (take_word(parser, "like"))
        return "wildcard";
    if (take_word(parser, "matches"))
        return "regex";
    const char *sign = take_sign(parser);
    if (!sign)
        (void)fail(parser, "expected an operator: = != < > <= >= like matches");
    return sign;
}

/* The end of the text in quotation marks, or 0: it has none. */
static size_t find_quote(const struct parser *parser)
{
    for (size_t i = parser->at; parser->text[i] != '\0'; i++) {
        if (parser->text[i] == '"')
            return i;
        char next = parser->text[i + 1];
        if (parser->text[i] == '\\' && (next == '"' || next == '\\'))
            i++;
    }
    return 0;
}

static json_t *unescape(struct parser *parser, size_t end)
{
    size_t length = 0;
    char *value = malloc(end - parser->at + 1);
    if (!value)
        return fail(parser, "out of memory");
    size_t begin = parser->at;
    while (parser->at < end) {
        char byte = parser->text[parser->at++];
        char next = parser->text[parser->at];
        if (byte == '\\' && (next == '"' || next == '\\'))
            byte = parser->text[parser->at++];
        value[length++] = byte;
    }
    json_t *string = json_stringn(value, length);
    free(value);
    return string ? string : fail_at(parser, begin, "this text is not UTF-8");
}

static json_t *parse_value(struct parser *parser)
{
    skip_space(parser);
    if (parser->text[parser->at] == '=')
        return fail(parser, "equality is one =");
    if (parser->text[parser->at] != '"')
        return fail(parser, "expected a value in double quotes");
    size_t open = parser->at++;
    size_t end = find_quote(parser);
    if (end == 0)
        return fail_at(parser, open, "this text has no closing quotation mark");
    json_t *value = unescape(parser, end);
    parser->at = end + 1;
    return value;
}

static bool is_reserved(const struct parser *parser)
{
    static const char *const words[] = {"and", "or", "not", "like", "matches"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (next_is(parser, words[i]))
            return true;
    }
    return false;
}

static json_t *parse_comparison(struct parser *parser)
{
    skip_space(parser);
    const char *name = parser->text + parser->at;
    size_t length = word_length(parser);
    if (length == 0 || is_reserved(parser))
        return fail(parser, "expected a property, such as fileName, or not, or (");
    parser->at += length;
    const char *operator= take_operator(parser);
    json_t *value = operator? parse_value(parser) : NULL;
    if (!value)
        return NULL;
    json_t *comparison = json_pack(
        "{s:s%, s:s, s:o}", "property", name, length, "operator", operator, "value", value);
    return comparison ? comparison : fail(parser, "out of memory");
}

static json_t *parse_parenthesis(struct parser *parser)
{
    size_t open = parser->at++;
    json_t *inner = parse_any(parser);
    skip_space(parser);
    if (inner && parser->text[parser->at] != ')') {
        json_decref(inner);
        if (parser->text[parser->at] == '\0')
            return fail_at(parser, open, "this parenthesis is not closed");
        return fail(parser, "expected and, or, or )");
    }
    parser->at += inner != NULL;
    return inner;
}

static json_t *parse_one(struct parser *parser);

static json_t *parse_not(struct parser *parser)
{
    json_t *inner = parse_one(parser);
    return inner ? json_pack("{s:o}", "not", inner) : NULL;
}

static json_t *parse_one(struct parser *parser)
{
    bool is_not = take_word(parser, "not");
    if (!is_not && parser->text[parser->at] != '(')
        return parse_comparison(parser);
    if (parser->depth == FILTER_TEXT_DEEPEST)
        return fail(parser, "this is nested too deeply");
    parser->depth++;
    json_t *inner = is_not ? parse_not(parser) : parse_parenthesis(parser);
    parser->depth--;
    return inner;
}

/* A chain of one kind becomes one list, and a chain of one the thing itself. */
static json_t *parse_chain(
    struct parser *parser, const char *word, json_t *(*parse)(struct parser *))
{
    json_t *first = parse(parser);
    if (!first || !take_word(parser, word))
        return first;
    json_t *list = json_pack("[o]", first);
    do {
        json_t *next = parse(parser);
        if (!next || json_array_append_new(list, next) != 0) {
            json_decref(list);
            return NULL;
        }
    } while (take_word(parser, word));
    return json_pack("{s:o}", word, list);
}

static json_t *parse_all(struct parser *parser)
{
    return parse_chain(parser, "and", parse_one);
}

static json_t *parse_any(struct parser *parser)
{
    return parse_chain(parser, "or", parse_all);
}

json_t *filter_text_parse(const char *text, struct filter_fault *ret_fault)
{
    struct filter_fault fault = {0};
    struct parser parser = {.text = text, .fault = &fault};
    json_t *expression = NULL;
    if (strlen(text) > FILTER_TEXT_LONGEST)
        (void)fail_at(&parser, FILTER_TEXT_LONGEST, "a filter may have up to 64 KiB");
    else
        expression = parse_any(&parser);
    skip_space(&parser);
    if (expression && text[parser.at] != '\0') {
        json_decref(expression);
        expression = fail(&parser, "expected and, or, or the end");
    }
    if (!expression)
        *ret_fault = (struct filter_fault){
            .column = fault.column ? fault.column : 1,
            .reason = fault.reason ? fault.reason : "out of memory",
        };
    return expression;
}
