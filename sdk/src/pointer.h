/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Pointers, RFC 6901: "/a~1b/0". */
#ifndef HAWSER_SDK_POINTER_H
#define HAWSER_SDK_POINTER_H

#include <stdbool.h>
#include <stddef.h>
#include <jansson.h>

/* base + "/" + token, the token escaped. The caller frees it; NULL without memory. */
char *pointer_append(const char *base, const char *token);
char *pointer_append_index(const char *base, size_t index);

/* The token at *cursor, unescaped, freed by the caller; *cursor moves behind it. NULL without
 * memory and at the end (**cursor is then NUL). A cursor starts at the pointer's first byte. */
char *pointer_next(const char **cursor);

/* Reads a list index: digits without a leading zero. */
bool pointer_index(const char *token, size_t *ret_index);

/* Whether the text is a pointer: empty, or tokens that each begin with "/" and escape well. */
bool pointer_is_valid(const char *text, size_t length);

/* What the pointer points at, borrowed from root; NULL when there is nothing. */
json_t *pointer_find(const json_t *root, const char *pointer);

#endif
