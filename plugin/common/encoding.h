/* SPDX-License-Identifier: Apache-2.0 */
/* Names between the UTF-8 of this side and the bytes of a server that encodes them otherwise. */
#ifndef HAWSER_PLUGIN_COMMON_ENCODING_H
#define HAWSER_PLUGIN_COMMON_ENCODING_H

#include "common/name.h"

#include <stdbool.h>
#include <stddef.h>

struct buffer;

enum { ENCODING_NAME_MAX = 64 };

/* A plain value: it may be copied, and used by several threads. */
struct encoding {
    char name[ENCODING_NAME_MAX + 1]; /* of iconv; "": UTF-8, and nothing is converted */
    bool yen; /* 0x5C and 0x7E are yen and overline to iconv, and ASCII to every server */
};

/*
 * An encoding by its name, "" for UTF-8. Loads what iconv needs for it. False, with a static text
 * that goes on after "the encoding", where it is not known, or can't be that of names in a protocol
 * whose words are ASCII: each ASCII byte must be its own character, in whatever surroundings.
 */
bool encoding_find(const char *name, struct encoding *ret_encoding, const char **ret_reason);

enum encoding_result {
    ENCODING_DONE,
    ENCODING_INEXPRESSIBLE, /* the encoding lacks a character, or reads it back as another */
    ENCODING_FAILED,        /* past the buffer's limit or without memory */
};

/* Sets `out` to the bytes of a UTF-8 text; empty on failure. */
enum encoding_result encoding_encode(
    const struct encoding *encoding, const char *text, size_t length, struct buffer *out);

/* Sets `out` to the bytes as UTF-8 with U+FFFD for what does not decode. EXACT: encoding_encode
 * makes the same bytes of it. */
enum name_text encoding_decode(
    const struct encoding *encoding, const char *bytes, size_t length, struct buffer *out);

#endif
