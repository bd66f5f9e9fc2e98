/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "unit/test_ftp_transport_peer.h"

#include <arpa/inet.h>
#include <gnutls/abstract.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { STEP_MS = 5000, HOUR = 3600, DAY = 86400 };

static void must(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "can't set up the test: %s\n", what);
    abort();
}

static void must_code(int code, const char *what)
{
    if (code < 0)
        fprintf(stderr, "%s\n", gnutls_strerror(code));
    must(code >= 0, what);
}

static void add_names(gnutls_x509_crt_t certificate, const struct wish *wish)
{
    for (size_t i = 0; i < 4 && wish->dns[i]; i++)
        must_code(gnutls_x509_crt_set_subject_alt_name(certificate, GNUTLS_SAN_DNSNAME,
                      wish->dns[i], (unsigned)strlen(wish->dns[i]), GNUTLS_FSAN_APPEND),
            "a DNS name");
    struct in_addr ipv4;
    struct in6_addr ipv6;
    if (!wish->ip)
        return;
    if (inet_pton(AF_INET, wish->ip, &ipv4) == 1)
        gnutls_x509_crt_set_subject_alt_name(
            certificate, GNUTLS_SAN_IPADDRESS, &ipv4, sizeof ipv4, GNUTLS_FSAN_APPEND);
    else if (inet_pton(AF_INET6, wish->ip, &ipv6) == 1)
        gnutls_x509_crt_set_subject_alt_name(
            certificate, GNUTLS_SAN_IPADDRESS, &ipv6, sizeof ipv6, GNUTLS_FSAN_APPEND);
}

/* Makes what stands in `der` the contents of one DER element. */
static void wrap(unsigned char *der, size_t *length, unsigned char tag)
{
    must(*length < 126, "a short name constraint");
    memmove(der + 2, der, *length);
    der[0] = tag;
    der[1] = (unsigned char)*length;
    *length += 2;
}

/* RFC 5280, 4.2.1.10, of one common name: GnuTLS reads constraints on subjects but does not write
 * them. */
static void constrain_subject(gnutls_x509_crt_t certificate, const char *name, unsigned char list)
{
    static const unsigned char levels[] = {0x30, 0x31, 0x30, 0xA4, 0x30};
    unsigned char der[128] = {0x06, 0x03, 0x55, 0x04, 0x03, 0x0C, (unsigned char)strlen(name)};
    size_t length = 7 + strlen(name);
    must(length < sizeof der / 2, "a short name");
    memcpy(der + 7, name, strlen(name));
    for (size_t i = 0; i < sizeof levels; i++)
        wrap(der, &length, levels[i]);
    wrap(der, &length, list);
    wrap(der, &length, 0x30);
    must_code(gnutls_x509_crt_set_extension_by_oid(certificate, "2.5.29.30", der, length, 1),
        "a constraint on subjects");
}

static void constrain_names(gnutls_x509_crt_t certificate, const char *name,
    int (*add)(
        gnutls_x509_name_constraints_t, gnutls_x509_subject_alt_name_t, const gnutls_datum_t *))
{
    gnutls_x509_name_constraints_t constraints;
    gnutls_datum_t datum = {(unsigned char *)(uintptr_t)name, (unsigned)strlen(name)};
    must_code(gnutls_x509_name_constraints_init(&constraints), "name constraints");
    must_code(add(constraints, GNUTLS_SAN_DNSNAME, &datum), "a name constraint");
    must_code(
        gnutls_x509_crt_set_name_constraints(certificate, constraints, 1), "name constraints");
    gnutls_x509_name_constraints_deinit(constraints);
}

static void set_constraints(gnutls_x509_crt_t certificate, const struct wish *wish)
{
    enum { PERMITTED = 0xA0, EXCLUDED = 0xA1 };
    const char *text = wish->permitted ? wish->permitted : wish->excluded;
    if (!text)
        return;
    if (strncmp(text, "CN=", 3) == 0)
        constrain_subject(certificate, text + 3, wish->permitted ? PERMITTED : EXCLUDED);
    else
        constrain_names(certificate, text,
            wish->permitted ? gnutls_x509_name_constraints_add_permitted
                            : gnutls_x509_name_constraints_add_excluded);
}

