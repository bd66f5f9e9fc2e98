/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-8, one sequence at a time (RFC 3629: no surrogates, nothing overlong, nothing past U+10FFFF).
 */
#ifndef HAWSER_PLUGIN_COMMON_UTF8_H
#define HAWSER_PLUGIN_COMMON_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/* What stands at the start of some bytes. */
struct utf8_step {
    size_t length; /* bytes to go on by; at least 1 unless there were no bytes */
    bool valid;    /* they are one character; false: one malformed piece, fit for one U+FFFD */
};

struct utf8_step utf8_step(const char *bytes, size_t length);
bool utf8_is_valid(const char *bytes, size_t length);

#endif
