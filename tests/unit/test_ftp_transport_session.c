/* SPDX-License-Identifier: Apache-2.0 */
/* Streams under TLS: bytes, ends, and servers that misbehave in the middle. */
#include "unit/test_ftp_transport_world.h"

#include <CUnit/Basic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BIG = 3000001 };

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

/* protocol.T10 */
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
/* protocol.T11 */
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
/* protocol.T9 */
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

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_pSuite suite = CU_add_suite("streams under TLS", world_set_up, world_tear_down);
    CU_add_test(suite, "big download", big_download);
    CU_add_test(suite, "big upload", big_upload);
    CU_add_test(suite, "records in pieces", records_in_pieces);
    CU_add_test(suite, "key updates", key_updates);
    CU_add_test(suite, "an end without goodbye", an_end_without_goodbye);
    CU_add_test(suite, "a reset", a_reset);
    CU_add_test(suite, "trouble in the middle", trouble_in_the_middle);
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
