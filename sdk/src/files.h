/* SPDX-License-Identifier: Apache-2.0 */
/* Small files: read whole within a bound, replaced atomically, in folders made on demand. All
 * return 0 or an errno. */
#ifndef HAWSER_SDK_FILES_H
#define HAWSER_SDK_FILES_H

#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

/*
 * Opens a regular file for reading, and says what it is. EINVAL: not a regular file. Never waits,
 * whatever the path names.
 */
int file_open(const char *path, int *ret_descriptor, struct stat *ret_status);

/* Reads up to `capacity` bytes, to the end if it comes before. */
int file_fill(int descriptor, void *buffer, size_t capacity, size_t *ret_length);

/* The whole file, NUL-terminated, for the caller to free. EFBIG: over `most` bytes; EINVAL: not a
   regular file; EPERM: it may be written to by everybody. */
int file_read(const char *path, size_t most, char **ret_bytes, size_t *ret_length);

/* Writes all of them. */
int file_put(int descriptor, const char *bytes, size_t length);

/* Replaces or makes `folder`/`name`. When it returns 0 the bytes have reached the disk. `name` must
   not begin with FILE_TEMPORARY, the beginning of names that a crash may leave behind. */
int file_replace(
    const char *folder, const char *name, mode_t mode, const void *bytes, size_t length);
#define FILE_TEMPORARY ".tmp-"
/* The same for what has to outlive the process, but not a loss of power. */
int file_replace_unsynced(
    const char *folder, const char *name, mode_t mode, const void *bytes, size_t length);

/* Removes `folder`/`name`, durably. ENOENT: it was not there. */
int file_remove(const char *folder, const char *name);
int file_remove_unsynced(const char *folder, const char *name);

/* Makes a folder and those above it that are missing. */
int folder_make(const char *path, mode_t mode);

#endif
