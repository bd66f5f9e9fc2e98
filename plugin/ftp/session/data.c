/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/data.h"

#include "ftp/protocol/address.h"
#include "ftp/session/profile.h"
#include "ftp/session/refusal.h"
#include "ftp/session/tunnel.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void ftp_data_init(struct ftp_data *data)
{
    *data = (struct ftp_data){.listener = -1};
    ftp_stream_init(&data->stream, -1);
}

void ftp_data_close(struct ftp_data *data)
{
    ftp_stream_close(&data->stream);
    if (data->listener >= 0)
        close(data->listener);
    ftp_data_init(data);
}

/* --- Passive ---------------------------------------------------------------------------------- */

/* A server that names the port of some other service would have this side talk to it. */
static bool port_is_for_data(uint16_t port, struct ftp_error *error)
{
    return !ftp_port_is_suspicious(port) ||
           ftp_error_set(error, FTP_FAULT_DATA_PORT,
               "the server named port %u for the data connection, which belongs to another service",
               (unsigned)port);
}

static void explain_failure(
    const struct ftp_session *session, const struct ftp_data *data, struct ftp_error *error)
{
    enum ftp_fault fault = error->fault;
    if (fault == FTP_FAULT_CANCELLED || fault == FTP_FAULT_DEADLINE || fault == FTP_FAULT_CONFIG)
        return;
    if (!ftp_tunnel_is_to_blame(fault)) {
        error->fault = FTP_FAULT_DATA_OPEN;
        ftp_data_explain(session, data, error);
    }
    ftp_error_prefix(error, "the data connection: ");
}

/* To the host that the control connection was opened to, as the proxy knows it by that name, unless
 * another one is `named`. */
static bool connect_through(struct ftp_session *session, const struct ftp_address *named,
    uint16_t port, uint64_t until, int *ret_socket, struct ftp_error *error)
{
    char text[FTP_ADDRESS_TEXT];
    struct ftp_addresses proxy = {.list = {session->peer}, .count = 1};
    if (named)
        ftp_address_text(named, text);
    return ftp_tunnel_open(
        session, &proxy, named ? text : session->config->host, port, until, ret_socket, error);
}

/* To the control connection's host, unless another one is `named`. The read timeout is also the
 * time that a data connection may take to open. */
static bool connect_to(struct ftp_session *session, struct ftp_data *data,
    const struct ftp_address *named, uint16_t port, struct ftp_error *error)
{
    int fd = -1;
    bool tunnelled = ftp_tunnel_wanted(session);
    uint64_t until = ftp_clock_after(session->config->read_timeout_ms);
    if (!port_is_for_data(port, error))
        return false;
    data->tried = named ? *named : session->peer;
    ftp_address_set_port(&data->tried, port);
    struct ftp_addresses addresses = {.list = {data->tried}, .count = 1};
    enum ftp_ahead_taken ahead = ftp_ahead_take(session, port, until, &fd, error);
    if (ahead == FTP_AHEAD_FAILED ||
        (ahead == FTP_AHEAD_NONE &&
            (tunnelled ? !connect_through(session, named, port, until, &fd, error)
                       : !ftp_dial(&addresses, &session->limits, until, &fd, error)))) {
        explain_failure(session, data, error);
        return false;
    }
    ftp_stream_init(&data->stream, fd);
    return true;
}

bool ftp_data_connect(
    struct ftp_session *session, struct ftp_data *data, uint16_t port, struct ftp_error *error)
{
    return connect_to(session, data, NULL, port, error);
}

enum passive { PASSIVE_OPEN, PASSIVE_REFUSED, PASSIVE_FAILED };

