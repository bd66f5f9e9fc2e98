/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "ftp/transport/dial.h"
#include "ftp/transport/stream.h"

#include <CUnit/Basic.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct ftp_limits no_limits = {.cancel_fd = -1};

static struct ftp_address loopback(const char *text)
{
    struct ftp_address address;
    CU_ASSERT_TRUE_FATAL(ftp_address_parse(text, 0, &address));
    return address;
}

static uint64_t ms_since(uint64_t start)
{
    return (ftp_clock_ns() - start) / 1000000;
}

static struct ftp_address listening(int *ret_listener)
{
    struct ftp_address local = loopback("127.0.0.1"), bound;
    struct ftp_error error = {0};
    CU_ASSERT_TRUE_FATAL(ftp_listen(&local, 0, 0, ret_listener, &bound, &error));
    return bound;
}

/* A port that refuses: it was ours a moment ago. */
static struct ftp_address refusing(void)
{
    int listener;
    struct ftp_address address = listening(&listener);
    close(listener);
    return address;
}

/* A port that does not answer: its queue is full. */
struct silent {
    int listener, queued[8];
};

static struct ftp_address silent(struct silent *silent)
{
    struct ftp_address address = listening(&silent->listener);
    struct ftp_error error = {0};
    listen(silent->listener, 0);
    for (size_t i = 0; i < 8; i++)
        CU_ASSERT_TRUE_FATAL(ftp_connect_begin(&address, &silent->queued[i], &error));
    usleep(20000);
    return address;
}

static void silent_done(struct silent *silent)
{
    for (size_t i = 0; i < 8; i++)
        close(silent->queued[i]);
    close(silent->listener);
}

static void *cancel_soon(void *argument)
{
    usleep(100000);
    CU_ASSERT_EQUAL(write(*(int *)argument, "x", 1), 1);
    return NULL;
}

static void waiting(void)
{
    struct ftp_error error = {0};
    uint64_t start = ftp_clock_ns();
    CU_ASSERT_EQUAL(ftp_wait(&no_limits, NULL, 0, ftp_clock_after(50), &error), FTP_WAIT_TIMEOUT);
    CU_ASSERT(ms_since(start) >= 50 && ms_since(start) < 1000);
    CU_ASSERT_EQUAL(ftp_clock_after(0), 0);

    struct ftp_limits limits = {.cancel_fd = -1, .deadline_ns = ftp_clock_after(30)};
    CU_ASSERT_EQUAL(ftp_wait(&limits, NULL, 0, 0, &error), FTP_WAIT_ENDED);
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_DEADLINE);
    CU_ASSERT_FALSE(ftp_limits_check(&limits, &error));

    /* A deadline also ends a wait whose descriptor is ready. */
    int ends[2];
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    CU_ASSERT_EQUAL(write(ends[1], "x", 1), 1);
    struct pollfd polls[2] = {{.fd = ends[0], .events = POLLIN}, {.fd = -1, .events = POLLIN}};
    CU_ASSERT_EQUAL(ftp_wait(&limits, polls, 2, 0, &error), FTP_WAIT_ENDED);
    CU_ASSERT_EQUAL(polls[0].revents, 0);
    CU_ASSERT_EQUAL(ftp_wait(&no_limits, polls, 2, 0, &error), FTP_WAIT_READY);
    CU_ASSERT_EQUAL(polls[0].revents, POLLIN);

    /* So does a cancellation, by a byte or by a closed other end. */
    struct ftp_limits cancelled = {.cancel_fd = ends[0]};
    CU_ASSERT_EQUAL(ftp_wait(&cancelled, polls, 2, 0, &error), FTP_WAIT_ENDED);
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CANCELLED);
    CU_ASSERT_FALSE(ftp_limits_check(&cancelled, &error));
    char byte;
    CU_ASSERT_EQUAL(read(ends[0], &byte, 1), 1);
    CU_ASSERT_TRUE(ftp_limits_check(&cancelled, &error));
    close(ends[1]);
    CU_ASSERT_FALSE(ftp_limits_check(&cancelled, &error));
    close(ends[0]);
    CU_ASSERT_EQUAL(ftp_wait(&cancelled, NULL, 0, ftp_clock_after(5000), &error), FTP_WAIT_ENDED);
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_HOST);

    struct pollfd many[FTP_WAIT_MOST + 1] = {{.fd = -1}};
    CU_ASSERT_EQUAL(ftp_wait(&no_limits, many, FTP_WAIT_MOST + 1, 0, &error), FTP_WAIT_ENDED);
}

