/* SPDX-License-Identifier: Apache-2.0 */
/* Files that are there whole or not at all, and that only their owner can read. */
#ifndef HAWSER_CLI_NEW_FILE_H
#define HAWSER_CLI_NEW_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* Writes `text` and an end of line to `path`, which is made safe before it is there. Where it exists and is not to be
 * replaced, nothing is changed. Returns 0 or an errno. */
int new_file_write(const char *path, const char *text, size_t length, bool replace);

#endif
