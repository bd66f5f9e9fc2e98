/* SPDX-License-Identifier: Apache-2.0 */
/* Making TCP connections: resolving names without blocking cancellation, connecting, listening. */
#ifndef HAWSER_FTP_TRANSPORT_DIAL_H
#define HAWSER_FTP_TRANSPORT_DIAL_H

#include "ftp/transport/wait.h"

#include <netinet/in.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

enum { FTP_ADDRESSES_MOST = 32, FTP_ADDRESS_TEXT = 64, FTP_STRANGERS_MOST = 16 };

struct ftp_address {
    struct sockaddr_storage storage;
    socklen_t length;
};

struct ftp_addresses {
    struct ftp_address list[FTP_ADDRESSES_MOST];
    size_t count;
};

/*
 * Resolves a host name (IDNA 2008 by libidn2 where it is not ASCII) or address literal. getaddrinfo
 * runs on a thread that owns its memory, so that a cancelled or late call returns at once and
 * leaves it behind. The families alternate, as RFC 8305 orders.
 */
bool ftp_resolve(const char *host, uint16_t port, const struct ftp_limits *limits, uint64_t until,
    struct ftp_addresses *ret_addresses, struct ftp_error *error);

/*
 * Connects to the first address that answers: attempts start 250 ms apart or as the one before
 * fails (RFC 8305, Happy Eyeballs). The socket is non-blocking, close-on-exec, TCP_NODELAY. Errors
 * say which addresses were tried and what each said.
 */
bool ftp_dial(const struct ftp_addresses *addresses, const struct ftp_limits *limits,
    uint64_t until, int *ret_socket, struct ftp_error *error);

/* Begins one connection without waiting: poll for POLLOUT, then ftp_connect_finish. */
bool ftp_connect_begin(const struct ftp_address *address, int *ret_socket, struct ftp_error *error);
/* 0: connected; EINPROGRESS: not yet; else the errno of the failure. */
int ftp_connect_finish(int socket);

/* A listening socket at `local` (its port ignored) on a port of lo..hi (0, 0: any; tried from a
 * random start). */
bool ftp_listen(const struct ftp_address *local, uint16_t lo, uint16_t hi, int *ret_socket,
    struct ftp_address *ret_bound, struct ftp_error *error);

/* One accept without waiting. *ret_socket is -1 where nobody came yet. A peer whose address is not
   that of `peer` is closed, and counted in *strangers (RFC 2577); FTP_FAULT_DATA_PEER once
   FTP_STRANGERS_MOST of them came. */
bool ftp_accept(int listener, const struct ftp_address *peer, int *ret_socket, unsigned *strangers,
    struct ftp_error *error);

bool ftp_socket_peer(int socket, struct ftp_address *ret_address);
bool ftp_socket_local(int socket, struct ftp_address *ret_address);
/* IPv4-mapped IPv6 addresses count as IPv4. */
bool ftp_address_same_host(const struct ftp_address *a, const struct ftp_address *b);
uint16_t ftp_address_port(const struct ftp_address *address);
void ftp_address_set_port(struct ftp_address *address, uint16_t port);
bool ftp_address_is_ipv6(const struct ftp_address *address); /* a mapped one is not */
/* "192.0.2.1" or "2001:db8::1", without port; a mapped address as IPv4. */
void ftp_address_text(const struct ftp_address *address, char text[FTP_ADDRESS_TEXT]);
/* From an address literal; false where it is none. */
bool ftp_address_parse(const char *text, uint16_t port, struct ftp_address *ret_address);

#endif
