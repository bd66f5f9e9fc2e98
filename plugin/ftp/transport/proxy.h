/* SPDX-License-Identifier: Apache-2.0 */
/* A way through a proxy: by HTTP's CONNECT (RFC 9110, 9.3.6) or by SOCKS 5 (RFC 1928, 1929). */
#ifndef HAWSER_FTP_TRANSPORT_PROXY_H
#define HAWSER_FTP_TRANSPORT_PROXY_H

#include "ftp/transport/proxy_url.h"
#include "ftp/transport/wait.h"

struct ftp_proxy {
    const struct ftp_proxy_url *url;
    const char *password; /* "" where there is none */
    size_t password_length;
};

/*
 * Has the proxy, to which the non-blocking `socket` is connected, connect to `host` and `port`. The
 * name is the proxy's to resolve. Not a byte behind the proxy's answer is taken off the socket: it
 * is the far side's. On failure the socket is of no more use, and the caller's to close.
 */
bool ftp_proxy_open(int socket, const struct ftp_proxy *proxy, const char *host, uint16_t port,
    const struct ftp_limits *limits, uint64_t until, struct ftp_error *error);

#endif
