/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "trust_certificate.h"

#include "text.h"

#include <stdlib.h>
#include <string.h>

#define FINGERPRINT_BYTES 32
#define NAME_DIGITS 8
/* Of the subject, in a file's name. */
#define NAME_MAX_BYTES 64

static int32_t code_of(int result)
{
    return result == GNUTLS_E_MEMORY_ERROR ? HAWSER_NO_MEMORY : HAWSER_BAD_ARGUMENT;
}

static int32_t read_der(const gnutls_datum_t *text, struct certificates *ret_certificates)
{
    gnutls_x509_crt_t *items = gnutls_malloc(sizeof *items);

    if (items == NULL)
        return HAWSER_NO_MEMORY;
    int result = gnutls_x509_crt_init(items);
    if (result == 0) {
        result = gnutls_x509_crt_import(*items, text, GNUTLS_X509_FMT_DER);
        if (result < 0)
            gnutls_x509_crt_deinit(*items);
    }
    if (result < 0) {
        gnutls_free(items);
        return code_of(result);
    }
    *ret_certificates = (struct certificates){.items = items, .count = 1};
    return HAWSER_OK;
}

int32_t certificates_read(
    const char *bytes, size_t length, bool der, struct certificates *ret_certificates)
{
    struct certificates certificates = {0};

    if (length == 0 || length > UINT32_MAX)
        return HAWSER_BAD_ARGUMENT;
    /* GnuTLS only reads, but its datum is not const. */
    gnutls_datum_t text = {.data = (unsigned char *)(uintptr_t)bytes, .size = (unsigned)length};
    if (der)
        return read_der(&text, ret_certificates);
    int result = gnutls_x509_crt_list_import2(
        &certificates.items, &certificates.count, &text, GNUTLS_X509_FMT_PEM, 0);
    if (result < 0)
        return code_of(result);
    *ret_certificates = certificates;
    return HAWSER_OK;
}

void certificates_done(struct certificates *certificates)
{
    for (unsigned i = 0; i < certificates->count; i++)
        gnutls_x509_crt_deinit(certificates->items[i]);
    gnutls_free(certificates->items);
    *certificates = (struct certificates){0};
}

static int32_t read_fingerprint(gnutls_x509_crt_t certificate, char *text)
{
    static const char digits[] = "0123456789ABCDEF";
    unsigned char bytes[FINGERPRINT_BYTES];
    size_t length = sizeof bytes;

    if (gnutls_x509_crt_get_fingerprint(certificate, GNUTLS_DIG_SHA256, bytes, &length) < 0 ||
        length != sizeof bytes)
        return HAWSER_DATA;
    for (size_t i = 0; i < length; i++) {
        text[3 * i] = digits[bytes[i] >> 4];
        text[3 * i + 1] = digits[bytes[i] & 15];
        text[3 * i + 2] = ':';
    }
    text[TRUST_FINGERPRINT_SIZE - 1] = '\0';
    return HAWSER_OK;
}

/* A name of RFC 4514 as clean text. An empty subject is allowed where subjectAltName speaks. */
static int32_t read_name(gnutls_x509_crt_t certificate,
    int (*get)(gnutls_x509_crt_t, gnutls_datum_t *, unsigned), char **ret_name)
{
    gnutls_datum_t name = {0};
    int result = get(certificate, &name, 0);

    if (result < 0 && result != GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        return HAWSER_DATA;
    char *copy = text_clean((const char *)name.data, name.size, false);
    gnutls_free(name.data);
    if (copy == NULL)
        return HAWSER_NO_MEMORY;
    *ret_name = copy;
    return HAWSER_OK;
}

int32_t certificate_facts_read(gnutls_x509_crt_t certificate, struct certificate_facts *ret_facts)
{
    struct certificate_facts facts = {.shown.size = sizeof facts.shown};
    unsigned critical = 0;

    int32_t code = read_fingerprint(certificate, facts.fingerprint);
    if (code == HAWSER_OK)
        code = read_name(certificate, gnutls_x509_crt_get_dn3, &facts.subject);
    if (code == HAWSER_OK)
        code = read_name(certificate, gnutls_x509_crt_get_issuer_dn3, &facts.issuer);
    if (code != HAWSER_OK) {
        certificate_facts_done(&facts);
        return code;
    }
    facts.shown.not_before = gnutls_x509_crt_get_activation_time(certificate);
    facts.shown.not_after = gnutls_x509_crt_get_expiration_time(certificate);
    facts.shown.authority = gnutls_x509_crt_get_ca_status(certificate, &critical) > 0;
    *ret_facts = facts;
    ret_facts->shown.subject = ret_facts->subject;
    ret_facts->shown.issuer = ret_facts->issuer;
    ret_facts->shown.fingerprint = ret_facts->fingerprint;
    return HAWSER_OK;
}

void certificate_facts_done(struct certificate_facts *facts)
{
    free(facts->subject);
    free(facts->issuer);
    *facts = (struct certificate_facts){0};
}

char *certificate_pem(gnutls_x509_crt_t certificate)
{
    gnutls_datum_t pem = {0};

    if (gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_PEM, &pem) < 0)
        return NULL;
    char *copy = strndup((const char *)pem.data, pem.size);
    gnutls_free(pem.data);
    return copy;
}

/* Copies letters and digits in lower case, and a hyphen for each run of anything else between them.
 */
static void make_safe(const char *from, size_t length, char *safe, size_t capacity)
{
    size_t used = 0;

    for (size_t i = 0; i < length && used + 2 < capacity; i++) {
        unsigned char byte = (unsigned char)from[i];
        bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        if (letter || (byte >= '0' && byte <= '9'))
            safe[used++] = (char)(byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte);
        else if (used > 0 && safe[used - 1] != '-')
            safe[used++] = '-';
    }
    while (used > 0 && safe[used - 1] == '-')
        used--;
    safe[used] = '\0';
}

static void read_part(gnutls_x509_crt_t certificate, const char *oid, char *safe, size_t capacity)
{
    char part[256];
    size_t length = sizeof part;

    safe[0] = '\0';
    if (gnutls_x509_crt_get_dn_by_oid(certificate, oid, 0, 0, part, &length) == 0)
        make_safe(part, length, safe, capacity);
}

char *certificate_file_name(gnutls_x509_crt_t certificate, const char *fingerprint)
{
    char subject[NAME_MAX_BYTES];
    char digits[NAME_DIGITS + 2];
    char shown[NAME_DIGITS];
    size_t used = 0;

    read_part(certificate, GNUTLS_OID_X520_COMMON_NAME, subject, sizeof subject);
    if (subject[0] == '\0')
        read_part(certificate, GNUTLS_OID_X520_ORGANIZATION_NAME, subject, sizeof subject);
    for (size_t i = 0; fingerprint[i] != '\0' && used < NAME_DIGITS; i++)
        if (fingerprint[i] != ':')
            shown[used++] = fingerprint[i];
    make_safe(shown, used, digits, sizeof digits);
    return text_format("%s-%s", subject[0] == '\0' ? "certificate" : subject, digits);
}
