/* SPDX-License-Identifier: Apache-2.0 */
/* How every TCP socket of this connector is set up. */
#ifndef HAWSER_FTP_TRANSPORT_SOCKET_H
#define HAWSER_FTP_TRANSPORT_SOCKET_H

#include "ftp/transport/dial.h"

/* A non-blocking, close-on-exec TCP socket of the address's family. */
bool ftp_socket_new(const struct ftp_address *address, int *ret_socket, struct ftp_error *error);

/* TCP_NODELAY: commands are small and waited for. SO_KEEPALIVE: a peer that vanished is noticed in
 * the end. */
void ftp_socket_tune(int socket);
/* Acknowledges at once what came and what comes next, instead of up to 40 ms later. Holds for a while only. */
void ftp_socket_acknowledge(int socket);

/* "192.0.2.1:21" or "[2001:db8::1]:21". */
enum { FTP_ENDPOINT_TEXT = FTP_ADDRESS_TEXT + 8 };
const char *ftp_endpoint_text(const struct ftp_address *address, char text[FTP_ENDPOINT_TEXT]);

#endif
