/* SPDX-License-Identifier: Apache-2.0 */
/* Streams under TLS: bytes, ends, resumption, and servers that misbehave. */
#include "unit/test_ftp_transport_peer.h"

#include <CUnit/Basic.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PEM_SIZE = 8192, BIG = 3000001 };

static const char tls12[] = "NORMAL:-VERS-ALL:+VERS-TLS1.2";
static const char tls13[] = "NORMAL:-VERS-ALL:+VERS-TLS1.3";
static const char *const versions[] = {tls12, tls13};

static struct made root, leaf, other_leaf;
static char pem[PEM_SIZE];
static struct ftp_tls *tls;
static struct ftp_error error;

static int set_up(void)
{
    static const struct wish server = {.common_name = "server", .dns = {"ftp.example.test"}};
    root = make_certificate(NULL, &(struct wish){.common_name = "Root", .authority = true});
    leaf = make_certificate(&root, &server);
    other_leaf = make_certificate(&root, &server);
    add_pem(&root, pem, sizeof pem);
    struct ftp_tls_options options = {.host = "ftp.example.test",
        .verify_certificate = true,
        .verify_host_name = true,
        .trust_pem = pem,
        .trust_pem_length = strlen(pem)};
    return ftp_tls_new(&options, &tls, &error) ? 0 : 1;
}

static int tear_down(void)
{
    ftp_tls_free(tls);
    made_done(&root);
    made_done(&leaf);
    made_done(&other_leaf);
    return 0;
}

static struct peer *start(const struct made *certificate, const char *priority,
    void (*serve)(gnutls_session_t, int, void *), void *user)
{
    struct peer_options options = {.chain = {certificate->certificate},
        .chain_count = 1,
        .key = certificate->key,
        .priority = priority,
        .serve = serve,
        .user = user};
    return peer_start(&options);
}

static void start_tls(const struct peer *peer, struct ftp_stream *stream)
{
    error = (struct ftp_error){0};
    client_connect(peer, stream);
    CU_ASSERT_TRUE_FATAL(ftp_tls_start(stream, tls, NULL, false, NULL, &error));
}

static void open_tls(const struct peer *peer, struct ftp_stream *stream)
{
    start_tls(peer, stream);
    CU_ASSERT_EQUAL_FATAL(client_handshake(stream, NULL, &error), FTP_IO_DONE);
}

static char pattern_at(size_t at)
{
    return (char)(at * 7 + at / 251);
}

/* --- bytes ---------------------------------------------------------------------------------------
 */

static void send_pattern(gnutls_session_t session, int fd, void *user)
{
    (void)fd;
    (void)user;
    char bytes[10007];
    for (size_t at = 0; at < BIG;) {
        size_t length = BIG - at < sizeof bytes ? BIG - at : sizeof bytes;
        for (size_t i = 0; i < length; i++)
            bytes[i] = pattern_at(at + i);
        if (gnutls_record_send(session, bytes, length) < 0)
            return;
        at += length;
    }
    gnutls_bye(session, GNUTLS_SHUT_WR);
    char rest[16];
    (void)!gnutls_record_recv(session, rest, sizeof rest);
}

static void big_download(void)
{
    for (size_t v = 0; v < 2; v++) {
        struct peer *peer = start(&leaf, versions[v], send_pattern, NULL);
        struct ftp_stream stream;
        open_tls(peer, &stream);
        size_t total = 0, length = 0, wrong = 0;
        char bytes[50021];
        enum ftp_io state;
        while (
            (state = client_read(&stream, bytes, sizeof bytes, &length, &error)) == FTP_IO_DONE) {
            for (size_t i = 0; i < length; i++)
                wrong += bytes[i] != pattern_at(total + i);
            total += length;
        }
        CU_ASSERT_EQUAL(state, FTP_IO_END);
        CU_ASSERT_EQUAL(client_read(&stream, bytes, sizeof bytes, &length, &error), FTP_IO_END);
        CU_ASSERT_EQUAL(total, BIG);
        CU_ASSERT_EQUAL(wrong, 0);
        CU_ASSERT_EQUAL(client_end(&stream, &error), FTP_IO_END);
        ftp_stream_close(&stream);
        peer_stop(peer);
    }
}

struct received {
    size_t total, wrong;
    bool orderly;
};

static void receive_pattern(gnutls_session_t session, int fd, void *user)
{
    (void)fd;
    struct received *received = user;
    char bytes[16384];
    ssize_t length;
    usleep(100000); /* until the client's socket is full */
    for (;;) {
        length = gnutls_record_recv(session, bytes, sizeof bytes);
        if (length == GNUTLS_E_AGAIN) /* a key update */
            continue;
        if (length <= 0)
            break;
        for (ssize_t i = 0; i < length; i++)
            received->wrong += bytes[i] != pattern_at(received->total + (size_t)i);
        received->total += (size_t)length;
    }
    received->orderly = length == 0;
    gnutls_bye(session, GNUTLS_SHUT_WR);
}

