/* SPDX-License-Identifier: Apache-2.0 */
/* What the library of failing allocations exports. */
#ifndef HAWSER_CONFORM_ALLOCATION_CONTROL_H
#define HAWSER_CONFORM_ALLOCATION_CONTROL_H

#include <stdint.h>

#define ALLOCATION_CONTROL "hawser_allocation_control"
#define ALLOCATION_LIBRARY_NAME "hawser-allocation.so"

struct allocation_control {
    void (*fail_at)(uint64_t n);
    uint64_t (*stop)(void);
    void (*pause)(int change);
};

#endif
