/* SPDX-License-Identifier: Apache-2.0 */
/* Names of files, and UTF-8, of which Jansson is the second judge. */
#include "common/name.h"
#include "common/utf8.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "common/buffer.h"
#include "fuzz/ftp_targets.h"

static void check_utf8(const char *data, size_t length)
{
    json_auto_t *text = json_stringn(length ? data : "", length);
    bool valid = true;
    for (size_t at = 0; at < length;) {
        struct utf8_step step = utf8_step(data + at, length - at);
        FUZZ_CHECK(step.length >= 1 && step.length <= length - at);
        valid = valid && step.valid;
        at += step.length;
    }
    FUZZ_CHECK(valid == utf8_is_valid(data, length));
    FUZZ_CHECK(valid == (text != NULL));
}

static void check_shown(const char *data, size_t length)
{
    struct buffer shown;
    buffer_init(&shown, 3 * length + 1);
    enum name_text kind = name_to_utf8(data, length, &shown);
    FUZZ_CHECK(kind == (utf8_is_valid(data, length) ? NAME_TEXT_EXACT : NAME_TEXT_REPLACED));
    FUZZ_CHECK(utf8_is_valid(buffer_text(&shown), shown.length));
    if (kind == NAME_TEXT_EXACT)
        FUZZ_CHECK(shown.length == length && memcmp(buffer_text(&shown), data, length) == 0);
    buffer_done(&shown);
}

static void check_plain(const char *data, size_t length)
{
    const char *reason = NULL;
    if (!name_is_plain(data, length, &reason)) {
        FUZZ_CHECK(reason && *reason);
        return;
    }
    FUZZ_CHECK(!reason && length > 0);
    for (size_t i = 0; i < length; i++)
        FUZZ_CHECK(data[i] != '/' && (unsigned char)data[i] >= 0x20 && data[i] != 0x7f);
    FUZZ_CHECK(!(data[0] == '.' && (length == 1 || (length == 2 && data[1] == '.'))));
}

/* The number stands within, and without it the name is what it was. */
static void check_number(const char *data, size_t length, uint64_t number)
{
    struct buffer named;
    char digits[24];
    int count = snprintf(digits, sizeof digits, "%" PRIu64, number);
    size_t added = number ? (size_t)count : 0;
    buffer_init(&named, length + sizeof digits);
    FUZZ_CHECK(name_number_before_extension(data, length, number, &named));
    FUZZ_CHECK(named.length == length + added);
    const char *text = buffer_text(&named);
    size_t stem = 0;
    while (stem < length && text[stem] == data[stem])
        stem++;
    /* A digit of the name's own may continue the number's. */
    bool found = false;
    for (size_t at = 0; at <= stem && !found; at++)
        found = memcmp(text + at, digits, added) == 0 &&
                memcmp(text + at + added, data + at, length - at) == 0;
    FUZZ_CHECK(found);
    buffer_done(&named);
}

void fuzz_name(const char *data, size_t length)
{
    check_utf8(data, length);
    check_shown(data, length);
    check_plain(data, length);
    if (length) {
        check_number(data, length, 0);
        check_number(data, length, 1 + fuzz_hash(data, length) % 1000);
    }
}
