/* SPDX-License-Identifier: Apache-2.0 */
/* The data connection of a transfer: opening, bytes, end. */
#include "ftp/session/pump.h"
#include "ftp/session/pump_direct.h"

/* Buffers that move before the control connection is looked at again, once so many bytes have. */
enum { PIECES = 8, BULK_BYTES = 256 * 1024 };

static enum ftp_step truncated(struct ftp_pump *pump, struct ftp_error *error)
{
    ftp_error_set(error, FTP_FAULT_TLS_TRUNCATED,
        "%s: the data ended after %llu bytes without TLS close_notify, so bytes may be missing",
        pump->transfer->what, (unsigned long long)pump->transfer->bytes);
    return STEP_FAILED;
}

/* Without close_notify only the size tells that nothing is missing (RFC 8446, 6.1). */
static bool cut_is_harmless(const struct ftp_pump *pump)
{
    const struct ftp_transfer *transfer = pump->transfer;
    return !pump->session->config->require_close_notify && transfer->size_known &&
           transfer->bytes == transfer->size;
}

static enum ftp_step cut(struct ftp_pump *pump, struct ftp_error *error)
{
    if (!cut_is_harmless(pump))
        return truncated(pump, error);
    pump->transfer->unclosed = pump->closed = true;
    ftp_stream_close(&pump->data.stream);
    ftp_pump_progress(pump);
    return STEP_MOVED;
}

/* This side has nothing to send. A server that waits for its end before it completes the transfer need not wait then:
 * vsftpd for close_notify, ProFTPD for FIN. */
static void part(struct ftp_pump *pump)
{
    struct ftp_error ignored = {0};
    if (!pump->parts || pump->parted)
        return;
    enum ftp_io io = ftp_stream_finish(&pump->data.stream, &ignored);
    pump->parted = io == FTP_IO_DONE;
    pump->parts = io != FTP_IO_FAILED; /* what is wrong shows when it is read */
}

static enum ftp_step download_step(struct ftp_pump *pump, struct ftp_error *error)
{
    struct ftp_transfer *transfer = pump->transfer;
    size_t length = 0;
    part(pump);
    switch (ftp_pump_receive(pump, &length, error)) {
    case FTP_IO_AGAIN:
        return STEP_WAITS;
    case FTP_IO_DONE:
        transfer->bytes += length;
        pump->touched = true;
        ftp_rate_moved(&pump->rate, length, ftp_clock_ns());
        if (!ftp_pump_deliver(pump, length, error))
            return STEP_FAILED;
        ftp_pump_progress(pump); /* after the callback: its time is not the server's */
        return STEP_MOVED;
    case FTP_IO_END:
        pump->ended_at = ftp_clock_ns();
        transfer->ended = true;
        pump->closed = true;
        if (pump->session->protected_data) {
            struct ftp_error ignored = {0};
            ftp_stream_finish(&pump->data.stream, &ignored);
        }
        ftp_stream_close(&pump->data.stream);
        ftp_pump_progress(pump);
        return STEP_MOVED;
    case FTP_IO_CUT:
        return cut(pump, error);
    case FTP_IO_FAILED:
        break;
    }
    return STEP_FAILED;
}

static enum ftp_step refill(struct ftp_pump *pump, struct ftp_error *error)
{
    struct ftp_transfer *transfer = pump->transfer;
    size_t length = 0;
    pump->touched = true;
    if (!transfer->produce(transfer->user, pump->buffer, FTP_PUMP_BUFFER, &length, error))
        return STEP_FAILED;
    pump->held = length;
    pump->sent = 0;
    pump->source_ended = length == 0;
    ftp_pump_progress(pump);
    return STEP_MOVED;
}

/* The end of data: close_notify and FIN; then the server's own, so that nothing of ours is lost to
 * a reset. */
