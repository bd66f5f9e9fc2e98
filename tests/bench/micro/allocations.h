/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HAWSER_TESTS_BENCH_ALLOCATIONS_H
#define HAWSER_TESTS_BENCH_ALLOCATIONS_H

#include <stdbool.h>
#include <stdint.h>

/* Whether this program counts: sanitizers have an allocator of their own. */
bool allocations_counted(void);
/* How many times memory was asked for since the program began, growing included. */
uint64_t allocations_made(void);

#endif
