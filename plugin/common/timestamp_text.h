/* SPDX-License-Identifier: Apache-2.0 */
/* The text form of a timestamp that documents and filters share. Of equal width, it sorts by time.
 */
#ifndef HAWSER_PLUGIN_COMMON_TIMESTAMP_TEXT_H
#define HAWSER_PLUGIN_COMMON_TIMESTAMP_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#define TIMESTAMP_TEXT_FORMAT "yyyy-MM-dd HH:mm:ss.SSS"

/* Whether the text has exactly that form and names a moment of the calendar (no 31 June; second 59
 * at most). */
bool timestamp_text_is_valid(const char *text, size_t length);

#endif
