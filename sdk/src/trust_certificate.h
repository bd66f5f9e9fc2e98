/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates in PEM or DER, and what is shown of one. */
#ifndef HAWSER_SDK_TRUST_CERTIFICATE_H
#define HAWSER_SDK_TRUST_CERTIFICATE_H

#include <gnutls/x509.h>
#include <hawser/host.h>
#include <stdbool.h>

/* "AB:CD:...": two digits and a colon for each byte of SHA-256, the last colon a NUL. */
#define TRUST_FINGERPRINT_SIZE (32 * 3)

struct certificates {
    gnutls_x509_crt_t *items;
    unsigned count;
};

/* Reads all certificates of a text in PEM or, if `der`, the one of DER. HAWSER_BAD_ARGUMENT: there
   is none, or one is broken; HAWSER_NO_MEMORY. */
int32_t certificates_read(
    const char *bytes, size_t length, bool der, struct certificates *ret_certificates);
void certificates_done(struct certificates *certificates);

/* What a certificate says of itself; `shown` points at the texts beside it. */
struct certificate_facts {
    hawser_trusted shown; /* without name and peer */
    char *subject;
    char *issuer;
    char fingerprint[TRUST_FINGERPRINT_SIZE];
};

/* HAWSER_OK, HAWSER_DATA: it says what can't be read; HAWSER_NO_MEMORY. */
int32_t certificate_facts_read(gnutls_x509_crt_t certificate, struct certificate_facts *ret_facts);
void certificate_facts_done(struct certificate_facts *facts);

/* The certificate as one PEM block, for the caller to free. NULL: no memory. */
char *certificate_pem(gnutls_x509_crt_t certificate);

/* A name for a file from the subject's common name or organisation, safe in any folder, and the
   fingerprint's first 8 digits: "example-root-ca-1a2b3c4d". NULL: no memory. */
char *certificate_file_name(gnutls_x509_crt_t certificate, const char *fingerprint);

#endif
