/* SPDX-License-Identifier: Apache-2.0 */
/* Filters as a person types them: what was understood, written out again, is understood alike. */
#include "filter_text.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/host_targets.h"

/* Each expression is put in parentheses when it is written, so less deep ones are. */
enum { DEEPEST_WRITTEN = FILTER_TEXT_DEEPEST / 2 - 1 };

static const char *sign_of(const char *operator)
{
    static const char *const signs[][2] = {{"eq", "="}, {"ne", "!="}, {"lt", "<"}, {"gt", ">"},
        {"le", "<="}, {"ge", ">="}, {"wildcard", "like"}, {"regex", "matches"}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (strcmp(signs[i][0], operator) == 0)
            return signs[i][1];
    }
    fuzz_fail(__FILE__, __LINE__, "each operator is one of the grammar");
}

static void write_test(FILE *out, const json_t *test)
{
    const char *value = json_string_value(json_object_get(test, "value"));
    const char *operator= json_string_value(json_object_get(test, "operator"));
    const char *property = json_string_value(json_object_get(test, "property"));
    FUZZ_CHECK(json_object_size(test) == 3 && property && operator&& value);
    fprintf(out, "%s %s \"", property, sign_of(operator));
    for (; *value; value++)
        fprintf(out, "%s%c", *value == '"' || *value == '\\' ? "\\" : "", *value);
    fputc('"', out);
}

static bool write_node(FILE *out, const json_t *node, unsigned depth);

static bool write_chain(FILE *out, const json_t *chain, const char *word, unsigned depth)
{
    bool written = true;
    FUZZ_CHECK(json_array_size(chain) >= 2);
    for (size_t i = 0; written && i < json_array_size(chain); i++) {
        fprintf(out, "%s(", i ? word : "");
        written = write_node(out, json_array_get(chain, i), depth + 1);
        fputc(')', out);
    }
    return written;
}

/* False where it is too deep. */
static bool write_node(FILE *out, const json_t *node, unsigned depth)
{
    const json_t *negated = json_object_get(node, "not");
    const json_t *all = json_object_get(node, "and"), *any = json_object_get(node, "or");
    if (depth > DEEPEST_WRITTEN)
        return false;
    if (all)
        return write_chain(out, all, " and ", depth);
    if (any)
        return write_chain(out, any, " or ", depth);
    if (!negated) {
        write_test(out, node);
        return true;
    }
    fputs("not (", out);
    bool written = write_node(out, negated, depth + 1);
    fputc(')', out);
    return written;
}

static void check_again(const json_t *expression)
{
    char *text = NULL;
    size_t length = 0;
    struct filter_fault fault = {0};
    FILE *out = open_memstream(&text, &length);
    FUZZ_CHECK(out != NULL);
    bool written = write_node(out, expression, 0);
    fclose(out);
    if (written && length <= FILTER_TEXT_LONGEST) {
        json_auto_t *again = filter_text_parse(text, &fault);
        FUZZ_CHECK(again && json_equal(again, expression));
    }
    free(text);
}

void fuzz_filter_text(const char *data, size_t length)
{
    char *text = fuzz_copy_text(data, length);
    struct filter_fault fault = {0};
    json_auto_t *expression = filter_text_parse(text, &fault);
    if (expression)
        check_again(expression);
    else
        FUZZ_CHECK(fault.reason && fault.column >= 1 && fault.column <= strlen(text) + 1);
    free(text);
}
