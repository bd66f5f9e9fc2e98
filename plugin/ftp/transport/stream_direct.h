/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes between a stream in clear and a descriptor, which never come into this process. */
#ifndef HAWSER_FTP_TRANSPORT_STREAM_DIRECT_H
#define HAWSER_FTP_TRANSPORT_STREAM_DIRECT_H

#include "ftp/transport/stream.h"

#include <stdint.h>

/*
 * Both are non-blocking towards the socket, move up to `most` bytes and return as ftp_stream_read and ftp_stream_write
 * do. DONE with a length of 0: it can't be done so, and nothing has moved; the ordinary way says why, or works.
 */

/* Into an empty pipe. */
enum ftp_io ftp_stream_splice(
    struct ftp_stream *stream, int pipe, size_t most, size_t *ret_length, struct ftp_error *error);

/* From `offset` of a file; END: it has no more bytes. */
enum ftp_io ftp_stream_send_file(struct ftp_stream *stream, int file, uint64_t offset, size_t most,
    size_t *ret_length, struct ftp_error *error);

#endif
