/* SPDX-License-Identifier: Apache-2.0 */
/* Temporary folders and the files in them. Failures are told on standard error. */
#ifndef SUPPORT_FOLDER_H
#define SUPPORT_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* SHA-256 as lower-case hexadecimal digits, with its end. */
enum { FOLDER_SHA256_SIZE = 65 };

/* A new folder in TMPDIR (else /tmp), of mode 755 so that a server's user can pass. Free with
 * folder_free. */
char *folder_new(const char *label);
/* Removes the folder with all in it and frees the path. NULL does nothing. */
void folder_free(char *path);
/* Removes a file or a whole tree without following symbolic links. True if nothing remains. */
bool folder_remove(const char *path);
/* Regular files below path, at any depth; -1 if it can't be read. */
long folder_count(const char *path);

/* FOLDER/NAME as fresh memory. */
char *folder_path(const char *folder, const char *name);

/* Each of these creates or replaces the file, with mode 644 where it is new. */
bool file_write(const char *path, const void *bytes, size_t size);
bool file_write_text(const char *path, const char *text);
/* The same size and seed give the same bytes; a shorter file is the beginning of a longer one. */
bool file_write_random(const char *path, uint64_t size, uint64_t seed);
/* The same bytes in memory, from offset on. */
void random_bytes(uint64_t seed, uint64_t offset, void *ret_bytes, size_t size);

bool file_sha256(const char *path, char ret_digest[FOLDER_SHA256_SIZE]);
/* The whole file in fresh memory, with a zero byte behind it. NULL on failure. ret_size may be
 * NULL. */
char *file_read(const char *path, size_t *ret_size);
/* -1 if there is no such regular file. */
int64_t file_size(const char *path);
bool file_same(const char *left, const char *right);

#endif
