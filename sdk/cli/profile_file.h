/* SPDX-License-Identifier: Apache-2.0 */
/* Where --save-profile puts what a test learned. */
#ifndef HAWSER_CLI_PROFILE_FILE_H
#define HAWSER_CLI_PROFILE_FILE_H

#include <jansson.h>

#include "console.h"

/*
 * Writes the profile to `path`; where that is the file of the connection itself, it becomes the
 * member serverProfile of it, and all else in it stays. The file changes at once or not at all, and
 * keeps its owner's rights. Returns 0, or the exit status after saying what is wrong.
 */
int profile_save(
    const struct console *console, const char *path, const char *connection, json_t *profile);

#endif