static enum passive extended_passive(
    struct ftp_session *session, struct ftp_data *data, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    uint16_t port = 0;
    if (!ftp_session_ask(session, "EPSV", NULL, &reply, error))
        return PASSIVE_FAILED;
    if (reply->code != 229) {
        ftp_refusal(FTP_DOING_DATA, reply, "asking for a passive data connection (EPSV)", error);
        return reply->code >= 500 ? PASSIVE_REFUSED : PASSIVE_FAILED;
    }
    const char *text = ftp_reply_final_text(reply);
    if (!ftp_epsv_parse(text, strlen(text), &port)) {
        ftp_error_set(error, FTP_FAULT_DATA_PASSIVE_REPLY,
            "the server's reply to EPSV names no port that can be read");
        return PASSIVE_REFUSED;
    }
    if (ftp_data_connect(session, data, port, error)) {
        session->early.proven = true;
        return PASSIVE_OPEN;
    }
    bool unreached = error->fault == FTP_FAULT_DATA_OPEN || error->fault == FTP_FAULT_PROXY_REFUSED;
    return unreached ? PASSIVE_REFUSED : PASSIVE_FAILED;
}

/* RFC 2577: a hostile server would name a third party's address, an honest one behind NAT often
 * names a private one. So it counts only where the connection says so. */
static bool names_host(
    struct ftp_session *session, const unsigned char host[4], struct ftp_address *ret_named)
{
    char text[FTP_ADDRESS_TEXT], line[FTP_ADDRESS_TEXT + 64];
    struct ftp_address named;
    snprintf(text, sizeof text, "%u.%u.%u.%u", host[0], host[1], host[2], host[3]);
    if (!session->config->trust_passive_address || !ftp_address_parse(text, 0, &named) ||
        (!ftp_tunnel_wanted(session) && ftp_address_same_host(&named, &session->peer)))
        return false;
    int length =
        snprintf(line, sizeof line, "data goes to %s, as the server's 227 reply says", text);
    if (session->call->log && length > 0)
        session->call->log(session->call->host, HAWSER_LOG_INFO, line, (size_t)length);
    *ret_named = named;
    return true;
}

static bool plain_passive(
    struct ftp_session *session, struct ftp_data *data, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    unsigned char host[4];
    struct ftp_address named;
    uint16_t port = 0;
    if (!ftp_session_ask(session, "PASV", NULL, &reply, error))
        return false;
    if (reply->code != 227)
        return ftp_refusal(
            FTP_DOING_DATA, reply, "asking for a passive data connection (PASV)", error);
    const char *text = ftp_reply_final_text(reply);
    if (!ftp_pasv_parse(text, strlen(text), host, &port))
        return ftp_error_set(error, FTP_FAULT_DATA_PASSIVE_REPLY,
            "the server's reply to PASV names no address that can be read");
    bool other = names_host(session, host, &named);
    return connect_to(session, data, other ? &named : NULL, port, error);
}

/* Where PASV has no address to name. Behind a proxy only an address in Host tells. */
static bool is_over_ipv6(const struct ftp_session *session)
{
    return ftp_tunnel_wanted(session) ? strchr(session->config->host, ':') != NULL
                                      : ftp_address_is_ipv6(&session->peer);
}

/* EPSV works with IPv6 and through most address translation; PASV is what very old servers know. */
static bool open_passive(
    struct ftp_session *session, struct ftp_data *data, struct ftp_error *error)
{
    enum ftp_extended_passive setting = session->config->extended_passive;
    bool ipv6 = is_over_ipv6(session);
    if (!ftp_early_settle(session, error))
        return false;
    ftp_early_drop_port(session); /* a server stops listening there when it is asked again */
    if (setting == FTP_EPSV_ALWAYS || ipv6 ||
        (setting == FTP_EPSV_AUTO && !session->refused.epsv &&
            !session->config->trust_passive_address)) { /* only a 227 names an address */
        enum passive passive = extended_passive(session, data, error);
        if (passive == PASSIVE_OPEN)
            return true;
        if (passive == PASSIVE_FAILED || setting == FTP_EPSV_ALWAYS || ipv6)
            return false;
        session->refused.epsv = true;
        *error = (struct ftp_error){0};
    }
    if (plain_passive(session, data, error))
        return true;
    if (!ftp_profile_misled_passive(session, error))
        return false;
    return extended_passive(session, data, error) == PASSIVE_OPEN;
}

