/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz/fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void fuzz_fail(const char *file, int line, const char *claim)
{
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, claim);
    abort();
}

char *fuzz_copy(const char *data, size_t length)
{
    char *copy = malloc(length ? length : 1);
    FUZZ_CHECK(copy != NULL);
    if (length)
        memcpy(copy, data, length);
    return copy;
}

char *fuzz_copy_text(const char *data, size_t length)
{
    char *copy = malloc(length + 1);
    FUZZ_CHECK(copy != NULL);
    if (length)
        memcpy(copy, data, length);
    copy[length] = '\0';
    return copy;
}

size_t fuzz_piece(enum fuzz_cut cut, const char *data, size_t length, size_t at)
{
    enum { LONGEST = 13 };
    size_t piece = length - at;
    if (cut == FUZZ_BYTES)
        piece = 1;
    else if (cut == FUZZ_PIECES)
        piece = 1 + ((unsigned char)data[at] * 31u + at * 17u) % LONGEST;
    return piece < length - at ? piece : length - at;
}

char *fuzz_piece_copy(enum fuzz_cut cut, const char *piece, size_t length)
{
    return cut == FUZZ_PIECES ? fuzz_copy(piece, length) : NULL;
}

struct fuzz_pair fuzz_pair_of(const char *data, size_t length)
{
    const char *end = length ? memchr(data, '\n', length) : NULL;
    size_t first = end ? (size_t)(end - data) : length;
    size_t second = end ? first + 1 : length;
    return (struct fuzz_pair){.first = data,
        .first_length = first,
        .second = length ? data + second : data,
        .second_length = length - second};
}

uint64_t fuzz_hash(const char *data, size_t length)
{
    uint64_t hash = 14695981039346656037u; /* FNV-1a */
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)data[i]) * 1099511628211u;
    return hash;
}
