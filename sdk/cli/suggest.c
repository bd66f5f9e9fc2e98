/* SPDX-License-Identifier: Apache-2.0 */
#include "suggest.h"

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static size_t least(size_t a, size_t b, size_t c)
{
    size_t ab = a < b ? a : b;
    return ab < c ? ab : c;
}

static int folded(char byte)
{
    return tolower((unsigned char)byte);
}

/* Insertions, deletions and replacements from `a` to `b`, whatever their case. */
static size_t distance(const char *a, const char *b)
{
    size_t row[SUGGEST_LONGEST + 1];
    size_t a_length = strlen(a);
    size_t b_length = strlen(b);
    for (size_t j = 0; j <= b_length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t above = row[j];
            size_t changed = diagonal + (folded(a[i - 1]) != folded(b[j - 1]));
            row[j] = least(above + 1, row[j - 1] + 1, changed);
            diagonal = above;
        }
    }
    return row[b_length];
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