static void big_upload(void)
{
    char *bytes = malloc(4 * BIG);
    CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
    for (size_t i = 0; i < 4 * BIG; i++)
        bytes[i] = pattern_at(i);
    for (size_t v = 0; v < 2; v++) {
        struct received received = {0};
        struct peer *peer = start(&leaf, versions[v], receive_pattern, &received);
        struct ftp_stream stream;
        open_tls(peer, &stream);
        CU_ASSERT_EQUAL(client_write(&stream, bytes, 4 * BIG, &error), FTP_IO_DONE);
        CU_ASSERT_EQUAL(client_end(&stream, &error), FTP_IO_END);
        ftp_stream_close(&stream);
        peer_stop(peer);
        CU_ASSERT_EQUAL(received.total, 4 * BIG);
        CU_ASSERT_EQUAL(received.wrong, 0);
        CU_ASSERT_TRUE(received.orderly);
    }
    free(bytes);
}

static ssize_t push_bytewise(gnutls_transport_ptr_t pointer, const void *bytes, size_t length)
{
    int fd = (int)(intptr_t)pointer;
    for (size_t i = 0; i < length; i++) {
        if (write(fd, (const char *)bytes + i, 1) != 1)
            return -1;
        if (i % 8 == 0)
            usleep(500);
    }
    return (ssize_t)length;
}

static void dribble(gnutls_session_t session, int fd, void *user)
{
    (void)user;
    gnutls_transport_set_ptr(session, (gnutls_transport_ptr_t)(intptr_t)fd);
    gnutls_transport_set_push_function(session, push_bytewise);
    gnutls_record_send(session, "220 one\r\n", 9);
    gnutls_record_send(session, "220 two\r\n", 9);
    gnutls_bye(session, GNUTLS_SHUT_WR);
    usleep(50000);
}

static void records_in_pieces(void)
{
    for (size_t v = 0; v < 2; v++) {
        struct peer *peer = start(&leaf, versions[v], dribble, NULL);
        struct ftp_stream stream;
        open_tls(peer, &stream);
        char text[32] = "";
        size_t at = 0, length = 0;
        enum ftp_io state;
        while (
            (state = client_read(&stream, text + at, 3, &length, &error)) == FTP_IO_DONE && at < 20)
            at += length;
        CU_ASSERT_EQUAL(state, FTP_IO_END);
        text[at] = '\0';
        CU_ASSERT_STRING_EQUAL(text, "220 one\r\n220 two\r\n");
        ftp_stream_close(&stream);
        peer_stop(peer);
    }
}

static void send_and_rekey(gnutls_session_t session, int fd, void *user)
{
    struct received *received = user;
    for (int i = 0; i < 5; i++) {
        gnutls_session_key_update(session, GNUTLS_KU_PEER);
        gnutls_record_send(session, "again", 5);
    }
    receive_pattern(session, fd, received);
}

/* RFC 8446, 4.6.3 */
static void key_updates(void)
{
    struct received received = {0};
    struct peer *peer = start(&leaf, tls13, send_and_rekey, &received);
    struct ftp_stream stream;
    open_tls(peer, &stream);
    char bytes[25];
    size_t at = 0, length;
    while (at < 25 &&
           client_read(&stream, bytes + at, sizeof bytes - at, &length, &error) == FTP_IO_DONE)
        at += length;
    CU_ASSERT_EQUAL(at, 25);
    char up[100];
    for (size_t i = 0; i < sizeof up; i++)
        up[i] = pattern_at(i);
    CU_ASSERT_EQUAL(client_write(&stream, up, sizeof up, &error), FTP_IO_DONE);
    CU_ASSERT_EQUAL(client_end(&stream, &error), FTP_IO_END);
    ftp_stream_close(&stream);
    peer_stop(peer);
    CU_ASSERT_EQUAL(received.total, sizeof up);
    CU_ASSERT_EQUAL(received.wrong, 0);
}

/* --- ends ----------------------------------------------------------------------------------------
 */

static void send_then_hang_up(gnutls_session_t session, int fd, void *user)
{
    (void)fd;
    (void)user;
    gnutls_record_send(session, "half a file", 11);
}

