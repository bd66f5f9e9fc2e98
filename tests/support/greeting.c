/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "support/greeting.h"

#include <arpa/inet.h>
#include <gnutls/gnutls.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { WAIT_S = 3, RECEIVE_TRIES = 3, LINE_SIZE = 512 };

static const char ready[] = "220";
static const char farewell[] = "QUIT\r\n";

static int dial(const char *host, unsigned port)
{
    struct sockaddr_in v4 = {.sin_family = AF_INET, .sin_port = htons((in_port_t)port)};
    struct sockaddr_in6 v6 = {.sin6_family = AF_INET6, .sin6_port = htons((in_port_t)port)};
    bool is_v4 = inet_pton(AF_INET, host, &v4.sin_addr) == 1;
    if (!is_v4 && inet_pton(AF_INET6, host, &v6.sin6_addr) != 1) {
        return -1;
    }
    int connection = socket(is_v4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const struct sockaddr *address = is_v4 ? (const void *)&v4 : (const void *)&v6;
    if (connection >= 0 &&
        connect(connection, address, is_v4 ? (socklen_t)sizeof v4 : (socklen_t)sizeof v6) != 0) {
        close(connection);
        return -1;
    }
    return connection;
}

static void set_wait(int connection)
{
    struct timeval wait = {.tv_sec = WAIT_S};
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
}

static bool is_ready(const char *line, ssize_t size)
{
    return size >= (ssize_t)strlen(ready) && memcmp(line, ready, strlen(ready)) == 0;
}

static bool greets_clear(int connection)
{
    char line[LINE_SIZE];
    bool greeted = is_ready(line, recv(connection, line, sizeof line, 0));
    return greeted && send(connection, farewell, strlen(farewell), MSG_NOSIGNAL) > 0 &&
           /* Waits for the answer or the end: a session that is cut off lives on for a while. */
           recv(connection, line, sizeof line, 0) >= 0;
}

/* Session tickets that come before the greeting are told as "again", as is a wait that was too
 * long. */
static ssize_t receive(gnutls_session_t session, char *line, size_t room)
{
    ssize_t size = GNUTLS_E_AGAIN;
    for (int tries = 0; tries < RECEIVE_TRIES; tries++) {
        size = gnutls_record_recv(session, line, room);
        if (size != GNUTLS_E_AGAIN && size != GNUTLS_E_INTERRUPTED) {
            break;
        }
    }
    return size;
}

static bool greets_inside(gnutls_session_t session)
{
    char line[LINE_SIZE];
    int result = gnutls_handshake(session);
    for (int tries = 0; tries < RECEIVE_TRIES && result < 0 && !gnutls_error_is_fatal(result);
         tries++) {
        result = gnutls_handshake(session);
    }
    bool greeted = result == 0 && is_ready(line, receive(session, line, sizeof line));
    if (greeted) {
        (void)gnutls_record_send(session, farewell, strlen(farewell));
        (void)receive(session, line, sizeof line);
        (void)gnutls_bye(session, GNUTLS_SHUT_WR);
    }
    return greeted;
}

static bool greets_tls(int connection)
{
    gnutls_session_t session;
    gnutls_certificate_credentials_t credentials;
    if (gnutls_certificate_allocate_credentials(&credentials) != 0) {
        return false;
    }
    bool greeted = false;
    if (gnutls_init(&session, GNUTLS_CLIENT | GNUTLS_NO_SIGNAL) == 0) {
        gnutls_set_default_priority(session);
        gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, credentials);
        gnutls_transport_set_int(session, connection);
        greeted = greets_inside(session);
        gnutls_deinit(session);
    }
    gnutls_certificate_free_credentials(credentials);
    return greeted;
}

bool greeting_comes(const char *host, unsigned port, bool implicit_tls)
{
    int connection = dial(host, port);
    if (connection < 0) {
        return false;
    }
    set_wait(connection);
    bool greeted = implicit_tls ? greets_tls(connection) : greets_clear(connection);
    close(connection);
    return greeted;
}
