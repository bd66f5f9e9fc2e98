/* SPDX-License-Identifier: Apache-2.0 */
/* TLS on the control connection, and what it means for data connections. */
#include "ftp/session/login.h"
#include "ftp/session/refusal.h"
#include "ftp/session/secret.h"

static bool new_tls(struct ftp_session *session, const char *pem, size_t length,
    const char *passphrase, struct ftp_error *error)
{
    const struct ftp_connection_config *config = session->config;
    struct ftp_tls_options options = {
        .host = *config->server_name ? config->server_name : config->host,
        .tls13_only = config->tls13_only,
        .verify_certificate = config->verify_certificate,
        .verify_host_name = config->verify_host_name,
        .trust_pem = pem,
        .trust_pem_length = length,
        .pins = config->pinned_keys,
        .client_certificate = config->client_certificate.certificate,
        .client_key = config->client_certificate.key,
        .client_passphrase = passphrase,
    };
    return ftp_tls_new(&options, &session->tls, error);
}

/* The settings are kept until the runtime's trust changes. */
static bool prepare_tls(struct ftp_session *session, struct ftp_error *error)
{
    const hawser_trust_1 *trust =
        session->call->extension(session->call->host, HAWSER_EXTENSION_TRUST);
    const char *pem = "";
    size_t length = 0;
    uint64_t generation = 0;
    if (trust && trust->certificates(session->call->host, session->config->host, &pem, &length,
                     &generation) != HAWSER_OK)
        return ftp_error_set(
            error, FTP_FAULT_TLS_TRUST_STORE, "the runtime's trusted certificates can't be read");
    if (session->tls && session->trust_generation == generation)
        return true;
    ftp_tls_free(session->tls);
    session->tls = NULL;
    session->trust_generation = generation;
    struct ftp_secret passphrase;
    if (!ftp_login_secret(session, "/clientCertificate/passphrase",
            "Passphrase of Client Certificate", &passphrase, error))
        return false;
    bool made = new_tls(session, pem, length, passphrase.set ? passphrase.text : NULL, error);
    ftp_secret_done(&passphrase);
    return made;
}

static bool handshake(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    struct ftp_stream *stream = &session->control.stream;
    for (;;) {
        enum ftp_io io = ftp_stream_handshake(stream, error);
        if (io != FTP_IO_AGAIN)
            return io == FTP_IO_DONE;
        struct pollfd poll = {.fd = stream->fd, .events = stream->events};
        switch (ftp_wait(&session->limits, &poll, 1, ftp_login_until(session, until), error)) {
        case FTP_WAIT_READY:
            break;
        case FTP_WAIT_ENDED:
            return false;
        case FTP_WAIT_TIMEOUT:
            return ftp_error_set(error, FTP_FAULT_CONNECT_TIMEOUT,
                "the TLS handshake did not end within the Connection Timeout of %u ms",
                (unsigned)session->config->connection_timeout_ms);
        }
    }
}

static bool start_tls(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    if (!prepare_tls(session, error))
        return false;
    session->resume = ftp_tls_resume_new();
    if (!session->resume)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for TLS sessions");
    if (!ftp_tls_start(&session->control.stream, session->tls, session->resume, false, NULL, error))
        return false;
    if (!handshake(session, until, error))
        return false;
    ftp_tls_leaf(&session->control.stream, &session->leaf);
    return true;
}

/* RFC 4217, 4: AUTH TLS, and nothing else will do: the credentials must not leave in clear. */
static bool auth_tls(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    if (!ftp_login_ask(session, "AUTH", "TLS", 3, until, &reply, error))
        return false;
    if (reply->code == 234)
        return true;
    return ftp_refusal_as(FTP_FAULT_TLS_REFUSED, reply, "asking for TLS (AUTH TLS)", error);
}

bool ftp_session_secure(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    if (session->config->ssl_mode == FTP_SSL_EXPLICIT) {
        if (!auth_tls(session, until, error))
            return ftp_login_give_up(session);
        /* Whoever wrote in clear behind the 234 is not the server (CVE-2021-22947). */
        if (session->control.received.length) {
            ftp_error_set(error, FTP_FAULT_TLS_INJECTION,
                "the server sent %zu bytes in clear after its consent to TLS",
                session->control.received.length);
            return ftp_login_give_up(session);
        }
    }
    return start_tls(session, until, error) || ftp_login_give_up(session);
}

/* Nothing is sent in a way that was not agreed upon, not even in clear. */
static bool refused_clear(const struct ftp_reply *reply, struct ftp_error *error)
{
    ftp_refusal_as(
        FTP_FAULT_TLS_PROTECTION, reply, "leaving data connections in clear (PROT C)", error);
    ftp_error_hint(
        error, "The server wants data connections protected: set Data Protection to private.");
    return false;
}

/* Both in one piece. The reply to PBSZ; that to PROT is owed. */
static bool ask_both(struct ftp_session *session, const char *level, uint64_t until,
    const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    struct ftp_control *control = &session->control;
    return ftp_control_queue(control, "PBSZ", "0", 1, error) &&
           ftp_control_send(control, "PROT", level, 1, error) &&
           ftp_control_final(control, "PBSZ", ftp_login_until(session, until), ret_reply, error);
}

static bool ask_level(struct ftp_session *session, bool asked, const char *level, uint64_t until,
    const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    return asked ? ftp_control_final(
                       &session->control, "PROT", ftp_login_until(session, until), ret_reply, error)
                 : ftp_login_ask(session, "PROT", level, 1, until, ret_reply, error);
}

/* RFC 4217, 8 and 9: PBSZ comes before PROT. In implicit mode many servers protect the data
 * connection by themselves. */
bool ftp_session_protect(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    bool implicit = session->config->ssl_mode == FTP_SSL_IMPLICIT;
    bool clear = session->config->data_protection == FTP_DATA_CLEAR;
    bool at_once = ftp_sibling_helps(session);
    if (!at_once && !ftp_login_ask(session, "PBSZ", "0", 1, until, &reply, error))
        return false;
    if (at_once && !ask_both(session, clear ? "C" : "P", until, &reply, error))
        return false;
    if (reply->code >= 300 && !implicit)
        return ftp_refusal_as(
            FTP_FAULT_TLS_PROTECTION, reply, "protecting data connections (PBSZ 0)", error);
    if (!ask_level(session, at_once, clear ? "C" : "P", until, &reply, error))
        return false;
    bool unknown_command = reply->code == 500 || reply->code == 502 || reply->code == 503;
    if (reply->code >= 300 && clear)
        return refused_clear(reply, error);
    if (reply->code >= 300 && !(implicit && unknown_command))
        return ftp_refusal_as(
            FTP_FAULT_TLS_PROTECTION, reply, "protecting data connections (PROT P)", error);
    session->protected_data = !clear;
    return true;
}