static void set_serial(gnutls_x509_crt_t certificate, const char *hexadecimal)
{
    if (hexadecimal) {
        unsigned char wanted[64];
        size_t size = sizeof wanted;
        must_code(gnutls_hex2bin(hexadecimal, strlen(hexadecimal), wanted, &size), "hexadecimal");
        must_code(gnutls_x509_crt_set_serial(certificate, wanted, size), "a serial number");
        return;
    }
    static atomic_uint last = 1;
    unsigned number = ++last;
    unsigned char serial[4] = {
        1, (unsigned char)(number >> 16), (unsigned char)(number >> 8), (unsigned char)number};
    gnutls_x509_crt_set_serial(certificate, serial, sizeof serial);
}

static gnutls_x509_privkey_t make_key(const struct wish *wish)
{
    gnutls_x509_privkey_t key;
    must_code(gnutls_x509_privkey_init(&key), "a key");
    if (wish->weak_rsa_bits)
        must_code(
            gnutls_x509_privkey_generate(key, GNUTLS_PK_RSA, wish->weak_rsa_bits, 0), "an RSA key");
    else
        must_code(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
                      (unsigned)GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0),
            "an ECDSA key");
    return key;
}

/* GnuTLS knows some things of a certificate only when it was read, not when it was made. */
static gnutls_x509_crt_t read_again(gnutls_x509_crt_t made)
{
    gnutls_datum_t der;
    gnutls_x509_crt_t certificate;
    must_code(gnutls_x509_crt_export2(made, GNUTLS_X509_FMT_DER, &der), "DER");
    must_code(gnutls_x509_crt_init(&certificate), "a certificate");
    must_code(gnutls_x509_crt_import(certificate, &der, GNUTLS_X509_FMT_DER), "the certificate");
    gnutls_free(der.data);
    gnutls_x509_crt_deinit(made);
    return certificate;
}

struct made make_certificate(const struct made *issuer, const struct wish *wish)
{
    struct made made = {.key = make_key(wish)};
    gnutls_x509_crt_t certificate;
    must_code(gnutls_x509_crt_init(&certificate), "a certificate");
    time_t now = time(NULL);
    bool given = wish->begin || wish->end;
    gnutls_x509_crt_set_version(certificate, 3);
    set_serial(certificate, wish->serial);
    gnutls_x509_crt_set_activation_time(certificate, now + (given ? wish->begin : -HOUR));
    gnutls_x509_crt_set_expiration_time(certificate, now + (given ? wish->end : DAY));
    gnutls_x509_crt_set_dn_by_oid(certificate, GNUTLS_OID_X520_COMMON_NAME, 0, wish->common_name,
        (unsigned)strlen(wish->common_name));
    must_code(gnutls_x509_crt_set_key(certificate, made.key), "its key");
    gnutls_x509_crt_set_basic_constraints(certificate, wish->authority, -1);
    gnutls_x509_crt_set_key_usage(
        certificate, wish->authority ? GNUTLS_KEY_KEY_CERT_SIGN : GNUTLS_KEY_DIGITAL_SIGNATURE);
    if (!wish->authority)
        gnutls_x509_crt_set_key_purpose_oid(
            certificate, wish->no_server ? GNUTLS_KP_TLS_WWW_CLIENT : GNUTLS_KP_TLS_WWW_SERVER, 0);
    add_names(certificate, wish);
    set_constraints(certificate, wish);
    must_code(gnutls_x509_crt_sign2(certificate, issuer ? issuer->certificate : certificate,
                  issuer ? issuer->key : made.key, GNUTLS_DIG_SHA256, 0),
        "its signature");
    made.certificate = read_again(certificate);
    return made;
}

void made_done(struct made *made)
{
    gnutls_x509_crt_deinit(made->certificate);
    gnutls_x509_privkey_deinit(made->key);
}

void add_pem(const struct made *made, char *text, size_t size)
{
    gnutls_datum_t pem;
    must_code(gnutls_x509_crt_export2(made->certificate, GNUTLS_X509_FMT_PEM, &pem), "PEM");
    size_t length = strlen(text);
    must(length + pem.size < size, "room for PEM");
    snprintf(text + length, size - length, "%s", (const char *)pem.data);
    gnutls_free(pem.data);
}

