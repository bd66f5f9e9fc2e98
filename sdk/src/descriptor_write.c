/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "descriptor_write.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind {
    REGULAR,
    SOCKET,
    OTHER,
    MAY_WAIT, /* an OTHER of which nothing more can be had */
};

static enum kind kind_of(int descriptor)
{
    struct stat status;

    if (fstat(descriptor, &status))
        return OTHER;
    if (S_ISREG(status.st_mode))
        return REGULAR;
    return S_ISSOCK(status.st_mode) ? SOCKET : OTHER;
}

/* One write that does not block once poll said that there is room. A pipe then has room for
   PIPE_BUF bytes, and may block on more where the system can't be told that it must not. */
static ssize_t write_some(enum kind *kind, int descriptor, const void *bytes, size_t length)
{
    struct iovec all = {.iov_base = (void *)(uintptr_t)bytes, .iov_len = length};

    if (*kind == SOCKET)
        return send(descriptor, bytes, length, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (*kind == OTHER && length > PIPE_BUF) {
        ssize_t written = pwritev2(descriptor, &all, 1, -1, RWF_NOWAIT);

        if (written >= 0 || (errno != EOPNOTSUPP && errno != EINVAL && errno != ENOSYS))
            return written;
        *kind = MAY_WAIT;
    }
    if (*kind == MAY_WAIT && length > PIPE_BUF)
        length = PIPE_BUF;
    return write(descriptor, bytes, length);
}

static int32_t write_all(
    int descriptor, const unsigned char *bytes, size_t length, struct attempt *attempt)
{
    enum kind kind = kind_of(descriptor);

    while (length > 0) {
        int32_t code = kind == REGULAR ? HAWSER_OK : attempt_wait(attempt, descriptor, POLLOUT);
        ssize_t written;

        if (code != HAWSER_OK)
            return code;
        written = write_some(&kind, descriptor, bytes, length);
        if (written < 0 && (errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK))
            continue;
        if (written < 0)
            return attempt_failed_errno(attempt, errno, "write to descriptor %d", descriptor);
        bytes += written;
        length -= (size_t)written;
    }
    return HAWSER_OK;
}

/* A write to a pipe that nobody reads raises SIGPIPE on its thread. Blocked for the write, the
   signal is taken back, unless it was pending already and so is another's. */
int32_t descriptor_write(int descriptor, const void *bytes, size_t length, struct attempt *attempt)
{
    const struct timespec at_once = {0};
    sigset_t pipe_signal;
    sigset_t pending;
    sigset_t mask;
    int32_t code;

    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigpending(&pending);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &mask);
    code = write_all(descriptor, bytes, length, attempt);
    if (code == HAWSER_HOST && attempt->native == EPIPE && !sigismember(&pending, SIGPIPE))
        while (sigtimedwait(&pipe_signal, NULL, &at_once) < 0 && errno == EINTR)
            continue;
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    return code;
}
