/* SPDX-License-Identifier: Apache-2.0 */
#include "common/wildcard.h"

#include "common/utf8.h"

static size_t character_length(const char *text, size_t length)
{
    struct utf8_step step = utf8_step(text, length);
    return step.valid ? step.length : 1;
}

static bool only_stars(const char *pattern, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (pattern[i] != '*')
            return false;
    }
    return true;
}

bool wildcard_matches(
    const char *pattern, size_t pattern_length, const char *text, size_t text_length)
{
    size_t p = 0, t = 0, after_star = 0, resume = 0;
    bool star = false;
    while (t < text_length) {
        if (p < pattern_length && pattern[p] == '*') {
            after_star = ++p;
            resume = t;
            star = true;
        } else if (p < pattern_length && pattern[p] == '?') {
            p++;
            t += character_length(text + t, text_length - t);
        } else if (p < pattern_length && pattern[p] == text[t]) {
            p++;
            t++;
        } else if (star) {
            /* Let the last star take one character more. What earlier stars took need not change.
             */
            resume += character_length(text + resume, text_length - resume);
            p = after_star;
            t = resume;
        } else {
            return false;
        }
    }
    return only_stars(pattern + p, pattern_length - p);
}
