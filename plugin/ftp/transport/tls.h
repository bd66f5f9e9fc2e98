/* SPDX-License-Identifier: Apache-2.0 */
/* TLS by GnuTLS: whom to trust, how a peer is verified, and how sessions are resumed. */
#ifndef HAWSER_FTP_TRANSPORT_TLS_H
#define HAWSER_FTP_TRANSPORT_TLS_H

#include "ftp/transport/stream.h"

#include <stdint.h>
#include <time.h>

struct ftp_tls;         /* settings and credentials of one connection; many streams */
struct ftp_tls_session; /* TLS on one stream */
struct ftp_tls_resume;  /* newest session data of a control connection and its data connections */

/* SHA-256 of the peer's leaf certificate. */
struct ftp_tls_leaf {
    unsigned char sha256[32];
    bool known;
};

struct ftp_tls_options {
    const char *host; /* the configured name or address: verified against subjectAltName, and SNI
                         unless an address */
    bool tls13_only;  /* minTlsVersion 1.3; otherwise 1.2 and 1.3 */
    bool verify_certificate;
    bool verify_host_name;
    const char *trust_pem; /* the runtime's certificates for this peer */
    size_t trust_pem_length;
    const char *pins;               /* as ftp_pins_parse reads them; NULL: none */
    const char *client_certificate; /* file or pkcs11: URL; NULL or "": none is shown */
    const char *client_key;         /* file or pkcs11: URL; NULL or "": in the same file */
    const char *client_passphrase;  /* NULL: none */
    time_t
        now; /* the moment at which certificates must be valid; 0: the clock's, at each handshake */
};

/*
 * The texts of the options are copied. Afterwards nothing in it changes, so that streams of several
 * threads may share it; it must outlive them. Certificates in the PEM text that can't be read are
 * passed over, and counted in the error of an untrusted server.
 */
bool ftp_tls_new(
    const struct ftp_tls_options *options, struct ftp_tls **ret_tls, struct ftp_error *error);
void ftp_tls_free(struct ftp_tls *tls);

/* For a control connection and its data connections, all of one thread, and one struct ftp_tls.
 * NULL: no memory. */
struct ftp_tls_resume *ftp_tls_resume_new(void);
void ftp_tls_resume_free(struct ftp_tls_resume *resume); /* wipes */

/*
 * Begins TLS as client on a stream in clear (always client, in active mode too). `resume`: where
 * tickets are collected and, with `offer`, from where one is taken; NULL: no resumption. `same_as`:
 * NULL on the control connection; on a data connection the leaf that must be seen again unless the
 * session was resumed (ftp_tls_leaf of the control stream). SNI, ALPN "ftp", priorities appended to
 * the administrator's default.
 */
bool ftp_tls_start(struct ftp_stream *stream, struct ftp_tls *tls, struct ftp_tls_resume *resume,
    bool offer, const struct ftp_tls_leaf *same_as, struct ftp_error *error);

void ftp_tls_leaf(const struct ftp_stream *stream, struct ftp_tls_leaf *ret_leaf);

struct ftp_tls_facts {
    char version[16]; /* "TLS1.3" */
    char cipher[64];
    bool resumed;
};
/* False where the stream is in clear. */
bool ftp_tls_facts(const struct ftp_stream *stream, struct ftp_tls_facts *ret_facts);

enum { FTP_TLS_CHAIN_MOST = 10, FTP_TLS_NAME_MAX = 512, FTP_TLS_FINGERPRINT_TEXT = 96 };

struct ftp_tls_certificate {
    char subject[FTP_TLS_NAME_MAX];
    char issuer[FTP_TLS_NAME_MAX];
    char names[FTP_TLS_NAME_MAX];               /* subjectAltName, "DNS:a.example, IP:192.0.2.1" */
    char fingerprint[FTP_TLS_FINGERPRINT_TEXT]; /* SHA-256 "AB:CD:..." */
    time_t not_before, not_after;
    bool authority;
    bool self_signed;
};

/*
 * Calls `each` for the certificates that the peer presented, leaf first, also when verification
 * refused them (until the stream is closed). `pem` is borrowed for the callback. A resumed session
 * presents none.
 */
void ftp_tls_chain(const struct ftp_stream *stream,
    void (*each)(void *user, const struct ftp_tls_certificate *certificate, const char *pem),
    void *user);

#endif
