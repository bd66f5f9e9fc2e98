/* SPDX-License-Identifier: Apache-2.0 */
/* What the library of failing allocations exports. */
#ifndef HAWSER_CONFORM_ALLOCATION_CONTROL_H
#define HAWSER_CONFORM_ALLOCATION_CONTROL_H

#include <stdint.h>

#define ALLOCATION_CONTROL "hawser_allocation_control"
#define ALLOCATION_LIBRARY_NAME "hawser-allocation.so"

/* From `low` up to, not including, `high`. */
struct allocation_range {
    uintptr_t low;
    uintptr_t high;
};

enum { ALLOCATION_RANGES = 2 };

struct allocation_control {
    /* Where the code lies whose allocations count; before any of them does. */
    void (*watch)(const struct allocation_range ranges[ALLOCATION_RANGES]);
    void (*fail_at)(uint64_t n);
    uint64_t (*stop)(void);
    void (*pause)(int change);
};

#endif
