/* SPDX-License-Identifier: Apache-2.0 */
/* From a peer's certificate to one that the runtime trusts. */
#ifndef HAWSER_FTP_TRANSPORT_TLS_PATH_H
#define HAWSER_FTP_TRANSPORT_TLS_PATH_H

#include "ftp/transport/tls.h"
#include "ftp/transport/trust.h"

#include <gnutls/x509.h>

/* The certificates of a peer, leaf first, as it sent them. */
struct ftp_peer_chain {
    const gnutls_datum_t *der; /* borrowed of the TLS session */
    gnutls_x509_crt_t list[FTP_TLS_CHAIN_MOST];
    size_t count;
};

/* False where the peer presented none, or one that can't be read: *ret_code is GnuTLS's. */
bool ftp_peer_chain_read(gnutls_session_t session, struct ftp_peer_chain *ret_chain, int *ret_code);
void ftp_peer_chain_done(struct ftp_peer_chain *chain);

enum ftp_path {
    FTP_PATH_TRUSTED,
    FTP_PATH_NO_ANCHOR,     /* nobody whom the runtime trusts issued it */
    FTP_PATH_EXPIRED,       /* `culprit` has expired */
    FTP_PATH_NOT_YET_VALID, /* `culprit` is not valid yet */
    FTP_PATH_INVALID        /* `status` of GnuTLS says why */
};

struct ftp_path_verdict {
    enum ftp_path path;
    unsigned status;
    struct ftp_tls_certificate culprit; /* the certificate concerned; without an anchor, the last
                                           one whose issuer is missing */
};

/* Looks for a path from the leaf to an anchor, all of it valid at `now`. */
void ftp_path_find(const struct ftp_peer_chain *chain, const struct ftp_trust *trust, time_t now,
    struct ftp_path_verdict *ret_verdict);

/* A bit that GnuTLS's status does not have. */
enum { FTP_PATH_LONG_SERIAL = 1 << 30 };

/*
 * tls_rules.c: what GnuTLS leaves unchecked of a path (leaf first, then the anchor last). Bits of
 * GnuTLS's status, or FTP_PATH_LONG_SERIAL; 0: nothing is wrong.
 */
unsigned ftp_path_rules(const gnutls_x509_crt_t *path, size_t length);

#endif
