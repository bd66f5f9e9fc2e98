/* SPDX-License-Identifier: Apache-2.0 */
/* Public keys of which a server must show one, whoever vouches for its certificate. */
#ifndef HAWSER_FTP_TRANSPORT_TLS_PIN_H
#define HAWSER_FTP_TRANSPORT_TLS_PIN_H

#include "ftp/protocol/fault.h"

#include <gnutls/x509.h>

enum { FTP_PINS_MOST = 16, FTP_PIN_SIZE = 32, FTP_PIN_TEXT = 64 };

struct ftp_pins {
    unsigned char sha256[FTP_PINS_MOST][FTP_PIN_SIZE]; /* of the SubjectPublicKeyInfo in DER */
    size_t count;                                      /* 0: any key will do */
};

/* "sha256//BASE64", several separated by ';'; "" and NULL: none. FTP_FAULT_CONFIG otherwise. */
bool ftp_pins_parse(const char *text, struct ftp_pins *ret_pins, struct ftp_error *error);

/* True where there are no pins, or one is the certificate's. `text` gets the certificate's own as
 * it would have to be written. */
bool ftp_pins_hold(
    const struct ftp_pins *pins, gnutls_x509_crt_t certificate, char text[FTP_PIN_TEXT]);

#endif