/* --- Active ----------------------------------------------------------------------------------- */

static bool announced_address(struct ftp_session *session, struct ftp_data *data,
    const struct ftp_address *bound, struct ftp_error *error)
{
    data->tried = *bound;
    const char *configured = session->config->active_address;
    if (!*configured)
        return true;
    if (!ftp_address_parse(configured, ftp_address_port(bound), &data->tried))
        return ftp_error_set(error, FTP_FAULT_CONFIG,
            "Active Address must be an IPv4 or IPv6 address; it is \"%s\"", configured);
    return true;
}

/* RFC 2428 for IPv6, RFC 959 for IPv4: PORT is what address translators rewrite. */
static bool announce(struct ftp_session *session, struct ftp_data *data, struct ftp_error *error)
{
    const struct ftp_reply *reply;
    char host[FTP_ADDRESS_TEXT];
    struct buffer argument;
    uint16_t port = ftp_address_port(&data->tried);
    bool ipv6 = ftp_address_is_ipv6(&data->tried);
    ftp_address_text(&data->tried, host);
    buffer_init(&argument, 2 * FTP_ADDRESS_TEXT);
    bool made =
        ipv6 ? ftp_eprt_format(&argument, host, port) : ftp_port_format(&argument, host, port);
    bool asked = made && ftp_session_ask(session, ipv6 ? "EPRT" : "PORT", buffer_text(&argument),
                             &reply, error);
    buffer_done(&argument);
    if (!made)
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no memory for a command");
    if (!asked)
        return false;
    if (reply->code < 300)
        return true;
    ftp_refusal(FTP_DOING_DATA, reply, "announcing an active data connection", error);
    if (error->fault != FTP_FAULT_SERVICE_CLOSING && error->fault != FTP_FAULT_DATA_PROTOCOL)
        error->fault = FTP_FAULT_DATA_OPEN;
    ftp_data_explain(session, data, error);
    return false;
}

static bool open_active(struct ftp_session *session, struct ftp_data *data, struct ftp_error *error)
{
    struct ftp_address local, bound;
    data->active = true;
    if (!ftp_socket_local(session->control.stream.fd, &local))
        return ftp_error_set(error, FTP_FAULT_CONNECTION_LOST,
            "the control connection has no local address any more");
    if (!ftp_listen(&local, session->config->active_port_low, session->config->active_port_high,
            &data->listener, &bound, error))
        return false;
    return announced_address(session, data, &bound, error) && announce(session, data, error);
}

bool ftp_data_open(struct ftp_session *session, struct ftp_data *data, struct ftp_error *error)
{
    ftp_early_drop_port(session); /* the server gives it up for the new one */
    bool open = session->config->active ? open_active(session, data, error)
                                        : open_passive(session, data, error);
    if (!open)
        ftp_data_close(data);
    return open;
}

/* --- Both ------------------------------------------------------------------------------------- */

static enum ftp_io accept_step(
    struct ftp_session *session, struct ftp_data *data, struct ftp_error *error)
{
    int fd = -1;
    if (!ftp_accept(data->listener, &session->peer, &fd, &data->strangers, error))
        return FTP_IO_FAILED;
    if (fd < 0)
        return FTP_IO_AGAIN; /* until the read timeout, which a stranger does not move */
    ftp_stream_init(&data->stream, fd);
    close(data->listener); /* RFC 2577: one connection, no more */
    data->listener = -1;
    return FTP_IO_DONE;
}

