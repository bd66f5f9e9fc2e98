/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/transport/stream.h"

#include "ftp/transport/stream_tls.h"
#include "ftp/transport/system_error.h"

#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/* What one drain drops at most before its caller can look at the clock again: 64 x 16 KiB. */
enum { DRAIN_STEP = 16 * 1024, DRAIN_STEPS = 64 };

void ftp_stream_init(struct ftp_stream *stream, int fd)
{
    *stream = (struct ftp_stream){.fd = fd};
}

void ftp_stream_close(struct ftp_stream *stream)
{
    ftp_tls_session_free(stream->tls);
    if (stream->fd >= 0)
        close(stream->fd);
    ftp_stream_init(stream, -1);
}

void ftp_stream_reset(struct ftp_stream *stream)
{
    const struct linger at_once = {.l_onoff = 1};
    if (stream->fd >= 0)
        (void)setsockopt(stream->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ftp_stream_close(stream);
}

static enum ftp_io failed(const char *doing, int failure, struct ftp_error *error)
{
    char text[FTP_SYSTEM_ERROR_TEXT];
    ftp_error_set(error, FTP_FAULT_CONNECTION_LOST, "the connection was lost while %s: %s", doing,
        ftp_system_error(failure, text));
    return FTP_IO_FAILED;
}

static bool is_open(const struct ftp_stream *stream, const char *doing, struct ftp_error *error)
{
    if (stream->fd >= 0)
        return true;
    return ftp_error_set(
        error, FTP_FAULT_CONNECTION_LOST, "the connection was already closed while %s", doing);
}

static enum ftp_io again(struct ftp_stream *stream, short events)
{
    stream->events = events;
    return FTP_IO_AGAIN;
}

static bool would_block(void)
{
    return errno == EAGAIN || errno == EWOULDBLOCK;
}

enum ftp_io ftp_stream_read(struct ftp_stream *stream, void *buffer, size_t capacity,
    size_t *ret_length, struct ftp_error *error)
{
    if (!is_open(stream, "receiving", error))
        return FTP_IO_FAILED;
    if (stream->tls)
        return ftp_tls_read(stream, buffer, capacity, ret_length, error);
    ssize_t length;
    do
        length = recv(stream->fd, buffer, capacity, 0);
    while (length < 0 && errno == EINTR);
    if (length < 0)
        return would_block() ? again(stream, POLLIN) : failed("receiving", errno, error);
    if (length == 0 && capacity > 0)
        return FTP_IO_END;
    *ret_length = (size_t)length;
    return FTP_IO_DONE;
}

enum ftp_io ftp_stream_write(struct ftp_stream *stream, const void *bytes, size_t length,
    size_t *ret_length, struct ftp_error *error)
{
    if (!is_open(stream, "sending", error))
        return FTP_IO_FAILED;
    if (stream->tls)
        return ftp_tls_write(stream, bytes, length, ret_length, error);
    ssize_t sent;
    do
        sent = send(stream->fd, bytes, length, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent < 0)
        return would_block() ? again(stream, POLLOUT) : failed("sending", errno, error);
    *ret_length = (size_t)sent;
    return FTP_IO_DONE;
}

enum ftp_io ftp_stream_handshake(struct ftp_stream *stream, struct ftp_error *error)
{
    if (!is_open(stream, "beginning TLS", error))
        return FTP_IO_FAILED;
    if (stream->tls)
        return ftp_tls_handshake(stream, error);
    ftp_error_set(
        error, FTP_FAULT_INTERNAL, "a TLS handshake on a stream on which TLS was not begun");
    return FTP_IO_FAILED;
}

enum ftp_io ftp_stream_finish(struct ftp_stream *stream, struct ftp_error *error)
{
    if (!is_open(stream, "ending the data", error))
        return FTP_IO_FAILED;
    if (stream->tls) {
        enum ftp_io state = ftp_tls_finish(stream, error);
        if (state != FTP_IO_DONE)
            return state;
    }
    if (shutdown(stream->fd, SHUT_WR) != 0)
        return failed("ending the data", errno, error);
    return FTP_IO_DONE;
}

enum ftp_io ftp_stream_drain(struct ftp_stream *stream, struct ftp_error *error)
{
    char dropped[DRAIN_STEP];
    for (int i = 0; i < DRAIN_STEPS; i++) {
        size_t length;
        enum ftp_io state = ftp_stream_read(stream, dropped, sizeof dropped, &length, error);
        if (state != FTP_IO_DONE)
            return state;
    }
    return again(stream, POLLIN);
}
