/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses of data connections as replies and commands write them. */
#ifndef HAWSER_FTP_PROTOCOL_ADDRESS_H
#define HAWSER_FTP_PROTOCOL_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buffer.h"

/* 227: six numbers of 0..255 between commas anywhere in the text (RFC 1123, 4.1.2.6); port 0 is
 * refused. The host is what the server claims: connect to the control connection's peer instead. */
bool ftp_pasv_parse(const char *text, size_t length, unsigned char ret_host[4], uint16_t *ret_port);
/* 229: (dddPORTd) with any visible d (RFC 2428, 3); a host between the d is refused. Where several
 * are there, the last counts. The parentheses may be missing. */
bool ftp_epsv_parse(const char *text, size_t length, uint16_t *ret_port);
/* Ports where a data connection would speak to some other service: below 1024, and 2049 (NFS). */
bool ftp_port_is_suspicious(uint16_t port);

/* Arguments of PORT and EPRT from a numeric address: "10.0.0.1" or "fe80::1" (a %zone is dropped).
 * Each returns false and adds nothing where the address does not suit or the buffer is full. */
bool ftp_port_format(struct buffer *out, const char *address, uint16_t port);
bool ftp_eprt_format(struct buffer *out, const char *address, uint16_t port);

#endif
