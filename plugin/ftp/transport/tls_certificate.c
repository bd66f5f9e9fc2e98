/* SPDX-License-Identifier: Apache-2.0 */
/* Certificates in words. All in them comes from the peer, so that every text is cleaned. */
#include "ftp/transport/tls_certificate.h"

#include "ftp/transport/tls_path.h"
#include "ftp/transport/tls_session.h"

#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHA256_SIZE = 32, NAMES_LISTED_MOST = 64 };

static void describe_name(gnutls_x509_crt_t certificate,
    int (*get)(gnutls_x509_crt_t, gnutls_datum_t *), char text[FTP_TLS_NAME_MAX])
{
    gnutls_datum_t name;
    text[0] = '\0';
    if (get(certificate, &name) < 0)
        return;
    ftp_error_quote(text, FTP_TLS_NAME_MAX, name.data, name.size);
    gnutls_free(name.data);
}

bool ftp_certificate_sha256(gnutls_x509_crt_t certificate, unsigned char ret_sha256[SHA256_SIZE])
{
    size_t size = SHA256_SIZE;
    return gnutls_x509_crt_get_fingerprint(certificate, GNUTLS_DIG_SHA256, ret_sha256, &size) ==
               0 &&
           size == SHA256_SIZE;
}

static void describe_fingerprint(gnutls_x509_crt_t certificate, char text[FTP_TLS_FINGERPRINT_TEXT])
{
    unsigned char sha256[SHA256_SIZE];
    text[0] = '\0';
    if (!ftp_certificate_sha256(certificate, sha256))
        return;
    for (size_t i = 0; i < SHA256_SIZE; i++)
        snprintf(text + 3 * i, FTP_TLS_FINGERPRINT_TEXT - 3 * i,
            i + 1 < SHA256_SIZE ? "%02X:" : "%02X", sha256[i]);
}

bool ftp_certificate_name_at(
    gnutls_x509_crt_t certificate, unsigned at, struct ftp_certificate_name *ret_name)
{
    size_t size = sizeof ret_name->bytes;
    int type = gnutls_x509_crt_get_subject_alt_name(certificate, at, ret_name->bytes, &size, NULL);
    if (type == GNUTLS_E_SHORT_MEMORY_BUFFER) {
        ret_name->kind = FTP_NAME_OTHER;
        ret_name->length = 0;
        return true;
    }
    if (type < 0)
        return false;
    ret_name->kind = type == GNUTLS_SAN_DNSNAME     ? FTP_NAME_DNS
                     : type == GNUTLS_SAN_IPADDRESS ? FTP_NAME_IP
                                                    : FTP_NAME_OTHER;
    ret_name->length = size;
    return true;
}

bool ftp_certificate_name_address(
    const struct ftp_certificate_name *name, struct ftp_address *ret_address)
{
    if (name->length == sizeof(struct in_addr)) {
        struct sockaddr_in ipv4 = {.sin_family = AF_INET};
        memcpy(&ipv4.sin_addr, name->bytes, sizeof ipv4.sin_addr);
        *ret_address = (struct ftp_address){.length = sizeof ipv4};
        memcpy(&ret_address->storage, &ipv4, sizeof ipv4);
        return true;
    }
    if (name->length == sizeof(struct in6_addr)) {
        struct sockaddr_in6 ipv6 = {.sin6_family = AF_INET6};
        memcpy(&ipv6.sin6_addr, name->bytes, sizeof ipv6.sin6_addr);
        *ret_address = (struct ftp_address){.length = sizeof ipv6};
        memcpy(&ret_address->storage, &ipv6, sizeof ipv6);
        return true;
    }
    return false;
}

static void name_text(const struct ftp_certificate_name *name, char *text, size_t size)
{
    struct ftp_address address;
    char clean[FTP_TLS_NAME_MAX];
    if (name->kind == FTP_NAME_IP && ftp_certificate_name_address(name, &address)) {
        char host[FTP_ADDRESS_TEXT];
        ftp_address_text(&address, host);
        snprintf(text, size, "IP:%s", host);
        return;
    }
    ftp_error_quote(clean, sizeof clean, name->bytes, name->length);
    if (name->kind == FTP_NAME_DNS)
        snprintf(text, size, "DNS:%s", clean);
    else
        snprintf(text, size, "other");
}

static void describe_names(gnutls_x509_crt_t certificate, char text[FTP_TLS_NAME_MAX])
{
    struct ftp_certificate_name name;
    size_t length = 0;
    text[0] = '\0';
    for (unsigned i = 0; i < NAMES_LISTED_MOST && ftp_certificate_name_at(certificate, i, &name);
         i++) {
        char one[FTP_TLS_NAME_MAX + 8];
        name_text(&name, one, sizeof one);
        size_t needed = strlen(one) + 2;
        if (length + needed + sizeof "..." > FTP_TLS_NAME_MAX) {
            snprintf(text + length, FTP_TLS_NAME_MAX - length, "...");
            return;
        }
        length += (size_t)snprintf(
            text + length, FTP_TLS_NAME_MAX - length, "%s%s", length ? ", " : "", one);
    }
}

void ftp_certificate_describe(
    gnutls_x509_crt_t certificate, struct ftp_tls_certificate *ret_description)
{
    describe_name(certificate, gnutls_x509_crt_get_dn2, ret_description->subject);
    describe_name(certificate, gnutls_x509_crt_get_issuer_dn2, ret_description->issuer);
    describe_names(certificate, ret_description->names);
    describe_fingerprint(certificate, ret_description->fingerprint);
    ret_description->not_before = gnutls_x509_crt_get_activation_time(certificate);
    ret_description->not_after = gnutls_x509_crt_get_expiration_time(certificate);
    ret_description->authority = gnutls_x509_crt_get_ca_status(certificate, NULL) > 0;
    ret_description->self_signed = gnutls_x509_crt_check_issuer(certificate, certificate) != 0;
}

static void show(gnutls_x509_crt_t certificate,
    void (*each)(void *user, const struct ftp_tls_certificate *certificate, const char *pem),
    void *user)
{
    struct ftp_tls_certificate description;
    gnutls_datum_t pem;
    if (gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_PEM, &pem) < 0)
        return;
    ftp_certificate_describe(certificate, &description);
    each(user, &description, (const char *)pem.data);
    gnutls_free(pem.data);
}

void ftp_tls_chain(const struct ftp_stream *stream,
    void (*each)(void *user, const struct ftp_tls_certificate *certificate, const char *pem),
    void *user)
{
    struct ftp_peer_chain chain;
    int code;
    if (!stream->tls || !ftp_peer_chain_read(stream->tls->gnutls, &chain, &code))
        return;
    for (size_t i = 0; i < chain.count; i++)
        show(chain.list[i], each, user);
    ftp_peer_chain_done(&chain);
}
