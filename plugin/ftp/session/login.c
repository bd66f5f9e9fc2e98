/* SPDX-License-Identifier: Apache-2.0 */
/* From nothing to a session that is logged in: connect, greeting, TLS, USER and PASS. */
#define _GNU_SOURCE /* strcasestr */
#include "ftp/session/login.h"
#include "ftp/session/profile.h"
#include "ftp/session/refusal.h"
#include "ftp/session/secret.h"
#include "ftp/session/tunnel.h"

#include <stdio.h>
#include <string.h>

/* Of no more use, but not closed: the certificates that a refused server showed can still be read.
 */
bool ftp_login_give_up(struct ftp_session *session)
{
    session->control.dead = true;
    return false;
}

bool ftp_session_resolve(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    if (ftp_tunnel_wanted(session))
        return ftp_tunnel_resolve(session, until, error);
    return ftp_resolve(session->config->host, session->config->port, &session->limits, until,
        &session->addresses, error);
}

static bool dial(
    struct ftp_session *session, uint64_t until, int *ret_socket, struct ftp_error *error)
{
    const struct ftp_addresses *addresses = &session->addresses;
    if (!ftp_tunnel_wanted(session))
        return ftp_dial(addresses, &session->limits, until, ret_socket, error);
    return ftp_tunnel_open(
        session, addresses, session->config->host, session->config->port, until, ret_socket, error);
}

