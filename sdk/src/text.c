/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "text.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SURROGATES_BEGIN 0xd800u
#define SURROGATES_END 0xdfffu
#define UNICODE_END 0x10ffffu

static bool is_allowed_ascii(unsigned char byte, bool lines)
{
    return (byte >= 0x20 && byte != 0x7f) || byte == '\t' || (lines && byte == '\n');
}

/* Bytes of the sequence that `lead` begins; 0: none begins with it. */
static size_t sequence_length(unsigned char lead)
{
    if (lead >= 0xc2 && lead <= 0xdf)
        return 2;
    if (lead >= 0xe0 && lead <= 0xef)
        return 3;
    if (lead >= 0xf0 && lead <= 0xf4)
        return 4;
    return 0;
}

/* C1 controls are controls too; overlong forms and surrogates are no UTF-8 (RFC 3629, 3). */
static bool is_allowed_rune(uint32_t rune, size_t length)
{
    static const uint32_t least[] = {0, 0, 0xa0, 0x800, 0x10000};

    return rune >= least[length] && rune <= UNICODE_END &&
           !(rune >= SURROGATES_BEGIN && rune <= SURROGATES_END);
}

/* Length of the clean character at the start of `bytes`; 0: the first byte is not part of one. */
static size_t clean_length(const unsigned char *bytes, size_t length, bool lines)
{
    if (bytes[0] < 0x80)
        return is_allowed_ascii(bytes[0], lines) ? 1 : 0;
    size_t needed = sequence_length(bytes[0]);
    if (needed == 0 || needed > length)
        return 0;
    uint32_t rune = bytes[0] & (0xffu >> (needed + 1));
    for (size_t i = 1; i < needed; i++) {
        if ((bytes[i] & 0xc0u) != 0x80u)
            return 0;
        rune = rune << 6 | (bytes[i] & 0x3fu);
    }
    return is_allowed_rune(rune, needed) ? needed : 0;
}

bool text_is_clean(const char *bytes, size_t length, bool lines)
{
    const unsigned char *at = (const unsigned char *)bytes;

    while (length > 0) {
        size_t step = clean_length(at, length, lines);
        if (step == 0)
            return false;
        at += step;
        length -= step;
    }
    return true;
}

char *text_clean(const char *bytes, size_t length, bool lines)
{
    char *copy = malloc(length + 1);
    if (copy == NULL)
        return NULL;
    if (length > 0)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    for (size_t at = 0; at < length;) {
        size_t step = clean_length((unsigned char *)copy + at, length - at, lines);
        if (step == 0)
            copy[at] = '?';
        at += step == 0 ? 1 : step;
    }
    return copy;
}

char *text_format_list(const char *format, va_list list)
{
    char *text = NULL;

    return vasprintf(&text, format, list) < 0 ? NULL : text;
}

char *text_format(const char *format, ...)
{
    va_list list;

    va_start(list, format);
    char *text = text_format_list(format, list);
    va_end(list);
    return text;
}

char *text_of_json(const json_t *value, size_t flags)
{
    errno = 0;
    char *text = json_dumps(value, flags);
    if (errno != ENOMEM)
        return text;
    free(text);
    return NULL;
}
