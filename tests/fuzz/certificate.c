/* SPDX-License-Identifier: Apache-2.0 */
/* A peer's certificate, in DER, as it is described to a person: on one line, in UTF-8. */
#include "ftp/transport/tls_certificate.h"

#include <string.h>

#include "common/utf8.h"
#include "fuzz/ftp_targets.h"

enum { NAMES_MAX = 1000 };

static void check_text(const char *text, size_t size)
{
    size_t length = strnlen(text, size);
    FUZZ_CHECK(length < size && utf8_is_valid(text, length));
    for (size_t i = 0; i < length; i++)
        FUZZ_CHECK((unsigned char)text[i] >= 0x20 && text[i] != 0x7f);
}

static void check_names(gnutls_x509_crt_t certificate)
{
    struct ftp_certificate_name name;
    struct ftp_address address;
    for (unsigned at = 0; at < NAMES_MAX && ftp_certificate_name_at(certificate, at, &name); at++) {
        FUZZ_CHECK(name.length <= sizeof name.bytes);
        bool numeric = ftp_certificate_name_address(&name, &address);
        FUZZ_CHECK(numeric == (name.length == 4 || name.length == 16));
    }
}

void fuzz_certificate(const char *data, size_t length)
{
    gnutls_datum_t der = {(unsigned char *)(uintptr_t)data, (unsigned)length};
    gnutls_x509_crt_t certificate;
    struct ftp_tls_certificate description;
    FUZZ_CHECK(gnutls_x509_crt_init(&certificate) == GNUTLS_E_SUCCESS);
    if (gnutls_x509_crt_import(certificate, &der, GNUTLS_X509_FMT_DER) == GNUTLS_E_SUCCESS) {
        check_names(certificate);
        ftp_certificate_describe(certificate, &description);
        check_text(description.subject, sizeof description.subject);
        check_text(description.issuer, sizeof description.issuer);
        check_text(description.names, sizeof description.names);
        check_text(description.fingerprint, sizeof description.fingerprint);
    }
    gnutls_x509_crt_deinit(certificate);
}
