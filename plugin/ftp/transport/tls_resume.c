/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Session resumption. With TLS 1.3 the ticket comes at any time after the handshake, and the newest
 * is the one to offer: servers may take each only once. With TLS 1.2 servers look for the session
 * of the control connection.
 */
#include "ftp/transport/tls_session.h"

#include <stdlib.h>
#include <string.h>

struct ftp_tls_resume {
    gnutls_datum_t data;
    bool version12;   /* the server chose it */
    bool first_group; /* the server took it */
};

struct ftp_tls_resume *ftp_tls_resume_new(void)
{
    return calloc(1, sizeof(struct ftp_tls_resume));
}

static void replace(struct ftp_tls_resume *resume, gnutls_datum_t data)
{
    if (resume->data.data) {
        explicit_bzero(resume->data.data, resume->data.size);
        gnutls_free(resume->data.data);
    }
    resume->data = data;
}

void ftp_tls_resume_free(struct ftp_tls_resume *resume)
{
    if (!resume)
        return;
    replace(resume, (gnutls_datum_t){0});
    free(resume);
}

/* Does not wait: the session is non-blocking, and in the hook the ticket has just been received. */
static void keep(struct ftp_tls_session *session)
{
    gnutls_datum_t data;
    if (gnutls_session_get_data2(session->gnutls, &data) == 0)
        replace(session->resume, data);
}

static int on_ticket(gnutls_session_t gnutls, unsigned type, unsigned when, unsigned incoming,
    const gnutls_datum_t *message)
{
    (void)type;
    (void)when;
    (void)message;
    struct ftp_tls_session *session = gnutls_session_get_ptr(gnutls);
    bool tls13 = gnutls_protocol_get_version(gnutls) == GNUTLS_TLS1_3;
    /* Only of a peer that was verified. With TLS 1.2 the ticket is part of the handshake, and
     * collected after it. */
    if (incoming && tls13 && session->resume && session->state == FTP_TLS_OPEN)
        keep(session);
    return 0;
}

void ftp_tls_resume_watch(struct ftp_tls_session *session)
{
    gnutls_handshake_set_hook_function(
        session->gnutls, GNUTLS_HANDSHAKE_NEW_SESSION_TICKET, GNUTLS_HOOK_POST, on_ticket);
}

/* Each key share offered costs the making of a key pair, and all but one are thrown away. */
static bool took_first_group(const struct ftp_tls_session *session)
{
    const unsigned *groups;
    int count = gnutls_priority_group_list(session->tls->priority, &groups);
    return count > 0 && (unsigned)gnutls_group_get(session->gnutls) == groups[0];
}

bool ftp_tls_resume_knows_version12(const struct ftp_tls_session *session)
{
    return session->is_data && session->resume && session->resume->version12;
}

bool ftp_tls_resume_knows_group(const struct ftp_tls_session *session)
{
    return session->is_data && session->resume && session->resume->first_group;
}

void ftp_tls_resume_collect(struct ftp_tls_session *session)
{
    bool tls13 = gnutls_protocol_get_version(session->gnutls) == GNUTLS_TLS1_3;
    if (!session->resume || session->is_data)
        return;
    session->resume->version12 = !tls13;
    session->resume->first_group = tls13 && took_first_group(session);
    if (!tls13)
        keep(session);
}

bool ftp_tls_resume_offer(struct ftp_tls_session *session)
{
    const gnutls_datum_t *data = &session->resume->data;
    /* Data that GnuTLS no longer takes means a full handshake, which is verified. */
    return data->data && gnutls_session_set_data(session->gnutls, data->data, data->size) == 0;
}
