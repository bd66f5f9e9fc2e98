/* SPDX-License-Identifier: Apache-2.0 */
#include "common/encoding.h"

#include "common/buffer.h"

#include <errno.h>
#include <iconv.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#define REPLACEMENT "\xef\xbf\xbd" /* U+FFFD */
#define YEN "\xc2\xa5"
#define OVERLINE "\xe2\x80\xbe"

enum { ROOM = 64, PROBE_MAX = 64 };

/* Opened for each conversion: that costs less than a microsecond once the encoding is loaded, and
 * leaves no state that threads would share. */
struct converters {
    iconv_t to_bytes;
    iconv_t to_text;
    bool yen;
};

static iconv_t none(void)
{
    return (iconv_t)-1;
}

static bool open_converters(const struct encoding *encoding, struct converters *ret_converters)
{
    struct converters converters = {iconv_open(encoding->name, "UTF-8"), none(), encoding->yen};
    if (converters.to_bytes == none())
        return false;
    converters.to_text = iconv_open("UTF-8", encoding->name);
    if (converters.to_text == none()) {
        iconv_close(converters.to_bytes);
        return false;
    }
    *ret_converters = converters;
    return true;
}

static void close_converters(struct converters *converters)
{
    iconv_close(converters->to_bytes);
    iconv_close(converters->to_text);
}

/* --- Conversion ------------------------------------------------------------------------------- */

/* One call of iconv with room in `out` for some characters. *input NULL: what iconv holds back. */
static int step(iconv_t how, char **input, size_t *left, struct buffer *out)
{
    if (!buffer_reserve(out, ROOM))
        return ENOMEM;
    char *end = out->data + out->length;
    size_t room = ROOM;
    errno = 0;
    size_t result = iconv(how, input, left, &end, &room);
    int problem = result == (size_t)-1 ? errno : 0;
    out->length += ROOM - room;
    out->data[out->length] = '\0';
    return problem;
}

/* Near its limit a buffer has no room for a whole step, so conversions get one that is larger. */
static enum encoding_result convert(
    iconv_t how, const char *from, size_t length, const char *replacement, struct buffer *out)
{
    char *input = (char *)(uintptr_t)from; /* iconv does not write there */
    enum encoding_result result = ENCODING_DONE;
    iconv(how, NULL, NULL, NULL, NULL);
    while (length) {
        int problem = step(how, &input, &length, out);
        if (problem == 0 || problem == E2BIG)
            continue;
        if (problem != EILSEQ && problem != EINVAL)
            return ENCODING_FAILED;
        result = ENCODING_INEXPRESSIBLE;
        if (!replacement)
            return result;
        if (!buffer_add_text(out, replacement))
            return ENCODING_FAILED;
        input++;
        length--;
    }
    int problem;
    do
        problem = step(how, NULL, NULL, out);
    while (problem == E2BIG);
    return problem ? ENCODING_FAILED : result;
}

/* JIS X 0201 has yen and overline where ASCII has backslash and tilde. Whoever wrote such a name
 * meant ASCII. */
static void fold_yen(struct buffer *text)
{
    size_t kept = 0;
    for (size_t at = 0; at < text->length;) {
        const char *rest = text->data + at;
        size_t left = text->length - at;
        bool yen = left >= 2 && memcmp(rest, YEN, 2) == 0;
        bool overline = left >= 3 && memcmp(rest, OVERLINE, 3) == 0;
        text->data[kept++] = (char)(yen ? '\\' : overline ? '~' : *rest);
        at += yen ? 2 : overline ? 3 : 1;
    }
    if (text->data) {
        text->length = kept;
        text->data[kept] = '\0';
    }
}

static enum encoding_result to_text(const struct converters *converters, const char *bytes,
    size_t length, const char *replacement, struct buffer *out)
{
    enum encoding_result result = convert(converters->to_text, bytes, length, replacement, out);
    if (converters->yen)
        fold_yen(out);
    return result;
}

static size_t special_count(const char *text, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += text[i] == '/' || (unsigned char)text[i] < 0x20;
    return count;
}

/* No conversion makes or hides a slash or a control character: where a name ends, and what is
 * refused in one, is the same on both sides. */
static bool same_syntax(const char *one, size_t one_length, const struct buffer *other)
{
    return special_count(one, one_length) == special_count(buffer_text(other), other->length);
}

static bool is_same(const struct buffer *one, const char *other, size_t length)
{
    return one->length == length && (!length || memcmp(one->data, other, length) == 0);
}

static bool comes_back(const struct converters *converters, bool from_text, const char *original,
    size_t length, const struct buffer *converted)
{
    struct buffer back;
    buffer_init(&back, converted->limit + 3 * length + 2 * ROOM);
    enum encoding_result result =
        !buffer_reserve(&back, 3 * length + ROOM) ? ENCODING_FAILED
        : from_text
            ? to_text(converters, buffer_text(converted), converted->length, NULL, &back)
            : convert(converters->to_bytes, buffer_text(converted), converted->length, NULL, &back);
    bool same = result == ENCODING_DONE && is_same(&back, original, length);
    buffer_done_wiped(&back);
    return same && same_syntax(original, length, converted);
}

/* --- Finding an encoding ---------------------------------------------------------------------- */

