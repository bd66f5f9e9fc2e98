/* SPDX-License-Identifier: Apache-2.0 */
/* Handshakes under TLS: those that fail, and those that resume a session. */
#include "unit/test_ftp_transport_world.h"

#include <CUnit/Basic.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- handshakes that fail ------------------------------------------------------------------------
 */

static void say(int fd, void *user)
{
    const char *text = user;
    char bytes[2048];
    (void)!write(fd, text, strlen(text));
    (void)!read(fd, bytes, sizeof bytes);
}

/* protocol.T12 */
static void answers_without_tls(void)
{
    static char greeting[] = "220 Welcome\x07 to FTP\r\n", refusal[] = "500 What?\r\n",
                nothing[] = "",
                half[] = "\x16\x03\x03\x00\x50"
                         "abc";
    static const struct {
        char *text;
        enum ftp_fault fault;
        const char *says;
    } cases[] = {
        {greeting, FTP_FAULT_TLS_NOT_SPOKEN, "\"220 Welcome? to FTP\""},
        {refusal, FTP_FAULT_TLS_NOT_SPOKEN, "\"500 What?\""},
        {nothing, FTP_FAULT_TLS_HANDSHAKE, "without an answer"},
        {half, FTP_FAULT_CONNECTION_LOST, "in the middle of the TLS handshake"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct peer_options options = {.serve_raw = say, .user = cases[i].text};
        struct peer *peer = peer_start(&options);
        struct ftp_stream stream;
        start_tls(peer, &stream);
        CU_ASSERT_EQUAL(client_handshake(&stream, NULL, &error), FTP_IO_FAILED);
        CU_ASSERT_EQUAL(error.fault, cases[i].fault);
        CU_ASSERT_PTR_NOT_NULL(strstr(error.message, cases[i].says));
        CU_ASSERT_EQUAL(client_handshake(&stream, NULL, &error), FTP_IO_FAILED);
        ftp_stream_close(&stream);
        peer_stop(peer);
    }
}

/* connection.minTlsVersion protocol.T11 */
static void old_servers(void)
{
    static const struct {
        const char *priority;
        bool tls13_only, good;
    } cases[] = {
        {tls12, false, true},
        {tls13, false, true},
        {tls13, true, true},
        {tls12, true, false},
        {"LEGACY:-VERS-ALL:+VERS-TLS1.1", false, false},
        {"LEGACY:-VERS-ALL:+VERS-TLS1.0", false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct peer *peer = start(&leaf, cases[i].priority, NULL, NULL);
        struct ftp_tls_options options = {
            .host = "ftp.example.test", .tls13_only = cases[i].tls13_only};
        struct ftp_tls *strict;
        struct ftp_stream stream;
        error = (struct ftp_error){0};
        CU_ASSERT_TRUE_FATAL(ftp_tls_new(&options, &strict, &error));
        client_connect(peer, &stream);
        CU_ASSERT_TRUE_FATAL(ftp_tls_start(&stream, strict, NULL, false, NULL, &error));
        CU_ASSERT_EQUAL(
            client_handshake(&stream, NULL, &error), cases[i].good ? FTP_IO_DONE : FTP_IO_FAILED);
        CU_ASSERT_EQUAL(error.fault, cases[i].good ? FTP_FAULT_NONE : FTP_FAULT_TLS_HANDSHAKE);
        CU_ASSERT(cases[i].good || strstr(error.hint, "TLS 1.2 or 1.3"));
        ftp_stream_close(&stream);
        ftp_tls_free(strict);
        peer_stop(peer);
    }
}

/* protocol.T11 */
static void alpn_is_ftp(void)
{
    struct peer_options options = {
        .chain = {leaf.certificate}, .chain_count = 1, .key = leaf.key, .alpn_required = true};
    struct peer *peer = peer_start(&options);
    struct ftp_stream stream;
    open_tls(peer, &stream);
    ftp_stream_close(&stream);
    peer_stop(peer);
}

static void be_silent(int fd, void *user)
{
    (void)user;
    char bytes[2048];
    while (read(fd, bytes, sizeof bytes) > 0)
        ;
}

static void *cancel_soon(void *argument)
{
    usleep(100000);
    (void)!write(*(int *)argument, "x", 1);
    return NULL;
}

/* protocol.C16 */
static void cancelled_during_the_handshake(void)
{
    struct peer_options options = {.serve_raw = be_silent};
    struct peer *peer = peer_start(&options);
    struct ftp_stream stream;
    int ends[2];
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    struct ftp_limits limits = {.cancel_fd = ends[0]};
    start_tls(peer, &stream);
    pthread_t canceller;
    uint64_t begun = ftp_clock_ns();
    pthread_create(&canceller, NULL, cancel_soon, &ends[1]);
    CU_ASSERT_EQUAL(client_handshake(&stream, &limits, &error), FTP_IO_FAILED);
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CANCELLED);
    CU_ASSERT(ftp_clock_ns() - begun < 1000000000);
    ftp_stream_close(&stream);
    pthread_join(canceller, NULL);
    close(ends[0]);
    close(ends[1]);
    peer_stop(peer);
}

static void used_out_of_order(void)
{
    struct peer_options options = {.serve_raw = be_silent};
    struct peer *peer = peer_start(&options);
    struct ftp_stream stream;
    size_t length;
    char byte;
    start_tls(peer, &stream);
    CU_ASSERT_FALSE(ftp_tls_start(&stream, tls, NULL, false, NULL, &error));
    CU_ASSERT_EQUAL(ftp_stream_read(&stream, &byte, 1, &length, &error), FTP_IO_FAILED);
    CU_ASSERT_EQUAL(ftp_stream_write(&stream, "USER", 4, &length, &error), FTP_IO_FAILED);
    ftp_stream_close(&stream);
    CU_ASSERT_FALSE(ftp_tls_start(&stream, tls, NULL, false, NULL, &error));
    peer_stop(peer);
}

/* --- resumption ----------------------------------------------------------------------------------
 */

static void greet(gnutls_session_t session, int fd, void *user)
{
    (void)fd;
    (void)user;
    char bytes[64];
    gnutls_record_send(session, "220 hi\r\n", 8);
    while (gnutls_record_recv(session, bytes, sizeof bytes) > 0)
        ;
    gnutls_bye(session, GNUTLS_SHUT_WR);
}

/* One connection; whether it was resumed. On failure `error` says why. */
static bool visit(const struct peer *peer, struct ftp_tls_resume *resume, bool offer,
    const struct ftp_tls_leaf *same_as, struct ftp_tls_leaf *ret_leaf)
{
    struct ftp_stream stream;
    struct ftp_tls_facts facts = {.resumed = false};
    char text[16];
    size_t length;
    error = (struct ftp_error){0};
    client_connect(peer, &stream);
    CU_ASSERT_FALSE(ftp_tls_facts(&stream, &facts));
    CU_ASSERT_TRUE_FATAL(ftp_tls_start(&stream, tls, resume, offer, same_as, &error));
    if (client_handshake(&stream, NULL, &error) == FTP_IO_DONE) {
        CU_ASSERT_EQUAL(client_read(&stream, text, sizeof text, &length, &error), FTP_IO_DONE);
        CU_ASSERT_EQUAL(length, 8);
        CU_ASSERT_TRUE(ftp_tls_facts(&stream, &facts));
        CU_ASSERT(strncmp(facts.version, "TLS1.", 5) == 0);
        CU_ASSERT_PTR_NOT_NULL(strstr(facts.cipher, "AES"));
        if (ret_leaf)
            ftp_tls_leaf(&stream, ret_leaf);
        CU_ASSERT_EQUAL(client_end(&stream, &error), FTP_IO_END);
    }
    ftp_stream_close(&stream);
    return facts.resumed;
}

/* protocol.T7 */
static void data_connections_resume(void)
{
    for (size_t v = 0; v < 2; v++) {
        struct peer *peer = start(&leaf, versions[v], greet, NULL);
        struct ftp_tls_resume *resume = ftp_tls_resume_new();
        struct ftp_tls_leaf control = {.known = false};
        /* Nothing to offer yet. */
        CU_ASSERT_FALSE(visit(peer, resume, true, NULL, &control));
        CU_ASSERT_TRUE(control.known);
        for (int i = 0; i < 3; i++)
            CU_ASSERT_TRUE(visit(peer, resume, true, &control, NULL));
        CU_ASSERT_EQUAL(error.fault, FTP_FAULT_NONE);
        /* Not offered: a full handshake, and the same certificate. */
        CU_ASSERT_FALSE(visit(peer, resume, false, &control, NULL));
        CU_ASSERT_FALSE(visit(peer, NULL, true, &control, NULL));
        CU_ASSERT_EQUAL(error.fault, FTP_FAULT_NONE);
        ftp_tls_resume_free(resume);
        peer_stop(peer);
    }
    ftp_tls_resume_free(NULL);
}

static void a_server_without_tickets(void)
{
    for (size_t v = 0; v < 2; v++) {
        struct peer_options options = {.chain = {leaf.certificate},
            .chain_count = 1,
            .key = leaf.key,
            .priority = versions[v],
            .no_tickets = true,
            .serve = greet};
        struct peer *peer = peer_start(&options);
        struct ftp_tls_resume *resume = ftp_tls_resume_new();
        struct ftp_tls_leaf control = {.known = false};
        CU_ASSERT_FALSE(visit(peer, resume, true, NULL, &control));
        CU_ASSERT_FALSE(visit(peer, resume, true, &control, NULL));
        CU_ASSERT_EQUAL(error.fault, FTP_FAULT_NONE);
        ftp_tls_resume_free(resume);
        peer_stop(peer);
    }
}

/* Also one that is trusted and has the right name. */
/* protocol.T6 */
static void another_certificate_on_the_data_connection(void)
{
    for (size_t v = 0; v < 2; v++) {
        struct peer *control_peer = start(&leaf, versions[v], greet, NULL);
        struct peer *data_peer = start(&other_leaf, versions[v], greet, NULL);
        struct ftp_tls_resume *resume = ftp_tls_resume_new();
        struct ftp_tls_leaf control = {.known = false};
        visit(control_peer, resume, true, NULL, &control);
        CU_ASSERT_FALSE(visit(data_peer, resume, true, &control, NULL));
        CU_ASSERT_EQUAL(error.fault, FTP_FAULT_TLS_DATA_IDENTITY);
        ftp_tls_resume_free(resume);
        peer_stop(control_peer);
        peer_stop(data_peer);
    }
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_pSuite suite = CU_add_suite("handshakes", world_set_up, world_tear_down);
    CU_add_test(suite, "answers without TLS", answers_without_tls);
    CU_add_test(suite, "old servers", old_servers);
    CU_add_test(suite, "ALPN is ftp", alpn_is_ftp);
    CU_add_test(suite, "cancelled during the handshake", cancelled_during_the_handshake);
    CU_add_test(suite, "used out of order", used_out_of_order);
    CU_add_test(suite, "data connections resume", data_connections_resume);
    CU_add_test(suite, "a server without tickets", a_server_without_tickets);
    CU_add_test(suite, "another certificate on the data connection",
        another_certificate_on_the_data_connection);
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
