/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stands before the C library's allocation functions in a process that tries what a connector does
 * when memory runs out. Nothing fails before it is told to.
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "allocation_control.h"

/* The C library's own, under the names that it exports for this purpose. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

static atomic_bool counting;
static atomic_int paused;
static atomic_uint_fast64_t counted;
static atomic_uint_fast64_t failing;
static struct allocation_range watched[ALLOCATION_RANGES];

static bool is_watched(const void *caller)
{
    uintptr_t at = (uintptr_t)caller;
    for (int i = 0; i < ALLOCATION_RANGES; i++) {
        if (at >= watched[i].low && at < watched[i].high)
            return true;
    }
    return false;
}

static bool fails(const void *caller)
{
    if (!atomic_load(&counting) || atomic_load(&paused) > 0 || !is_watched(caller))
        return false;
    uint64_t number = atomic_fetch_add(&counted, 1) + 1;
    if (number != atomic_load(&failing))
        return false;
    errno = ENOMEM;
    return true;
}

__attribute__((visibility("default"))) void *malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

__attribute__((visibility("default"))) void *calloc(size_t count, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

__attribute__((visibility("default"))) void *realloc(void *old, size_t size)
{
    return size != 0 && fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}

__attribute__((visibility("default"))) void *aligned_alloc(size_t alignment, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_memalign(alignment, size);
}

__attribute__((visibility("default"))) int posix_memalign(
    void **ret_pointer, size_t alignment, size_t size)
{
    void *made = fails(__builtin_return_address(0)) ? NULL : __libc_memalign(alignment, size);
    if (!made)
        return ENOMEM;
    *ret_pointer = made;
    return 0;
}

static void watch(const struct allocation_range ranges[ALLOCATION_RANGES])
{
    memcpy(watched, ranges, sizeof watched);
}

static void fail_at(uint64_t n)
{
    atomic_store(&counted, 0);
    atomic_store(&failing, n);
    atomic_store(&counting, true);
}

static uint64_t stop(void)
{
    atomic_store(&counting, false);
    return atomic_load(&counted);
}

static void pause_counting(int change)
{
    (void)atomic_fetch_add(&paused, change);
}

extern const struct allocation_control hawser_allocation_control;
__attribute__((visibility("default"))) const struct allocation_control hawser_allocation_control = {
    .watch = watch,
    .fail_at = fail_at,
    .stop = stop,
    .pause = pause_counting,
};
