/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* pipe2, splice */
#include "ftp/session/pump_direct.h"

#include "ftp/transport/stream_direct.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum {
    FROM_BYTES = 256 * 1024,  /* what is shorter is not worth a pipe */
    PIPE_BYTES = 1024 * 1024, /* what a user without privileges may ask for */
    SEND_BYTES = 1024 * 1024
};

void ftp_pump_direct_init(struct ftp_pump_direct *direct)
{
    *direct = (struct ftp_pump_direct){.pipe = {-1, -1}};
}

void ftp_pump_direct_done(struct ftp_pump_direct *direct)
{
    for (size_t i = 0; i < 2; i++)
        if (direct->pipe[i] >= 0)
            close(direct->pipe[i]);
    ftp_pump_direct_init(direct);
}

static bool open_pipe(struct ftp_pump_direct *direct)
{
    if (direct->pipe[0] >= 0)
        return true;
    if (pipe2(direct->pipe, O_CLOEXEC) != 0) {
        direct->pipe[0] = direct->pipe[1] = -1;
        return false;
    }
    (void)fcntl(direct->pipe[1], F_SETPIPE_SZ, PIPE_BYTES); /* a small one works as well */
    return true;
}

/* Whether the next byte may pass by. Once it may not, none of this transfer does. */
static bool may_pass(struct ftp_pump *pump)
{
    struct ftp_pump_direct *direct = &pump->direct;
    const struct ftp_transfer *transfer = pump->transfer;
    if (direct->off || transfer->bytes < FROM_BYTES)
        return false;
    direct->off = !transfer->where || pump->data.stream.tls ||
                  !transfer->where(transfer->user, &direct->descriptor, &direct->offset) ||
                  (transfer->consume && !open_pipe(direct));
    return !direct->off;
}

enum ftp_io ftp_pump_receive(struct ftp_pump *pump, size_t *ret_length, struct ftp_error *error)
{
    struct ftp_pump_direct *direct = &pump->direct;
    struct ftp_stream *stream = &pump->data.stream;
    if (may_pass(pump)) {
        enum ftp_io io = ftp_stream_splice(
            stream, direct->pipe[1], ftp_rate_piece(&pump->rate, PIPE_BYTES), &direct->held, error);
        *ret_length = direct->held;
        if (io != FTP_IO_DONE || direct->held > 0)
            return io;
        direct->off = true;
    }
    return ftp_stream_read(
        stream, pump->buffer, ftp_rate_piece(&pump->rate, FTP_PUMP_BUFFER), ret_length, error);
}

/* What the descriptor does not take by splice: the host knows how to write it, or why it can't be. */
static bool deliver_held(struct ftp_pump *pump, struct ftp_error *error)
{
    struct ftp_pump_direct *direct = &pump->direct;
    struct ftp_transfer *transfer = pump->transfer;
    direct->off = true;
    while (direct->held > 0) {
        size_t most = direct->held < FTP_PUMP_BUFFER ? direct->held : FTP_PUMP_BUFFER;
        ssize_t length = read(direct->pipe[0], pump->buffer, most);
        if (length < 0 && errno == EINTR)
            continue;
        if (length <= 0)
            return ftp_error_set(
                error, FTP_FAULT_INTERNAL, "%s: a pipe of this process lost bytes", transfer->what);
        direct->held -= (size_t)length;
        if (!transfer->consume(transfer->user, pump->buffer, (size_t)length, error))
            return false;
    }
    return true;
}

bool ftp_pump_deliver(struct ftp_pump *pump, size_t length, struct ftp_error *error)
{
    struct ftp_pump_direct *direct = &pump->direct;
    struct ftp_transfer *transfer = pump->transfer;
    loff_t at = (loff_t)direct->offset;
    if (direct->held == 0)
        return transfer->consume(transfer->user, pump->buffer, length, error);
    while (direct->held > 0) {
        ssize_t moved =
            splice(direct->pipe[0], NULL, direct->descriptor, &at, direct->held, SPLICE_F_MOVE);
        if (moved < 0 && errno == EINTR)
            continue;
        if (moved <= 0)
            return deliver_held(pump, error);
        direct->held -= (size_t)moved;
        transfer->moved(transfer->user, (uint64_t)moved);
    }
    return true;
}

enum ftp_io ftp_pump_send_direct(struct ftp_pump *pump, size_t *ret_length, struct ftp_error *error)
{
    struct ftp_pump_direct *direct = &pump->direct;
    *ret_length = 0;
    if (!may_pass(pump))
        return FTP_IO_DONE;
    enum ftp_io io = ftp_stream_send_file(&pump->data.stream, direct->descriptor, direct->offset,
        ftp_rate_piece(&pump->rate, SEND_BYTES), ret_length, error);
    if (io == FTP_IO_DONE && *ret_length > 0)
        pump->transfer->moved(pump->transfer->user, *ret_length);
    if (io != FTP_IO_END && (io != FTP_IO_DONE || *ret_length > 0))
        return io;
    direct->off = true; /* its end is for the host to tell, who knows whether it is one */
    *ret_length = 0;
    return FTP_IO_DONE;
}
