/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* sched_getaffinity, CPU_COUNT */
#include "ftp/actions/sums_thread.h"

#include "common/thread.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    RING_BYTES = 512 * 1024,
    PIECE = 64 * 1024,            /* after so many bytes there is room for new ones */
    WINDOW_NS = 40 * 1000 * 1000, /* what it is judged by */
    LEAST_PERCENT = 85            /* of the time it has work in which it has a processor */
};

struct ftp_sums_thread {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct ftp_digest *digests[2];
    size_t first, held;  /* the bytes that no digest has yet */
    bool ends, waits;    /* to be ended; for a processor */
    uint64_t busy, used; /* how long it had work, and a processor; ns */
    char ring[RING_BYTES];
};

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static uint64_t clock_ns(clockid_t which)
{
    struct timespec now = {0};
    clock_gettime(which, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static void compute(struct ftp_sums_thread *thread, const char *bytes, size_t length)
{
    uint64_t began = clock_ns(CLOCK_MONOTONIC), used = clock_ns(CLOCK_THREAD_CPUTIME_ID);
    for (size_t i = 0; i < 2; i++)
        ftp_digest_add(thread->digests[i], bytes, length);
    thread->used += clock_ns(CLOCK_THREAD_CPUTIME_ID) - used;
    thread->busy += clock_ns(CLOCK_MONOTONIC) - began;
}

/* Once so many nanoseconds of work are behind it. */
static void judge(struct ftp_sums_thread *thread)
{
    if (thread->busy < WINDOW_NS)
        return;
    thread->waits = thread->used < thread->busy / 100 * LEAST_PERCENT;
    thread->busy = thread->used = 0;
}

/* Holds the lock but while it computes. Only this thread takes bytes away. */
static void take(struct ftp_sums_thread *thread)
{
    size_t length = least(least(thread->held, PIECE), RING_BYTES - thread->first);
    const char *bytes = thread->ring + thread->first;
    pthread_mutex_unlock(&thread->lock);
    compute(thread, bytes, length);
    pthread_mutex_lock(&thread->lock);
    judge(thread);
    thread->first = (thread->first + length) % RING_BYTES;
    thread->held -= length;
    pthread_cond_signal(&thread->changed);
}

static void *run(void *argument)
{
    struct ftp_sums_thread *thread = argument;
    pthread_mutex_lock(&thread->lock);
    while (!thread->ends) {
        if (thread->held > 0)
            take(thread);
        else
            pthread_cond_wait(&thread->changed, &thread->lock);
    }
    pthread_mutex_unlock(&thread->lock);
    return NULL;
}

static bool has_processor_to_spare(void)
{
    cpu_set_t processors;
    return sched_getaffinity(0, sizeof processors, &processors) == 0 && CPU_COUNT(&processors) > 1;
}

struct ftp_sums_thread *ftp_sums_thread_new(struct ftp_digest *one, struct ftp_digest *other)
{
    struct ftp_sums_thread *thread = has_processor_to_spare() ? malloc(sizeof *thread) : NULL;
    if (!thread)
        return NULL;
    thread->digests[0] = one;
    thread->digests[1] = other;
    thread->first = thread->held = 0;
    thread->ends = thread->waits = false;
    thread->busy = thread->used = 0;
    pthread_mutex_init(&thread->lock, NULL);
    pthread_cond_init(&thread->changed, NULL);
    if (thread_start(&thread->thread, NULL, run, thread) == 0)
        return thread;
    pthread_cond_destroy(&thread->changed);
    pthread_mutex_destroy(&thread->lock);
    free(thread);
    return NULL;
}

/* Only this side adds bytes, so that they can be copied while the other one computes. */
bool ftp_sums_thread_add(struct ftp_sums_thread *thread, const char *bytes, size_t length)
{
    pthread_mutex_lock(&thread->lock);
    bool worth = !thread->waits;
    while (worth && length > 0) {
        while (thread->held == RING_BYTES)
            pthread_cond_wait(&thread->changed, &thread->lock);
        size_t at = (thread->first + thread->held) % RING_BYTES;
        size_t piece = least(length, least(RING_BYTES - thread->held, RING_BYTES - at));
        pthread_mutex_unlock(&thread->lock);
        memcpy(thread->ring + at, bytes, piece);
        bytes += piece;
        length -= piece;
        pthread_mutex_lock(&thread->lock);
        thread->held += piece;
        pthread_cond_signal(&thread->changed);
    }
    pthread_mutex_unlock(&thread->lock);
    return worth;
}

void ftp_sums_thread_settle(struct ftp_sums_thread *thread)
{
    pthread_mutex_lock(&thread->lock);
    while (thread->held > 0)
        pthread_cond_wait(&thread->changed, &thread->lock);
    pthread_mutex_unlock(&thread->lock);
}

void ftp_sums_thread_free(struct ftp_sums_thread *thread)
{
    if (!thread)
        return;
    pthread_mutex_lock(&thread->lock);
    thread->ends = true;
    pthread_cond_signal(&thread->changed);
    pthread_mutex_unlock(&thread->lock);
    pthread_join(thread->thread, NULL);
    pthread_cond_destroy(&thread->changed);
    pthread_mutex_destroy(&thread->lock);
    free(thread);
}
