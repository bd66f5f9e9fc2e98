/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Line ends of TYPE A (RFC 959, 3.1.1.1): CRLF on the wire, LF at the host. A CR that is not before
 * an LF survives in both directions. A host's CRLF stays one CRLF on the wire.
 */
#ifndef HAWSER_FTP_PROTOCOL_ASCII_H
#define HAWSER_FTP_PROTOCOL_ASCII_H

#include <stdbool.h>
#include <stddef.h>

/* What a piece of a stream has to remember of the piece before. All zero at the start. */
struct ftp_ascii {
    bool cr; /* to the host: a CR is held back; to the wire: the last byte was a CR */
};

/* From the wire: writes at most `length` + 1 bytes to `out`, which may not overlap `in`; returns
 * how many. */
size_t ftp_ascii_to_host(struct ftp_ascii *ascii, const char *in, size_t length, char *out);
/* A CR that was held back at the end of the stream: writes at most 1 byte. */
size_t ftp_ascii_to_host_end(struct ftp_ascii *ascii, char *out);

/* To the wire: writes at most 2 * `length` bytes; returns how many. */
size_t ftp_ascii_to_wire(struct ftp_ascii *ascii, const char *in, size_t length, char *out);

#endif