/* --- the server ----------------------------------------------------------------------------------
 */

struct peer {
    struct peer_options options;
    int listener;
    struct ftp_address address;
    gnutls_certificate_credentials_t credentials;
    gnutls_priority_t priority;
    gnutls_datum_t ticket_key;
    pthread_t thread;
};

static void wait_for_end(gnutls_session_t session, int fd, void *user)
{
    (void)fd;
    (void)user;
    char bytes[4096];
    while (gnutls_record_recv(session, bytes, sizeof bytes) > 0)
        ;
    gnutls_bye(session, GNUTLS_SHUT_WR);
}

static void serve_tls(struct peer *peer, int fd)
{
    gnutls_session_t session;
    unsigned flags = GNUTLS_SERVER | (peer->options.no_tickets ? GNUTLS_NO_TICKETS : 0);
    must_code(gnutls_init(&session, flags), "a session");
    gnutls_priority_set(session, peer->priority);
    gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, peer->credentials);
    if (!peer->options.no_tickets)
        gnutls_session_ticket_enable_server(session, &peer->ticket_key);
    unsigned char name[] = "ftp";
    gnutls_datum_t protocol = {name, 3};
    if (peer->options.alpn_required)
        gnutls_alpn_set_protocols(session, &protocol, 1, GNUTLS_ALPN_MANDATORY);
    gnutls_transport_set_int(session, fd);
    gnutls_handshake_set_timeout(session, STEP_MS);
    int code;
    do
        code = gnutls_handshake(session);
    while (code < 0 && !gnutls_error_is_fatal(code));
    if (code == 0)
        (peer->options.serve ? peer->options.serve : wait_for_end)(session, fd, peer->options.user);
    gnutls_deinit(session);
}

static void *run(void *argument)
{
    struct peer *peer = argument;
    /* Here, since the client's side must do without. */
    sigset_t pipe_signal;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe_signal, NULL);
    for (;;) {
        int fd = accept4(peer->listener, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0)
            return NULL;
        if (peer->options.serve_raw)
            peer->options.serve_raw(fd, peer->options.user);
        else
            serve_tls(peer, fd);
        close(fd);
    }
}

static void listen_blocking(struct peer *peer)
{
    struct ftp_error error = {0};
    struct ftp_address local;
    must(ftp_address_parse("127.0.0.1", 0, &local), "an address");
    peer->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    must(peer->listener >= 0 &&
             bind(peer->listener, (struct sockaddr *)&local.storage, local.length) == 0 &&
             listen(peer->listener, 16) == 0 && ftp_socket_local(peer->listener, &peer->address),
        error.message);
}

/* gnutls_certificate_set_x509_key would sort the chain, and cut it where it has a gap. */
static int set_chain_as_it_is(struct peer *peer)
{
    gnutls_pcert_st chain[CHAIN_MOST];
    gnutls_privkey_t key;
    unsigned count = 0;
    int code = 0;
    for (; count < peer->options.chain_count && code == 0; count++)
        code = gnutls_pcert_import_x509(&chain[count], peer->options.chain[count], 0);
    must_code(gnutls_privkey_init(&key), "a key");
    if (code == 0)
        code = gnutls_privkey_import_x509(key, peer->options.key, GNUTLS_PRIVKEY_IMPORT_COPY);
    if (code == 0)
        code = gnutls_certificate_set_key(peer->credentials, NULL, 0, chain, (int)count, key);
    if (code < 0)
        gnutls_privkey_deinit(key);
    return code;
}

static int set_certificate(struct peer *peer)
{
    if (peer->options.as_it_is)
        return set_chain_as_it_is(peer);
    return gnutls_certificate_set_x509_key(
        peer->credentials, peer->options.chain, (int)peer->options.chain_count, peer->options.key);
}

