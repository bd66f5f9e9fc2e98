/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* pwritev2 */
#include "run_sink.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <unistd.h>

#include "amounts.h"

enum {
    NANOSECONDS_A_MILLISECOND = 1000000,
    LONGEST_WAIT_MS = 60000,
    NULL_MAJOR = 1,
    NULL_MINOR = 3
};

static int32_t open_document(void *user, const hawser_output_request *request, void **ret_document)
{
    struct run_sink *sink = user;
    /* Records have no place among a file's bytes; what they say stands in the result as well. */
    if (request->flags & HAWSER_OUTPUT_RECORD) {
        *ret_document = &sink->record_handle;
        return HAWSER_OK;
    }
    /* Bytes that left can't be taken back, so a second try is refused as well. */
    if (sink->open || sink->published || sink->written > 0) {
        sink->refused = true;
        return HAWSER_HOST;
    }
    sink->open = true;
    *ret_document = &sink->byte_handle;
    return HAWSER_OK;
}

static int wait_ms(const struct run_sink *sink)
{
    uint64_t deadline = sink->control->deadline_ns;
    uint64_t now = amount_now();
    if (deadline == 0)
        return LONGEST_WAIT_MS;
    uint64_t left = deadline > now ? (deadline - now) / NANOSECONDS_A_MILLISECOND + 1 : 0;
    return left < LONGEST_WAIT_MS ? (int)left : LONGEST_WAIT_MS;
}

static int32_t wait_writable(const struct run_sink *sink)
{
    struct pollfd waits[] = {{.fd = sink->descriptor, .events = POLLOUT},
        {.fd = sink->control->cancel_fd, .events = POLLIN}};
    for (;;) {
        int ready = poll(waits, 2, wait_ms(sink));
        if (ready < 0 && errno != EINTR)
            return HAWSER_HOST;
        if (ready > 0 && waits[1].revents)
            return HAWSER_CANCELLED;
        if (ready > 0)
            return HAWSER_OK;
        if (sink->control->deadline_ns && amount_now() >= sink->control->deadline_ns)
            return HAWSER_TIMEOUT;
    }
}

/* As much as there is room for; where the system can't do that, PIPE_BUF: so much a pipe that is writable takes without
 * blocking. */
static ssize_t write_some(struct run_sink *sink, const void *bytes, size_t length)
{
    enum { PIECE = 4096 };
    struct iovec all = {.iov_base = (void *)(uintptr_t)bytes, .iov_len = length};
    if (!sink->in_order)
        return write(sink->descriptor, bytes, length);
    if (!sink->may_wait) {
        ssize_t written = pwritev2(sink->descriptor, &all, 1, -1, RWF_NOWAIT);
        if (written >= 0 || (errno != EOPNOTSUPP && errno != EINVAL && errno != ENOSYS))
            return written;
        sink->may_wait = true;
    }
    return write(sink->descriptor, bytes, length < PIECE ? length : PIECE);
}

static int32_t write_bytes(
    void *user, void *document, const void *bytes, size_t length, size_t *ret_length)
{
    struct run_sink *sink = user;
    if (document == &sink->record_handle) {
        *ret_length = length;
        return HAWSER_OK;
    }
    for (;;) {
        int32_t code = sink->in_order ? wait_writable(sink) : HAWSER_OK;
        if (code != HAWSER_OK)
            return code;
        ssize_t written = write_some(sink, bytes, length);
        if (written > 0) {
            sink->written += (uint64_t)written;
            *ret_length = (size_t)written;
            return HAWSER_OK;
        }
        if (written < 0 && errno != EINTR && errno != EAGAIN) {
            sink->error = errno;
            return HAWSER_HOST;
        }
    }
}

static int32_t descriptor_of(void *user, void *document)
{
    const struct run_sink *sink = user;
    off_t at = lseek(sink->descriptor, 0, SEEK_CUR);
    if (sink->in_order || document == &sink->record_handle ||
        (!sink->is_nothing && at != (off_t)sink->written))
        return -1;
    return sink->descriptor;
}

static void moved(void *user, void *document, uint64_t length)
{
    struct run_sink *sink = user;
    (void)document;
    sink->written += length;
    (void)lseek(sink->descriptor, (off_t)length, SEEK_CUR); /* the next write is behind */
}

static int32_t prepare(void *user, void *document, const char *properties, size_t length)
{
    (void)user;
    (void)document;
    (void)properties;
    (void)length;
    return HAWSER_OK;
}

static int32_t publish(void *user, void *document)
{
    struct run_sink *sink = user;
    if (document == &sink->byte_handle) {
        sink->open = false;
        sink->published = true;
    }
    return HAWSER_OK;
}

static void discard(void *user, void *document)
{
    struct run_sink *sink = user;
    if (document == &sink->byte_handle)
        sink->open = false;
}

/* Only nothing, and a file that is not appended to, can be written at an offset. */
static void look_at(struct run_sink *sink)
{
    struct stat status;
    int flags = fcntl(sink->descriptor, F_GETFL);
    bool known = flags >= 0 && fstat(sink->descriptor, &status) == 0;
    sink->is_nothing =
        known && S_ISCHR(status.st_mode) && status.st_rdev == makedev(NULL_MAJOR, NULL_MINOR);
    bool is_file = known && S_ISREG(status.st_mode) && !(flags & O_APPEND);
    sink->in_order = !sink->is_nothing && !is_file;
}

int32_t run_sink_use(struct run_sink *sink, hawser_execution *execution, int descriptor,
    const hawser_control *control)
{
    *sink = (struct run_sink){.descriptor = descriptor, .control = control};
    look_at(sink);
    hawser_sink functions = {
        .size = sizeof functions,
        .user = sink,
        .open = open_document,
        .write = write_bytes,
        .prepare = prepare,
        .publish = publish,
        .discard = discard,
        .descriptor = descriptor_of,
        .moved = moved,
    };
    return hawser_execution_to_sink(execution, &functions);
}
