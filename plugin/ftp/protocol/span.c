/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/protocol/span.h"

#include <string.h>

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* How many bytes of `text` the span begins with, without regard to case: all but the first letter
 * are rarely looked at, so that its length is not asked for beforehand. */
static size_t common_nocase(struct ftp_span span, const char *text)
{
    size_t count = 0;
    while (count < span.length && text[count] && lower(span.data[count]) == lower(text[count]))
        count++;
    return count;
}

struct ftp_span ftp_span_of(const char *text)
{
    return (struct ftp_span){text, strlen(text)};
}

struct ftp_span ftp_span_after(struct ftp_span span, size_t length)
{
    if (length >= span.length)
        return (struct ftp_span){span.length ? span.data + span.length : span.data, 0};
    return (struct ftp_span){span.data + length, span.length - length};
}

struct ftp_span ftp_span_first(struct ftp_span span, size_t length)
{
    return (struct ftp_span){span.data, length < span.length ? length : span.length};
}

struct ftp_span ftp_span_trim(struct ftp_span span)
{
    ftp_span_take_blanks(&span);
    while (span.length && is_blank(span.data[span.length - 1]))
        span.length--;
    return span;
}

bool ftp_span_starts(struct ftp_span span, const char *text)
{
    size_t length = strlen(text);
    return span.length >= length && (!length || memcmp(span.data, text, length) == 0);
}

bool ftp_span_starts_nocase(struct ftp_span span, const char *text)
{
    return text[common_nocase(span, text)] == '\0';
}

bool ftp_span_ends_nocase(struct ftp_span span, const char *text)
{
    size_t length = strlen(text);
    return span.length >= length &&
           ftp_span_is_nocase(ftp_span_after(span, span.length - length), text);
}

bool ftp_span_is(struct ftp_span span, const char *text)
{
    return span.length == strlen(text) && ftp_span_starts(span, text);
}

bool ftp_span_is_nocase(struct ftp_span span, const char *text)
{
    size_t common = common_nocase(span, text);
    return common == span.length && text[common] == '\0';
}

size_t ftp_span_find(struct ftp_span span, const char *text)
{
    size_t length = strlen(text), at = 0;
    while (length && span.length >= length && at <= span.length - length) {
        const char *first = memchr(span.data + at, text[0], span.length - length - at + 1);
        if (!first)
            break;
        at = (size_t)(first - span.data);
        if (memcmp(first, text, length) == 0)
            return at;
        at++;
    }
    return length ? span.length : 0;
}

bool ftp_span_has_control(struct ftp_span span)
{
    for (size_t i = 0; i < span.length; i++) {
        unsigned char byte = (unsigned char)span.data[i];
        if ((byte < 0x20 && byte != '\t') || byte == 0x7f)
            return true;
    }
    return false;
}

bool ftp_span_take_char(struct ftp_span *cursor, char wanted)
{
    if (!cursor->length || cursor->data[0] != wanted)
        return false;
    *cursor = ftp_span_after(*cursor, 1);
    return true;
}

bool ftp_span_take_text_nocase(struct ftp_span *cursor, const char *text)
{
    if (!ftp_span_starts_nocase(*cursor, text))
        return false;
    *cursor = ftp_span_after(*cursor, strlen(text));
    return true;
}

size_t ftp_span_take_blanks(struct ftp_span *cursor)
{
    size_t count = 0;
    while (count < cursor->length && is_blank(cursor->data[count]))
        count++;
    *cursor = ftp_span_after(*cursor, count);
    return count;
}

bool ftp_span_take_word(struct ftp_span *cursor, struct ftp_span *ret_word)
{
    struct ftp_span rest = *cursor;
    ftp_span_take_blanks(&rest);
    size_t length = 0;
    while (length < rest.length && !is_blank(rest.data[length]))
        length++;
    if (!length)
        return false;
    *ret_word = ftp_span_first(rest, length);
    *cursor = ftp_span_after(rest, length);
    return true;
}

bool ftp_span_take_number(struct ftp_span *cursor, uint64_t *ret_number)
{
    uint64_t number = 0;
    size_t length = 0;
    for (; length < cursor->length && is_digit(cursor->data[length]); length++) {
        unsigned digit = (unsigned)(cursor->data[length] - '0');
        if (number > (UINT64_MAX - digit) / 10)
            return false;
        number = number * 10 + digit;
    }
    if (!length)
        return false;
    *cursor = ftp_span_after(*cursor, length);
    *ret_number = number;
    return true;
}

bool ftp_span_take_digits(struct ftp_span *cursor, unsigned count, unsigned *ret_number)
{
    unsigned number = 0;
    if (count > 9 || cursor->length < count)
        return false;
    for (unsigned i = 0; i < count; i++) {
        if (!is_digit(cursor->data[i]))
            return false;
        number = number * 10 + (unsigned)(cursor->data[i] - '0');
    }
    *cursor = ftp_span_after(*cursor, count);
    *ret_number = number;
    return true;
}

struct ftp_span ftp_span_take_until(struct ftp_span *cursor, char separator)
{
    const char *found = cursor->length ? memchr(cursor->data, separator, cursor->length) : NULL;
    size_t length = found ? (size_t)(found - cursor->data) : cursor->length;
    struct ftp_span taken = ftp_span_first(*cursor, length);
    *cursor = ftp_span_after(*cursor, found ? length + 1 : length);
    return taken;
}

bool ftp_span_number(struct ftp_span span, uint64_t *ret_number)
{
    uint64_t number;
    if (!ftp_span_take_number(&span, &number) || span.length)
        return false;
    *ret_number = number;
    return true;
}
