/* SPDX-License-Identifier: Apache-2.0 */
/* Name constraints: who may issue for whom. */
#include "unit/test_ftp_transport_peer.h"

#include <CUnit/Basic.h>
#include <stdlib.h>
#include <string.h>

enum { PEM_SIZE = 8192 };

/* One handshake: how it ended. */
static enum ftp_io judge(
    const struct peer *peer, const struct ftp_tls_options *options, struct ftp_error *error)
{
    struct ftp_tls *tls;
    struct ftp_stream stream;
    *error = (struct ftp_error){0};
    CU_ASSERT_TRUE_FATAL(ftp_tls_new(options, &tls, error));
    client_connect(peer, &stream);
    CU_ASSERT_TRUE_FATAL(ftp_tls_start(&stream, tls, NULL, false, NULL, error));
    enum ftp_io state = client_handshake(&stream, NULL, error);
    ftp_stream_close(&stream);
    ftp_tls_free(tls);
    return state;
}

/* RFC 5280, 4.2.1.10, with a chain of three. */
static void constraints_of_authorities(void)
{
    static const struct {
        const char *permitted, *excluded; /* by the root */
        const char *intermediate, *leaf;  /* DNS names */
        bool good;
    } cases[] = {
        {"example.test", NULL, NULL, "ftp.example.test", true},
        {"example.test", NULL, NULL, "ftp.example.org", false},
        {NULL, "example.test", NULL, "ftp.example.test", false},
        {NULL, "example.org", NULL, "ftp.example.test", true},
        {"example.test", NULL, "ca.example.test", "ftp.example.test", true},
        {"example.test", NULL, "ca.example.org", "ftp.example.test", false},
        {NULL, "example.org", "ca.example.org", "ftp.example.test", false},
        {NULL, "CN=Unit", NULL, "ftp.example.test", false},
        {"CN=Unit", NULL, NULL, "ftp.example.test", true},
        {"CN=unit", NULL, NULL, "ftp.example.test", true},
        {"CN=nit", NULL, NULL, "ftp.example.test", false},
        {"CN=Elsewhere", NULL, NULL, "ftp.example.test", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct made top = make_certificate(NULL, &(struct wish){.common_name = "Constrained",
                                                     .authority = true,
                                                     .permitted = cases[i].permitted,
                                                     .excluded = cases[i].excluded});
        struct made middle = make_certificate(
            &top, &(struct wish){
                      .common_name = "Unit", .authority = true, .dns = {cases[i].intermediate}});
        struct made leaf = make_certificate(
            &middle, &(struct wish){.common_name = "Unit", .dns = {cases[i].leaf}});
        char pem[PEM_SIZE] = "";
        add_pem(&top, pem, sizeof pem);
        struct peer_options server = {.chain = {leaf.certificate, middle.certificate},
            .chain_count = 2,
            .key = leaf.key,
            .as_it_is = true};
        struct peer *peer = peer_start(&server);
        struct ftp_tls_options options = {.host = cases[i].leaf,
            .verify_certificate = true,
            .verify_host_name = true,
            .trust_pem = pem,
            .trust_pem_length = strlen(pem)};
        struct ftp_error error;
        enum ftp_io state = judge(peer, &options, &error);
        if ((state == FTP_IO_DONE) != cases[i].good)
            fprintf(stderr, "case %zu: %s\n", i, error.message);
        CU_ASSERT_EQUAL(state, cases[i].good ? FTP_IO_DONE : FTP_IO_FAILED);
        CU_ASSERT_EQUAL(error.fault, cases[i].good ? FTP_FAULT_NONE : FTP_FAULT_TLS_UNTRUSTED);
        peer_stop(peer);
        made_done(&leaf);
        made_done(&middle);
        made_done(&top);
    }
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_pSuite suite = CU_add_suite("paths", NULL, NULL);
    CU_add_test(suite, "constraints of authorities", constraints_of_authorities);
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