static void connecting(void)
{
    int listener, socket, on = 0;
    struct ftp_addresses addresses = {.list = {listening(&listener)}, .count = 1};
    struct ftp_error error = {0};
    CU_ASSERT_TRUE_FATAL(ftp_dial(&addresses, &no_limits, ftp_clock_after(5000), &socket, &error));
    socklen_t length = sizeof on;
    CU_ASSERT_EQUAL(getsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, &length), 0);
    CU_ASSERT(on != 0);
    CU_ASSERT(fcntl(socket, F_GETFL) & O_NONBLOCK);
    CU_ASSERT(fcntl(socket, F_GETFD) & FD_CLOEXEC);
    struct ftp_address peer, local;
    CU_ASSERT_TRUE(ftp_socket_peer(socket, &peer));
    CU_ASSERT_EQUAL(ftp_address_port(&peer), ftp_address_port(&addresses.list[0]));
    CU_ASSERT_TRUE(ftp_socket_local(socket, &local));
    CU_ASSERT_TRUE(ftp_address_same_host(&local, &peer));
    close(socket);
    close(listener);
    CU_ASSERT_FALSE(ftp_socket_peer(-1, &peer));
}

static void refused(void)
{
    struct ftp_addresses addresses = {.list = {refusing(), refusing()}, .count = 2};
    struct ftp_error error = {0};
    int socket = -7;
    CU_ASSERT_FALSE(ftp_dial(&addresses, &no_limits, ftp_clock_after(5000), &socket, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CONNECT_REFUSED);
    CU_ASSERT_EQUAL(socket, -7);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "127.0.0.1:"));
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "Connection refused; 127.0.0.1:"));
    struct ftp_addresses none = {.count = 0};
    CU_ASSERT_FALSE(ftp_dial(&none, &no_limits, 0, &socket, &error));
}

/* protocol.C16 */
static void the_second_address_answers(void)
{
    int listener, socket;
    struct silent quiet;
    struct ftp_error error = {0};
    struct ftp_addresses addresses = {.list = {silent(&quiet), listening(&listener)}, .count = 2};
    uint64_t start = ftp_clock_ns();
    CU_ASSERT_TRUE_FATAL(ftp_dial(&addresses, &no_limits, ftp_clock_after(5000), &socket, &error));
    CU_ASSERT(ms_since(start) >= 240 && ms_since(start) < 1500);
    close(socket);
    /* After a refusal it is not waited for. */
    addresses.list[0] = refusing();
    start = ftp_clock_ns();
    CU_ASSERT_TRUE_FATAL(ftp_dial(&addresses, &no_limits, ftp_clock_after(5000), &socket, &error));
    CU_ASSERT(ms_since(start) < 200);
    close(socket);
    close(listener);
    silent_done(&quiet);
}

