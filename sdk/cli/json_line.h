/* SPDX-License-Identifier: Apache-2.0 */
/* JSON that may be passed on as it is. */
#ifndef HAWSER_CLI_JSON_LINE_H
#define HAWSER_CLI_JSON_LINE_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Whether the bytes are one JSON object that can be part of a line: no white space outside of texts, UTF-8 throughout.
 * Sure where it says yes; says no as well to what it would have to look at more closely: fractions and exponents,
 * numbers of more than 18 digits, surrogates, deep nesting.
 */
bool json_is_line(const char *bytes, size_t length);

#endif
