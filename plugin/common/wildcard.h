/* SPDX-License-Identifier: Apache-2.0 */
/* Wildcards: `*` stands for any characters, none included, and a leading dot is nothing special;
   `?` for exactly one character; everything else, the backslash included, for itself. */
#ifndef HAWSER_PLUGIN_COMMON_WILDCARD_H
#define HAWSER_PLUGIN_COMMON_WILDCARD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether the whole text fits the pattern. A byte of the text that is not part of UTF-8 counts as
 * one character. Never goes back further than to the last `*`, so that the time is at most the
 * product of the lengths, and no stack is used.
 */
bool wildcard_matches(
    const char *pattern, size_t pattern_length, const char *text, size_t text_length);

#endif
