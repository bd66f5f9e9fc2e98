/* SPDX-License-Identifier: Apache-2.0 */
/* A folder for one test, and what lies in it. */
#ifndef HAWSER_TESTS_UNIT_FOLDER_H
#define HAWSER_TESTS_UNIT_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#define FOLDER_PATH_SIZE 512

struct folder {
    char path[FOLDER_PATH_SIZE / 2];
};

/* Makes a new folder in TMPDIR; ends the program if it can't. */
void folder_make(struct folder *folder);

/* Removes it with its files and their folders of one level. */
void folder_remove(struct folder *folder);

/* Its path and `name`. */
const char *folder_file(const struct folder *folder, const char *name, char path[FOLDER_PATH_SIZE]);

void folder_put(const struct folder *folder, const char *name, const char *text);

/* Whether a file has exactly these bytes. */
bool folder_holds(const struct folder *folder, const char *name, const char *text);

/* How many entries it has, of any name. */
size_t folder_count(const struct folder *folder);

/* The first entry whose name ends in `suffix`; false: there is none. */
bool folder_find(const struct folder *folder, const char *suffix, char name[256]);

#endif
