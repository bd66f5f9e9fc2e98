/* SPDX-License-Identifier: Apache-2.0 */
/* From nothing to a session that is logged in: connect, greeting, TLS, USER and PASS. */
#define _GNU_SOURCE /* strcasestr */
#include "ftp/session/refusal.h"
#include "ftp/session/session.h"

#include <stdlib.h>
#include <string.h>

enum { SECRET_MAX = 4096 };

/* Of no more use, but not closed: the certificates that a refused server showed can still be read.
 */
static bool give_up(struct ftp_session *session)
{
    session->control.dead = true;
    return false;
}

bool ftp_session_resolve(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    return ftp_resolve(session->config->host, session->config->port, &session->limits, until,
        &session->addresses, error);
}

bool ftp_session_connect(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    int fd = -1;
    if (!ftp_dial(&session->addresses, &session->limits, until, &fd, error))
        return false;
    ftp_stream_init(&session->control.stream, fd);
    session->control.dead = false;
    if (!ftp_socket_peer(fd, &session->peer)) {
        ftp_session_close(session);
        return ftp_error_set(
            error, FTP_FAULT_CONNECTION_LOST, "the server closed the connection at once");
    }
    return true;
}

/* One command within the connection timeout. */
static bool ask_until(struct ftp_session *session, const char *verb, const char *argument,
    size_t length, uint64_t until, const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    if (ftp_control_ask_until(&session->control, verb, argument, length, until, ret_reply, error))
        return true;
    if (error->fault == FTP_FAULT_READ_TIMEOUT)
        return ftp_error_set(error, FTP_FAULT_CONNECT_TIMEOUT,
            "the server did not reply to %s within the Connection Timeout of %u ms", verb,
            (unsigned)session->config->connection_timeout_ms);
    /* No document's name is to blame for a login that can't be sent. */
    if (error->fault == FTP_FAULT_BAD_NAME)
        error->fault = FTP_FAULT_CONFIG;
    return false;
}

/* --- TLS ------------------------------------------------------------------------------------ */

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
    struct ftp_tls_options options = {
        .host = session->config->host,
        .tls13_only = session->config->tls13_only,
        .verify_certificate = session->config->verify_certificate,
        .verify_host_name = session->config->verify_host_name,
        .trust_pem = pem,
        .trust_pem_length = length,
    };
    return ftp_tls_new(&options, &session->tls, error);
}

