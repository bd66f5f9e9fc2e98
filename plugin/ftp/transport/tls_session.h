/* SPDX-License-Identifier: Apache-2.0 */
/* The structs behind tls.h, for the tls files only. */
#ifndef HAWSER_FTP_TRANSPORT_TLS_SESSION_H
#define HAWSER_FTP_TRANSPORT_TLS_SESSION_H

#include "common/buffer.h"
#include "ftp/transport/dial.h"
#include "ftp/transport/host_name.h"
#include "ftp/transport/tls.h"
#include "ftp/transport/tls_pin.h"
#include "ftp/transport/trust.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

struct ftp_tls {
    char host[FTP_HOST_NAME_SIZE]; /* in ASCII, without a trailing dot */
    struct ftp_address address;    /* where `host` is a literal */
    bool is_address;
    bool verify_certificate;
    bool verify_host_name;
    time_t now;
    struct ftp_trust trust;
    struct ftp_pins pins;
    char *pin; /* of a token with our key; wiped */
    gnutls_certificate_credentials_t credentials;
    gnutls_priority_t priority;
    gnutls_priority_t priority12; /* TLS 1.2 alone; NULL: the policy has none */
};

enum ftp_tls_state {
    FTP_TLS_HANDSHAKING,
    FTP_TLS_OPEN,
    FTP_TLS_REFUSED /* the handshake or the verification failed: no byte goes through */
};

enum {
    FTP_TLS_IN_SIZE = 64 * 1024, /* one system call for four records */
    FTP_TLS_WRITE_MOST = 64 * 1024,
    FTP_TLS_OUT_MOST = 256 * 1024,
    FTP_TLS_FIRST_BYTES = 64
};

struct ftp_tls_session {
    gnutls_session_t gnutls;
    const struct ftp_tls *tls;
    struct ftp_tls_resume *resume;
    enum ftp_tls_state state;
    bool shaken; /* the handshake is complete, but for what is still in `out` */
    bool early;  /* and for the server's end of it, which comes before its first byte */
    int fd;
    bool is_data;
    struct ftp_tls_leaf same_as;
    struct ftp_tls_leaf leaf;

    /* What came from the socket and GnuTLS has not yet asked for. */
    unsigned char *in;
    size_t in_at, in_length;
    /* What GnuTLS wants sent. It takes all that it is given, so that GnuTLS never has to repeat a
     * write. */
    struct buffer out;
    size_t out_at;

    size_t
        accepted;   /* bytes of the caller's that are encrypted in `out` though he was told AGAIN */
    bool later;     /* how reading ends is known, after bytes that went to the caller first */
    int later_code; /* as GnuTLS said it */
    bool said_goodbye; /* close_notify is in `out` or sent */
    int system_error;  /* errno of the socket's failure */
    unsigned char
        first[FTP_TLS_FIRST_BYTES]; /* what came first, for a peer that does not speak TLS */
    size_t first_length;
};

/* tls_wire.c: between GnuTLS and the socket. */
void ftp_tls_wire(struct ftp_tls_session *session);
/* DONE, AGAIN (wait for POLLOUT) or FAILED (system_error is set). */
enum ftp_io ftp_tls_flush(struct ftp_tls_session *session);

/* tls_client.c: reads our certificate and key; only where options->client_certificate is set. */
bool ftp_tls_client_certificate(
    struct ftp_tls *tls, const struct ftp_tls_options *options, struct ftp_error *error);

/* tls_error.c: what GnuTLS's code means, as an error. Always returns false. */
bool ftp_tls_fail(const struct ftp_tls_session *session, int code, struct ftp_error *error);

/* tls_verify.c: whether the peer is who it should be. Sets session->leaf. */
bool ftp_tls_verify(struct ftp_tls_session *session, struct ftp_error *error);

/* tls_resume.c */
bool ftp_tls_resume_offer(struct ftp_tls_session *session);
/* What the server took on the control connection holds for its data connections, so that no key pairs are made in vain:
 * TLS 1.2, which has no key shares, or that of the first group. */
bool ftp_tls_resume_knows_version12(const struct ftp_tls_session *session);
bool ftp_tls_resume_knows_group(const struct ftp_tls_session *session);
void ftp_tls_resume_watch(struct ftp_tls_session *session);   /* before the handshake */
void ftp_tls_resume_collect(struct ftp_tls_session *session); /* after it */

#endif
