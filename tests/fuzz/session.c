/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole sessions with a server whose every byte is the fuzzer's. The first byte says what is run; then come steps,
 * each ended by byte 1D:
 *
 *     d BYTES   are sent on the next data connection, which is then closed, after reading what comes
 *     x         hangs up
 *     r BYTES   are sent on the control connection at once
 *     BYTES     are sent there with a line end, once a command came (the first of them at once)
 *
 * In what goes over the control connection, byte 01 becomes the numbers of a 227 for the data connection, byte 02 its
 * port.
 */
#include <hawser/host.h>

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "fuzz/host_targets.h"

enum {
    STEP_END = 0x1d,
    NUMBERS_MARK = 1,
    PORT_MARK = 2,
    PATIENCE_MS = 2, /* how long the server waits for what may never come */
    SENT_MAX = 65536,
    PIECE_MAX = 1024,
    MARK_MAX = 32,
    DEADLINE_MS = 2000,
    LATE_MS = 8000, /* however slow the machine is: this is a hang */
    SINK_LIMIT = 1 << 20,
    MS_PER_S = 1000,
    NS_PER_MS = 1000000
};

struct server {
    int listener, data_listener, control;
    unsigned port, data_port;
    const char *script;
    size_t length;
    size_t piece; /* what leaves at once */
};

static uint64_t now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * MS_PER_S + (uint64_t)time.tv_nsec / NS_PER_MS;
}

/* --- The server ------------------------------------------------------------------------------- */

static int listen_anywhere(unsigned *ret_port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    FUZZ_CHECK(bind(listener, (struct sockaddr *)&address, length) == 0);
    FUZZ_CHECK(listen(listener, 8) == 0);
    FUZZ_CHECK(getsockname(listener, (struct sockaddr *)&address, &length) == 0);
    *ret_port = ntohs(address.sin_port);
    return listener;
}

static bool comes(int fd)
{
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    return poll(&wait, 1, PATIENCE_MS) > 0;
}

/* Reads all there is; false at the end. */
static bool drain(int fd)
{
    char bytes[4096];
    return recv(fd, bytes, sizeof bytes, 0) > 0;
}

static void send_all(int fd, const char *bytes, size_t length)
{
    while (length) {
        ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent <= 0)
            return;
        bytes += sent;
        length -= (size_t)sent;
    }
}

/* In pieces that hold so many bytes of the script. */
static void say(const struct server *server, const char *text, size_t length, const char *end)
{
    char piece[PIECE_MAX + MARK_MAX];
    size_t held = 0;
    for (size_t i = 0; i < length && i < SENT_MAX; i++) {
        int size = 1;
        piece[held] = text[i];
        if (text[i] == NUMBERS_MARK)
            size = snprintf(piece + held, MARK_MAX, "127,0,0,1,%u,%u", server->data_port / 256,
                server->data_port % 256);
        else if (text[i] == PORT_MARK)
            size = snprintf(piece + held, MARK_MAX, "%u", server->data_port);
        held += (size_t)size;
        if (held < server->piece)
            continue;
        send_all(server->control, piece, held);
        held = 0;
    }
    send_all(server->control, piece, held);
    send_all(server->control, end, strlen(end));
}

static void serve_data(const struct server *server, const char *bytes, size_t length)
{
    int data = comes(server->data_listener) ? accept(server->data_listener, NULL, NULL) : -1;
    if (data < 0)
        return;
    send_all(data, bytes, length);
    shutdown(data, SHUT_WR);
    while (comes(data) && drain(data))
        ;
    close(data);
}

static void do_step(const struct server *server, const char *step, size_t length, bool first)
{
    if (length && step[0] == 'd') {
        serve_data(server, step + 1, length - 1);
    } else if (length && step[0] == 'r') {
        say(server, step + 1, length - 1, "");
    } else {
        if (!first && comes(server->control))
            drain(server->control);
        say(server, step, length, "\r\n");
    }
}

static void *serve(void *user)
{
    struct server *server = user;
    bool first = true, on = true;
    server->control = accept(server->listener, NULL, NULL);
    while (on && server->length) {
        const char *end = memchr(server->script, STEP_END, server->length);
        size_t length = end ? (size_t)(end - server->script) : server->length;
        on = !(length && server->script[0] == 'x');
        if (on)
            do_step(server, server->script, length, first);
        first = false;
        length += end != NULL;
        server->script += length;
        server->length -= length;
    }
    /* Nobody answers from here on, also where the client dials again. */
    shutdown(server->listener, SHUT_RDWR);
    shutdown(server->data_listener, SHUT_RDWR);
    if (server->control >= 0)
        close(server->control);
    return NULL;
}

/* --- The client ------------------------------------------------------------------------------- */

static hawser_loaded *connector(void)
{
    static hawser_loaded *made;
    if (!made) {
        hawser_host *host = hawser_host_new();
        FUZZ_CHECK(
            host && hawser_host_set(host, HAWSER_SETTING_STATE_DIR, "/proc/none") == HAWSER_OK);
        FUZZ_CHECK(hawser_load(host, FUZZ_CONNECTOR, &made, NULL) == HAWSER_OK);
    }
    return made;
}

