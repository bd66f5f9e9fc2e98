/* SPDX-License-Identifier: Apache-2.0 */
/* A connected socket, in clear or under TLS: non-blocking steps. Who waits is the caller. */
#ifndef HAWSER_FTP_TRANSPORT_STREAM_H
#define HAWSER_FTP_TRANSPORT_STREAM_H

#include "ftp/protocol/fault.h"

#include <stdbool.h>
#include <stddef.h>

struct ftp_tls_session; /* tls.h */

enum ftp_io {
    FTP_IO_DONE,  /* the step is complete (for read and write: some bytes moved) */
    FTP_IO_AGAIN, /* poll ftp_stream_fd for ftp_stream_events, then call again */
    FTP_IO_END,   /* read: orderly end (over TLS: close_notify was seen) */
    FTP_IO_CUT,   /* read: over TLS the connection ended without close_notify (RFC 8446, 6.1) */
    FTP_IO_FAILED /* error is set */
};

struct ftp_stream {
    int fd;                      /* -1: closed */
    struct ftp_tls_session *tls; /* NULL: in clear */
    short events;                /* what the last step that said AGAIN waits for: POLLIN, POLLOUT */
};

void ftp_stream_init(struct ftp_stream *stream, int fd); /* takes the descriptor over */
/* Closes the socket at once and frees TLS; the stream may be initialised again. Idempotent. */
void ftp_stream_close(struct ftp_stream *stream);
/* The same with a reset: the peer sees that what came is not all, and what was not sent yet is dropped. */
void ftp_stream_reset(struct ftp_stream *stream);

enum ftp_io ftp_stream_read(struct ftp_stream *stream, void *buffer, size_t capacity,
    size_t *ret_length, struct ftp_error *error);
/* After AGAIN the next write must begin with the same bytes: TLS may hold them encrypted already.
 */
enum ftp_io ftp_stream_write(struct ftp_stream *stream, const void *bytes, size_t length,
    size_t *ret_length, struct ftp_error *error);

/* The handshake of a stream for which ftp_tls_start was called; verifies the peer at its end. */
enum ftp_io ftp_stream_handshake(struct ftp_stream *stream, struct ftp_error *error);

/*
 * The end of sending: TLS close_notify, then shutdown(SHUT_WR). Afterwards the caller drains with
 * ftp_stream_drain until END, CUT or FAILED, so that unread tickets in our receive queue cause no
 * reset that destroys what we sent.
 */
enum ftp_io ftp_stream_finish(struct ftp_stream *stream, struct ftp_error *error);
/* Reads and drops; AGAIN, END, CUT or FAILED. Also between the writes of an upload: TLS 1.3 sends
   tickets and key updates to who only writes. Drops 1 MiB at most a call. */
enum ftp_io ftp_stream_drain(struct ftp_stream *stream, struct ftp_error *error);

#endif
