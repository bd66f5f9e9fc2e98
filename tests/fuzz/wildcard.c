/* SPDX-License-Identifier: Apache-2.0 */
/* Wildcards against a table of what each part of the pattern can reach. The first line is the
 * pattern, the rest the text. */
#include "common/wildcard.h"

#include <string.h>

#include "common/utf8.h"
#include "fuzz/ftp_targets.h"

enum { LONGEST = 96 };

static size_t step(const char *text, size_t length)
{
    struct utf8_step at = utf8_step(text, length);
    return at.valid ? at.length : 1;
}

/* reached[t]: what was read of the pattern fits the first t bytes of the text. */
static void take(const char *part, size_t part_length, const char *text, size_t length,
    bool reached[LONGEST + 1])
{
    bool before[LONGEST + 1];
    bool star = part[0] == '*', any = part[0] == '?';
    memcpy(before, reached, sizeof before);
    for (size_t t = 0; t <= length; t++)
        reached[t] = star && before[t];
    for (size_t t = 0; t < length; t += 1) {
        size_t character = step(text + t, length - t);
        bool from = before[t] || (star && reached[t]);
        bool same = part_length == character && memcmp(part, text + t, character) == 0;
        if (from && (star || any || same))
            reached[t + character] = true;
    }
}

static bool fits(const char *pattern, size_t pattern_length, const char *text, size_t length)
{
    bool reached[LONGEST + 1] = {true};
    for (size_t p = 0; p < pattern_length;) {
        size_t part = step(pattern + p, pattern_length - p);
        take(pattern + p, part, text, length, reached);
        p += part;
    }
    return reached[length];
}

static bool is_stars(const char *data, size_t length)
{
    size_t stars = 0;
    while (stars < length && data[stars] == '*')
        stars++;
    return stars == length;
}

void fuzz_wildcard(const char *data, size_t length)
{
    struct fuzz_pair pair = fuzz_pair_of(data, length);
    bool matched = wildcard_matches(pair.first, pair.first_length, pair.second, pair.second_length);
    FUZZ_CHECK(wildcard_matches("*", 1, data, length));
    FUZZ_CHECK(wildcard_matches(data, length, "", 0) == is_stars(data, length));
    if (utf8_is_valid(pair.first, pair.first_length) && pair.second_length <= LONGEST)
        FUZZ_CHECK(matched == fits(pair.first, pair.first_length, pair.second, pair.second_length));
}
