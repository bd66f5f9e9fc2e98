/* SPDX-License-Identifier: Apache-2.0 */
/* Whom the connector believes: real handshakes with servers of all kinds of certificates. */
#include "unit/test_ftp_transport_peer.h"

#include <CUnit/Basic.h>
#include <stdlib.h>
#include <string.h>

enum { HOUR = 3600, PEM_SIZE = 32768 };

static struct made root, stranger, intermediate, old_root;

static int make_authorities(void)
{
    root = make_certificate(NULL, &(struct wish){.common_name = "Root", .authority = true});
    stranger = make_certificate(NULL, &(struct wish){.common_name = "Stranger", .authority = true});
    old_root = make_certificate(
        NULL, &(struct wish){
                  .common_name = "Old Root", .authority = true, .begin = -9 * HOUR, .end = -HOUR});
    intermediate =
        make_certificate(&root, &(struct wish){.common_name = "Intermediate", .authority = true});
    return 0;
}

static int drop_authorities(void)
{
    made_done(&root);
    made_done(&stranger);
    made_done(&old_root);
    made_done(&intermediate);
    return 0;
}

enum issuer {
    BY_ROOT,
    BY_INTERMEDIATE,
    BY_INTERMEDIATE_UNSENT,
    BY_STRANGER,
    BY_OLD_ROOT,
    BY_ITSELF,
    BY_NO_CA
};
enum trusted {
    TRUST_ROOT,
    TRUST_LEAF,
    TRUST_INTERMEDIATE,
    TRUST_OLD_ROOT,
    TRUST_NOTHING,
    TRUST_RUBBISH
};
enum checks { CHECK_ALL, SKIP_CHAIN, SKIP_NAME, SKIP_BOTH };

struct row {
    const char *what;
    struct wish leaf;
    const char *host;
    enum issuer issuer;
    enum trusted trusted;
    enum checks checks;
    enum ftp_fault fault; /* FTP_FAULT_NONE: accepted */
    const char *says;     /* in the message */
};

#define GOOD                                                                                       \
    .leaf = {.common_name = "server", .dns = {"ftp.example.test"}}, .host = "ftp.example.test"

