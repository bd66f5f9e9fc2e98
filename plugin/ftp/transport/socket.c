/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE /* SOCK_NONBLOCK, SOCK_CLOEXEC */
#include "ftp/transport/socket.h"

#include "ftp/transport/system_error.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <unistd.h>

bool ftp_socket_new(const struct ftp_address *address, int *ret_socket, struct ftp_error *error)
{
    int made =
        socket(address->storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_TCP);
    if (made < 0) {
        char text[FTP_SYSTEM_ERROR_TEXT];
        return ftp_error_set(error, FTP_FAULT_CONNECT_FAILED, "no socket could be made: %s",
            ftp_system_error(errno, text));
    }
    ftp_socket_tune(made);
    *ret_socket = made;
    return true;
}

void ftp_socket_tune(int socket)
{
    int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
}

void ftp_socket_acknowledge(int socket)
{
    int on = 1;
    setsockopt(socket, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

const char *ftp_endpoint_text(const struct ftp_address *address, char text[FTP_ENDPOINT_TEXT])
{
    char host[FTP_ADDRESS_TEXT];
    ftp_address_text(address, host);
    snprintf(text, FTP_ENDPOINT_TEXT, ftp_address_is_ipv6(address) ? "[%s]:%u" : "%s:%u", host,
        (unsigned)ftp_address_port(address));
    return text;
}
