/* SPDX-License-Identifier: Apache-2.0 */
/* What the name of a file may be, and how names are made and shown. Names are bytes, not text. */
#ifndef HAWSER_PLUGIN_COMMON_NAME_H
#define HAWSER_PLUGIN_COMMON_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer;

/*
 * Whether the bytes are the name of one file in one directory: neither empty nor "." nor "..", and
 * without '/', NUL and other control characters (C0 and DEL; the bytes of C1 occur in honest names
 * of other encodings). On false *ret_reason, unless NULL, is a static text: "is empty", "holds a
 * /".
 */
bool name_is_plain(const char *bytes, size_t length, const char **ret_reason);

/*
 * Sets `out` to the name with the number before its last extension: output.txt, 1 gives
 * output1.txt; a.tar.gz gives a.tar1.gz; .profile, which has no extension, .profile1. Directories
 * before the last / stay as they are. 0 gives the name itself. False, and `out` empty, past the
 * buffer's limit or without memory.
 */
bool name_number_before_extension(
    const char *name, size_t length, uint64_t number, struct buffer *out);

enum name_text {
    NAME_TEXT_EXACT,    /* the bytes were UTF-8 and stand in `out` as they are */
    NAME_TEXT_REPLACED, /* something was not, and is shown as U+FFFD: the name can't be had back
                           from `out` */
    NAME_TEXT_FAILED,   /* past the buffer's limit or without memory; `out` is empty */
};

/* Sets `out` to the name as UTF-8, with one U+FFFD for each malformed piece. */
enum name_text name_to_utf8(const char *bytes, size_t length, struct buffer *out);

#endif