static enum ftp_step finish_step(struct ftp_pump *pump, struct ftp_error *error)
{
    enum ftp_io io = pump->finished ? ftp_stream_drain(&pump->data.stream, error)
                                    : ftp_stream_finish(&pump->data.stream, error);
    if (io == FTP_IO_AGAIN)
        return STEP_WAITS;
    if (!pump->finished && io == FTP_IO_FAILED)
        return STEP_FAILED;
    if (!pump->finished) {
        pump->finished = pump->transfer->ended = true;
        ftp_pump_progress(pump); /* the completion reply has a time of its own */
        return STEP_MOVED;
    }
    /* Whatever the server does with its end now: the completion reply is what counts. */
    ftp_stream_close(&pump->data.stream);
    pump->closed = true;
    return STEP_MOVED;
}

/* The next bytes. DONE with 0: the buffer has to be filled first. */
static enum ftp_io send_some(struct ftp_pump *pump, size_t *ret_length, struct ftp_error *error)
{
    if (pump->sent == pump->held)
        return ftp_pump_send_direct(pump, ret_length, error);
    enum ftp_io io = ftp_stream_write(&pump->data.stream, pump->buffer + pump->sent,
        ftp_rate_piece(&pump->rate, pump->held - pump->sent), ret_length, error);
    if (io == FTP_IO_DONE)
        pump->sent += *ret_length;
    return io;
}

/* The server may still refuse, so that it gets no more than a piece before it consents. */
bool ftp_pump_may_send(const struct ftp_pump *pump)
{
    bool within =
        pump->source_ended || pump->sent < pump->held || pump->transfer->bytes < FTP_PUMP_BUFFER;
    return pump->transfer->began || (pump->unbidden && within);
}

static enum ftp_step upload_step(struct ftp_pump *pump, struct ftp_error *error)
{
    size_t length = 0;
    if (!ftp_pump_may_send(pump))
        return STEP_WAITS;
    if (pump->source_ended)
        return finish_step(pump, error);
    switch (send_some(pump, &length, error)) {
    case FTP_IO_AGAIN:
        return STEP_WAITS;
    case FTP_IO_DONE:
        if (length == 0)
            return refill(pump, error);
        pump->touched = true; /* a descriptor's bytes are the caller's too */
        pump->transfer->bytes += length;
        ftp_rate_moved(&pump->rate, length, ftp_clock_ns());
        ftp_pump_progress(pump);
        return STEP_MOVED;
    case FTP_IO_END:
    case FTP_IO_CUT:
    case FTP_IO_FAILED:
        break;
    }
    return STEP_FAILED;
}

static enum ftp_step open_step(struct ftp_pump *pump, struct ftp_error *error)
{
    enum ftp_io io = ftp_data_step(pump->session, &pump->data, error);
    if (io != FTP_IO_DONE)
        return io == FTP_IO_AGAIN ? STEP_WAITS : STEP_FAILED;
    pump->transfer->encrypted = ftp_tls_facts(&pump->data.stream, &pump->transfer->tls);
    ftp_pump_progress(pump);
    if (pump->transfer->produce || pump->parts || pump->session->protected_data)
        return STEP_MOVED;
    pump->data.stream.events = POLLIN; /* the server was asked just now */
    return STEP_WAITS;
}

enum ftp_step ftp_pump_data(struct ftp_pump *pump, struct ftp_error *error)
{
    if (pump->closed)
        return STEP_WAITS;
    if (!pump->data.ready)
        return open_step(pump, error);
    enum ftp_step step = STEP_MOVED;
    int pieces = pump->transfer->bytes < BULK_BYTES ? 1 : PIECES;
    for (int i = 0; i < pieces && step == STEP_MOVED && !pump->closed; i++) {
        if (ftp_rate_wait(&pump->rate, ftp_clock_ns()))
            return i ? STEP_MOVED : STEP_WAITS;
        step = pump->transfer->consume ? download_step(pump, error) : upload_step(pump, error);
    }
    return step;
}
