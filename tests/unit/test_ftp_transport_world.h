/* SPDX-License-Identifier: Apache-2.0 */
/* An authority, two servers' certificates of the same name, and a client that trusts the authority.
 */
#ifndef TEST_FTP_TRANSPORT_WORLD_H
#define TEST_FTP_TRANSPORT_WORLD_H

#include "unit/test_ftp_transport_peer.h"

/* Priorities of a server of that version alone. */
extern const char tls12[], tls13[];
extern const char *const versions[2];

extern struct made leaf, other_leaf;
extern struct ftp_tls *tls;    /* for ftp.example.test */
extern struct ftp_error error; /* of the last step */

int world_set_up(void);
int world_tear_down(void);

struct peer *start(const struct made *certificate, const char *priority,
    void (*serve)(gnutls_session_t, int, void *), void *user);
void start_tls(const struct peer *peer, struct ftp_stream *stream);
void open_tls(const struct peer *peer, struct ftp_stream *stream); /* with its handshake */

#endif
