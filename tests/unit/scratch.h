/* SPDX-License-Identifier: Apache-2.0 */
/* A folder for one test, and files in it. What can't be done ends the test program. */
#ifndef TEST_UNIT_SCRATCH_H
#define TEST_UNIT_SCRATCH_H

#include <stddef.h>
#include <sys/types.h>

#define SCRATCH_PATH_SIZE 512

struct scratch {
    char path[SCRATCH_PATH_SIZE / 2];
};

void scratch_init(struct scratch *scratch);
void scratch_done(struct scratch *scratch);

/* The path of a name in it, until the buffer goes. */
const char *scratch_path(
    const struct scratch *scratch, const char *name, char buffer[SCRATCH_PATH_SIZE]);

/* Makes a file with exactly that mode. */
void scratch_write(
    const struct scratch *scratch, const char *name, const void *bytes, size_t length, mode_t mode);
void scratch_copy(const struct scratch *scratch, const char *name, const char *from, mode_t mode);

/* How many entries it has, below it included. */
size_t scratch_count(const struct scratch *scratch);

#endif
