/* SPDX-License-Identifier: Apache-2.0 */
/* An allocator that fails where it is told to. Linked into a program, it is the malloc of that
 * program and of every library that it loads. */
#ifndef HAWSER_TESTS_MEMORY_FAILING_H
#define HAWSER_TESTS_MEMORY_FAILING_H

#include <stdbool.h>
#include <stdint.h>

/* Counts allocations from now on, and fails the one of that number, the first being 1; with `after`
 * all that follow as well. 0 fails none. */
void failing_arm(uint64_t number, bool after);
/* From true to false, callers that allocate again and again are learnt: theirs never fail. */
void failing_learn(bool learning);
/* Ends that; how many were counted. */
uint64_t failing_disarm(void);
/* How many blocks are allocated and not freed. */
int64_t failing_live(void);
/* Whether it was asked for from within a library whose file's name holds that text. */
bool failing_was_in(const char *library);
/* Writes to a descriptor who asked for the allocation that failed first since failing_arm. */
void failing_trace(int descriptor);

#endif
