/* SPDX-License-Identifier: Apache-2.0 */
/* Connecting to the first of several addresses that answers (RFC 8305). */
#include "ftp/transport/dial.h"

#include "ftp/transport/socket.h"
#include "ftp/transport/system_error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { ATTEMPT_DELAY_MS = 250, TRIED_TEXT = 1024 };

/* The attempts under way, and what became of the others. */
struct race {
    const struct ftp_addresses *addresses;
    struct pollfd polls[FTP_WAIT_MOST];
    size_t address[FTP_WAIT_MOST]; /* of the poll at the same place */
    nfds_t running;
    size_t next;
    uint64_t next_start; /* when the next attempt may start though none failed */
    unsigned refused;
    unsigned timed_out;
    char tried[TRIED_TEXT]; /* "192.0.2.1:21: Connection refused; ..." */
};

bool ftp_connect_begin(const struct ftp_address *address, int *ret_socket, struct ftp_error *error)
{
    int begun;
    if (!ftp_socket_new(address, &begun, error))
        return false;
    if (connect(begun, (const struct sockaddr *)&address->storage, address->length) != 0 &&
        errno != EINPROGRESS) {
        int failure = errno;
        close(begun);
        char endpoint[FTP_ENDPOINT_TEXT], text[FTP_SYSTEM_ERROR_TEXT];
        return ftp_error_set(error,
            failure == ECONNREFUSED ? FTP_FAULT_CONNECT_REFUSED : FTP_FAULT_CONNECT_FAILED,
            "%s: %s", ftp_endpoint_text(address, endpoint), ftp_system_error(failure, text));
    }
    *ret_socket = begun;
    return true;
}

int ftp_connect_finish(int socket)
{
    int failure = 0;
    socklen_t length = sizeof failure;
    if (getsockopt(socket, SOL_SOCKET, SO_ERROR, &failure, &length) != 0)
        return errno;
    if (failure != 0)
        return failure;
    struct ftp_address peer;
    return ftp_socket_peer(socket, &peer) ? 0 : EINPROGRESS;
}

static void note(struct race *race, const char *what)
{
    size_t length = strlen(race->tried);
    snprintf(
        race->tried + length, sizeof race->tried - length, "%s%.200s", length ? "; " : "", what);
}

static void note_errno(struct race *race, const struct ftp_address *address, int failure)
{
    char endpoint[FTP_ENDPOINT_TEXT], text[FTP_SYSTEM_ERROR_TEXT];
    char what[sizeof endpoint + sizeof text + 2];
    snprintf(what, sizeof what, "%s: %s", ftp_endpoint_text(address, endpoint),
        ftp_system_error(failure, text));
    note(race, what);
    race->refused += failure == ECONNREFUSED;
    race->timed_out += failure == ETIMEDOUT;
}

static void start_next(struct race *race)
{
    const struct ftp_address *address = &race->addresses->list[race->next];
    struct ftp_error failure = {0};
    int socket;
    race->next++;
    race->next_start = ftp_clock_after(ATTEMPT_DELAY_MS);
    if (!ftp_connect_begin(address, &socket, &failure)) {
        note(race, failure.message);
        race->refused += failure.fault == FTP_FAULT_CONNECT_REFUSED;
        race->next_start = ftp_clock_ns();
        return;
    }
    race->polls[race->running] = (struct pollfd){.fd = socket, .events = POLLOUT};
    race->address[race->running++] = race->next - 1;
}

static void remove_attempt(struct race *race, nfds_t at)
{
    race->running--;
    race->polls[at] = race->polls[race->running];
    race->address[at] = race->address[race->running];
}

/* A socket that can be written to and has neither failed nor hung up is connected. */
static int outcome(const struct pollfd *attempt)
{
    if (attempt->revents == POLLOUT)
        return 0;
    return attempt->revents ? ftp_connect_finish(attempt->fd) : EINPROGRESS;
}

/* The connected socket, or -1. What failed makes room at once for the next address. */
static int collect(struct race *race)
{
    for (nfds_t i = 0; i < race->running;) {
        int socket = race->polls[i].fd;
        int state = outcome(&race->polls[i]);
        if (state == EINPROGRESS) {
            i++;
            continue;
        }
        const struct ftp_address *address = &race->addresses->list[race->address[i]];
        remove_attempt(race, i);
        if (state == 0)
            return socket;
        close(socket);
        note_errno(race, address, state);
        race->next_start = ftp_clock_ns();
    }
    return -1;
}

static bool may_start(const struct race *race)
{
    return race->next < race->addresses->count && race->running < FTP_WAIT_MOST;
}

static enum ftp_wait wait_for_attempts(
    struct race *race, const struct ftp_limits *limits, uint64_t until, struct ftp_error *error)
{
    uint64_t end = until;
    if (may_start(race) && (until == 0 || race->next_start < until))
        end = race->next_start;
    enum ftp_wait result = ftp_wait(limits, race->polls, race->running, end, error);
    return result == FTP_WAIT_TIMEOUT && end != until ? FTP_WAIT_READY : result;
}

static bool report_timeout(struct race *race, struct ftp_error *error)
{
    for (nfds_t i = 0; i < race->running; i++) {
        char endpoint[FTP_ENDPOINT_TEXT], what[FTP_ENDPOINT_TEXT + 16];
        const struct ftp_address *address = &race->addresses->list[race->address[i]];
        snprintf(what, sizeof what, "%s: no answer", ftp_endpoint_text(address, endpoint));
        note(race, what);
    }
    return ftp_error_set(
        error, FTP_FAULT_CONNECT_TIMEOUT, "no connection in the time allowed (%s)", race->tried);
}

static bool report_failure(const struct race *race, struct ftp_error *error)
{
    /* One address that refuses is more telling than others without a route. */
    enum ftp_fault fault = race->refused     ? FTP_FAULT_CONNECT_REFUSED
                           : race->timed_out ? FTP_FAULT_CONNECT_TIMEOUT
                                             : FTP_FAULT_CONNECT_FAILED;
    return ftp_error_set(error, fault, "no connection (%s)", race->tried);
}

static bool run(struct race *race, const struct ftp_limits *limits, uint64_t until, int *ret_socket,
    struct ftp_error *error)
{
    for (;;) {
        while (may_start(race) && (race->running == 0 || ftp_clock_ns() >= race->next_start))
            start_next(race);
        if (race->running == 0)
            return report_failure(race, error);
        enum ftp_wait result = wait_for_attempts(race, limits, until, error);
        if (result == FTP_WAIT_ENDED)
            return false;
        if (result == FTP_WAIT_TIMEOUT)
            return report_timeout(race, error);
        int socket = collect(race);
        if (socket >= 0) {
            *ret_socket = socket;
            return true;
        }
    }
}

bool ftp_dial(const struct ftp_addresses *addresses, const struct ftp_limits *limits,
    uint64_t until, int *ret_socket, struct ftp_error *error)
{
    struct race race = {.addresses = addresses};
    /* A cancelled call ends in the first wait. */
    bool connected = run(&race, limits, until, ret_socket, error);
    for (nfds_t i = 0; i < race.running; i++)
        close(race.polls[i].fd);
    return connected;
}
