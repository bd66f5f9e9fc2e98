/* SPDX-License-Identifier: Apache-2.0 */
/* The listening side of active mode. */
#define _GNU_SOURCE /* accept4 */
#include "ftp/transport/dial.h"

#include "ftp/transport/socket.h"
#include "ftp/transport/system_error.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

/* One peer; a queue of a few, so that a stranger that comes first does not keep it out. */
enum { BACKLOG = 4 };

/* A socket that listens at `address`, or the errno that stood against it. */
static int listen_at(const struct ftp_address *address, int *ret_socket, struct ftp_error *error)
{
    int listener;
    if (!ftp_socket_new(address, &listener, error))
        return -1;
    /* Lets a small range of ports be used again while former connections are in TIME_WAIT. */
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (const struct sockaddr *)&address->storage, address->length) != 0 ||
        listen(listener, BACKLOG) != 0) {
        int failure = errno;
        close(listener);
        return failure;
    }
    *ret_socket = listener;
    return 0;
}

/* RFC 2577, 8: a port that is not easily guessed. */
static unsigned random_below(unsigned count)
{
    unsigned number = 0;
    if (getrandom(&number, sizeof number, GRND_NONBLOCK) != sizeof number)
        number = (unsigned)ftp_clock_ns();
    return number % count;
}

static int listen_in_range(
    struct ftp_address *address, uint16_t lo, uint16_t hi, int *ret_socket, struct ftp_error *error)
{
    unsigned count = (unsigned)(hi - lo) + 1;
    unsigned start = random_below(count);
    int failure = EADDRINUSE;
    for (unsigned i = 0; i < count && (failure == EADDRINUSE || failure == EACCES); i++) {
        ftp_address_set_port(address, (uint16_t)(lo + (start + i) % count));
        failure = listen_at(address, ret_socket, error);
    }
    return failure;
}

static bool report(const struct ftp_address *address, uint16_t lo, uint16_t hi, int failure,
    struct ftp_error *error)
{
    char host[FTP_ADDRESS_TEXT], text[FTP_SYSTEM_ERROR_TEXT];
    ftp_address_text(address, host);
    ftp_system_error(failure, text);
    if (lo == 0)
        ftp_error_set(error, FTP_FAULT_DATA_OPEN,
            "could not listen at %s for the data connection: %s", host, text);
    else
        ftp_error_set(error, FTP_FAULT_DATA_OPEN,
            "could not listen at %s on a port of %u-%u for the data connection: %s", host,
            (unsigned)lo, (unsigned)hi, text);
    ftp_error_hint(
        error, lo == 0 ? "Set Connection Mode to passive, which needs no port on this machine."
                       : "Widen the range of ports for active mode, or set Connection Mode "
                         "to passive, which needs none.");
    return false;
}

bool ftp_listen(const struct ftp_address *local, uint16_t lo, uint16_t hi, int *ret_socket,
    struct ftp_address *ret_bound, struct ftp_error *error)
{
    if (lo > hi || (lo == 0 && hi != 0))
        return ftp_error_set(
            error, FTP_FAULT_CONFIG, "%u-%u is no range of ports", (unsigned)lo, (unsigned)hi);
    struct ftp_address address = *local, bound;
    int listener;
    ftp_address_set_port(&address, 0);
    int failure = lo == 0 ? listen_at(&address, &listener, error)
                          : listen_in_range(&address, lo, hi, &listener, error);
    if (failure < 0)
        return false;
    if (failure > 0)
        return report(&address, lo, hi, failure, error);
    if (!ftp_socket_local(listener, &bound)) {
        close(listener);
        return report(&address, lo, hi, errno, error);
    }
    *ret_socket = listener;
    *ret_bound = bound;
    return true;
}

/* Errors of one connection that was begun, which are no errors of the listener (accept(2)). */
static bool is_passing(int failure)
{
    return failure == EINTR || failure == ECONNABORTED || failure == EPROTO ||
           failure == ENETDOWN || failure == ENETUNREACH || failure == EHOSTUNREACH ||
           failure == EHOSTDOWN || failure == ENOPROTOOPT || failure == ENONET ||
           failure == EOPNOTSUPP;
}

static bool too_many(const struct ftp_address *peer, struct ftp_error *error)
{
    char host[FTP_ADDRESS_TEXT];
    ftp_address_text(peer, host);
    return ftp_error_set(error, FTP_FAULT_DATA_PEER,
        "%d connections to the data port came from other hosts than the server, %s",
        FTP_STRANGERS_MOST, host);
}

bool ftp_accept(int listener, const struct ftp_address *peer, int *ret_socket, unsigned *strangers,
    struct ftp_error *error)
{
    for (;;) {
        struct ftp_address from = {.length = sizeof from.storage};
        int socket = accept4(
            listener, (struct sockaddr *)&from.storage, &from.length, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket >= 0 && ftp_address_same_host(&from, peer)) {
            ftp_socket_tune(socket);
            *ret_socket = socket;
            return true;
        }
        if (socket >= 0) {
            close(socket);
            if (++*strangers >= FTP_STRANGERS_MOST)
                return too_many(peer, error);
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            *ret_socket = -1;
            return true;
        } else if (!is_passing(errno)) {
            char text[FTP_SYSTEM_ERROR_TEXT];
            return ftp_error_set(error, FTP_FAULT_DATA_OPEN,
                "the data connection could not be accepted: %s", ftp_system_error(errno, text));
        }
    }
}
