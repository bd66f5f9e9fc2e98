/* SPDX-License-Identifier: Apache-2.0 */
/* Trusted certificates: what both GnuTLS and our reader read, has the same subject for both. GnuTLS
 * forgives more, such as a length that is not that of what is within. Data without PEM in it is
 * taken for the DER of one certificate. */
#define _GNU_SOURCE /* memmem */
#include "ftp/transport/trust.h"

#include <gnutls/x509.h>
#include <string.h>

#include "fuzz/ftp_targets.h"

static const char begin_mark[] = "-----BEGIN";

static void check_anchor(const struct ftp_trust *trust, const struct ftp_anchor *anchor)
{
    size_t at = 0;
    gnutls_datum_t subject = {
        (unsigned char *)(uintptr_t)anchor->subject, (unsigned)anchor->subject_length};
    FUZZ_CHECK(anchor->subject >= anchor->der.data);
    FUZZ_CHECK(anchor->subject + anchor->subject_length <= anchor->der.data + anchor->der.size);
    FUZZ_CHECK(anchor->subject_length >= 2);
    FUZZ_CHECK(ftp_trust_has(trust, &anchor->der));
    FUZZ_CHECK(ftp_trust_find(trust, &subject, &at) != NULL && at >= 1 && at <= trust->count);
}

static void check_pem(const char *pem, size_t length, struct ftp_trust *ret_trust)
{
    struct ftp_error error = {0};
    FUZZ_CHECK(ftp_trust_read(ret_trust, pem, length, &error));
    FUZZ_CHECK(ret_trust->count <= ret_trust->capacity);
    FUZZ_CHECK(ret_trust->count + ret_trust->unreadable <= length / (2 * sizeof begin_mark));
    for (size_t i = 0; i < ret_trust->count; i++)
        check_anchor(ret_trust, &ret_trust->anchors[i]);
}

static void check_subject(const gnutls_datum_t *der, const struct ftp_trust *trust)
{
    gnutls_x509_crt_t certificate;
    gnutls_datum_t subject;
    FUZZ_CHECK(gnutls_x509_crt_init(&certificate) == GNUTLS_E_SUCCESS);
    if (gnutls_x509_crt_import(certificate, der, GNUTLS_X509_FMT_DER) == GNUTLS_E_SUCCESS &&
        gnutls_x509_crt_get_raw_dn(certificate, &subject) == GNUTLS_E_SUCCESS) {
        size_t at = 0;
        FUZZ_CHECK(!trust->count || ftp_trust_find(trust, &subject, &at) != NULL);
        gnutls_free(subject.data);
    }
    gnutls_x509_crt_deinit(certificate);
}

static void check_der(const char *data, size_t length)
{
    gnutls_datum_t der = {(unsigned char *)(uintptr_t)data, (unsigned)length}, pem;
    struct ftp_trust trust;
    if (gnutls_pem_base64_encode2("CERTIFICATE", &der, &pem) != GNUTLS_E_SUCCESS)
        return;
    check_pem((const char *)pem.data, pem.size, &trust);
    check_subject(&der, &trust);
    ftp_trust_done(&trust);
    gnutls_free(pem.data);
}

void fuzz_trust(const char *data, size_t length)
{
    struct ftp_trust trust;
    check_pem(data, length, &trust);
    ftp_trust_done(&trust);
    if (length && !memmem(data, length, begin_mark, sizeof begin_mark - 1))
        check_der(data, length);
}