static void send_then_reset(gnutls_session_t session, int fd, void *user)
{
    (void)user;
    struct linger now = {.l_onoff = 1, .l_linger = 0};
    char byte;
    gnutls_record_send(session, "half a file", 11);
    (void)!gnutls_record_recv(session, &byte, 1);
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

/* RFC 8446, 6.1: without close_notify the end may be an attacker's. */
static void an_end_without_goodbye(void)
{
    for (size_t v = 0; v < 2; v++) {
        struct peer *peer = start(&leaf, versions[v], send_then_hang_up, NULL);
        struct ftp_stream stream;
        open_tls(peer, &stream);
        char bytes[64];
        size_t length = 0;
        CU_ASSERT_EQUAL(client_read(&stream, bytes, sizeof bytes, &length, &error), FTP_IO_DONE);
        CU_ASSERT_EQUAL(length, 11);
        CU_ASSERT_EQUAL(client_read(&stream, bytes, sizeof bytes, &length, &error), FTP_IO_CUT);
        CU_ASSERT_EQUAL(client_read(&stream, bytes, sizeof bytes, &length, &error), FTP_IO_CUT);
        CU_ASSERT_EQUAL(error.fault, FTP_FAULT_TLS_TRUNCATED);
        ftp_stream_close(&stream);
        peer_stop(peer);
    }
}

static void a_reset(void)
{
    struct peer *peer = start(&leaf, NULL, send_then_reset, NULL);
    struct ftp_stream stream;
    open_tls(peer, &stream);
    char bytes[64];
    size_t length = 0;
    CU_ASSERT_EQUAL(client_read(&stream, bytes, sizeof bytes, &length, &error), FTP_IO_DONE);
    CU_ASSERT_EQUAL(client_write(&stream, "x", 1, &error), FTP_IO_DONE);
    CU_ASSERT_EQUAL(client_read(&stream, bytes, sizeof bytes, &length, &error), FTP_IO_FAILED);
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CONNECTION_LOST);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "reset"));
    /* Sending afterwards is an error too, and no signal. */
    CU_ASSERT_EQUAL(client_write(&stream, "x", 1, &error), FTP_IO_FAILED);
    ftp_stream_close(&stream);
    peer_stop(peer);
}

static void send_alert(gnutls_session_t session, int fd, void *user)
{
    (void)fd;
    (void)user;
    gnutls_alert_send(session, GNUTLS_AL_FATAL, GNUTLS_A_INTERNAL_ERROR);
}

static void ask_to_renegotiate(gnutls_session_t session, int fd, void *user)
{
    (void)fd;
    (void)user;
    char byte;
    gnutls_rehandshake(session);
    (void)!gnutls_record_recv(session, &byte, 1);
}

static void send_rubbish(gnutls_session_t session, int fd, void *user)
{
    (void)session;
    (void)user;
    (void)!write(fd,
        "\x17\x03\x03\x00\x20"
        "0123456789abcdef0123456789abcdef",
        37);
    usleep(50000);
}

static void trouble_in_the_middle(void)
{
    static const struct {
        const char *priority;
        void (*serve)(gnutls_session_t, int, void *);
        const char *says;
    } cases[] = {
        {tls13, send_alert, "alert 80: Internal error"},
        {tls12, send_alert, "alert 80: Internal error"},
        {tls12, ask_to_renegotiate, "which is refused"},
        {tls12, send_rubbish, ""},
        {tls13, send_rubbish, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct peer *peer = start(&leaf, cases[i].priority, cases[i].serve, NULL);
        struct ftp_stream stream;
        open_tls(peer, &stream);
        char bytes[64];
        size_t length = 0;
        CU_ASSERT_EQUAL(client_read(&stream, bytes, sizeof bytes, &length, &error), FTP_IO_FAILED);
        CU_ASSERT_EQUAL(error.fault, FTP_FAULT_TLS_RECORD);
        CU_ASSERT_PTR_NOT_NULL(strstr(error.message, cases[i].says));
        ftp_stream_close(&stream);
        peer_stop(peer);
    }
}

/* --- handshakes that fail ------------------------------------------------------------------------
 */

static void say(int fd, void *user)
{
    const char *text = user;
    char bytes[2048];
    (void)!write(fd, text, strlen(text));
    (void)!read(fd, bytes, sizeof bytes);
}

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

/* One connection; whether it was resumed. On failure error.fault says why. */
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
    CU_pSuite suite = CU_add_suite("streams under TLS", set_up, tear_down);
    CU_add_test(suite, "big download", big_download);
    CU_add_test(suite, "big upload", big_upload);
    CU_add_test(suite, "records in pieces", records_in_pieces);
    CU_add_test(suite, "key updates", key_updates);
    CU_add_test(suite, "an end without goodbye", an_end_without_goodbye);
    CU_add_test(suite, "a reset", a_reset);
    CU_add_test(suite, "trouble in the middle", trouble_in_the_middle);
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