static bool is_itself(const struct converters *converters, unsigned char byte, bool *yen)
{
    char original = (char)byte;
    struct buffer bytes, text;
    buffer_init(&bytes, PROBE_MAX + ROOM);
    buffer_init(&text, PROBE_MAX + ROOM);
    bool fits = convert(converters->to_bytes, &original, 1, NULL, &bytes) == ENCODING_DONE &&
                is_same(&bytes, &original, 1) &&
                convert(converters->to_text, &original, 1, NULL, &text) == ENCODING_DONE;
    bool other = fits && !is_same(&text, &original, 1);
    if (other) {
        const char *meant = byte == '\\' ? YEN : byte == '~' ? OVERLINE : "";
        fits = *meant && is_same(&text, meant, strlen(meant));
        *yen = *yen || fits;
    }
    buffer_done(&bytes);
    buffer_done(&text);
    return fits;
}

/* Whether the ASCII byte, after a byte of a longer character, would be a part of it. */
static bool is_swallowed(const struct converters *converters, unsigned char lead, char ascii)
{
    char bytes[2] = {(char)lead, ascii};
    struct buffer text;
    buffer_init(&text, PROBE_MAX + ROOM);
    bool swallowed = convert(converters->to_text, bytes, 2, NULL, &text) == ENCODING_DONE &&
                     (!text.length || text.data[text.length - 1] != ascii);
    buffer_done(&text);
    return swallowed;
}

static bool is_fit(const struct converters *converters, bool *yen)
{
    static const char syntax[] = {'/', '\r', '\n', '\0', ' '};
    for (unsigned byte = 0; byte < 0x80; byte++)
        if (!is_itself(converters, (unsigned char)byte, yen))
            return false;
    for (unsigned lead = 0x80; lead <= 0xff; lead++)
        for (size_t i = 0; i < sizeof syntax; i++)
            if (is_swallowed(converters, (unsigned char)lead, syntax[i]))
                return false;
    return true;
}

/* A slash in it would be an option of iconv's, as in //IGNORE. */
static bool is_name(const char *name)
{
    static const char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                     "0123456789-_.:+()";
    size_t length = strspn(name, characters);
    return length && length <= ENCODING_NAME_MAX && name[length] == '\0';
}

static bool is_utf8(const char *name)
{
    return !*name || strcasecmp(name, "UTF-8") == 0 || strcasecmp(name, "UTF8") == 0;
}

bool encoding_find(const char *name, struct encoding *ret_encoding, const char **ret_reason)
{
    struct encoding encoding = {.name = ""};
    struct converters converters;
    if (is_utf8(name)) {
        *ret_encoding = encoding;
        return true;
    }
    if (is_name(name))
        memcpy(encoding.name, name, strlen(name) + 1);
    if (!*encoding.name || !open_converters(&encoding, &converters)) {
        *ret_reason = "is not known on this machine";
        return false;
    }
    bool fit = is_fit(&converters, &encoding.yen);
    close_converters(&converters);
    if (fit)
        *ret_encoding = encoding;
    else
        *ret_reason = "can't be used for FTP, whose commands, slashes and line ends are ASCII: "
                      "it writes some ASCII characters otherwise, or shifts between states";
    return fit;
}

/* --- Names ------------------------------------------------------------------------------------ */

enum encoding_result encoding_encode(
    const struct encoding *encoding, const char *text, size_t length, struct buffer *out)
{
    struct converters converters;
    struct buffer bytes;
    buffer_clear(out);
    if (!*encoding->name)
        return buffer_add(out, text, length) ? ENCODING_DONE : ENCODING_FAILED;
    if (!open_converters(encoding, &converters))
        return ENCODING_FAILED;
    buffer_init(&bytes, out->limit + 2 * length + 2 * ROOM);
    /* Room for all of it first: a buffer that grows leaves copies behind, and it may be a password. */
    enum encoding_result result = buffer_reserve(&bytes, 2 * length + ROOM)
                                      ? convert(converters.to_bytes, text, length, NULL, &bytes)
                                      : ENCODING_FAILED;
    if (result == ENCODING_DONE && !comes_back(&converters, true, text, length, &bytes))
        result = ENCODING_INEXPRESSIBLE;
    if (result == ENCODING_DONE && !buffer_add(out, buffer_text(&bytes), bytes.length))
        result = ENCODING_FAILED;
    buffer_done_wiped(&bytes);
    close_converters(&converters);
    return result;
}

enum name_text encoding_decode(
    const struct encoding *encoding, const char *bytes, size_t length, struct buffer *out)
{
    struct converters converters;
    struct buffer text;
    if (!*encoding->name)
        return name_to_utf8(bytes, length, out);
    buffer_clear(out);
    if (!open_converters(encoding, &converters))
        return NAME_TEXT_FAILED;
    buffer_init(&text, out->limit + ROOM);
    enum encoding_result result = to_text(&converters, bytes, length, REPLACEMENT, &text);
    bool exact = result == ENCODING_DONE && comes_back(&converters, false, bytes, length, &text);
    enum name_text kind = exact ? NAME_TEXT_EXACT : NAME_TEXT_REPLACED;
    if (result != ENCODING_FAILED && !same_syntax(bytes, length, &text)) {
        name_to_utf8(bytes, length, out); /* what it shows has no slash that is none */
    } else if (result == ENCODING_FAILED || !buffer_add(out, buffer_text(&text), text.length)) {
        kind = NAME_TEXT_FAILED;
    }
    buffer_done(&text);
    close_converters(&converters);
    return kind;
}
