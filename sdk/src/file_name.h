/* SPDX-License-Identifier: Apache-2.0 */
/* Names of files, made of names that a peer chose. */
#ifndef HAWSER_SDK_FILE_NAME_H
#define HAWSER_SDK_FILE_NAME_H

#include <stddef.h>

#include "attempt.h"

#define FILE_NAME_MOST 255 /* bytes; NAME_MAX of every file system in use */
#define FILE_NAME_SIZE (FILE_NAME_MOST + 1)

/* What the SDK's own files in a directory begin with. A document's name never does. */
#define FILE_NAME_OWN ".hawser-"

/*
 * A name that stays in its directory and is fit to be shown: '/' and control characters become '_'.
 * HAWSER_BAD_CONFIG: empty, "." or "..", not UTF-8, or too long.
 */
int32_t file_name_safe(
    const char *name, size_t length, char ret_name[FILE_NAME_SIZE], struct attempt *attempt);

/* "a (recovered).txt" of "a.txt", "a (recovered 2).txt" with a number above 1; shortened in its
 * stem where that is too long. */
void file_name_recovered(const char *name, unsigned number, char ret_name[FILE_NAME_SIZE]);

#endif
