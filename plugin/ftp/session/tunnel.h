/* SPDX-License-Identifier: Apache-2.0 */
/* Connections through the proxy that the connection names. */
#ifndef HAWSER_FTP_SESSION_TUNNEL_H
#define HAWSER_FTP_SESSION_TUNNEL_H

#include "ftp/session/session.h"

bool ftp_tunnel_wanted(const struct ftp_session *session);

/* True for what is told of a proxy alone. */
bool ftp_tunnel_is_to_blame(enum ftp_fault fault);

/* The proxy's own addresses into session->addresses. */
bool ftp_tunnel_resolve(struct ftp_session *session, uint64_t until, struct ftp_error *error);

/* A connection to `host` and `port` by one of the proxy's `addresses`. */
bool ftp_tunnel_open(struct ftp_session *session, const struct ftp_addresses *addresses,
    const char *host, uint16_t port, uint64_t until, int *ret_socket, struct ftp_error *error);

#endif