struct seen {
    uint64_t results, outputs, bytes;
};

static void note_result(void *user, const hawser_outcome *outcome)
{
    struct seen *seen = user;
    seen->results++;
    FUZZ_CHECK((outcome->status == HAWSER_STATUS_SUCCESS) == (outcome->error == NULL) ||
               outcome->status == HAWSER_STATUS_SKIPPED);
}

static void note_output(void *user, const hawser_delivered *delivered)
{
    struct seen *seen = user;
    seen->outputs += !delivered->error;
    if (delivered->bytes)
        seen->bytes += delivered->length;
}

static const struct {
    const char *action, *operation;
} jobs[] = {
    {"list", "{}"},
    {"list", "{\"includeAllMetadata\": true, \"recursive\": true}"},
    {"query", "{}"},
    {"query", "{\"includeAllMetadata\": true, \"transferFormat\": \"ascii\", "
              "\"deleteAfterReading\": true}"},
    {"query", "{\"recursive\": true, \"orderBy\": \"timestamp\", \"maximumFiles\": 3}"},
    {"get", "{\"includeAllMetadata\": true}"},
    {"create", "{\"actionIfFileExists\": \"overwrite\", \"includeAllMetadata\": true}"},
    {"create", "{\"actionIfFileExists\": \"createUniqueName\", \"directUpload\": true}"},
    {"create", "{\"actionIfFileExists\": \"append\"}"},
    {"delete", "{}"},
};
enum { JOBS = sizeof jobs / sizeof *jobs };

static void run_job(hawser_link *link, size_t job)
{
    struct seen seen = {0};
    hawser_summary summary = {.size = sizeof summary};
    hawser_problem *problem = NULL;
    hawser_control control = {.size = sizeof control,
        .cancel_fd = -1,
        .deadline_ns = (now_ms() + DEADLINE_MS) * NS_PER_MS};
    hawser_execution *run = hawser_execution_new(link, jobs[job].action, jobs[job].operation,
        strlen(jobs[job].operation), HAWSER_EXECUTE_ACK_ON_WRITE);
    FUZZ_CHECK(run && hawser_execution_to_memory(run, SINK_LIMIT) == HAWSER_OK);
    hawser_execution_on_result(run, note_result, &seen);
    hawser_execution_on_output(run, note_output, &seen);
    if (strcmp(jobs[job].action, "create") == 0)
        FUZZ_CHECK(hawser_execution_add_memory(
                       run, "some bytes", 10, "{\"fileName\": \"f.txt\"}") == HAWSER_OK);
    else if (jobs[job].action[0] == 'g' || jobs[job].action[0] == 'd')
        FUZZ_CHECK(hawser_execution_add_id(run, "f.txt", NULL) == HAWSER_OK);
    int32_t code = hawser_execution_run(run, &control, &summary, &problem);
    FUZZ_CHECK(code != HAWSER_BAD_CONFIG || problem);
    FUZZ_CHECK(code != HAWSER_INTERNAL && (code == HAWSER_OK) == (problem == NULL));
    FUZZ_CHECK(seen.results == 1 && summary.inputs == 1 && seen.outputs == summary.outputs);
    hawser_problem_free(problem);
    hawser_execution_free(run);
}

void fuzz_session(const char *data, size_t length)
{
    char connection[256];
    pthread_t thread;
    hawser_link *link = NULL;
    if (!length)
        return;
    struct server server = {.control = -1, .script = data + 1, .length = length - 1};
    size_t choice = (unsigned char)data[0];
    server.piece = choice / JOBS / 4 % 2 ? 1 : PIECE_MAX;
    server.listener = listen_anywhere(&server.port);
    server.data_listener = listen_anywhere(&server.data_port);
    int size = snprintf(connection, sizeof connection,
        "{\"host\": \"127.0.0.1\", \"port\": %u, \"userName\": \"u\", \"password\": \"p\", "
        "\"maxRetries\": %d,"
        "\"connectionTimeout\": 1000, \"readTimeout\": 1000, \"extendedPassive\": \"%s\"}",
        server.port, choice / JOBS % 2 ? 2 : 0, choice / JOBS / 2 % 2 ? "never" : "auto");
    uint64_t began = now_ms();
    FUZZ_CHECK(pthread_create(&thread, NULL, serve, &server) == 0);
    FUZZ_CHECK(hawser_open(connector(), connection, (size_t)size, NULL, &link, NULL) == HAWSER_OK);
    run_job(link, choice % JOBS);
    hawser_control control = {.size = sizeof control,
        .cancel_fd = -1,
        .deadline_ns = (now_ms() + DEADLINE_MS) * NS_PER_MS};
    hawser_close(link, &control);
    /* Where nobody ever dialled. */
    shutdown(server.listener, SHUT_RDWR);
    pthread_join(thread, NULL);
    close(server.listener);
    close(server.data_listener);
    FUZZ_CHECK(now_ms() - began < LATE_MS);
}