static const struct row rows[] = {
    {.what = "trusted", GOOD},
    {.what = "through an intermediate", GOOD, .issuer = BY_INTERMEDIATE},
    {.what = "the intermediate is trusted",
        GOOD,
        .issuer = BY_INTERMEDIATE,
        .trusted = TRUST_INTERMEDIATE},
    {.what = "trusted, though not sent, intermediate",
        GOOD,
        .issuer = BY_INTERMEDIATE_UNSENT,
        .trusted = TRUST_INTERMEDIATE},
    {.what = "the intermediate is missing",
        GOOD,
        .issuer = BY_INTERMEDIATE_UNSENT,
        .fault = FTP_FAULT_TLS_UNTRUSTED,
        .says = "CN=Intermediate"},
    {.what = "of another authority",
        GOOD,
        .issuer = BY_STRANGER,
        .fault = FTP_FAULT_TLS_UNTRUSTED,
        .says = "CN=Stranger"},
    {.what = "says who it is",
        GOOD,
        .issuer = BY_STRANGER,
        .fault = FTP_FAULT_TLS_UNTRUSTED,
        .says = "CN=server, issued by CN=Stranger, SHA-256 "},
    {.what = "self-signed",
        GOOD,
        .issuer = BY_ITSELF,
        .fault = FTP_FAULT_TLS_UNTRUSTED,
        .says = "issued by itself"},
    {.what = "self-signed and deployed", GOOD, .issuer = BY_ITSELF, .trusted = TRUST_LEAF},
    {.what = "a leaf that is deployed itself", GOOD, .issuer = BY_STRANGER, .trusted = TRUST_LEAF},
    {.what = "a leaf with its chain that is deployed itself",
        GOOD,
        .issuer = BY_INTERMEDIATE,
        .trusted = TRUST_LEAF},
    {.what = "nothing is trusted",
        GOOD,
        .trusted = TRUST_NOTHING,
        .fault = FTP_FAULT_TLS_UNTRUSTED,
        .says = "none of the runtime's 0 certificates"},
    {.what = "rubbish is trusted",
        GOOD,
        .trusted = TRUST_RUBBISH,
        .fault = FTP_FAULT_TLS_UNTRUSTED,
        .says = "1 certificates (2 more can't be read)"},
    {.what = "issued by a certificate that may not",
        GOOD,
        .issuer = BY_NO_CA,
        .fault = FTP_FAULT_TLS_UNTRUSTED},
    {.what = "for a client",
        .leaf = {.common_name = "server", .dns = {"ftp.example.test"}, .no_server = true},
        .host = "ftp.example.test",
        .fault = FTP_FAULT_TLS_UNTRUSTED,
        .says = "not for a TLS server"},
    {.what = "weak key",
        .leaf = {.common_name = "server", .dns = {"ftp.example.test"}, .weak_rsa_bits = 1024},
        .host = "ftp.example.test",
        .fault = FTP_FAULT_TLS_UNTRUSTED,
        .says = "too weak"},
    {.what = "no chain check", GOOD, .issuer = BY_STRANGER, .checks = SKIP_CHAIN},

    {.what = "expired",
        .leaf = {.common_name = "server",
            .dns = {"ftp.example.test"},
            .begin = -2 * HOUR,
            .end = -HOUR},
        .host = "ftp.example.test",
        .fault = FTP_FAULT_TLS_EXPIRED,
        .says = "has expired; it is valid from 20"},
    {.what = "not yet valid",
        .leaf =
            {.common_name = "server", .dns = {"ftp.example.test"}, .begin = HOUR, .end = 2 * HOUR},
        .host = "ftp.example.test",
        .fault = FTP_FAULT_TLS_EXPIRED,
        .says = "is not valid yet"},
    {.what = "deployed but expired",
        .leaf = {.common_name = "server",
            .dns = {"ftp.example.test"},
            .begin = -2 * HOUR,
            .end = -HOUR},
        .host = "ftp.example.test",
        .issuer = BY_ITSELF,
        .trusted = TRUST_LEAF,
        .fault = FTP_FAULT_TLS_EXPIRED},
    {.what = "the authority has expired",
        GOOD,
        .issuer = BY_OLD_ROOT,
        .trusted = TRUST_OLD_ROOT,
        .fault = FTP_FAULT_TLS_EXPIRED,
        .says = "CN=Old Root has expired"},
    {.what = "expired, no chain check",
        .leaf = {.common_name = "server",
            .dns = {"ftp.example.test"},
            .begin = -2 * HOUR,
            .end = -HOUR},
        .host = "ftp.example.test",
        .checks = SKIP_CHAIN},

    {.what = "wrong name",
        .leaf = {.common_name = "ftp.example.test", .dns = {"www.example.test", "b.example"}},
        .host = "ftp.example.test",
        .fault = FTP_FAULT_TLS_WRONG_NAME,
        .says = "not for ftp.example.test but for DNS:www.example.test, DNS:b.example"},
    {.what = "second name",
        .leaf = {.common_name = "x", .dns = {"www.example.test", "ftp.example.test"}},
        .host = "FTP.example.test."},
    {.what = "wildcard",
        .leaf = {.common_name = "x", .dns = {"*.example.test"}},
        .host = "ftp.example.test"},
    {.what = "wildcard two levels down",
        .leaf = {.common_name = "x", .dns = {"*.example.test"}},
        .host = "a.ftp.example.test",
        .fault = FTP_FAULT_TLS_WRONG_NAME},
    {.what = "name beyond ASCII",
        .leaf = {.common_name = "x", .dns = {"xn--bcher-kva.example"}},
        .host = "b\xc3\xbc"
                "cher.example"},
    {.what = "common name alone",
        .leaf = {.common_name = "ftp.example.test"},
        .host = "ftp.example.test",
        .fault = FTP_FAULT_TLS_NO_SAN,
        .says = "no subjectAltName"},
    {.what = "no name check",
        .leaf = {.common_name = "x"},
        .host = "ftp.example.test",
        .checks = SKIP_NAME},
    {.what = "chain check without name check",
        .leaf = {.common_name = "x"},
        .host = "ftp.example.test",
        .issuer = BY_STRANGER,
        .checks = SKIP_NAME,
        .fault = FTP_FAULT_TLS_UNTRUSTED},
    {.what = "a serial number of 20 octets",
        .leaf = {.common_name = "server",
            .dns = {"ftp.example.test"},
            .serial = "7f02030405060708090a0b0c0d0e0f1011121314"},
        .host = "ftp.example.test"},
    {.what = "20 octets behind one that keeps them positive",
        .leaf = {.common_name = "server",
            .dns = {"ftp.example.test"},
            .serial = "00ff02030405060708090a0b0c0d0e0f1011121314"},
        .host = "ftp.example.test"},
    {.what = "a serial number of 21 octets",
        .leaf = {.common_name = "server",
            .dns = {"ftp.example.test"},
            .serial = "0102030405060708090a0b0c0d0e0f101112131415"},
        .host = "ftp.example.test",
        .fault = FTP_FAULT_TLS_UNTRUSTED,
        .says = "a serial number of more than 20 octets"},
    {.what = "a serial number of 22 octets",
        .leaf = {.common_name = "server",
            .dns = {"ftp.example.test"},
            .serial = "00ff02030405060708090a0b0c0d0e0f101112131415"},
        .host = "ftp.example.test",
        .issuer = BY_INTERMEDIATE,
        .fault = FTP_FAULT_TLS_UNTRUSTED,
        .says = "a serial number of more than 20 octets"},
    {.what = "a long serial number in a certificate that is deployed itself",
        .leaf = {.common_name = "server",
            .dns = {"ftp.example.test"},
            .serial = "0102030405060708090a0b0c0d0e0f101112131415"},
        .host = "ftp.example.test",
        .issuer = BY_ITSELF,
        .trusted = TRUST_LEAF},
    {.what = "name check without chain check",
        .leaf = {.common_name = "x", .dns = {"a.example"}},
        .host = "ftp.example.test",
        .issuer = BY_STRANGER,
        .checks = SKIP_CHAIN,
        .fault = FTP_FAULT_TLS_WRONG_NAME},
    {.what = "no check",
        .leaf = {.common_name = "x"},
        .host = "ftp.example.test",
        .issuer = BY_ITSELF,
        .checks = SKIP_BOTH},

    {.what = "IPv4 address", .leaf = {.common_name = "x", .ip = "192.0.2.1"}, .host = "192.0.2.1"},
    {.what = "IPv6 address",
        .leaf = {.common_name = "x", .ip = "2001:db8::1"},
        .host = "2001:DB8:0::1"},
    {.what = "another address",
        .leaf = {.common_name = "x", .ip = "192.0.2.2"},
        .host = "192.0.2.1",
        .fault = FTP_FAULT_TLS_WRONG_NAME,
        .says = "IP:192.0.2.2"},
    {.what = "address as a DNS name",
        .leaf = {.common_name = "192.0.2.1", .dns = {"192.0.2.1"}},
        .host = "192.0.2.1",
        .fault = FTP_FAULT_TLS_WRONG_NAME},
    {.what = "address as common name",
        .leaf = {.common_name = "192.0.2.1"},
        .host = "192.0.2.1",
        .fault = FTP_FAULT_TLS_NO_SAN},
    {.what = "wildcard against an address",
        .leaf = {.common_name = "x", .dns = {"*.0.2.1"}},
        .host = "192.0.2.1",
        .fault = FTP_FAULT_TLS_WRONG_NAME},
    {.what = "name against an address",
        .leaf = {.common_name = "x", .ip = "192.0.2.1"},
        .host = "ftp.example.test",
        .fault = FTP_FAULT_TLS_WRONG_NAME},
};

