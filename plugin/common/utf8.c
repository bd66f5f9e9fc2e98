/* SPDX-License-Identifier: Apache-2.0 */
#include "common/utf8.h"

#include <stdint.h>
#include <string.h>

/* Unicode, table 3-7: what may follow a lead byte. Only the second byte has a range of its own. */
struct lead {
    unsigned char first, last;     /* lead bytes */
    unsigned char lowest, highest; /* second byte */
    unsigned char length;          /* of the whole sequence */
};

static const struct lead leads[] = {
    {0x00, 0x7f, 0, 0, 1},
    {0xc2, 0xdf, 0x80, 0xbf, 2},
    {0xe0, 0xe0, 0xa0, 0xbf, 3},
    {0xe1, 0xec, 0x80, 0xbf, 3},
    {0xed, 0xed, 0x80, 0x9f, 3},
    {0xee, 0xef, 0x80, 0xbf, 3},
    {0xf0, 0xf0, 0x90, 0xbf, 4},
    {0xf1, 0xf3, 0x80, 0xbf, 4},
    {0xf4, 0xf4, 0x80, 0x8f, 4},
};

static const struct lead *lead_of(unsigned char byte)
{
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (byte >= leads[i].first && byte <= leads[i].last)
            return &leads[i];
    }
    return NULL;
}

static bool continues(const struct lead *lead, size_t position, unsigned char byte)
{
    if (position == 1)
        return byte >= lead->lowest && byte <= lead->highest;
    return byte >= 0x80 && byte <= 0xbf;
}

struct utf8_step utf8_step(const char *bytes, size_t length)
{
    if (!length)
        return (struct utf8_step){0, false};
    const struct lead *lead = lead_of((unsigned char)bytes[0]);
    if (!lead)
        return (struct utf8_step){1, false};
    size_t used = 1;
    while (
        used < lead->length && used < length && continues(lead, used, (unsigned char)bytes[used]))
        used++;
    return (struct utf8_step){used, used == lead->length};
}

/* Eight bytes at a time, as nearly all names are nothing but ASCII. */
static size_t ascii_length(const char *bytes, size_t length)
{
    const uint64_t beyond = UINT64_C(0x8080808080808080);
    uint64_t word;
    size_t at = 0;
    for (; length - at >= sizeof word; at += sizeof word) {
        memcpy(&word, bytes + at, sizeof word);
        if (word & beyond)
            break;
    }
    return at;
}

bool utf8_is_valid(const char *bytes, size_t length)
{
    for (size_t at = ascii_length(bytes, length); at < length;) {
        struct utf8_step step = {1, true};
        if ((unsigned char)bytes[at] >= 0x80)
            step = utf8_step(bytes + at, length - at);
        if (!step.valid)
            return false;
        at += step.length;
    }
    return true;
}
