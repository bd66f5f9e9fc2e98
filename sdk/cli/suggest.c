/* SPDX-License-Identifier: Apache-2.0 */
#include "suggest.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static int folded(char byte)
{
    return tolower((unsigned char)byte);
}

/* Whether the two letters before i and j are each other's, the other way round. */
static bool is_swap(const char *a, size_t i, const char *b, size_t j)
{
    return i > 1 && j > 1 && folded(a[i - 1]) == folded(b[j - 2]) &&
           folded(a[i - 2]) == folded(b[j - 1]);
}

/* Insertions, deletions, replacements and swaps of neighbours from `a` to `b`, whatever their case.
 */
static size_t distance(const char *a, const char *b)
{
    size_t rows[3][SUGGEST_LONGEST + 1];
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    for (size_t j = 0; j <= b_length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i - 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t changed = above[j - 1] + (folded(a[i - 1]) != folded(b[j - 1]));
            row[j] = least(changed, least(above[j], row[j - 1]) + 1);
            if (is_swap(a, i, b, j))
                row[j] = least(row[j], rows[(i - 2) % 3][j - 2] + 1);
        }
    }
    return rows[a_length % 3][b_length];
}

struct suggestion suggestion_for(const char *word)
{
    return (struct suggestion){.word = word, .distance = SIZE_MAX};
}

void suggestion_offer(struct suggestion *suggestion, const char *candidate)
{
    size_t length = strlen(suggestion->word);
    if (length == 0 || length > SUGGEST_LONGEST || strlen(candidate) > SUGGEST_LONGEST)
        return;
    size_t far = distance(suggestion->word, candidate);
    size_t allowed = length < 4 ? 1 : 1 + length / 4;
    if (far <= allowed && far < suggestion->distance) {
        suggestion->nearest = candidate;
        suggestion->distance = far;
    }
}

const char *suggestion_hint(const struct suggestion *suggestion, const char *before, char *buffer,
    size_t capacity, const char *otherwise)
{
    if (!suggestion->nearest)
        return otherwise;
    (void)snprintf(buffer, capacity, "did you mean %s%s?", before, suggestion->nearest);
    return buffer;
}
