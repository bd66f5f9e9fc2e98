/* SPDX-License-Identifier: Apache-2.0 */
/* A real TLS server on a thread, and throw-away certificates in memory. Whatever can't be set up
 * aborts the test program. */
#ifndef TEST_FTP_TRANSPORT_PEER_H
#define TEST_FTP_TRANSPORT_PEER_H

#include "ftp/transport/dial.h"
#include "ftp/transport/tls.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

/* --- certificates -------------------------------------------------------------------------------
 */

struct made {
    gnutls_x509_crt_t certificate;
    gnutls_x509_privkey_t key;
};

struct wish {
    const char *common_name;
    const char *dns[4];
    const char *ip;
    bool authority;
    bool no_server;  /* its purpose is a client */
    long begin, end; /* seconds from now; both 0: an hour ago to a day ahead */
    unsigned weak_rsa_bits;
    const char
        *permitted; /* a name constraint, "example.test" or "CN=Unit"; at most one of the two */
    const char *excluded;
    const char *serial; /* its octets in hexadecimal; NULL: one that no other has */
};

struct made make_certificate(
    const struct made *issuer, const struct wish *wish); /* NULL: self-signed */
void made_done(struct made *made);
/* Appends its PEM text to text, a NUL-ended one of that size. */
void add_pem(const struct made *made, char *text, size_t size);
enum { CHAIN_MOST = 128 };

/* --- the server ----------------------------------------------------------------------------------
 */

struct peer;

struct peer_options {
    gnutls_x509_crt_t chain[CHAIN_MOST];
    size_t chain_count;
    gnutls_x509_privkey_t key;
    bool as_it_is;        /* the chain is sent in that order, whatever it is */
    const char *priority; /* NULL: "NORMAL" */
    bool no_tickets;
    bool alpn_required;
    /* What happens on a connection after its handshake; NULL: waits for the client's end, then says
     * goodbye. */
    void (*serve)(gnutls_session_t session, int fd, void *user);
    /* Instead of TLS altogether. */
    void (*serve_raw)(int fd, void *user);
    void *user;
};

/* NULL where GnuTLS can't serve that chain with that key. */
struct peer *peer_start(const struct peer_options *options);
struct ftp_address peer_address(const struct peer *peer);
void peer_stop(struct peer *peer); /* waits for its connection to end */

/* --- the client ----------------------------------------------------------------------------------
 */

/* Connects in clear. */
void client_connect(const struct peer *peer, struct ftp_stream *ret_stream);
/* Drives a step until it isn't AGAIN, or five seconds passed, or the limits say so. */
enum ftp_io client_handshake(
    struct ftp_stream *stream, const struct ftp_limits *limits, struct ftp_error *error);
enum ftp_io client_read(struct ftp_stream *stream, void *buffer, size_t capacity,
    size_t *ret_length, struct ftp_error *error);
enum ftp_io client_write(
    struct ftp_stream *stream, const void *bytes, size_t length, struct ftp_error *error);
/* Finish, then drain: how that ended. */
enum ftp_io client_end(struct ftp_stream *stream, struct ftp_error *error);

#endif
