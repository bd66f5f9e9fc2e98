/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates that an operator deploys, in PEM or DER: what is made of one is read again, and its
 * file stays in its folder. */
#include "trust_certificate.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz/host_targets.h"

enum { NAME_MAX_BYTES = 200 };

static void check_name(const char *name)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    FUZZ_CHECK(*name && strlen(name) <= NAME_MAX_BYTES && *name != '-');
    FUZZ_CHECK(strspn(name, plain) == strlen(name));
}

static void check_pem(gnutls_x509_crt_t certificate)
{
    struct certificates again;
    char *pem = certificate_pem(certificate);
    FUZZ_CHECK(pem && certificates_read(pem, strlen(pem), false, &again) == HAWSER_OK);
    FUZZ_CHECK(again.count == 1);
    FUZZ_CHECK(gnutls_x509_crt_equals(again.items[0], certificate));
    certificates_done(&again);
    free(pem);
}

static void check_certificate(gnutls_x509_crt_t certificate)
{
    struct certificate_facts facts;
    check_pem(certificate);
    int32_t code = certificate_facts_read(certificate, &facts);
    FUZZ_CHECK(code == HAWSER_OK || code == HAWSER_DATA);
    if (code != HAWSER_OK)
        return;
    FUZZ_CHECK(facts.shown.subject && facts.shown.issuer);
    FUZZ_CHECK(strlen(facts.shown.fingerprint) == TRUST_FINGERPRINT_SIZE - 1);
    char *name = certificate_file_name(certificate, facts.fingerprint);
    FUZZ_CHECK(name != NULL);
    check_name(name);
    free(name);
    certificate_facts_done(&facts);
}

void fuzz_deployed(const char *data, size_t length)
{
    for (int der = 0; der <= 1; der++) {
        struct certificates certificates = {0};
        int32_t code = certificates_read(data, length, der, &certificates);
        FUZZ_CHECK(code == HAWSER_OK || (code == HAWSER_BAD_ARGUMENT && !certificates.count));
        if (code != HAWSER_OK)
            continue;
        FUZZ_CHECK(certificates.count > 0);
        for (unsigned i = 0; i < certificates.count; i++)
            check_certificate(certificates.items[i]);
        certificates_done(&certificates);
    }
}