struct peer *peer_start(const struct peer_options *options)
{
    struct peer *peer = calloc(1, sizeof *peer);
    must(peer != NULL, "memory");
    peer->options = *options;
    listen_blocking(peer);
    must_code(gnutls_certificate_allocate_credentials(&peer->credentials), "credentials");
    if (options->chain_count > 0 && set_certificate(peer) < 0) {
        close(peer->listener);
        gnutls_certificate_free_credentials(peer->credentials);
        free(peer);
        return NULL;
    }
    must_code(gnutls_priority_init(
                  &peer->priority, options->priority ? options->priority : "NORMAL", NULL),
        "the server's priorities");
    must_code(gnutls_session_ticket_key_generate(&peer->ticket_key), "a ticket key");
    must(pthread_create(&peer->thread, NULL, run, peer) == 0, "a thread");
    return peer;
}

struct ftp_address peer_address(const struct peer *peer)
{
    return peer->address;
}

void peer_stop(struct peer *peer)
{
    shutdown(peer->listener, SHUT_RDWR);
    pthread_join(peer->thread, NULL);
    close(peer->listener);
    gnutls_certificate_free_credentials(peer->credentials);
    gnutls_priority_deinit(peer->priority);
    gnutls_free(peer->ticket_key.data);
    free(peer);
}

/* --- the client ----------------------------------------------------------------------------------
 */

static const struct ftp_limits no_limits = {.cancel_fd = -1};

void client_connect(const struct peer *peer, struct ftp_stream *ret_stream)
{
    struct ftp_addresses addresses = {.list = {peer->address}, .count = 1};
    struct ftp_error error = {0};
    int fd;
    must(ftp_dial(&addresses, &no_limits, ftp_clock_after(STEP_MS), &fd, &error), error.message);
    ftp_stream_init(ret_stream, fd);
}

static bool wait_step(
    const struct ftp_stream *stream, const struct ftp_limits *limits, struct ftp_error *error)
{
    struct pollfd one = {.fd = stream->fd, .events = stream->events};
    enum ftp_wait result = ftp_wait(limits, &one, 1, ftp_clock_after(STEP_MS), error);
    if (result == FTP_WAIT_TIMEOUT)
        ftp_error_set(error, FTP_FAULT_READ_TIMEOUT, "no progress");
    return result == FTP_WAIT_READY;
}

enum ftp_io client_handshake(
    struct ftp_stream *stream, const struct ftp_limits *limits, struct ftp_error *error)
{
    for (;;) {
        enum ftp_io state = ftp_stream_handshake(stream, error);
        if (state != FTP_IO_AGAIN)
            return state;
        if (!wait_step(stream, limits ? limits : &no_limits, error))
            return FTP_IO_FAILED;
    }
}

enum ftp_io client_read(struct ftp_stream *stream, void *buffer, size_t capacity,
    size_t *ret_length, struct ftp_error *error)
{
    for (;;) {
        enum ftp_io state = ftp_stream_read(stream, buffer, capacity, ret_length, error);
        if (state != FTP_IO_AGAIN)
            return state;
        if (!wait_step(stream, &no_limits, error))
            return FTP_IO_FAILED;
    }
}

enum ftp_io client_write(
    struct ftp_stream *stream, const void *bytes, size_t length, struct ftp_error *error)
{
    size_t done = 0, step;
    while (done < length) {
        enum ftp_io state =
            ftp_stream_write(stream, (const char *)bytes + done, length - done, &step, error);
        if (state == FTP_IO_DONE)
            done += step;
        else if (state != FTP_IO_AGAIN || !wait_step(stream, &no_limits, error))
            return FTP_IO_FAILED;
    }
    return FTP_IO_DONE;
}

enum ftp_io client_end(struct ftp_stream *stream, struct ftp_error *error)
{
    enum ftp_io state;
    while ((state = ftp_stream_finish(stream, error)) == FTP_IO_AGAIN)
        if (!wait_step(stream, &no_limits, error))
            return FTP_IO_FAILED;
    while (state == FTP_IO_DONE || state == FTP_IO_AGAIN) {
        state = ftp_stream_drain(stream, error);
        if (state == FTP_IO_AGAIN && !wait_step(stream, &no_limits, error))
            return FTP_IO_FAILED;
    }
    return state;
}
