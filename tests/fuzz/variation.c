/* SPDX-License-Identifier: Apache-2.0 */
#include "fuzz/variation.h"

#include <string.h>

#include "fuzz/fuzz.h"

enum { CHANGES_MAX = 4, RANGE_MAX = 32 };

/* What parsers stumble over. */
static const struct piece {
    const char *data;
    size_t length;
} pieces[] = {
    {"\r\n", 2},
    {"\n", 1},
    {"\r", 1},
    {"\0", 1},
    {"\xff", 1},
    {"\xff\xff", 2},
    {"\xff\xfa", 2},
    {" ", 1},
    {"\t", 1},
    {"\"", 1},
    {"\\", 1},
    {"/", 1},
    {"..", 2},
    {"-", 1},
    {"0", 1},
    {"99", 2},
    {"18446744073709551616", 20},
    {"-9223372036854775808", 20},
    {"(", 1},
    {")", 1},
    {"{", 1},
    {"}", 1},
    {"[", 1},
    {"]", 1},
    {",", 1},
    {";", 1},
    {"|", 1},
    {"*", 1},
    {"?", 1},
    {"\xc3\xbc", 2},
    {"\xf0\x9f\x98\x80", 4},
    {"\xed\xa0\x80", 3},
    {"\x7f", 1},
    {"null", 4},
};

enum { PIECES = sizeof pieces / sizeof pieces[0] };

/* splitmix64: each state gives one number, and no two states the same. */
static uint64_t draw(uint64_t *state)
{
    uint64_t number = *state += 0x9e3779b97f4a7c15u;
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9u;
    number = (number ^ (number >> 27)) * 0x94d049bb133111ebu;
    return number ^ (number >> 31);
}

static size_t below(uint64_t *state, size_t bound)
{
    return bound ? (size_t)(draw(state) % bound) : 0;
}

static void insert(struct fuzz_case *varied, size_t at, const char *data, size_t length)
{
    if (varied->length + length > CASE_MAX)
        return;
    memmove(varied->data + at + length, varied->data + at, varied->length - at);
    memcpy(varied->data + at, data, length);
    varied->length += length;
}

static void cut(struct fuzz_case *varied, size_t at, size_t length)
{
    if (length > varied->length - at)
        length = varied->length - at;
    memmove(varied->data + at, varied->data + at + length, varied->length - at - length);
    varied->length -= length;
}

static void repeat(struct fuzz_case *varied, size_t at, size_t length, size_t to)
{
    char range[RANGE_MAX];
    if (length > varied->length - at)
        length = varied->length - at;
    memcpy(range, varied->data + at, length);
    insert(varied, to, range, length);
}

static void change(struct fuzz_case *varied, uint64_t *state)
{
    enum { FLIP, REPLACE, CUT, REPEAT, INSERT, INSERT_TOO, CHANGES };
    size_t at = below(state, varied->length);
    const struct piece *piece = &pieces[below(state, PIECES)];
    size_t kind = varied->length ? below(state, CHANGES) : INSERT;
    if (kind == FLIP)
        varied->data[at] = (char)(varied->data[at] ^ (1 << below(state, 8)));
    else if (kind == REPLACE)
        varied->data[at] = piece->data[0];
    else if (kind == CUT)
        cut(varied, at, 1 + below(state, RANGE_MAX));
    else if (kind == REPEAT)
        repeat(varied, at, 1 + below(state, RANGE_MAX), below(state, varied->length + 1));
    else
        insert(varied, below(state, varied->length + 1), piece->data, piece->length);
}

void fuzz_vary(struct fuzz_case *varied, uint64_t number)
{
    uint64_t state = number ^ fuzz_hash(varied->data, varied->length);
    size_t changes = 1 + below(&state, CHANGES_MAX);
    for (size_t i = 0; i < changes; i++)
        change(varied, &state);
}
