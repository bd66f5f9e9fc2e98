/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes between GnuTLS and the socket. GnuTLS asks for a record's 5 byte head and then its body: a
 * buffer makes that one system call for several records. */
#include "ftp/transport/tls_session.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

static void remember_first(
    struct ftp_tls_session *session, const unsigned char *bytes, size_t length)
{
    size_t room = sizeof session->first - session->first_length;
    size_t taken = length < room ? length : room;
    memcpy(session->first + session->first_length, bytes, taken);
    session->first_length += taken;
}

/* 1: bytes are there; 0: the peer has ended; -1: errno. */
static ssize_t fill(struct ftp_tls_session *session)
{
    ssize_t length;
    do
        length = recv(session->fd, session->in, FTP_TLS_IN_SIZE, 0);
    while (length < 0 && errno == EINTR);
    if (length < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
        session->system_error = errno;
    if (length <= 0)
        return length;
    session->in_at = 0;
    session->in_length = (size_t)length;
    remember_first(session, session->in, session->in_length);
    return 1;
}

static ssize_t pull(gnutls_transport_ptr_t pointer, void *data, size_t size)
{
    struct ftp_tls_session *session = pointer;
    if (session->in_at == session->in_length) {
        ssize_t state = fill(session);
        if (state < 0)
            gnutls_transport_set_errno(session->gnutls, errno);
        if (state <= 0)
            return state;
    }
    size_t available = session->in_length - session->in_at;
    size_t taken = size < available ? size : available;
    memcpy(data, session->in + session->in_at, taken);
    session->in_at += taken;
    return (ssize_t)taken;
}

/* Never waits: who waits is the caller of the stream. */
static int pull_timeout(gnutls_transport_ptr_t pointer, unsigned milliseconds)
{
    (void)milliseconds;
    struct ftp_tls_session *session = pointer;
    if (session->in_at < session->in_length)
        return 1;
    struct pollfd readable = {.fd = session->fd, .events = POLLIN};
    return poll(&readable, 1, 0);
}

static ssize_t push(gnutls_transport_ptr_t pointer, const giovec_t *parts, int count)
{
    struct ftp_tls_session *session = pointer;
    size_t total = 0;
    for (int i = 0; i < count; i++) {
        if (!buffer_add(&session->out, parts[i].iov_base, parts[i].iov_len)) {
            session->system_error = ENOBUFS;
            gnutls_transport_set_errno(session->gnutls, ENOBUFS);
            return -1;
        }
        total += parts[i].iov_len;
    }
    return (ssize_t)total;
}

enum ftp_io ftp_tls_flush(struct ftp_tls_session *session)
{
    while (session->out_at < session->out.length) {
        ssize_t sent = send(session->fd, session->out.data + session->out_at,
            session->out.length - session->out_at, MSG_NOSIGNAL);
        if (sent >= 0) {
            session->out_at += (size_t)sent;
        } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
            return FTP_IO_AGAIN;
        } else if (errno != EINTR) {
            session->system_error = errno;
            return FTP_IO_FAILED;
        }
    }
    buffer_clear(&session->out);
    session->out_at = 0;
    return FTP_IO_DONE;
}

void ftp_tls_wire(struct ftp_tls_session *session)
{
    gnutls_transport_set_ptr(session->gnutls, session);
    gnutls_transport_set_pull_function(session->gnutls, pull);
    gnutls_transport_set_pull_timeout_function(session->gnutls, pull_timeout);
    gnutls_transport_set_vec_push_function(session->gnutls, push);
}
