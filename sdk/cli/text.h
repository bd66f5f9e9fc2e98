/* SPDX-License-Identifier: Apache-2.0 */
/* Text from elsewhere, made fit for a terminal: names and messages of a server may hold anything.
 */
#ifndef HAWSER_CLI_TEXT_H
#define HAWSER_CLI_TEXT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define TEXT_REPLACEMENT 0xFFFDu /* stands for bytes that are not UTF-8 */

/* The code point at the beginning of `text`, and how many bytes it takes: 1 to 4, or 0 at the end.
   A byte that is not UTF-8 is one replacement character. */
size_t text_next(const char *text, size_t length, uint32_t *ret_point);

/* A copy that is valid UTF-8 and moves no cursor: control and direction characters become \xNN or
   \uNNNN. The caller frees it; NULL: no memory. */
char *text_clean(const char *text, size_t length);

/* A copy in which bytes that are not UTF-8 were replaced and nothing else changed. */
char *text_valid(const char *text, size_t length);

/* Columns that a cleaned text takes. */
size_t text_width(const char *clean);

/* Writes a cleaned text in at most `columns`, the last being an ellipsis where it was cut.
   Returns the columns used. */
size_t text_write_fit(FILE *stream, const char *clean, size_t columns);

/* Writes `text` cleaned and ends the line, at which `indent` columns were used. With a width it is
   broken at blanks, each further line indented. */
void text_write_wrapped(FILE *stream, const char *text, size_t width, size_t indent);

/* The same for paragraphs, between which there are blank lines: their lines are filled anew. Without a width they stay
   as they are, each further line indented. */
void text_write_paragraphs(FILE *stream, const char *text, size_t width, size_t indent);

/* Writes `text` cleaned, each further line of it indented. */
void text_write_lines(FILE *stream, const char *text, const char *indent);

#endif
