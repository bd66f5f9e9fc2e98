/* SPDX-License-Identifier: Apache-2.0 */
/* What stands in a certificate. */
#ifndef HAWSER_FTP_TRANSPORT_TLS_CERTIFICATE_H
#define HAWSER_FTP_TRANSPORT_TLS_CERTIFICATE_H

#include "ftp/transport/dial.h"
#include "ftp/transport/tls.h"

#include <gnutls/x509.h>

enum ftp_name_kind { FTP_NAME_DNS, FTP_NAME_IP, FTP_NAME_OTHER };

/* One name of subjectAltName. One that is longer than any host's name can be is OTHER, without its
 * bytes. */
struct ftp_certificate_name {
    enum ftp_name_kind kind;
    size_t length;
    unsigned char bytes[FTP_TLS_NAME_MAX];
};

/* False past the last name, or where the extension can't be read. */
bool ftp_certificate_name_at(
    gnutls_x509_crt_t certificate, unsigned at, struct ftp_certificate_name *ret_name);
/* False where it has neither 4 nor 16 bytes. */
bool ftp_certificate_name_address(
    const struct ftp_certificate_name *name, struct ftp_address *ret_address);

bool ftp_certificate_sha256(gnutls_x509_crt_t certificate, unsigned char ret_sha256[32]);
void ftp_certificate_describe(
    gnutls_x509_crt_t certificate, struct ftp_tls_certificate *ret_description);

#endif
