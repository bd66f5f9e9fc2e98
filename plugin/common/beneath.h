/* SPDX-License-Identifier: Apache-2.0 */
/* Places below a directory that no path leads out of: by "..", by a symbolic link, or by a mistake. */
#ifndef HAWSER_PLUGIN_COMMON_BENEATH_H
#define HAWSER_PLUGIN_COMMON_BENEATH_H

#include <limits.h>
#include <stddef.h>

/*
 * Both open a directory below `root`, an open directory (O_PATH will do), as O_PATH, and return its descriptor or -1
 * with errno. EINVAL: the path holds what can't be a name, and *ret_reason is a static text ("is empty"); ELOOP or
 * ENOTDIR: a link or a file is on the way. Components are opened one by one and links never followed, so that a tree
 * that changes meanwhile can't lead elsewhere either.
 */

/* The directory `path`; "" is the root itself. */
int beneath_directory(int root, const char *path, size_t length, const char **ret_reason);

/* The directory of the file `path`, whose last part goes to `base`. */
int beneath_file(
    int root, const char *path, size_t length, char base[NAME_MAX + 1], const char **ret_reason);

#endif
