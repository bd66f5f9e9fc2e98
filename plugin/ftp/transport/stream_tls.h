/* SPDX-License-Identifier: Apache-2.0 */
/* What a stream asks of its TLS session; between stream.c and the tls files only. */
#ifndef HAWSER_FTP_TRANSPORT_STREAM_TLS_H
#define HAWSER_FTP_TRANSPORT_STREAM_TLS_H

#include "ftp/transport/stream.h"

void ftp_tls_session_free(struct ftp_tls_session *session);
enum ftp_io ftp_tls_handshake(struct ftp_stream *stream, struct ftp_error *error);
enum ftp_io ftp_tls_read(struct ftp_stream *stream, void *buffer, size_t capacity,
    size_t *ret_length, struct ftp_error *error);
enum ftp_io ftp_tls_write(struct ftp_stream *stream, const void *bytes, size_t length,
    size_t *ret_length, struct ftp_error *error);
/* close_notify, and all that was held back. */
enum ftp_io ftp_tls_finish(struct ftp_stream *stream, struct ftp_error *error);

#endif