bool ftp_session_connect(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    int fd = -1;
    if (!dial(session, until, &fd, error))
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

uint64_t ftp_login_until(const struct ftp_session *session, uint64_t until)
{
    return until ? until + session->spent_ns : 0;
}

bool ftp_login_secret(struct ftp_session *session, const char *pointer, const char *label,
    struct ftp_secret *ret_secret, struct ftp_error *error)
{
    uint64_t began = ftp_clock_ns();
    bool read = ftp_secret_read(session->call, pointer, label, ret_secret, error);
    session->spent_ns += ftp_clock_ns() - began;
    return read;
}

bool ftp_login_ask(struct ftp_session *session, const char *verb, const char *argument,
    size_t length, uint64_t until, const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    if (ftp_control_ask_until(&session->control, verb, argument, length,
            ftp_login_until(session, until), ret_reply, error))
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

/* --- Greeting ------------------------------------------------------------------------------- */

static bool read_greeting(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    session->control.owed = 1;
    do { /* 120: ready in some minutes; another reply follows */
        if (!ftp_control_reply(&session->control, ftp_login_until(session, until), &reply, error)) {
            if (error->fault == FTP_FAULT_READ_TIMEOUT)
                ftp_error_set(error, FTP_FAULT_CONNECT_TIMEOUT,
                    "the server sent no greeting within the Connection Timeout of %u ms",
                    (unsigned)session->config->connection_timeout_ms);
            return false;
        }
    } while (reply->code == 120);
    session->greeted_in = reply->code == 230;
    if (reply->code == 220 || reply->code == 230) {
        ftp_profile_greeted(session, reply);
        return true;
    }
    return ftp_refusal_as(FTP_FAULT_GREETING, reply, "greeting", error);
}

bool ftp_session_greet(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    enum ftp_ssl_mode mode = session->config->ssl_mode;
    if (mode == FTP_SSL_IMPLICIT && !ftp_session_secure(session, until, error))
        return false;
    if (!read_greeting(session, until, error))
        return ftp_login_give_up(session);
    if (mode != FTP_SSL_EXPLICIT)
        return true;
    if (session->greeted_in) {
        ftp_error_set(error, FTP_FAULT_TLS_REFUSED,
            "the server greeted with 230, logged in without TLS, though SSL Mode is explicit");
        return ftp_login_give_up(session);
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
    if (reply->code == 332 || reply->code == 532)
        fault = FTP_FAULT_LOGIN_ACCOUNT;
    ftp_refusal_as(fault, reply, "logging in", error);
    if (wants_tls(session, reply))
        error->fault = FTP_FAULT_LOGIN_TLS_REQUIRED;
    return false;
}

/* As the server gets it. */
static bool read_secret(struct ftp_session *session, const char *pointer, const char *label,
    struct ftp_secret *ret_secret, struct ftp_error *error)
{
    struct ftp_secret secret;
    if (!ftp_login_secret(session, pointer, label, &secret, error))
        return false;
    if (ftp_secret_encode(&secret, &session->config->encoding, label, error)) {
        *ret_secret = secret;
        return true;
    }
    ftp_secret_done(&secret);
    return false;
}

static bool send_password(struct ftp_session *session, uint64_t until,
    const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    static const char placeholder[] = "anonymous@example.com"; /* RFC 1635 asks for an address */
    struct ftp_secret secret;
    if (!read_secret(session, "/password", "Password", &secret, error))
        return false;
    bool anonymous = !secret.set && strcmp(session->config->user_name, "anonymous") == 0;
    bool sent = anonymous ? ftp_login_ask(session, "PASS", placeholder, sizeof placeholder - 1,
                                until, ret_reply, error)
                          : ftp_login_ask(session, "PASS", secret.text, secret.length, until,
                                ret_reply, error);
    ftp_secret_done(&secret);
    return sent;
}

static bool send_account(struct ftp_session *session, uint64_t until,
    const struct ftp_reply **ret_reply, struct ftp_error *error)
{
    struct ftp_secret account;
    if (!read_secret(session, "/account", "Account", &account, error))
        return false;
    /* Without one the 332 stands: that is the answer. */
    bool sent = !account.set || ftp_login_ask(session, "ACCT", account.text, account.length, until,
                                    ret_reply, error);
    ftp_secret_done(&account);
    return sent;
}

/* RFC 7151: which of its names is meant, before anything else is said. Only where Server Name is
 * set, since some servers hang up on what they don't know. Whoever does not know HOST, or not that
 * name (504), goes on as its only or first host. */
static bool name_host(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    const char *name = session->config->server_name;
    if (!*name)
        return true;
    if (!ftp_login_ask(session, "HOST", name, strlen(name), until, &reply, error))
        return false;
    return reply->code != 421 ||
           ftp_refusal_as(FTP_FAULT_LOGIN_REFUSED, reply, "naming the host (HOST)", error);
}

/* What the server's operator asks of this account; a server that refuses one is not set up as the
 * connection counts on. */
static bool send_site_commands(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    size_t count = session->looks_only ? 0 : session->config->site_command_count;
    for (size_t i = 0; i < count; i++) {
        const char *text = session->config->site_commands[i];
        char what[64];
        if (!ftp_login_ask(session, "SITE", text, strlen(text), until, &reply, error))
            return false;
        if (reply->code < 300)
            continue;
        snprintf(what, sizeof what, "SITE command %zu of Site Commands", i + 1);
        return ftp_refusal_as(FTP_FAULT_COMMAND_REFUSED, reply, what, error);
    }
    return true;
}

static bool user_and_password(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    const char *user = session->config->user_name;
    if (!ftp_login_ask(session, "USER", user, strlen(user), until, &reply, error))
        return false;
    if (reply->code == 331 && !send_password(session, until, &reply, error))
        return false;
    if (reply->code == 332 && !send_account(session, until, &reply, error))
        return false;
    if (reply->code >= 200 && reply->code < 300)
        return true;
    return refused_login(session, reply, error);
}

bool ftp_session_login(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    if (!session->greeted_in &&
        (!name_host(session, until, error) || !user_and_password(session, until, error)))
        return ftp_login_give_up(session);
    if (session->config->ssl_mode != FTP_SSL_NONE && !ftp_session_protect(session, until, error))
        return ftp_login_give_up(session);
    if (!send_site_commands(session, until, error))
        return ftp_login_give_up(session);
    session->logged_in = true;
    session->logins++;
    return true;
}
