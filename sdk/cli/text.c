/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "text.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

enum { GROWTH = 4 }; /* a control byte becomes four characters; nothing grows by more */

static size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    if (lead >= 0xF0 && lead <= 0xF4)
        return 4;
    return 0;
}

/* RFC 3629: neither overlong forms, nor surrogates, nor anything past U+10FFFF. */
static bool is_scalar(uint32_t point, size_t bytes)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return point >= least[bytes] && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
}

size_t text_next(const char *text, size_t length, uint32_t *ret_point)
{
    static const unsigned char lead_bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    if (length == 0)
        return 0;
    *ret_point = TEXT_REPLACEMENT;
    unsigned char lead = (unsigned char)text[0];
    size_t bytes = sequence_length(lead);
    if (bytes == 0 || bytes > length)
        return 1;
    uint32_t point = lead & lead_bits[bytes];
    for (size_t i = 1; i < bytes; i++) {
        unsigned char next = (unsigned char)text[i];
        if ((next & 0xC0) != 0x80)
            return 1;
        point = (point << 6) | (next & 0x3Fu);
    }
    if (!is_scalar(point, bytes))
        return 1;
    *ret_point = point;
    return bytes;
}

/* Direction overrides can make a name look like another. */
static bool is_hostile(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point <= 0x9F) ||
           (point >= 0x200E && point <= 0x200F) || (point >= 0x2028 && point <= 0x202E) ||
           (point >= 0x2066 && point <= 0x2069);
}

static char *put_escape(char *to, uint32_t point)
{
    int written = point < 0x80 ? snprintf(to, 5, "\\x%02x", (unsigned)point)
                               : snprintf(to, 7, "\\u%04x", (unsigned)point);
    return to + written;
}

static char *put_replacement(char *to)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    memcpy(to, replacement, 3);
    return to + 3;
}

static char *copy_text(const char *text, size_t length, bool escape)
{
    if (length >= SIZE_MAX / GROWTH - 2)
        return NULL;
    char *copy = malloc(length * GROWTH + 8);
    char *to = copy;
    while (copy && length > 0) {
        uint32_t point;
        size_t bytes = text_next(text, length, &point);
        if (escape && is_hostile(point)) {
            to = put_escape(to, point);
        } else if (point == TEXT_REPLACEMENT && bytes == 1) {
            to = put_replacement(to);
        } else {
            memcpy(to, text, bytes);
            to += bytes;
        }
        text += bytes;
        length -= bytes;
    }
    if (copy)
        *to = '\0';
    return copy;
}

char *text_clean(const char *text, size_t length)
{
    return copy_text(text, length, true);
}

char *text_valid(const char *text, size_t length)
{
    return copy_text(text, length, false);
}

/* wcwidth knows nothing beyond ASCII in the C locale. */
static size_t point_width(uint32_t point)
{
    int width = wcwidth((wchar_t)point);
    return width < 0 ? 1 : (size_t)width;
}

size_t text_width(const char *clean)
{
    size_t width = 0;
    size_t length = strlen(clean);
    while (length > 0) {
        uint32_t point;
        size_t bytes = text_next(clean, length, &point);
        width += point_width(point);
        clean += bytes;
        length -= bytes;
    }
    return width;
}

size_t text_write_fit(FILE *stream, const char *clean, size_t columns)
{
    size_t width = text_width(clean);
    if (width <= columns) {
        (void)fputs(clean, stream);
        return width;
    }
    size_t length = strlen(clean);
    size_t used = 0;
    while (length > 0) {
        uint32_t point;
        size_t bytes = text_next(clean, length, &point);
        if (used + point_width(point) + 1 > columns)
            break;
        (void)fwrite(clean, 1, bytes, stream);
        used += point_width(point);
        clean += bytes;
        length -= bytes;
    }
    if (columns > 0)
        (void)fputs("\xE2\x80\xA6", stream);
    return columns > 0 ? used + 1 : 0;
}

void text_write_lines(FILE *stream, const char *text, const char *indent)
{
    for (;;) {
        size_t length = strcspn(text, "\r\n");
        char *clean = text_clean(text, length);
        if (clean)
            (void)fputs(clean, stream);
        free(clean);
        (void)fputc('\n', stream);
        text += length;
        text += strspn(text, "\r\n");
        if (*text == '\0')
            return;
        (void)fputs(indent, stream);
    }
}

enum { NARROWEST = 20 }; /* less room than that is no reason to break lines */

/* How many bytes fit, up to a blank; at least a word. */
static size_t piece(const char *text, size_t room)
{
    size_t length = strlen(text), at = 0, columns = 0, blank = 0;
    while (at < length) {
        uint32_t point;
        size_t bytes = text_next(text + at, length - at, &point);
        if (point == ' ')
            blank = at;
        columns += point_width(point);
        if (columns > room && blank > 0)
            return blank;
        at += bytes;
    }
    return length;
}

void text_write_wrapped(FILE *stream, const char *text, size_t width, size_t indent)
{
    char *clean = text_clean(text, strlen(text));
    const char *rest = clean ? clean : "?";
    bool breaks = width >= indent + NARROWEST;
    for (;;) {
        size_t length = breaks ? piece(rest, width - indent) : strlen(rest);
        (void)fprintf(stream, "%.*s\n", (int)length, rest);
        rest += length;
        if (*rest == '\0')
            break;
        rest += strspn(rest, " ");
        (void)fprintf(stream, "%*s", (int)indent, "");
    }
    free(clean);
}

static void write_as_it_is(FILE *stream, const char *text, size_t indent)
{
    for (;;) {
        int length = (int)strcspn(text, "\n");
        (void)fprintf(stream, "%.*s\n", length, text);
        text += length;
        if (*text++ == '\0')
            return;
        if (*text != '\n')
            (void)fprintf(stream, "%*s", (int)indent, "");
    }
}

void text_write_paragraphs(FILE *stream, const char *text, size_t width, size_t indent)
{
    if (width < indent + NARROWEST) {
        write_as_it_is(stream, text, indent);
        return;
    }
    for (;;) {
        const char *end = strstr(text, "\n\n");
        char *filled = end ? strndup(text, (size_t)(end - text)) : strdup(text);
        for (char *at = filled; at && *at != '\0'; at++)
            *at = *at == '\n' ? ' ' : *at;
        text_write_wrapped(stream, filled ? filled : "?", width, indent);
        free(filled);
        if (!end)
            return;
        (void)fprintf(stream, "\n%*s", (int)indent, "");
        text = end + 2;
    }
}
