/* SPDX-License-Identifier: Apache-2.0 */
/* Our own certificate, for servers that ask who we are (RFC 8446, 4.3.2). */
#define _GNU_SOURCE /* O_CLOEXEC */
#include "ftp/transport/tls_session.h"

#include "ftp/transport/system_error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char token_scheme[] = "pkcs11:";

enum { DER_SEQUENCE = 0x30 };

static bool is_token(const char *place)
{
    return strncmp(place, token_scheme, sizeof token_scheme - 1) == 0;
}

/* GnuTLS reads files to their end: a pipe has none. *ret_first is the file's first byte. */
static bool look_at(const char *path, unsigned char *ret_first, struct ftp_error *error)
{
    struct stat about;
    char text[FTP_SYSTEM_ERROR_TEXT];
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    int failure = file < 0 ? errno : 0;
    bool regular = file >= 0 && fstat(file, &about) == 0 && S_ISREG(about.st_mode);
    bool seen = regular && read(file, ret_first, 1) == 1;
    if (file >= 0)
        close(file);
    if (seen)
        return true;
    return ftp_error_set(error, FTP_FAULT_CONFIG, "Client Certificate: %s %s", path,
        failure ? ftp_system_error(failure, text) : (regular ? "is empty" : "is no regular file"));
}

/* The passphrase opens a token too. One that was wrong is not tried again: tokens lock. */
static int give_pin(void *user, int attempt, const char *url, const char *label, unsigned flags,
    char *pin, size_t size)
{
    const char *passphrase = user;
    (void)url;
    (void)label;
    if (attempt > 0 || (flags & GNUTLS_PIN_WRONG) || !passphrase || strlen(passphrase) >= size)
        return GNUTLS_E_PKCS11_PIN_ERROR;
    memcpy(pin, passphrase, strlen(passphrase) + 1);
    return 0;
}

/* Kept as long as the token may ask for it. */
static bool keep_pin(struct ftp_tls *tls, const char *passphrase, struct ftp_error *error)
{
    if (!passphrase)
        return true;
    tls->pin = strdup(passphrase);
    if (!tls->pin)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a passphrase");
    gnutls_certificate_set_pin_function(tls->credentials, give_pin, tls->pin);
    return true;
}

static bool has_key(const struct ftp_tls_options *options)
{
    return options->client_key && *options->client_key;
}

static bool report(int code, const struct ftp_tls_options *options, struct ftp_error *error)
{
    ftp_error_set(error, FTP_FAULT_CONFIG, "Client Certificate: %s%s%s can't be used: %s",
        options->client_certificate, has_key(options) ? " with the key " : "",
        has_key(options) ? options->client_key : "", gnutls_strerror(code));
    ftp_error_hint(error,
        "Check that Certificate is a PEM file with the certificate and those of its issuers, or a "
        "PKCS #12 file, that Key belongs to it, and that Passphrase is the key's.");
    return false;
}

bool ftp_tls_client_certificate(
    struct ftp_tls *tls, const struct ftp_tls_options *options, struct ftp_error *error)
{
    const char *certificate = options->client_certificate;
    const char *key = has_key(options) ? options->client_key : certificate;
    const char *passphrase = options->client_passphrase;
    unsigned char first = 0, key_first = 0;
    if ((is_token(certificate) || is_token(key)) && !keep_pin(tls, passphrase, error))
        return false;
    if (!is_token(certificate) && !look_at(certificate, &first, error))
        return false;
    if (!is_token(key) && !look_at(key, &key_first, error))
        return false;
    int code = first == DER_SEQUENCE && !has_key(options)
                   ? gnutls_certificate_set_x509_simple_pkcs12_file(tls->credentials, certificate,
                         GNUTLS_X509_FMT_DER, passphrase ? passphrase : "")
                   : gnutls_certificate_set_x509_key_file2(
                         tls->credentials, certificate, key, GNUTLS_X509_FMT_PEM, passphrase, 0);
    return code >= 0 || report(code, options, error);
}
