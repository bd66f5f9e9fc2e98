/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "support/pki.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SERIAL_BYTES = 16, RSA_BITS = 2048, HOUR = 3600, DAY = 24 * HOUR };

struct pki_authority {
    const struct pki_authority *parent; /* NULL: a root */
    gnutls_x509_crt_t certificate;
    gnutls_x509_privkey_t key;
    char file[PKI_PATH_SIZE]; /* the root's PEM file */
};

static const char *const local_names[] = {"localhost", NULL};
static const char *const local_addresses[] = {"127.0.0.1", "::1", NULL};
static const struct pki_options local_options = {.common_name = NULL};

/* True for a GnuTLS success; else says what failed. */
static bool good(int result, const char *what)
{
    if (result < 0) {
        fprintf(stderr, "pki: %s: %s\n", what, gnutls_strerror(result));
    }
    return result >= 0;
}

static bool make_key(enum pki_key kind, gnutls_x509_privkey_t key)
{
    if (kind == PKI_RSA_2048) {
        return good(gnutls_x509_privkey_generate(key, GNUTLS_PK_RSA, RSA_BITS, 0), "RSA key");
    }
    unsigned bits = GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1);
    return good(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA, bits, 0), "ECDSA key");
}

static bool set_serial(gnutls_x509_crt_t certificate)
{
    unsigned char serial[SERIAL_BYTES];
    if (!good(gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof serial), "random serial number")) {
        return false;
    }
    serial[0] &= 0x7f; /* RFC 5280, 4.1.2.2: positive */
    serial[0] |= 0x40;
    return good(gnutls_x509_crt_set_serial(certificate, serial, sizeof serial), "serial number");
}

static bool set_key_identifier(gnutls_x509_crt_t certificate)
{
    unsigned char identifier[64];
    size_t size = sizeof identifier;
    return good(gnutls_x509_crt_get_key_id(certificate, 0, identifier, &size), "key identifier") &&
           good(
               gnutls_x509_crt_set_subject_key_id(certificate, identifier, size), "key identifier");
}

/* What every certificate has: version, serial number, times, subject and key. */
static bool set_basics(gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key, const char *name,
    time_t not_before, time_t not_after)
{
    time_t now = time(NULL);
    time_t until = not_after != 0 ? not_after : now + DAY;
    time_t since = not_before != 0 ? not_before : (until < now ? until : now) - HOUR;
    return good(gnutls_x509_crt_set_version(certificate, 3), "version") &&
           set_serial(certificate) &&
           good(gnutls_x509_crt_set_activation_time(certificate, since), "not before") &&
           good(gnutls_x509_crt_set_expiration_time(certificate, until), "not after") &&
           good(gnutls_x509_crt_set_dn_by_oid(
                    certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name, (unsigned)strlen(name)),
               "common name") &&
           good(gnutls_x509_crt_set_key(certificate, key), "public key") &&
           set_key_identifier(certificate);
}

/* authority NULL: signed by its own key. */
static bool sign(
    gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key, const struct pki_authority *authority)
{
    return good(
        gnutls_x509_crt_sign2(certificate, authority != NULL ? authority->certificate : certificate,
            authority != NULL ? authority->key : key, GNUTLS_DIG_SHA256, 0),
        "signature");
}

static bool write_pem(int descriptor, const gnutls_datum_t *pem)
{
    return write(descriptor, pem->data, pem->size) == (ssize_t)pem->size;
}

static int create_file(const char *path, mode_t mode)
{
    /* An older file may have a wider mode. */
    (void)unlink(path);
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (descriptor < 0) {
        fprintf(stderr, "pki: can't create %s\n", path);
    }
    return descriptor;
}

static bool write_certificate(int descriptor, gnutls_x509_crt_t certificate)
{
    gnutls_datum_t pem;
    if (!good(gnutls_x509_crt_export2(certificate, GNUTLS_X509_FMT_PEM, &pem), "PEM")) {
        return false;
    }
    bool written = write_pem(descriptor, &pem);
    gnutls_free(pem.data);
    return written;
}

