/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/ahead.h"

#include "ftp/protocol/address.h"
#include "ftp/session/session.h"
#include "ftp/session/tunnel.h"

#include <errno.h>
#include <unistd.h>

void ftp_ahead_drop(struct ftp_ahead *ahead)
{
    if (ahead->begun)
        close(ahead->socket);
    *ahead = (struct ftp_ahead){0};
}

void ftp_ahead_begin(struct ftp_session *session)
{
    struct ftp_early *early = &session->early;
    struct ftp_address address = session->peer;
    struct ftp_error ignored = {0};
    if (early->ahead.begun || !early->port || ftp_clock_ns() >= early->until ||
        ftp_port_is_suspicious(early->port) || ftp_tunnel_wanted(session))
        return;
    ftp_address_set_port(&address, early->port);
    early->ahead.begun = ftp_connect_begin(&address, &early->ahead.socket, &ignored);
    early->ahead.port = early->port;
}

/* Without one the port is asked in vain, or a connection made in the usual way: that tells the reason. */
static enum ftp_ahead_taken give_up(struct ftp_ahead *ahead, enum ftp_ahead_taken taken)
{
    ftp_ahead_drop(ahead);
    return taken;
}

enum ftp_ahead_taken ftp_ahead_take(struct ftp_session *session, uint16_t port, uint64_t until,
    int *ret_socket, struct ftp_error *error)
{
    struct ftp_ahead *ahead = &session->early.ahead;
    if (!ahead->begun || ahead->port != port)
        return give_up(ahead, FTP_AHEAD_NONE);
    for (;;) {
        struct pollfd poll = {.fd = ahead->socket, .events = POLLOUT};
        enum ftp_wait wait = ftp_wait(&session->limits, &poll, 1, until, error);
        if (wait == FTP_WAIT_ENDED)
            return give_up(ahead, FTP_AHEAD_FAILED);
        int state = wait == FTP_WAIT_READY ? ftp_connect_finish(ahead->socket) : ETIMEDOUT;
        if (state == 0)
            break;
        if (state != EINPROGRESS)
            return give_up(ahead, FTP_AHEAD_NONE);
    }
    *ret_socket = ahead->socket;
    *ahead = (struct ftp_ahead){0};
    return FTP_AHEAD_TAKEN;
}
