/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "attempt.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define NS_PER_S 1000000000u
#define NS_PER_MS 1000000u
#define ERRNO_TEXT_SIZE 128

void attempt_init(struct attempt *attempt, const hawser_call *limits)
{
    attempt->cancel_fd = limits ? limits->cancel_fd : -1;
    attempt->deadline_ns = limits ? limits->deadline_ns : 0;
    attempt->code = HAWSER_OK;
    attempt->native = 0;
    attempt->text[0] = '\0';
}

int32_t attempt_failed(struct attempt *attempt, int32_t code, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(attempt->text, sizeof attempt->text, format, arguments);
    va_end(arguments);
    attempt->code = code;
    attempt->native = 0;
    return code;
}

int32_t attempt_failed_errno(struct attempt *attempt, int number, const char *format, ...)
{
    char buffer[ERRNO_TEXT_SIZE];
    char tried[ATTEMPT_TEXT_SIZE - ERRNO_TEXT_SIZE - 16];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(tried, sizeof tried, format, arguments);
    va_end(arguments);
    int32_t code = number == ENOMEM ? HAWSER_NO_MEMORY : HAWSER_HOST;
    attempt_failed(
        attempt, code, "can't %s: %s", tried, strerror_r(number, buffer, sizeof buffer));
    attempt->native = number;
    return code;
}

int32_t attempt_no_memory(struct attempt *attempt)
{
    return attempt_failed(attempt, HAWSER_NO_MEMORY, "no memory");
}

/* Milliseconds until the deadline, rounded up so that it has passed when poll returns; -1: none. */
static int remaining(uint64_t deadline_ns)
{
    struct timespec now;
    uint64_t now_ns;
    uint64_t left;

    if (deadline_ns == 0)
        return -1;
    clock_gettime(CLOCK_MONOTONIC, &now);
    now_ns = (uint64_t)now.tv_sec * NS_PER_S + (uint64_t)now.tv_nsec;
    if (now_ns >= deadline_ns)
        return 0;
    left = (deadline_ns - now_ns) / NS_PER_MS + 1;
    return left > INT_MAX ? INT_MAX : (int)left;
}

/* Whether the wait ended for a reason to stop; else HAWSER_OK. */
static int32_t stopped(struct attempt *attempt, short cancel_events, int milliseconds)
{
    if (cancel_events & (POLLIN | POLLHUP | POLLERR))
        return attempt_failed(attempt, HAWSER_CANCELLED, "cancelled");
    if (cancel_events & POLLNVAL)
        return attempt_failed(
            attempt, HAWSER_HOST, "the cancellation descriptor %d is not open", attempt->cancel_fd);
    if (milliseconds == 0)
        return attempt_failed(attempt, HAWSER_TIMEOUT, "the deadline has passed");
    return HAWSER_OK;
}

int32_t attempt_wait(struct attempt *attempt, int descriptor, short events)
{
    struct pollfd polled[] = {
        {.fd = attempt->cancel_fd, .events = POLLIN}, {.fd = descriptor, .events = events}};
    int32_t code;

    for (;;) {
        int milliseconds = remaining(attempt->deadline_ns);
        int count = poll(polled, 2, milliseconds);

        if (count < 0 && errno != EINTR && errno != EAGAIN)
            return attempt_failed_errno(attempt, errno, "wait for descriptor %d", descriptor);
        if (count < 0)
            continue;
        code = stopped(attempt, polled[0].revents, milliseconds);
        if (code != HAWSER_OK)
            return code;
        if (polled[1].revents & POLLNVAL)
            return attempt_failed_errno(attempt, EBADF, "wait for descriptor %d", descriptor);
        if (polled[1].revents != 0)
            return HAWSER_OK;
    }
}

int32_t attempt_check(struct attempt *attempt)
{
    struct pollfd polled = {.fd = attempt->cancel_fd, .events = POLLIN};
    int count;

    do
        count = poll(&polled, 1, 0);
    while (count < 0 && errno == EINTR);
    return stopped(attempt, count < 0 ? 0 : polled.revents, remaining(attempt->deadline_ns));
}
