/* SPDX-License-Identifier: Apache-2.0 */
/* The functions of malloc(3), before those of the C library or of a sanitizer. */
#define _GNU_SOURCE /* RTLD_NEXT */
#include "memory/failing.h"

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <malloc.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { FRAMES = 40, EARLY_SIZE = 65536 };

static struct {
    bool armed, after;
    uint64_t number, count;
    int64_t live;
    void *frame[FRAMES]; /* who asks */
    int first_frames;
    void *first[FRAMES]; /* who asked first for what failed */
} state;

static struct {
    void *(*allocate)(size_t);
    void *(*clear)(size_t, size_t);
    void *(*resize)(void *, size_t);
    void *(*align)(size_t, size_t);
    int (*posix)(void **, size_t, size_t);
    void (*release)(void *);
} real;

/* What is asked for while the real functions are looked up; never given back. */
static _Alignas(max_align_t) char early[EARLY_SIZE];
static size_t early_used;

static void *early_allocate(size_t size)
{
    size_t rounded = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    if (rounded > EARLY_SIZE - early_used)
        abort();
    void *block = early + early_used;
    early_used += rounded;
    return block;
}

static bool is_early(const void *block)
{
    const char *bytes = block;
    return bytes >= early && bytes < early + EARLY_SIZE;
}

static bool look_up(void)
{
    static bool looking;
    if (real.release)
        return true;
    if (looking)
        return false;
    looking = true;
    *(void **)&real.allocate = dlsym(RTLD_NEXT, "malloc");
    *(void **)&real.clear = dlsym(RTLD_NEXT, "calloc");
    *(void **)&real.resize = dlsym(RTLD_NEXT, "realloc");
    *(void **)&real.align = dlsym(RTLD_NEXT, "memalign");
    *(void **)&real.posix = dlsym(RTLD_NEXT, "posix_memalign");
    *(void **)&real.release = dlsym(RTLD_NEXT, "free");
    return true;
}

/* Callers that are let alone: what stands behind malloc on the stack. */
enum { CALLERS = 16, CALLER_FRAMES = 2, FIRST_CALLER = 3, OFTEN = 4 };
static struct {
    bool learning;
    struct {
        void *frame[CALLER_FRAMES];
        unsigned times;
    } row[CALLERS];
} spared;

static bool is_row(size_t row)
{
    return memcmp(spared.row[row].frame, state.frame + FIRST_CALLER, sizeof spared.row->frame) == 0;
}

static void learn(void)
{
    size_t row = 0;
    while (row < CALLERS && spared.row[row].times && !is_row(row))
        row++;
    if (row == CALLERS)
        return;
    memcpy(spared.row[row].frame, state.frame + FIRST_CALLER, sizeof spared.row->frame);
    spared.row[row].times++;
}

static bool is_spared(void)
{
    size_t row = 0;
    while (row < CALLERS && !(spared.row[row].times >= OFTEN && is_row(row)))
        row++;
    return row < CALLERS;
}

/* Notes who asks, and whether that is one of the spared. */
static __attribute__((noinline)) bool remember(void)
{
    state.armed = false; /* backtrace may allocate */
    int frames = backtrace(state.frame, FRAMES);
    if (spared.learning)
        learn();
    bool fails = !spared.learning && !is_spared();
    if (fails && !state.first_frames) {
        state.first_frames = frames;
        memcpy(state.first, state.frame, sizeof state.first);
    }
    state.armed = true;
    return fails;
}

static __attribute__((noinline)) bool must_fail(void)
{
    if (!__atomic_load_n(&state.armed, __ATOMIC_RELAXED))
        return false;
    uint64_t number = __atomic_add_fetch(&state.count, 1, __ATOMIC_RELAXED);
    if (number != state.number && (!state.after || !state.number || number < state.number))
        return false;
    if (!remember())
        return false;
    errno = ENOMEM;
    return true;
}

static void *counted(void *block)
{
    if (block)
        __atomic_add_fetch(&state.live, 1, __ATOMIC_RELAXED);
    return block;
}

/* Libraries are to find these: nothing else of the tests is seen from outside. */
#pragma GCC visibility push(default)

void *malloc(size_t size)
{
    if (!look_up())
        return early_allocate(size);
    return must_fail() ? NULL : counted(real.allocate(size));
}

void *calloc(size_t count, size_t size)
{
    if (!look_up())
        return early_allocate(count * size);
    return must_fail() ? NULL : counted(real.clear(count, size));
}

void *realloc(void *block, size_t size)
{
    if (!block)
        return malloc(size);
    if (is_early(block))
        abort();
    if (must_fail())
        return NULL;
    void *moved = real.resize(block, size);
    if (!moved && size == 0)
        __atomic_sub_fetch(&state.live, 1, __ATOMIC_RELAXED);
    return moved;
}

void *reallocarray(void *block, size_t count, size_t size)
{
    size_t all;
    if (__builtin_mul_overflow(count, size, &all)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(block, all);
}

void *memalign(size_t alignment, size_t size)
{
    if (!look_up())
        abort();
    return must_fail() ? NULL : counted(real.align(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **ret_block, size_t alignment, size_t size)
{
    if (!look_up())
        abort();
    if (must_fail())
        return ENOMEM;
    int failed = real.posix(ret_block, alignment, size);
    if (!failed)
        counted(*ret_block);
    return failed;
}

void free(void *block)
{
    if (!block || is_early(block) || !look_up())
        return;
    __atomic_sub_fetch(&state.live, 1, __ATOMIC_RELAXED);
    real.release(block);
}

#pragma GCC visibility pop

void failing_arm(uint64_t number, bool after)
{
    backtrace(state.frame, FRAMES); /* the first time it allocates */
    state.first_frames = 0;
    state.number = number;
    state.after = after;
    state.count = 0;
    __atomic_store_n(&state.armed, true, __ATOMIC_SEQ_CST);
}

void failing_learn(bool learning)
{
    spared.learning = learning;
    if (learning)
        failing_arm(1, true);
    else
        failing_disarm();
}

uint64_t failing_disarm(void)
{
    __atomic_store_n(&state.armed, false, __ATOMIC_SEQ_CST);
    return state.count;
}

int64_t failing_live(void)
{
    return __atomic_load_n(&state.live, __ATOMIC_SEQ_CST);
}

bool failing_was_in(const char *library)
{
    Dl_info found;
    return state.first_frames > FIRST_CALLER && dladdr(state.first[FIRST_CALLER], &found) &&
           strstr(found.dli_fname, library) != NULL;
}

void failing_trace(int descriptor)
{
    backtrace_symbols_fd(state.first, state.first_frames, descriptor);
}
