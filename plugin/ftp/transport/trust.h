/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The runtime's certificates, kept as DER. A system's bundle has some 150 of which a server's chain
 * concerns one: to parse them all takes 9 ms and 4.6 MB, to find their subjects almost nothing.
 */
#ifndef HAWSER_FTP_TRANSPORT_TRUST_H
#define HAWSER_FTP_TRANSPORT_TRUST_H

#include "ftp/protocol/fault.h"

#include <gnutls/gnutls.h>

struct ftp_anchor {
    gnutls_datum_t der;
    const unsigned char *subject; /* the DER of its distinguished name, within `der` */
    size_t subject_length;
};

struct ftp_trust {
    struct ftp_anchor *anchors;
    size_t count;
    size_t capacity;
    size_t unreadable;
};

bool ftp_trust_read(
    struct ftp_trust *trust, const char *pem, size_t length, struct ftp_error *error);
void ftp_trust_done(struct ftp_trust *trust);

/* The next anchor of that subject at or after *at, which goes past it; NULL: no more. */
const struct ftp_anchor *ftp_trust_find(
    const struct ftp_trust *trust, const gnutls_datum_t *subject, size_t *at);
bool ftp_trust_has(const struct ftp_trust *trust, const gnutls_datum_t *der);

#endif
