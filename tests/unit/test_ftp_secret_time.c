/* SPDX-License-Identifier: Apache-2.0 */
/* Row connection.connectionTimeout: what the host takes for a secret does not count. */
#include "ftp/session/session.h"
#include "unit/suite.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { TIMEOUT_MS = 400, TOO_LONG_MS = 700 };

static void pause_ms(unsigned milliseconds)
{
    const struct timespec time = {.tv_nsec = (long)milliseconds * 1000000};
    nanosleep(&time, NULL);
}

/* --- A server that answers what a login asks -------------------------------------------------- */

struct peer {
    pthread_t thread;
    int listener;
    uint16_t port;
    unsigned delay_ms; /* before it answers PASS */
};

static void say(int fd, const char *reply)
{
    (void)!write(fd, reply, strlen(reply));
}

static void *serve(void *user)
{
    const struct peer *peer = user;
    char line[256];
    int fd = accept(peer->listener, NULL, NULL);
    say(fd, "220 ready\r\n");
    while (read(fd, line, sizeof line) > 4) {
        if (memcmp(line, "USER", 4) == 0) {
            say(fd, "331 password\r\n");
        } else if (memcmp(line, "PASS", 4) == 0) {
            pause_ms(peer->delay_ms);
            say(fd, "230 in\r\n");
        } else {
            say(fd, "502 no\r\n");
        }
    }
    close(fd);
    return NULL;
}

static void start(struct peer *peer)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    peer->listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    CU_ASSERT_EQUAL_FATAL(bind(peer->listener, (struct sockaddr *)&address, sizeof address), 0);
    CU_ASSERT_EQUAL_FATAL(listen(peer->listener, 1), 0);
    CU_ASSERT_EQUAL_FATAL(getsockname(peer->listener, (struct sockaddr *)&address, &size), 0);
    peer->port = ntohs(address.sin_port);
    CU_ASSERT_EQUAL_FATAL(pthread_create(&peer->thread, NULL, serve, peer), 0);
}

static void stop(struct peer *peer)
{
    pthread_join(peer->thread, NULL);
    close(peer->listener);
}

/* --- A host whose vault is slow --------------------------------------------------------------- */

static int32_t give_secret(
    void *host, const char *pointer, char *buffer, size_t capacity, size_t *ret_length)
{
    (void)pointer;
    (void)capacity;
    pause_ms(*(const unsigned *)host);
    memcpy(buffer, "secret", 6);
    *ret_length = 6;
    return HAWSER_OK;
}

static void drop_log(void *host, uint32_t level, const char *text, size_t length)
{
    (void)host;
    (void)level;
    (void)text;
    (void)length;
}

static const void *no_extension(void *host, const char *name)
{
    (void)host;
    (void)name;
    return NULL;
}

/* --- Both ------------------------------------------------------------------------------------- */

static bool log_in(unsigned secret_ms, unsigned server_ms, struct ftp_error *error)
{
    struct peer peer = {.delay_ms = server_ms};
    struct ftp_session session;
    start(&peer);
    char json[256];
    snprintf(json, sizeof json,
        "{\"host\":\"127.0.0.1\",\"port\":%u,\"userName\":\"u\",\"connectionTimeout\":%d}",
        peer.port, TIMEOUT_MS);
    struct ftp_connection_config config;
    CU_ASSERT_TRUE_FATAL(ftp_connection_config_parse(json, strlen(json), &config, error));
    hawser_call call = {.size = sizeof call,
        .cancel_fd = -1,
        .host = &secret_ms,
        .log = drop_log,
        .secret = give_secret,
        .extension = no_extension};
    ftp_session_init(&session, &config);
    ftp_session_attach(&session, &call);
    bool done = ftp_session_ensure(&session, error);
    ftp_session_done(&session);
    ftp_connection_config_done(&config);
    stop(&peer);
    return done;
}

static void test_slow_secret(void)
{
    struct ftp_error error = {0};
    CU_ASSERT_TRUE(log_in(TOO_LONG_MS, 0, &error));
    CU_ASSERT_STRING_EQUAL(error.message, "");
}

static void test_slow_server(void)
{
    struct ftp_error error = {0};
    CU_ASSERT_FALSE(log_in(0, TOO_LONG_MS, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CONNECT_TIMEOUT);
}

/* A slow secret buys the server no time. */
static void test_both_slow(void)
{
    struct ftp_error error = {0};
    CU_ASSERT_FALSE(log_in(TOO_LONG_MS, TOO_LONG_MS, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CONNECT_TIMEOUT);
}

static const struct suite_test tests[] = {{"a secret that takes longer", test_slow_secret},
    {"a server that takes longer", test_slow_server}, {"both", test_both_slow}};

SUITE_MAIN("connection.connectionTimeout", tests)
