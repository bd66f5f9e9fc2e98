/* SPDX-License-Identifier: Apache-2.0 */
/* Allocations that fail: the program's side of the library that a test's process is started with. */
#ifndef HAWSER_CONFORM_ALLOCATION_H
#define HAWSER_CONFORM_ALLOCATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where the library is. False: it was not built or installed. */
bool allocation_library(char *path, size_t capacity);

/* Whether this process was started with it. */
bool allocation_can_fail(void);

/* Only what the object around `code` allocates counts, and the C library for it: other libraries
   that it uses do not all survive what they should. */
void allocation_watch(const void *code);
/* From now on the n-th allocation fails, counted from 1; 0: none, but they are counted. */
void allocation_fail_at(uint64_t n);
/* No more; returns how many there were. */
uint64_t allocation_stop(void);
/* What the suite allocates for itself does not count. Nests; nothing happens without the library. */
void allocation_pause(bool begin);

#endif
