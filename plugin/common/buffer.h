/* SPDX-License-Identifier: Apache-2.0 */
/* A byte buffer that grows up to a cap that its owner had to choose. */
#ifndef HAWSER_PLUGIN_COMMON_BUFFER_H
#define HAWSER_PLUGIN_COMMON_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
    char *data;      /* always followed by a NUL once something was added; NULL before */
    size_t length;   /* bytes in use, the NUL not counted */
    size_t capacity; /* bytes allocated */
    size_t limit;    /* most bytes it may ever hold, the NUL not counted */
};

void buffer_init(struct buffer *buffer, size_t limit);
/* Frees the memory; the buffer may be used again. buffer_done_wiped overwrites it first. */
void buffer_done(struct buffer *buffer);
void buffer_done_wiped(struct buffer *buffer);
void buffer_clear(struct buffer *buffer); /* length becomes 0, the memory stays */

/* Each returns false, and leaves the contents as they were, past the limit or without memory: errno is EOVERFLOW or
 * ENOMEM. */
bool buffer_add(struct buffer *buffer, const void *bytes, size_t length);
bool buffer_add_text(struct buffer *buffer, const char *text);
bool buffer_add_byte(struct buffer *buffer, char byte);
bool buffer_printf(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Room for `length` more bytes at data + length; the caller adds to `length` what it wrote. */
bool buffer_reserve(struct buffer *buffer, size_t length);
/* Drops the first `length` bytes. */
void buffer_consume(struct buffer *buffer, size_t length);
/* The contents as a C string, never NULL. */
const char *buffer_text(const struct buffer *buffer);

#endif
