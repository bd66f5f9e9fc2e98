/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes that belong to someone else: the cursor that every codec reads with. Never NUL-terminated.
 */
#ifndef HAWSER_FTP_PROTOCOL_SPAN_H
#define HAWSER_FTP_PROTOCOL_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ftp_span {
    const char *data; /* may be NULL where length is 0 */
    size_t length;
};

struct ftp_span ftp_span_of(const char *text);
bool ftp_span_is(struct ftp_span span, const char *text); /* byte for byte */
/* ASCII letters only: a server's language must not change what a keyword is. */
bool ftp_span_is_nocase(struct ftp_span span, const char *text);
bool ftp_span_starts(struct ftp_span span, const char *text);
bool ftp_span_starts_nocase(struct ftp_span span, const char *text);
bool ftp_span_ends_nocase(struct ftp_span span, const char *text);
/* Where `text` begins in the span, or span.length. */
size_t ftp_span_find(struct ftp_span span, const char *text);
/* Whether any byte is NUL, another C0 control but TAB, or DEL. */
bool ftp_span_has_control(struct ftp_span span);

/* The span without its first `length` bytes, or its first `length` bytes alone. */
struct ftp_span ftp_span_after(struct ftp_span span, size_t length);
struct ftp_span ftp_span_first(struct ftp_span span, size_t length);
struct ftp_span ftp_span_trim(struct ftp_span span); /* without blanks at both ends */

/* Each takes from the front of *cursor and returns false, leaving it, where that isn't there. */
bool ftp_span_take_char(struct ftp_span *cursor, char wanted);
bool ftp_span_take_text_nocase(struct ftp_span *cursor, const char *text);
/* Blanks and TABs; returns how many. */
size_t ftp_span_take_blanks(struct ftp_span *cursor);
/* Skips blanks, then takes bytes up to the next blank or the end; false where none is left. */
bool ftp_span_take_word(struct ftp_span *cursor, struct ftp_span *ret_word);
/* As many decimal digits as there are; false without one, or past 2^64-1. */
bool ftp_span_take_number(struct ftp_span *cursor, uint64_t *ret_number);
/* Exactly `count` (at most 9) digits, whatever follows. */
bool ftp_span_take_digits(struct ftp_span *cursor, unsigned count, unsigned *ret_number);
/* Up to and without the separator, which is dropped; the whole rest where there is none. */
struct ftp_span ftp_span_take_until(struct ftp_span *cursor, char separator);
/* The whole span is one decimal number. */
bool ftp_span_number(struct ftp_span span, uint64_t *ret_number);

#endif