static bool handshake(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    struct ftp_stream *stream = &session->control.stream;
    for (;;) {
        enum ftp_io io = ftp_stream_handshake(stream, error);
        if (io != FTP_IO_AGAIN)
            return io == FTP_IO_DONE;
        struct pollfd poll = {.fd = stream->fd, .events = stream->events};
        switch (ftp_wait(&session->limits, &poll, 1, until, error)) {
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
    if (!ask_until(session, "AUTH", "TLS", 3, until, &reply, error))
        return false;
    if (reply->code == 234)
        return true;
    return ftp_refusal_as(FTP_FAULT_TLS_REFUSED, reply, "asking for TLS (AUTH TLS)", error);
}

bool ftp_session_secure(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    if (session->config->ssl_mode == FTP_SSL_EXPLICIT) {
        if (!auth_tls(session, until, error))
            return give_up(session);
        /* Whoever wrote in clear behind the 234 is not the server (CVE-2021-22947). */
        if (session->control.received.length) {
            ftp_error_set(error, FTP_FAULT_TLS_INJECTION,
                "the server sent %zu bytes in clear after its consent to TLS",
                session->control.received.length);
            return give_up(session);
        }
    }
    return start_tls(session, until, error) || give_up(session);
}

/* --- Greeting ------------------------------------------------------------------------------- */

static bool read_greeting(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    session->control.owed = 1;
    do { /* 120: ready in some minutes; another reply follows */
        if (!ftp_control_reply(&session->control, until, &reply, error)) {
            if (error->fault == FTP_FAULT_READ_TIMEOUT)
                ftp_error_set(error, FTP_FAULT_CONNECT_TIMEOUT,
                    "the server sent no greeting within the Connection Timeout of %u ms",
                    (unsigned)session->config->connection_timeout_ms);
            return false;
        }
    } while (reply->code == 120);
    session->greeted_in = reply->code == 230;
    if (reply->code == 220 || reply->code == 230)
        return true;
    return ftp_refusal_as(FTP_FAULT_GREETING, reply, "greeting", error);
}

bool ftp_session_greet(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    enum ftp_ssl_mode mode = session->config->ssl_mode;
    if (mode == FTP_SSL_IMPLICIT && !ftp_session_secure(session, until, error))
        return false;
    if (!read_greeting(session, until, error))
        return give_up(session);
    if (mode != FTP_SSL_EXPLICIT)
        return true;
    if (session->greeted_in) {
        ftp_error_set(error, FTP_FAULT_TLS_REFUSED,
            "the server greeted with 230, logged in without TLS, though SSL Mode is explicit");
        return give_up(session);
    }
    return ftp_session_secure(session, until, error);
}

/* --- Login ---------------------------------------------------------------------------------- */

/* Servers that want TLS first say so in words only: vsftpd with 530 and "must use encryption",
 * Pure-FTPd with 421 and "reconnect using TLS". */
static bool wants_tls(const struct ftp_session *session, const struct ftp_reply *reply)
{
    const char *words = ftp_reply_final_text(reply);
    return session->config->ssl_mode == FTP_SSL_NONE &&
           (reply->code == 421 || reply->code >= 500) &&
           (strcasestr(words, "ssl") || strcasestr(words, "tls") || strcasestr(words, "encrypt"));
}

/* A refusal of a login without TLS means something else than a wrong password. */
static bool refused_login(
    const struct ftp_session *session, const struct ftp_reply *reply, struct ftp_error *error)
{
    enum ftp_fault fault = FTP_FAULT_LOGIN_REFUSED;
    if (reply->code == 332)
        fault = FTP_FAULT_LOGIN_ACCOUNT;
    ftp_refusal_as(fault, reply, "logging in", error);
    if (wants_tls(session, reply))
        error->fault = FTP_FAULT_LOGIN_TLS_REQUIRED;
    return false;
}

/* PASS with the secret, which stands in memory no longer than it takes. */
static bool send_password(struct ftp_session *session, uint64_t until,
    const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    const hawser_call *call = session->call;
    char *secret = malloc(SECRET_MAX);
    size_t length = 0;
    if (!secret)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for the password");
    int32_t code = call->secret(call->host, "/password", secret, SECRET_MAX, &length);
    if (code == HAWSER_NOT_FOUND && strcmp(session->config->user_name, "anonymous") == 0) {
        static const char placeholder[] =
            "anonymous@example.com"; /* RFC 1635 asks for an address */
        memcpy(secret, placeholder, sizeof placeholder - 1);
        length = sizeof placeholder - 1;
        code = HAWSER_OK;
    }
    bool sent = false;
    if (code == HAWSER_OK || code == HAWSER_NOT_FOUND)
        sent = ask_until(session, "PASS", secret, length, until, ret_reply, error);
    else
        ftp_error_set(error, FTP_FAULT_CONFIG, "Password is set, but the runtime can't read it");
    explicit_bzero(secret, SECRET_MAX);
    free(secret);
    return sent;
}

static bool user_and_password(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    const char *user = session->config->user_name;
    if (!ask_until(session, "USER", user, strlen(user), until, &reply, error))
        return false;
    if (reply->code == 331 && !send_password(session, until, &reply, error))
        return false;
    if (reply->code >= 200 && reply->code < 300)
        return true;
    return refused_login(session, reply, error);
}

/* RFC 4217, 8 and 9: PBSZ comes before PROT. In implicit mode many servers protect the data
 * connection by themselves. */
static bool protect_data(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    bool implicit = session->config->ssl_mode == FTP_SSL_IMPLICIT;
    if (!ask_until(session, "PBSZ", "0", 1, until, &reply, error))
        return false;
    if (reply->code >= 300 && !implicit)
        return ftp_refusal_as(
            FTP_FAULT_TLS_PROTECTION, reply, "protecting data connections (PBSZ 0)", error);
    if (!ask_until(session, "PROT", "P", 1, until, &reply, error))
        return false;
    bool unknown_command = reply->code == 500 || reply->code == 502 || reply->code == 503;
    if (reply->code >= 300 && !(implicit && unknown_command))
        return ftp_refusal_as(
            FTP_FAULT_TLS_PROTECTION, reply, "protecting data connections (PROT P)", error);
    session->protected_data = true;
    return true;
}

bool ftp_session_login(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    if (!session->greeted_in && !user_and_password(session, until, error))
        return give_up(session);
    if (session->config->ssl_mode != FTP_SSL_NONE && !protect_data(session, until, error))
        return give_up(session);
    session->logged_in = true;
    session->logins++;
    return true;
}