/* An end certificate that issues another, which it may not. */
static struct made no_ca;

static struct made make_leaf(const struct row *row)
{
    switch (row->issuer) {
    case BY_INTERMEDIATE:
    case BY_INTERMEDIATE_UNSENT:
        return make_certificate(&intermediate, &row->leaf);
    case BY_STRANGER:
        return make_certificate(&stranger, &row->leaf);
    case BY_OLD_ROOT:
        return make_certificate(&old_root, &row->leaf);
    case BY_ITSELF:
        return make_certificate(NULL, &row->leaf);
    case BY_NO_CA:
        return make_certificate(&no_ca, &row->leaf);
    case BY_ROOT:
        break;
    }
    return make_certificate(&root, &row->leaf);
}

static void trust_text(const struct row *row, const struct made *leaf, char *pem)
{
    static const char rubbish[] =
        "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n"
        "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n";
    pem[0] = '\0';
    /* Others stand before and after, as in a bundle. */
    if (row->trusted == TRUST_RUBBISH) {
        memcpy(pem, rubbish, sizeof rubbish);
        add_pem(&old_root, pem, PEM_SIZE);
        return;
    }
    if (row->trusted == TRUST_NOTHING)
        return;
    if (row->trusted != TRUST_OLD_ROOT)
        add_pem(&old_root, pem, PEM_SIZE);
    add_pem(row->trusted == TRUST_ROOT           ? &root
            : row->trusted == TRUST_LEAF         ? leaf
            : row->trusted == TRUST_INTERMEDIATE ? &intermediate
                                                 : &old_root,
        pem, PEM_SIZE);
}

