/* SPDX-License-Identifier: Apache-2.0 */
/* Files that are there whole or not at all. */
#ifndef HAWSER_CLI_NEW_FILE_H
#define HAWSER_CLI_NEW_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* Gives the open file that will be `path` other rights than that its owner alone can read it. False: errno. */
typedef bool new_file_rights(int descriptor, const char *path);

/* Writes `text` and an end of line to `path`, which is made safe before it is there; `rights` may be NULL. Where it exists
 * and is not to be replaced, nothing is changed. Returns 0 or an errno. */
int new_file_write(
    const char *path, const char *text, size_t length, bool replace, new_file_rights *rights);

#endif
