/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* ppoll */
#include "ftp/transport/wait.h"

#include "ftp/transport/system_error.h"

#include <errno.h>
#include <string.h>
#include <time.h>

enum { NS_PER_MS = 1000000, GLANCE_NS = 20 * NS_PER_MS };
static const uint64_t ns_per_s = 1000000000;

uint64_t ftp_clock_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * ns_per_s + (uint64_t)now.tv_nsec;
}

uint64_t ftp_clock_after(uint32_t timeout_ms)
{
    return timeout_ms == 0 ? 0 : ftp_clock_ns() + (uint64_t)timeout_ms * NS_PER_MS;
}

uint64_t ftp_clock_sooner(uint64_t a, uint64_t b)
{
    if (a == 0 || b == 0)
        return a + b;
    return a < b ? a : b;
}

static bool cancelled(short revents, struct ftp_error *error)
{
    if (revents & POLLNVAL)
        return ftp_error_set(
                   error, FTP_FAULT_HOST, "the runtime's cancellation descriptor is not open"),
               true;
    if (revents)
        ftp_error_set(error, FTP_FAULT_CANCELLED, "the execution was cancelled");
    return revents != 0;
}

static bool deadline_passed(const struct ftp_limits *limits, uint64_t now, struct ftp_error *error)
{
    if (limits->deadline_ns == 0 || now < limits->deadline_ns)
        return false;
    ftp_error_set(error, FTP_FAULT_DEADLINE, "the time given to the execution is over");
    return true;
}

static int poll_until(struct pollfd *polls, nfds_t count, uint64_t end, uint64_t now)
{
    if (end == 0)
        return ppoll(polls, count, NULL, NULL);
    uint64_t left = end > now ? end - now : 0;
    struct timespec timeout = {
        .tv_sec = (time_t)(left / ns_per_s), .tv_nsec = (long)(left % ns_per_s)};
    return ppoll(polls, count, &timeout, NULL);
}

static enum ftp_wait wait_in(const struct ftp_limits *limits, struct pollfd *all, nfds_t count,
    uint64_t until, struct ftp_error *error)
{
    uint64_t end = ftp_clock_sooner(until, limits->deadline_ns);
    for (;;) {
        uint64_t now = ftp_clock_ns();
        if (deadline_passed(limits, now, error))
            return FTP_WAIT_ENDED;
        int ready = poll_until(all, count + 1, end, now);
        if (ready < 0 && errno != EINTR) {
            char text[FTP_SYSTEM_ERROR_TEXT];
            ftp_error_set(
                error, FTP_FAULT_HOST, "waiting failed: %s", ftp_system_error(errno, text));
            return FTP_WAIT_ENDED;
        }
        if (ready < 0)
            continue;
        if (cancelled(all[count].revents, error))
            return FTP_WAIT_ENDED;
        if (ready > 0)
            return FTP_WAIT_READY;
        if (until != 0 && ftp_clock_ns() >= until && !deadline_passed(limits, until, error))
            return FTP_WAIT_TIMEOUT;
    }
}

enum ftp_wait ftp_wait(const struct ftp_limits *limits, struct pollfd *polls, nfds_t count,
    uint64_t until, struct ftp_error *error)
{
    struct pollfd all[FTP_WAIT_MOST + 1];
    if (count > FTP_WAIT_MOST) {
        ftp_error_set(error, FTP_FAULT_INTERNAL, "a wait for %lu descriptors, more than %d",
            (unsigned long)count, FTP_WAIT_MOST);
        return FTP_WAIT_ENDED;
    }
    if (count > 0)
        memcpy(all, polls, count * sizeof *polls);
    all[count] = (struct pollfd){.fd = limits->cancel_fd, .events = POLLIN};
    enum ftp_wait result = wait_in(limits, all, count, until, error);
    for (nfds_t i = 0; i < count; i++)
        polls[i].revents = result == FTP_WAIT_READY ? all[i].revents : 0;
    return result;
}

bool ftp_limits_check(const struct ftp_limits *limits, struct ftp_error *error)
{
    struct pollfd cancel = {.fd = limits->cancel_fd, .events = POLLIN};
    if (limits->cancel_fd >= 0 && poll(&cancel, 1, 0) > 0 && cancelled(cancel.revents, error))
        return false;
    return limits->deadline_ns == 0 || !deadline_passed(limits, ftp_clock_ns(), error);
}

bool ftp_limits_glance(const struct ftp_limits *limits, uint64_t *looked, struct ftp_error *error)
{
    uint64_t now = ftp_clock_ns();
    if (*looked != 0 && now - *looked < GLANCE_NS)
        return !deadline_passed(limits, now, error);
    *looked = now;
    return ftp_limits_check(limits, error);
}