/* One handshake: how it ended. */
static enum ftp_io judge(
    const struct peer *peer, const struct ftp_tls_options *options, struct ftp_error *error)
{
    struct ftp_tls *tls;
    struct ftp_stream stream;
    size_t length;
    *error = (struct ftp_error){0};
    CU_ASSERT_TRUE_FATAL(ftp_tls_new(options, &tls, error));
    client_connect(peer, &stream);
    CU_ASSERT_TRUE_FATAL(ftp_tls_start(&stream, tls, NULL, false, NULL, error));
    enum ftp_io state = client_handshake(&stream, NULL, error);
    struct ftp_error ignored;
    if (state != FTP_IO_DONE)
        CU_ASSERT_EQUAL(ftp_stream_write(&stream, "PASS x", 6, &length, &ignored), FTP_IO_FAILED);
    ftp_stream_close(&stream);
    ftp_tls_free(tls);
    return state;
}

static void check_row(const struct row *row)
{
    struct made leaf = make_leaf(row);
    char pem[PEM_SIZE];
    trust_text(row, &leaf, pem);
    struct peer_options server = {.chain = {leaf.certificate}, .chain_count = 1, .key = leaf.key};
    if (row->issuer == BY_INTERMEDIATE || row->issuer == BY_NO_CA)
        server.chain[server.chain_count++] =
            row->issuer == BY_NO_CA ? no_ca.certificate : intermediate.certificate;
    struct peer *peer = peer_start(&server);
    struct ftp_tls_options options = {.host = row->host,
        .verify_certificate = row->checks == CHECK_ALL || row->checks == SKIP_NAME,
        .verify_host_name = row->checks == CHECK_ALL || row->checks == SKIP_CHAIN,
        .trust_pem = pem,
        .trust_pem_length = strlen(pem)};
    struct ftp_error error;
    enum ftp_io state = judge(peer, &options, &error);
    bool as_expected = row->fault == FTP_FAULT_NONE
                           ? state == FTP_IO_DONE
                           : state == FTP_IO_FAILED && error.fault == row->fault &&
                                 (!row->says || strstr(error.message, row->says));
    if (!as_expected)
        fprintf(stderr, "%s: %s: %s\n", row->what, ftp_fault_row(error.fault)->id, error.message);
    CU_ASSERT_TRUE(as_expected);
    peer_stop(peer);
    made_done(&leaf);
}

/* protocol.T6 */
static void every_row(void)
{
    no_ca = make_certificate(&root, &(struct wish){.common_name = "Not an authority"});
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_row(&rows[i]);
    made_done(&no_ca);
}

