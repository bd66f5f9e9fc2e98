/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/actions/temporary.h"

#include "common/hex.h"
#include "common/utf8.h"

#include <string.h>
#include <sys/random.h>

enum { NAME_MAX_BYTES = 255, RANDOM_BYTES = 6, RANDOM_DIGITS = 2 * RANDOM_BYTES };

static const char mark[] = ".hawser-";

/* The longest beginning of at most `most` bytes that cuts no character in two. */
static size_t whole_characters(const char *name, size_t length, size_t most)
{
    size_t used = 0;
    while (used < length) {
        size_t step = utf8_step(name + used, length - used).length;
        if (used + step > most)
            break;
        used += step;
    }
    return used;
}

/* The name, cut so that `after` bytes more fit. */
static bool begin(const char *name, size_t after, struct buffer *made)
{
    size_t room = after < NAME_MAX_BYTES ? NAME_MAX_BYTES - after : 0;
    buffer_clear(made);
    return buffer_add(made, name, whole_characters(name, strlen(name), room)) &&
           buffer_add_text(made, mark);
}

bool ftp_temporary_name(const char *name, const char *extension, struct buffer *temporary)
{
    unsigned char bytes[RANDOM_BYTES];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return false;
    bool made = begin(name, strlen(mark) + RANDOM_DIGITS + strlen(extension), temporary);
    char digits[RANDOM_DIGITS + 1];
    hex_text(bytes, sizeof bytes, digits);
    return made && buffer_add_text(temporary, digits) && buffer_add_text(temporary, extension);
}

bool ftp_temporary_pattern(const char *name, const char *extension, struct buffer *pattern)
{
    bool made = begin(name, strlen(mark) + RANDOM_DIGITS + strlen(extension), pattern);
    for (size_t i = 0; made && i < RANDOM_DIGITS; i++)
        made = buffer_add_byte(pattern, '?');
    return made && buffer_add_text(pattern, extension);
}

static bool is_marked(const char *at)
{
    const char *digits = at + strlen(mark);
    bool random = true;
    for (size_t i = 0; i < RANDOM_DIGITS; i++)
        random = random && memchr("0123456789abcdef", digits[i], 16) != NULL;
    return random && memcmp(at, mark, strlen(mark)) == 0;
}

bool ftp_temporary_is_ours(const char *name, size_t length, const char *extension)
{
    size_t tail = strlen(extension), marked = strlen(mark) + RANDOM_DIGITS;
    return length > tail + marked && memcmp(name + length - tail, extension, tail) == 0 &&
           is_marked(name + length - tail - marked);
}

bool ftp_temporary_is_unfinished(const char *name, size_t length)
{
    size_t marked = strlen(mark) + RANDOM_DIGITS;
    for (size_t at = 1; at + marked < length; at++)
        if (name[at + marked] == '.' && is_marked(name + at))
            return true;
    return false;
}

static bool mark_as(const char *name, const char *end, struct buffer *made)
{
    return begin(name, strlen(mark) + strlen(end), made) && buffer_add_text(made, end);
}

bool ftp_lock_name(const char *name, struct buffer *lock)
{
    return mark_as(name, "lock", lock);
}

bool ftp_breaker_name(const char *lock, struct buffer *breaker)
{
    return mark_as(lock, "breaker", breaker);
}
