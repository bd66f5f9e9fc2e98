/* SPDX-License-Identifier: Apache-2.0 */
/* One data connection: EPSV, PASV, EPRT or PORT, the connection itself, and its TLS. */
#ifndef HAWSER_FTP_SESSION_DATA_H
#define HAWSER_FTP_SESSION_DATA_H

#include "ftp/session/session.h"

struct ftp_data {
    struct ftp_stream stream;
    int listener; /* active mode, until the server came; else -1 */
    bool active;
    bool tls_started;
    bool ready;               /* bytes may flow */
    unsigned strangers;       /* connections to the listener from elsewhere (RFC 2577) */
    struct ftp_address tried; /* where the connection goes to, or what was announced */
};

void ftp_data_init(struct ftp_data *data);

/*
 * Asks the server for a data connection in the configured mode. Passive: connected when it returns
 * true. The host in a 227 reply is ignored: data goes to the peer of the control connection.
 * Active: listening.
 */
bool ftp_data_open(struct ftp_session *session, struct ftp_data *data, struct ftp_error *error);

/* Connects to a port that a reply to EPSV named. */
bool ftp_data_connect(
    struct ftp_session *session, struct ftp_data *data, uint16_t port, struct ftp_error *error);

/* Accepts, then does the TLS handshake, without waiting: DONE (ready), AGAIN (poll ftp_data_poll)
 * or FAILED. */
enum ftp_io ftp_data_step(
    struct ftp_session *session, struct ftp_data *data, struct ftp_error *error);
struct pollfd ftp_data_poll(const struct ftp_data *data);

void ftp_data_close(struct ftp_data *data);

/* The hint of a data connection that could not be opened: what was tried, and what else can be. */
void ftp_data_explain(
    const struct ftp_session *session, const struct ftp_data *data, struct ftp_error *error);

#endif
