/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Counts what is allocated by this program and every library in it: the names stand before those of
 * the C library, which does the work under names of its own.
 */
#include "allocations.h"

#include <stddef.h>

#if defined(__SANITIZE_ADDRESS__) || !defined(__GLIBC__)
bool allocations_counted(void)
{
    return false;
}

uint64_t allocations_made(void)
{
    return 0;
}
#else
#include <stdatomic.h>
#include <stdlib.h>

#pragma GCC visibility push(default)
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static atomic_uint_fast64_t made;

static void count_one(void)
{
    atomic_fetch_add_explicit(&made, 1, memory_order_relaxed);
}

void *malloc(size_t size)
{
    count_one();
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    count_one();
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    count_one();
    return __libc_realloc(old, size);
}
#pragma GCC visibility pop

bool allocations_counted(void)
{
    return true;
}

uint64_t allocations_made(void)
{
    return atomic_load_explicit(&made, memory_order_relaxed);
}
#endif