/* The leaf (may be NULL), then the intermediates from authority up (may be NULL), then their root
 * if asked. */
static bool write_chain(
    const char *path, gnutls_x509_crt_t leaf, const struct pki_authority *authority, bool with_root)
{
    int descriptor = create_file(path, 0644);
    if (descriptor < 0) {
        return false;
    }
    bool written = leaf == NULL || write_certificate(descriptor, leaf);
    for (; written && authority != NULL; authority = authority->parent) {
        if (authority->parent != NULL || with_root) {
            written = write_certificate(descriptor, authority->certificate);
        }
    }
    return close(descriptor) == 0 && written;
}

static bool write_key(const char *path, gnutls_x509_privkey_t key)
{
    gnutls_datum_t pem;
    if (!good(gnutls_x509_privkey_export2_pkcs8(
                  key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN, &pem),
            "private key in PEM")) {
        return false;
    }
    int descriptor = create_file(path, 0600);
    bool written = descriptor >= 0 && write_pem(descriptor, &pem) && close(descriptor) == 0;
    gnutls_free(pem.data);
    return written;
}

static bool join_path(
    char ret_path[PKI_PATH_SIZE], const char *folder, const char *name, const char *suffix)
{
    int size = snprintf(ret_path, PKI_PATH_SIZE, "%s/%s%s", folder, name, suffix);
    return size > 0 && size < PKI_PATH_SIZE;
}

static bool make_authority(struct pki_authority *authority, const char *name)
{
    unsigned usage = GNUTLS_KEY_KEY_CERT_SIGN | GNUTLS_KEY_CRL_SIGN;
    return good(gnutls_x509_privkey_init(&authority->key), "key") &&
           good(gnutls_x509_crt_init(&authority->certificate), "certificate") &&
           make_key(PKI_ECDSA_P256, authority->key) &&
           set_basics(authority->certificate, authority->key, name, 0, 0) &&
           good(gnutls_x509_crt_set_basic_constraints(authority->certificate, 1, -1),
               "constraints") &&
           good(gnutls_x509_crt_set_key_usage(authority->certificate, usage), "key usage") &&
           sign(authority->certificate, authority->key, authority->parent);
}

static struct pki_authority *authority_new(const struct pki_authority *parent, const char *name)
{
    struct pki_authority *authority = calloc(1, sizeof *authority);
    if (authority == NULL) {
        return NULL;
    }
    authority->parent = parent;
    if (!make_authority(authority, name)) {
        pki_authority_free(authority);
        return NULL;
    }
    return authority;
}

struct pki_authority *pki_authority_new(const char *folder, const char *name)
{
    struct pki_authority *authority = authority_new(NULL, name);
    if (authority != NULL && (!join_path(authority->file, folder, name, "-ca.pem") ||
                                 !write_chain(authority->file, NULL, authority, true))) {
        pki_authority_free(authority);
        return NULL;
    }
    return authority;
}

struct pki_authority *pki_intermediate_new(const struct pki_authority *parent, const char *name)
{
    struct pki_authority *authority = authority_new(parent, name);
    if (authority != NULL) {
        memcpy(authority->file, parent->file, sizeof authority->file);
    }
    return authority;
}

void pki_authority_free(struct pki_authority *authority)
{
    if (authority != NULL) {
        gnutls_x509_crt_deinit(authority->certificate);
        gnutls_x509_privkey_deinit(authority->key);
        free(authority);
    }
}

const char *pki_authority_file(const struct pki_authority *authority)
{
    return authority->file;
}

static bool add_name(gnutls_x509_crt_t certificate, const char *name)
{
    return good(gnutls_x509_crt_set_subject_alt_name(certificate, GNUTLS_SAN_DNSNAME, name,
                    (unsigned)strlen(name), GNUTLS_FSAN_APPEND),
        name);
}

