/* SPDX-License-Identifier: Apache-2.0 */
#include "json_line.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "text.h"

enum { DEEPEST = 16, MOST_DIGITS = 18, BITS_A_BYTE = 8 };

struct scan {
    const char *at;
    const char *end;
};

static bool take(struct scan *scan, char byte)
{
    if (scan->at == scan->end || *scan->at != byte)
        return false;
    scan->at++;
    return true;
}

static bool take_word(struct scan *scan, const char *word)
{
    size_t length = strlen(word);
    if ((size_t)(scan->end - scan->at) < length || memcmp(scan->at, word, length) != 0)
        return false;
    scan->at += length;
    return true;
}

static bool is_hex(char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'f') ||
           (byte >= 'A' && byte <= 'F');
}

/* What follows a backslash. D800 to DFFF are half a character each. */
static bool take_escape(struct scan *scan)
{
    const char *at = scan->at;
    if (at == scan->end)
        return false;
    scan->at++;
    if (*at != 'u')
        return *at != '\0' && strchr("\"\\/bfnrt", *at) != NULL;
    if (scan->end - scan->at < 4)
        return false;
    for (size_t i = 0; i < 4; i++) {
        if (!is_hex(scan->at[i]))
            return false;
    }
    bool half = (scan->at[0] == 'd' || scan->at[0] == 'D') && scan->at[1] >= '8';
    scan->at += 4;
    return !half;
}

/* One character that is not ASCII. */
static bool take_character(struct scan *scan)
{
    uint32_t point;
    size_t bytes = text_next(scan->at, (size_t)(scan->end - scan->at), &point);
    scan->at += bytes;
    return bytes > 1;
}

/* The top bit of each of eight bytes that does not stand for itself, or is not ASCII. Above the lowest of them, where a
 * borrow went, others may be set too. */
static uint64_t odd_bytes(uint64_t word)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
    uint64_t quote = word ^ ones * '"', backslash = word ^ ones * '\\';
    return ((word - ones * 0x20) | (quote - ones) | (backslash - ones) | word) & tops;
}

/* ASCII that stands for itself, as nearly all does. */
static void skip_plain(struct scan *scan)
{
    const char *at = scan->at;
    uint64_t word;
    while ((size_t)(scan->end - at) >= sizeof word) {
        memcpy(&word, at, sizeof word);
        uint64_t odd = odd_bytes(le64toh(word));
        if (odd) {
            scan->at = at + __builtin_ctzll(odd) / BITS_A_BYTE;
            return;
        }
        at += sizeof word;
    }
    while (at < scan->end && (unsigned char)(*at - 0x20) < 0x60 && *at != '"' && *at != '\\')
        at++;
    scan->at = at;
}

static bool take_string(struct scan *scan)
{
    if (!take(scan, '"'))
        return false;
    for (;;) {
        skip_plain(scan);
        if (take(scan, '"'))
            return true;
        if (take(scan, '\\')) {
            if (!take_escape(scan))
                return false;
        } else if (scan->at == scan->end || (unsigned char)*scan->at < 0x20 ||
                   !take_character(scan)) {
            return false;
        }
    }
}

static bool take_integer(struct scan *scan)
{
    (void)take(scan, '-');
    const char *first = scan->at;
    while (scan->at < scan->end && *scan->at >= '0' && *scan->at <= '9')
        scan->at++;
    size_t digits = (size_t)(scan->at - first);
    return digits > 0 && digits <= MOST_DIGITS && (digits == 1 || *first != '0');
}

static bool take_value(struct scan *scan, unsigned depth);

/* Members or elements up to the closing bracket; the opening one was taken. */
static bool take_parts(struct scan *scan, char closing, unsigned depth)
{
    if (depth == DEEPEST)
        return false;
    if (take(scan, closing))
        return true;
    do {
        if (closing == '}' && (!take_string(scan) || !take(scan, ':')))
            return false;
        if (!take_value(scan, depth + 1))
            return false;
    } while (take(scan, ','));
    return take(scan, closing);
}

static bool take_value(struct scan *scan, unsigned depth)
{
    if (scan->at == scan->end)
        return false;
    switch (*scan->at) {
    case '"':
        return take_string(scan);
    case '{':
        scan->at++;
        return take_parts(scan, '}', depth);
    case '[':
        scan->at++;
        return take_parts(scan, ']', depth);
    case 't':
        return take_word(scan, "true");
    case 'f':
        return take_word(scan, "false");
    case 'n':
        return take_word(scan, "null");
    default:
        return take_integer(scan);
    }
}

bool json_is_line(const char *bytes, size_t length)
{
    struct scan scan = {bytes, bytes + length};
    return take(&scan, '{') && take_parts(&scan, '}', 0) && scan.at == scan.end;
}