static void at_a_given_time(void)
{
    struct made leaf =
        make_certificate(&root, &(struct wish){.common_name = "x", .dns = {"ftp.example.test"}});
    char pem[PEM_SIZE] = "";
    add_pem(&root, pem, sizeof pem);
    struct peer_options server = {.chain = {leaf.certificate}, .chain_count = 1, .key = leaf.key};
    struct peer *peer = peer_start(&server);
    static const long shifts[] = {-2L * HOUR, 0, 48L * HOUR};
    for (size_t i = 0; i < 3; i++) {
        struct ftp_tls_options options = {.host = "ftp.example.test",
            .verify_certificate = true,
            .verify_host_name = true,
            .trust_pem = pem,
            .trust_pem_length = strlen(pem),
            .now = time(NULL) + shifts[i]};
        struct ftp_error error;
        enum ftp_io state = judge(peer, &options, &error);
        CU_ASSERT_EQUAL(state, i == 1 ? FTP_IO_DONE : FTP_IO_FAILED);
        CU_ASSERT_EQUAL(error.fault, i == 1 ? FTP_FAULT_NONE : FTP_FAULT_TLS_EXPIRED);
    }
    peer_stop(peer);
    made_done(&leaf);
}

struct shown {
    unsigned count;
    struct ftp_tls_certificate first, second;
    bool pem_good;
};

static void show(void *user, const struct ftp_tls_certificate *certificate, const char *pem)
{
    struct shown *shown = user;
    if (shown->count == 0)
        shown->first = *certificate;
    else
        shown->second = *certificate;
    shown->pem_good = strncmp(pem, "-----BEGIN CERTIFICATE-----", 27) == 0;
    shown->count++;
}

static void the_chain_can_be_seen_after_a_refusal(void)
{
    struct made leaf = make_certificate(&intermediate,
        &(struct wish){.common_name = "evil\nname", .dns = {"a.example"}, .ip = "192.0.2.1"});
    struct peer_options server = {
        .chain = {leaf.certificate, intermediate.certificate}, .chain_count = 2, .key = leaf.key};
    struct peer *peer = peer_start(&server);
    struct ftp_tls_options options = {.host = "a.example", .verify_certificate = true};
    struct ftp_tls *tls;
    struct ftp_stream stream;
    struct ftp_error error = {0};
    struct shown shown = {0};
    struct ftp_tls_leaf before, after;
    CU_ASSERT_TRUE_FATAL(ftp_tls_new(&options, &tls, &error));
    client_connect(peer, &stream);
    ftp_tls_leaf(&stream, &before);
    CU_ASSERT_FALSE(before.known);
    CU_ASSERT_TRUE_FATAL(ftp_tls_start(&stream, tls, NULL, false, NULL, &error));
    ftp_tls_chain(&stream, show, &shown);
    CU_ASSERT_EQUAL(shown.count, 0);
    CU_ASSERT_EQUAL(client_handshake(&stream, NULL, &error), FTP_IO_FAILED);
    ftp_tls_chain(&stream, show, &shown);
    CU_ASSERT_EQUAL_FATAL(shown.count, 2);
    CU_ASSERT_PTR_NULL(strchr(shown.first.subject, '\n'));
    CU_ASSERT_PTR_NULL(strchr(error.message, '\n'));
    CU_ASSERT_STRING_EQUAL(shown.first.issuer, "CN=Intermediate");
    CU_ASSERT_STRING_EQUAL(shown.first.names, "DNS:a.example, IP:192.0.2.1");
    CU_ASSERT_EQUAL(strlen(shown.first.fingerprint), 95);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, shown.first.fingerprint));
    CU_ASSERT_FALSE(shown.first.authority);
    CU_ASSERT_FALSE(shown.first.self_signed);
    CU_ASSERT_TRUE(shown.second.authority);
    CU_ASSERT_TRUE(shown.pem_good);
    CU_ASSERT(shown.first.not_before < time(NULL) && shown.first.not_after > time(NULL));
    ftp_tls_leaf(&stream, &after);
    CU_ASSERT_TRUE(after.known);
    ftp_stream_close(&stream);
    ftp_tls_free(tls);
    peer_stop(peer);
    made_done(&leaf);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_pSuite suite = CU_add_suite("verification of peers", make_authorities, drop_authorities);
    CU_add_test(suite, "every row", every_row);
    CU_add_test(suite, "at a given time", at_a_given_time);
    CU_add_test(
        suite, "the chain can be seen after a refusal", the_chain_can_be_seen_after_a_refusal);
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