static void nobody_answers(void)
{
    struct silent quiet;
    struct ftp_addresses addresses = {.list = {silent(&quiet)}, .count = 1};
    struct ftp_error error = {0};
    int socket, ends[2];
    uint64_t start = ftp_clock_ns();
    CU_ASSERT_FALSE(ftp_dial(&addresses, &no_limits, ftp_clock_after(300), &socket, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CONNECT_TIMEOUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, ": no answer"));
    CU_ASSERT(ms_since(start) >= 300 && ms_since(start) < 1300);

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    struct ftp_limits limits = {.cancel_fd = ends[0]};
    pthread_t canceller;
    start = ftp_clock_ns();
    pthread_create(&canceller, NULL, cancel_soon, &ends[1]);
    CU_ASSERT_FALSE(ftp_dial(&addresses, &limits, ftp_clock_after(30000), &socket, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CANCELLED);
    CU_ASSERT(ms_since(start) < 1000);
    pthread_join(canceller, NULL);
    close(ends[0]);
    close(ends[1]);
    silent_done(&quiet);
}

static int accept_one(int listener, const struct ftp_address *peer, unsigned *strangers)
{
    struct ftp_error error = {0};
    struct pollfd readable = {.fd = listener, .events = POLLIN};
    int socket = -2;
    ftp_wait(&no_limits, &readable, 1, ftp_clock_after(2000), &error);
    CU_ASSERT_TRUE(ftp_accept(listener, peer, &socket, strangers, &error));
    return socket;
}

/* RFC 2577: the data peer must be the server. */
/* protocol.D6 */
static void accepting(void)
{
    int listener, from_peer, from_stranger;
    struct ftp_address bound = listening(&listener), peer = loopback("::ffff:127.0.0.1"),
                       other = loopback("127.0.0.9");
    struct ftp_error error = {0};
    unsigned strangers = 0;
    CU_ASSERT_EQUAL(accept_one(listener, &peer, &strangers), -1);
    CU_ASSERT_TRUE_FATAL(ftp_connect_begin(&bound, &from_stranger, &error));
    CU_ASSERT_EQUAL(accept_one(listener, &other, &strangers), -1);
    CU_ASSERT_EQUAL(strangers, 1);
    char byte;
    usleep(10000);
    CU_ASSERT_EQUAL(recv(from_stranger, &byte, 1, 0), 0); /* turned away */
    CU_ASSERT_TRUE_FATAL(ftp_connect_begin(&bound, &from_peer, &error));
    int accepted = accept_one(listener, &peer, &strangers);
    CU_ASSERT(accepted >= 0);
    CU_ASSERT(fcntl(accepted, F_GETFL) & O_NONBLOCK);
    CU_ASSERT_EQUAL(ftp_connect_finish(from_peer), 0);
    CU_ASSERT_EQUAL(strangers, 1);
    close(accepted);
    close(from_peer);
    close(from_stranger);
    close(listener);
    int socket;
    CU_ASSERT_FALSE(ftp_accept(-1, &peer, &socket, &strangers, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_DATA_OPEN);
}

/* connection.connectionMode: a crowd of strangers is not turned away for ever. */
static void too_many_strangers(void)
{
    int listener, stranger, socket = -1;
    struct ftp_address bound = listening(&listener), other = loopback("127.0.0.9");
    struct ftp_error error = {0};
    unsigned strangers = 0;
    bool open = true;
    for (unsigned i = 1; i <= FTP_STRANGERS_MOST; i++) {
        CU_ASSERT_TRUE_FATAL(open && ftp_connect_begin(&bound, &stranger, &error));
        struct pollfd readable = {.fd = listener, .events = POLLIN};
        ftp_wait(&no_limits, &readable, 1, ftp_clock_after(2000), &error);
        open = ftp_accept(listener, &other, &socket, &strangers, &error);
        close(stranger);
        CU_ASSERT_EQUAL(strangers, i);
    }
    CU_ASSERT_FALSE(open);
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_DATA_PEER);
    CU_ASSERT_EQUAL(socket, -1);
    close(listener);
}

static void ports_of_a_range(void)
{
    int first, second;
    struct ftp_address taken = listening(&first), local = loopback("127.0.0.1"), bound;
    uint16_t port = ftp_address_port(&taken);
    struct ftp_error error = {0};
    CU_ASSERT_FALSE(ftp_listen(&local, port, port, &second, &bound, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_DATA_OPEN);
    CU_ASSERT_FALSE(ftp_listen(&local, 2000, 1000, &second, &bound, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CONFIG);
    uint16_t lo = port > 60000 ? (uint16_t)(port - 20) : port;
    uint16_t hi = (uint16_t)(lo + 20);
    CU_ASSERT_TRUE_FATAL(ftp_listen(&local, lo, hi, &second, &bound, &error));
    CU_ASSERT(ftp_address_port(&bound) >= lo && ftp_address_port(&bound) <= hi);
    CU_ASSERT(ftp_address_port(&bound) != port);
    close(second);
    close(first);
    struct ftp_address elsewhere = loopback("192.0.2.1");
    CU_ASSERT_FALSE(ftp_listen(&elsewhere, 0, 0, &second, &bound, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_DATA_OPEN);
}

static void a_stream_in_clear(void)
{
    int ends[2];
    char text[16];
    size_t length = 0;
    struct ftp_error error = {0};
    CU_ASSERT_EQUAL_FATAL(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
    struct ftp_stream a, b;
    ftp_stream_init(&a, ends[0]);
    ftp_stream_init(&b, ends[1]);
    CU_ASSERT_EQUAL(ftp_stream_read(&a, text, sizeof text, &length, &error), FTP_IO_AGAIN);
    CU_ASSERT_EQUAL(a.events, POLLIN);
    CU_ASSERT_EQUAL(ftp_stream_write(&b, "220 hi", 6, &length, &error), FTP_IO_DONE);
    CU_ASSERT_EQUAL(length, 6);
    CU_ASSERT_EQUAL(ftp_stream_finish(&b, &error), FTP_IO_DONE);
    CU_ASSERT_EQUAL(ftp_stream_read(&a, text, sizeof text, &length, &error), FTP_IO_DONE);
    CU_ASSERT_EQUAL(length, 6);
    CU_ASSERT_EQUAL(ftp_stream_read(&a, text, sizeof text, &length, &error), FTP_IO_END);
    CU_ASSERT_EQUAL(ftp_stream_drain(&a, &error), FTP_IO_END);
    CU_ASSERT_EQUAL(ftp_stream_handshake(&a, &error), FTP_IO_FAILED);
    ftp_stream_close(&b);
    ftp_stream_close(&b);
    /* No signal, but an error. */
    CU_ASSERT_EQUAL(ftp_stream_write(&a, "x", 1, &length, &error), FTP_IO_FAILED);
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CONNECTION_LOST);
    ftp_stream_close(&a);
    CU_ASSERT_EQUAL(ftp_stream_read(&a, text, sizeof text, &length, &error), FTP_IO_FAILED);
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CONNECTION_LOST);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_pSuite suite = CU_add_suite("dialling, listening, waiting", NULL, NULL);
    CU_add_test(suite, "waiting", waiting);
    CU_add_test(suite, "connecting", connecting);
    CU_add_test(suite, "refused", refused);
    CU_add_test(suite, "protocol.C16: the second address answers", the_second_address_answers);
    CU_add_test(suite, "nobody answers", nobody_answers);
    CU_add_test(suite, "accepting", accepting);
    CU_add_test(suite, "too many strangers", too_many_strangers);
    CU_add_test(suite, "ports of a range", ports_of_a_range);
    CU_add_test(suite, "a stream in clear", a_stream_in_clear);
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
