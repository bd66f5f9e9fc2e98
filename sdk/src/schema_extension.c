/* SPDX-License-Identifier: Apache-2.0 */
/* Annotations that findings are made of must be well-formed, so that nobody has to check later. */
#include <string.h>

#include "schema_compiler.h"

static bool check_kind(struct compiler *compiler, const struct node *node, const char *name,
    bool (*is_kind)(const json_t *value), const char *kind)
{
    const json_t *argument = node_argument(node, name);
    if (argument == NULL || is_kind(argument))
        return true;
    return compiler_refuse(compiler, node->pointer, "\"%s\" must be %s", name, kind);
}

static bool is_text(const json_t *value)
{
    return json_is_string(value);
}

static bool is_truth(const json_t *value)
{
    return json_is_boolean(value);
}

static bool is_list(const json_t *value)
{
    return json_is_array(value);
}

static bool is_object(const json_t *value)
{
    return json_is_object(value);
}

static bool are_titles(const json_t *value)
{
    return json_is_array(value) || json_is_object(value);
}

static bool is_order(const json_t *value)
{
    return json_is_integer(value);
}

static bool check_ui(struct compiler *compiler, const struct node *node)
{
    static const struct {
        const char *name;
        bool (*is_kind)(const json_t *value);
        const char *kind;
    } members[] = {
        {"order", is_order, "a whole number"},
        {"rule", is_text, "a text"},
        {"enumTitles", are_titles, "a list, or an object of titles by value"},
        {"recommended", is_list, "a list of values"},
        {"visibleWhen", is_object, "an object of values by field"},
    };
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const json_t *member = node_ui(node, members[i].name);
        if (member != NULL && !members[i].is_kind(member))
            return compiler_refuse(compiler, node->pointer, "\"%s\" of \"x-ui\" must be %s",
                members[i].name, members[i].kind);
    }
    return true;
}

bool compile_extensions(struct compiler *compiler, const struct node *node)
{
    return check_kind(compiler, node, "title", is_text, "a text") &&
           check_kind(compiler, node, "description", is_text, "a text") &&
           check_kind(compiler, node, "$comment", is_text, "a text") &&
           check_kind(compiler, node, "examples", is_list, "a list") &&
           check_kind(compiler, node, "readOnly", is_truth, "true or false") &&
           check_kind(compiler, node, "writeOnly", is_truth, "true or false") &&
           check_kind(compiler, node, "contentEncoding", is_text, "a text") &&
           check_kind(compiler, node, "contentMediaType", is_text, "a text") &&
           check_kind(compiler, node, "x-secret", is_truth, "true or false") &&
           check_kind(compiler, node, "x-identity", is_truth, "true or false") &&
           check_kind(compiler, node, "x-ui", is_object, "an object") && check_ui(compiler, node);
}
