/* SPDX-License-Identifier: Apache-2.0 */
/* Foreign names and values in sentences: short, and harmless on a terminal. */
#ifndef HAWSER_SDK_SCHEMA_TEXT_H
#define HAWSER_SDK_SCHEMA_TEXT_H

#include <stddef.h>
#include <stdio.h>
#include <jansson.h>

/* In double quotes, as JSON would write it; cut after some characters. */
void text_quoted(FILE *out, const char *text, size_t length);
/* As it is where it looks like a name, else in quotes. */
void text_name(FILE *out, const char *name);
/* 21, "abc", true, a list of 3 entries, an object. */
void text_value(FILE *out, const json_t *value);
/* Between the entries of an enumeration: ", ", and `last` before the last one. */
const char *text_separator(size_t index, size_t count, const char *last);

#endif
