/* SPDX-License-Identifier: Apache-2.0 */
/* Text from the other side, made fit for logs, JSON and terminals. */
#ifndef HAWSER_SDK_TEXT_H
#define HAWSER_SDK_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <jansson.h>

/* True where the bytes are UTF-8 without control characters, tabs (and, with `lines`, line ends)
 * excepted. */
bool text_is_clean(const char *bytes, size_t length, bool lines);

/* A NUL-terminated copy with '?' in the place of each byte that is not clean; NULL: no memory. */
char *text_clean(const char *bytes, size_t length, bool lines);

/* A formatted text that the caller frees; NULL: no memory. */
__attribute__((format(printf, 1, 2))) char *text_format(const char *format, ...);
__attribute__((format(printf, 1, 0))) char *text_format_list(const char *format, va_list list);

/* json_dumps, which goes on without the names of members where memory runs out: NULL then. */
char *text_of_json(const json_t *value, size_t flags);

#endif