static enum ftp_io tls_step(
    struct ftp_session *session, struct ftp_data *data, struct ftp_error *error)
{
    bool offer = session->config->session_reuse != FTP_REUSE_OFF;
    if (!data->tls_started) {
        if (!ftp_tls_start(
                &data->stream, session->tls, session->resume, offer, &session->leaf, error))
            return FTP_IO_FAILED;
        data->tls_started = true;
    }
    enum ftp_io io = ftp_stream_handshake(&data->stream, error);
    if (io != FTP_IO_DONE)
        return io;
    struct ftp_tls_facts facts;
    if (session->config->session_reuse == FTP_REUSE_REQUIRED &&
        ftp_tls_facts(&data->stream, &facts) && !facts.resumed) {
        ftp_error_set(error, FTP_FAULT_DATA_SESSION_REUSE,
            "the server did not resume the TLS session on the data connection, and Session Reuse "
            "is required");
        return FTP_IO_FAILED;
    }
    return FTP_IO_DONE;
}

enum ftp_io ftp_data_step(
    struct ftp_session *session, struct ftp_data *data, struct ftp_error *error)
{
    if (data->ready)
        return FTP_IO_DONE;
    if (data->listener >= 0) {
        enum ftp_io io = accept_step(session, data, error);
        if (io != FTP_IO_DONE)
            return io;
    }
    if (session->protected_data) {
        enum ftp_io io = tls_step(session, data, error);
        if (io != FTP_IO_DONE)
            return io;
    }
    data->ready = true;
    return FTP_IO_DONE;
}

struct pollfd ftp_data_poll(const struct ftp_data *data)
{
    if (data->listener >= 0)
        return (struct pollfd){.fd = data->listener, .events = POLLIN};
    return (struct pollfd){.fd = data->stream.fd, .events = data->stream.events};
}

/* RFC 1918. */
static bool is_private(const char *host)
{
    unsigned second = 0;
    if (strncmp(host, "172.", 4) == 0)
        for (const char *digit = host + 4; *digit >= '0' && *digit <= '9'; digit++)
            second = second * 10 + (unsigned)(*digit - '0');
    return strncmp(host, "10.", 3) == 0 || strncmp(host, "192.168.", 8) == 0 ||
           (second >= 16 && second <= 31);
}

static void explain_proxy(const struct ftp_data *data, struct ftp_error *error)
{
    ftp_error_hint(error,
        "Passive mode was tried through the Proxy, with port %u of the server: the proxy must be "
        "allowed to connect to the server's passive ports.",
        (unsigned)ftp_address_port(&data->tried));
}

/* In the order in which they are worth looking at: port or mode, session reuse, NAT. */
void ftp_data_explain(
    const struct ftp_session *session, const struct ftp_data *data, struct ftp_error *error)
{
    if (ftp_tunnel_wanted(session)) {
        explain_proxy(data, error);
        return;
    }
    char host[FTP_ADDRESS_TEXT] = "", where[FTP_ADDRESS_TEXT + 40] = "";
    bool active = session->config->active;
    if (data->strangers) { /* that explains more than any firewall */
        error->fault = FTP_FAULT_DATA_PEER;
        return;
    }
    bool reuse_off = session->config->ssl_mode != FTP_SSL_NONE &&
                     session->config->session_reuse == FTP_REUSE_OFF;
    if (data->tried.length) {
        ftp_address_text(&data->tried, host);
        snprintf(where, sizeof where, " with address %s, port %u", host,
            (unsigned)ftp_address_port(&data->tried));
    }
    bool behind_nat = active && is_private(host) && !*session->config->active_address;
    ftp_error_hint(error,
        "%s mode was tried%s: a firewall may block that port or mode, so try Connection Mode "
        "%s.%s%s",
        active ? "Active" : "Passive", where, active ? "passive" : "active",
        reuse_off ? " The server may want TLS session reuse: set TLS Session Reuse to auto." : "",
        behind_nat ? " The address is private: behind NAT, set Active Address to the public one."
                   : "");
}