static bool add_address(gnutls_x509_crt_t certificate, const char *address)
{
    unsigned char bytes[sizeof(struct in6_addr)];
    int family = strchr(address, ':') != NULL ? AF_INET6 : AF_INET;
    unsigned size = family == AF_INET6 ? sizeof(struct in6_addr) : sizeof(struct in_addr);
    if (inet_pton(family, address, bytes) != 1) {
        fprintf(stderr, "pki: %s is no IP address\n", address);
        return false;
    }
    return good(gnutls_x509_crt_set_subject_alt_name(
                    certificate, GNUTLS_SAN_IPADDRESS, bytes, size, GNUTLS_FSAN_APPEND),
        address);
}

static bool set_alternative_names(gnutls_x509_crt_t certificate, const struct pki_options *options)
{
    bool local = options->dns_names == NULL && options->ip_addresses == NULL;
    const char *const *names = local ? local_names : options->dns_names;
    const char *const *addresses = local ? local_addresses : options->ip_addresses;
    bool set = true;
    for (; set && names != NULL && *names != NULL; names++) {
        set = add_name(certificate, *names);
    }
    for (; set && addresses != NULL && *addresses != NULL; addresses++) {
        set = add_address(certificate, *addresses);
    }
    return set;
}

static const char *common_name(const struct pki_options *options)
{
    if (options->common_name != NULL) {
        return options->common_name;
    }
    bool has_name = options->dns_names != NULL && options->dns_names[0] != NULL;
    return has_name ? options->dns_names[0] : local_names[0];
}

static bool make_leaf(const struct pki_authority *authority, const struct pki_options *options,
    gnutls_x509_crt_t certificate, gnutls_x509_privkey_t key)
{
    unsigned usage = GNUTLS_KEY_DIGITAL_SIGNATURE;
    if (options->key == PKI_RSA_2048) {
        usage |= GNUTLS_KEY_KEY_ENCIPHERMENT;
    }
    return make_key(options->key, key) &&
           set_basics(
               certificate, key, common_name(options), options->not_before, options->not_after) &&
           (options->no_san || set_alternative_names(certificate, options)) &&
           good(gnutls_x509_crt_set_basic_constraints(certificate, 0, -1), "constraints") &&
           good(gnutls_x509_crt_set_key_usage(certificate, usage), "key usage") &&
           good(gnutls_x509_crt_set_key_purpose_oid(certificate,
                    options->client ? GNUTLS_KP_TLS_WWW_CLIENT : GNUTLS_KP_TLS_WWW_SERVER, 0),
               "key purpose") &&
           sign(certificate, key, options->self_signed ? NULL : authority);
}

static bool write_leaf(const struct pki_authority *authority, gnutls_x509_crt_t certificate,
    gnutls_x509_privkey_t key, const struct pki_files *files)
{
    return write_chain(files->certificate, certificate, NULL, false) &&
           write_chain(files->chain, certificate, authority, false) && write_key(files->key, key) &&
           (authority != NULL ? write_chain(files->authority, NULL, authority, true)
                              : write_chain(files->authority, certificate, NULL, false));
}

static bool name_files(const char *folder, const char *name, struct pki_files *files)
{
    return join_path(files->certificate, folder, name, "-cert.pem") &&
           join_path(files->key, folder, name, "-key.pem") &&
           join_path(files->chain, folder, name, "-chain.pem") &&
           join_path(files->authority, folder, name, "-ca.pem");
}

bool pki_issue(const struct pki_authority *authority, const char *folder, const char *name,
    const struct pki_options *options, struct pki_files *ret_files)
{
    struct pki_files files;
    gnutls_x509_crt_t certificate = NULL;
    gnutls_x509_privkey_t key = NULL;
    options = options != NULL ? options : &local_options;
    authority = options->self_signed ? NULL : authority;
    bool issued = name_files(folder, name, &files) && (options->self_signed || authority != NULL) &&
                  good(gnutls_x509_crt_init(&certificate), "certificate") &&
                  good(gnutls_x509_privkey_init(&key), "key") &&
                  make_leaf(authority, options, certificate, key) &&
                  write_leaf(authority, certificate, key, &files);
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
    if (issued) {
        *ret_files = files;
    }
    return issued;
}
