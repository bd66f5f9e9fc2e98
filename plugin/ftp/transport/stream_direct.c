/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* splice */
#include "ftp/transport/stream_direct.h"

#include "ftp/transport/system_error.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/sendfile.h>
#include <time.h>

static enum ftp_io again(struct ftp_stream *stream, short events)
{
    stream->events = events;
    return FTP_IO_AGAIN;
}

static enum ftp_io lost(const char *doing, int failure, struct ftp_error *error)
{
    char text[FTP_SYSTEM_ERROR_TEXT];
    ftp_error_set(error, FTP_FAULT_CONNECTION_LOST, "the connection was lost while %s: %s", doing,
        ftp_system_error(failure, text));
    return FTP_IO_FAILED;
}

/* A failure that is neither the socket's for certain nor a wait is left to the ordinary way to name. */
static enum ftp_io not_so(size_t *ret_length)
{
    *ret_length = 0;
    return FTP_IO_DONE;
}

static bool is_the_sockets(int failure)
{
    return failure == ECONNRESET || failure == EPIPE || failure == ETIMEDOUT ||
           failure == EHOSTUNREACH || failure == ENETUNREACH || failure == ENETDOWN ||
           failure == ECONNABORTED || failure == ECONNREFUSED;
}

enum ftp_io ftp_stream_splice(
    struct ftp_stream *stream, int pipe, size_t most, size_t *ret_length, struct ftp_error *error)
{
    ssize_t length;
    if (stream->fd < 0 || stream->tls)
        return not_so(ret_length);
    do
        length = splice(stream->fd, NULL, pipe, NULL, most, SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
    while (length < 0 && errno == EINTR);
    if (length < 0 && errno == EAGAIN)
        return again(stream, POLLIN);
    if (length < 0)
        return is_the_sockets(errno) ? lost("receiving", errno, error) : not_so(ret_length);
    if (length == 0 && most > 0)
        return FTP_IO_END;
    *ret_length = (size_t)length;
    return FTP_IO_DONE;
}

/* There is no MSG_NOSIGNAL for it: the signal of a peer that closed is blocked meanwhile and taken back, unless it was
 * pending already and so is another's. errno is what it was after sendfile. */
static ssize_t send_without_signal(int socket, int file, off_t *offset, size_t most)
{
    const struct timespec at_once = {0};
    sigset_t pipe_signal, pending, mask;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    sigpending(&pending);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, &mask);
    ssize_t sent = sendfile(socket, file, offset, most);
    int failure = errno;
    if (sent < 0 && failure == EPIPE && !sigismember(&pending, SIGPIPE))
        while (sigtimedwait(&pipe_signal, NULL, &at_once) < 0 && errno == EINTR)
            continue;
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
    errno = failure;
    return sent;
}

enum ftp_io ftp_stream_send_file(struct ftp_stream *stream, int file, uint64_t offset, size_t most,
    size_t *ret_length, struct ftp_error *error)
{
    off_t at = (off_t)offset;
    ssize_t sent;
    if (stream->fd < 0 || stream->tls || offset > (uint64_t)INT64_MAX - most)
        return not_so(ret_length);
    do
        sent = send_without_signal(stream->fd, file, &at, most);
    while (sent < 0 && errno == EINTR);
    if (sent < 0 && errno == EAGAIN)
        return again(stream, POLLOUT);
    if (sent < 0)
        return is_the_sockets(errno) ? lost("sending", errno, error) : not_so(ret_length);
    if (sent == 0 && most > 0)
        return FTP_IO_END;
    *ret_length = (size_t)sent;
    return FTP_IO_DONE;
}
