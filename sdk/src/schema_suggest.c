/* SPDX-License-Identifier: Apache-2.0 */
#include "schema_suggest.h"

#include <string.h>

#include "schema_describe.h"

enum {
    WORD_BYTES = 48,   /* longer words are compared by their beginning */
    PART_BYTES = 3,    /* a shorter word within another one means nothing */
    PART_DISTANCE = 3, /* "hostname" to "host" */
};

/* Lower case, letters and digits only; bytes that are not ASCII stay. */
static size_t fold(const char *word, char *folded)
{
    size_t length = 0;
    for (; *word != '\0' && length < WORD_BYTES; word++) {
        char c = *word;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c | 0x20);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80)
            folded[length++] = c;
    }
    return length;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* Edits to come from one word to the other; swapped neighbours are one edit. */
static unsigned edits(const char *a, size_t a_length, const char *b, size_t b_length)
{
    unsigned rows[3][WORD_BYTES + 1];
    for (unsigned j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (unsigned i = 1; i <= a_length; i++) {
        unsigned *row = rows[i % 3];
        const unsigned *above = rows[(i + 2) % 3];
        const unsigned *higher = rows[(i + 1) % 3];
        row[0] = i;
        for (unsigned j = 1; j <= b_length; j++) {
            unsigned replaced = above[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = least(replaced, least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = least(row[j], higher[j - 2] + 1);
        }
    }
    return rows[a_length % 3][b_length];
}

static bool begins_or_ends(const char *word, size_t length, const char *part, size_t part_length)
{
    return part_length >= PART_BYTES && part_length <= length &&
           (memcmp(word, part, part_length) == 0 ||
               memcmp(word + length - part_length, part, part_length) == 0);
}

unsigned suggest_distance(const char *given, const char *known)
{
    char a[WORD_BYTES];
    char b[WORD_BYTES];
    size_t a_length = fold(given, a);
    size_t b_length = fold(known, b);
    if (a_length == 0 || b_length == 0)
        return SUGGEST_NEVER;
    unsigned distance = edits(a, a_length, b, b_length);
    /* a third of the word may be wrong, up to three letters */
    size_t allowed = (a_length < b_length ? a_length : b_length) / 3;
    if (distance == 0 || distance <= least(3, (unsigned)(allowed == 0 ? 1 : allowed)))
        return distance;
    if (begins_or_ends(a, a_length, b, b_length) || begins_or_ends(b, b_length, a, a_length))
        return PART_DISTANCE;
    return SUGGEST_NEVER;
}

const char *suggest_keyword(const char *given)
{
    const char *best = NULL;
    unsigned best_distance = PART_DISTANCE;
    for (size_t i = 0; i < KEYWORD_COUNT; i++) {
        const char *name = keyword_at((enum keyword_id)i)->name;
        unsigned distance = suggest_distance(given, name);
        if (distance < best_distance) {
            best = name;
            best_distance = distance;
        }
    }
    return best;
}

struct search {
    const struct field *parent;
    const json_t *object;
    const char *given;
    const char *best;
    unsigned best_distance; /* doubled, so that a field already given can lose by a half */
};

static void try_field(struct search *search, const char *name)
{
    struct field field;
    field_enter(search->parent, name, 0, &field);
    const char *title = field_title(&field);
    unsigned distance = suggest_distance(search->given, name);
    if (title != NULL)
        distance = least(distance, suggest_distance(search->given, title));
    if (distance == SUGGEST_NEVER)
        return;
    distance = distance * 2 + (json_object_get(search->object, name) != NULL);
    if (distance < search->best_distance) {
        search->best = name;
        search->best_distance = distance;
    }
}

const char *suggest_field(const struct field *parent, const json_t *object, const char *given)
{
    struct search search = {
        .parent = parent, .object = object, .given = given, .best_distance = 2 * SUGGEST_NEVER};
    for (size_t i = 0; i < parent->count; i++) {
        const struct rule *rule = node_rule(parent->nodes[i], KEYWORD_PROPERTIES);
        for (size_t j = 0; rule != NULL && j < rule->branch_count; j++) {
            /* a field that may not be given is no advice */
            if (!json_is_false(rule->branches[j].node->source))
                try_field(&search, rule->branches[j].name);
        }
    }
    return search.best;
}

const json_t *suggest_value(const struct node *node, const json_t *values, const char *given)
{
    const json_t *best = NULL;
    unsigned best_distance = SUGGEST_NEVER;
    for (size_t i = 0; i < json_array_size(values); i++) {
        const json_t *value = json_array_get(values, i);
        const char *title = describe_value_title(node, values, i);
        if (!json_is_string(value))
            continue;
        unsigned distance = suggest_distance(given, json_string_value(value));
        if (title != NULL)
            distance = least(distance, suggest_distance(given, title));
        if (distance < best_distance) {
            best = value;
            best_distance = distance;
        }
    }
    return best;
}
