/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "wait_lock.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

#define SECOND_NS UINT64_C(1000000000)
/* How long a cancellation can go unseen: a mutex can't be polled together with a descriptor. */
#define SLICE_NS (SECOND_NS / 20)

static uint64_t now_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * SECOND_NS + (uint64_t)now.tv_nsec;
}

static int32_t ended_by(const hawser_control *control, uint64_t now)
{
    if (HAWSER_HAS(control, hawser_control, cancel_fd) && control->cancel_fd >= 0) {
        struct pollfd cancel = {.fd = control->cancel_fd, .events = POLLIN};
        if (poll(&cancel, 1, 0) > 0)
            return HAWSER_CANCELLED;
    }
    if (HAWSER_HAS(control, hawser_control, deadline_ns) && control->deadline_ns != 0 &&
        now >= control->deadline_ns)
        return HAWSER_TIMEOUT;
    return HAWSER_OK;
}

int32_t wait_lock(pthread_mutex_t *mutex, const hawser_control *control)
{
    if (control == NULL) {
        pthread_mutex_lock(mutex);
        return HAWSER_OK;
    }
    for (;;) {
        uint64_t now = now_ns();
        int32_t ended = ended_by(control, now);
        if (ended != HAWSER_OK)
            return ended;
        if (pthread_mutex_trylock(mutex) == 0) /* ThreadSanitizer does not know the other */
            return HAWSER_OK;
        uint64_t until = now + SLICE_NS;
        struct timespec slice = {
            .tv_sec = (time_t)(until / SECOND_NS), .tv_nsec = (long)(until % SECOND_NS)};
        if (pthread_mutex_clocklock(mutex, CLOCK_MONOTONIC, &slice) != ETIMEDOUT)
            return HAWSER_OK;
    }
}
