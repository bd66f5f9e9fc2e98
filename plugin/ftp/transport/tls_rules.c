/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rules of RFC 5280 that GnuTLS does not apply: name constraints on the names of intermediate
 * authorities and on subjects (it looks at the leaf's alternative names only), constraints without
 * content, addresses of impossible lengths, serial numbers without bound; and no DSA.
 */
#include "ftp/transport/tls_certificate.h"
#include "ftp/transport/tls_path.h"

#include <string.h>
#include <strings.h>

/* More names than any honest certificate has: each is compared with each constraint. */
enum { NAMES_MOST = 1024, CONSTRAINTS_MOST = 1024 };

enum { SERIAL_MOST = 20 }; /* octets: RFC 5280, 4.1.2.2 */

static bool key_is_modern(gnutls_x509_crt_t certificate)
{
    int algorithm = gnutls_x509_crt_get_pk_algorithm(certificate, NULL);
    return algorithm == GNUTLS_PK_RSA || algorithm == GNUTLS_PK_RSA_PSS ||
           algorithm == GNUTLS_PK_ECDSA || algorithm == GNUTLS_PK_EDDSA_ED25519 ||
           algorithm == GNUTLS_PK_EDDSA_ED448;
}

/* The octet of zeros that keeps a number positive does not count: 20 random octets are a serial
 * number that `openssl rand` is often asked for. Zero and negative numbers are borne with, as the RFC
 * wants it of users. */
static bool serial_is_bounded(gnutls_x509_crt_t certificate)
{
    unsigned char serial[SERIAL_MOST + 1];
    size_t size = sizeof serial;
    int code = gnutls_x509_crt_get_serial(certificate, serial, &size);
    return code == 0 && (size <= SERIAL_MOST || serial[0] == 0);
}

static bool names_are_sound(gnutls_x509_crt_t certificate)
{
    struct ftp_certificate_name name;
    struct ftp_address address;
    unsigned at = 0;
    while (at < NAMES_MOST && ftp_certificate_name_at(certificate, at, &name)) {
        if (name.kind == FTP_NAME_IP && !ftp_certificate_name_address(&name, &address))
            return false;
        at++;
    }
    return at < NAMES_MOST;
}

/* RFC 5280, 4.2.1.10: the constraint "O=x" is at the end of all names below it, as they are written
 * most significant part last. */
static bool subject_is_below(const char *subject, const gnutls_datum_t *base)
{
    size_t length = strlen(subject), base_length = strnlen((const char *)base->data, base->size);
    if (base_length > length)
        return false;
    const char *end = subject + length - base_length;
    if (strncasecmp(end, (const char *)base->data, base_length) != 0)
        return false;
    if (base_length == 0 || end == subject)
        return true;
    return (end[-1] == ',' || end[-1] == '+') && (end - subject < 2 || end[-2] != '\\');
}

/* GnuTLS refuses whatever stands below an authority with excluded subjects, so that permitted ones
 * remain. */
static bool is_permitted(gnutls_x509_name_constraints_t constraints, const char *subject)
{
    unsigned type, count = 0;
    gnutls_datum_t base;
    for (unsigned i = 0; i < CONSTRAINTS_MOST && gnutls_x509_name_constraints_get_permitted(
                                                     constraints, i, &type, &base) == 0;
         i++) {
        if (type != GNUTLS_SAN_DN)
            continue;
        if (subject_is_below(subject, &base))
            return true;
        count++;
    }
    return count == 0;
}

static bool subject_is_allowed(
    gnutls_x509_name_constraints_t constraints, gnutls_x509_crt_t certificate)
{
    gnutls_datum_t subject;
    /* An empty subject has no part that could be against a constraint. */
    if (gnutls_x509_crt_get_dn3(certificate, &subject, 0) < 0)
        return true;
    const char *text = (const char *)subject.data;
    bool allowed = text[0] == '\0' || is_permitted(constraints, text);
    gnutls_free(subject.data);
    return allowed;
}

static bool names_are_allowed(
    gnutls_x509_name_constraints_t constraints, gnutls_x509_crt_t certificate)
{
    struct ftp_certificate_name name;
    for (unsigned at = 0; at < NAMES_MOST && ftp_certificate_name_at(certificate, at, &name);
         at++) {
        const gnutls_datum_t bytes = {name.bytes, (unsigned)name.length};
        if (name.kind != FTP_NAME_OTHER &&
            !gnutls_x509_name_constraints_check(constraints,
                name.kind == FTP_NAME_DNS ? GNUTLS_SAN_DNSNAME : GNUTLS_SAN_IPADDRESS, &bytes))
            return false;
    }
    return true;
}

static unsigned count_constraints(gnutls_x509_name_constraints_t constraints)
{
    unsigned count = 0, type;
    gnutls_datum_t base;
    while (count < CONSTRAINTS_MOST &&
           gnutls_x509_name_constraints_get_permitted(constraints, count, &type, &base) == 0)
        count++;
    for (unsigned i = 0; count < CONSTRAINTS_MOST && gnutls_x509_name_constraints_get_excluded(
                                                         constraints, i, &type, &base) == 0;
         i++)
        count++;
    return count;
}

static bool is_self_issued(gnutls_x509_crt_t certificate)
{
    gnutls_datum_t subject, issuer;
    if (gnutls_x509_crt_get_raw_dn(certificate, &subject) < 0)
        return false;
    bool same = false;
    if (gnutls_x509_crt_get_raw_issuer_dn(certificate, &issuer) == 0) {
        same = subject.size == issuer.size && memcmp(subject.data, issuer.data, subject.size) == 0;
        gnutls_free(issuer.data);
    }
    gnutls_free(subject.data);
    return same;
}

/* The constraints of one authority, path[at], against all that stands below it. */
static bool constraints_hold(
    gnutls_x509_name_constraints_t constraints, const gnutls_x509_crt_t *path, size_t at)
{
    unsigned count = count_constraints(constraints);
    if (count == 0 || count >= CONSTRAINTS_MOST)
        return false;
    for (size_t i = at; i-- > 0;) {
        /* RFC 5280, 6.1.3 (b): a self-issued certificate counts only as leaf. GnuTLS saw to the
         * leaf's alternative names. */
        if (i > 0 && is_self_issued(path[i]))
            continue;
        if (!subject_is_allowed(constraints, path[i]) ||
            (i > 0 && !names_are_allowed(constraints, path[i])))
            return false;
    }
    return true;
}

static bool authority_holds(const gnutls_x509_crt_t *path, size_t at)
{
    gnutls_x509_name_constraints_t constraints;
    unsigned critical;
    if (gnutls_x509_name_constraints_init(&constraints) < 0)
        return false;
    int code = gnutls_x509_crt_get_name_constraints(path[at], constraints, 0, &critical);
    bool holds = code == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE ||
                 (code == 0 && constraints_hold(constraints, path, at));
    gnutls_x509_name_constraints_deinit(constraints);
    return holds;
}

unsigned ftp_path_rules(const gnutls_x509_crt_t *path, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!key_is_modern(path[i]))
            return GNUTLS_CERT_INVALID | GNUTLS_CERT_INSECURE_ALGORITHM;
    for (size_t i = 0; i + 1 < length; i++)
        if (!names_are_sound(path[i]))
            return GNUTLS_CERT_INVALID;
    for (size_t i = 0; i + 1 < length; i++)
        if (!serial_is_bounded(path[i]))
            return GNUTLS_CERT_INVALID | FTP_PATH_LONG_SERIAL;
    for (size_t i = length - 1; i > 0; i--)
        if (!authority_holds(path, i))
            return GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE;
    return 0;
}
