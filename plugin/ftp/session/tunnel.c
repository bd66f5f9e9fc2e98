/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/tunnel.h"

#include "ftp/session/secret.h"
#include "ftp/transport/proxy.h"

#include <unistd.h>

bool ftp_tunnel_wanted(const struct ftp_session *session)
{
    return session->config->proxy.kind != FTP_PROXY_NONE;
}

bool ftp_tunnel_is_to_blame(enum ftp_fault fault)
{
    return fault == FTP_FAULT_PROXY_UNAVAILABLE || fault == FTP_FAULT_PROXY_REFUSED ||
           fault == FTP_FAULT_PROXY_AUTHENTICATION || fault == FTP_FAULT_PROXY_PROTOCOL;
}

/* What went wrong on the way to the proxy says nothing about Host and Port. */
static bool blame_proxy(const struct ftp_session *session, struct ftp_error *error)
{
    char name[FTP_PROXY_TEXT_SIZE];
    ftp_proxy_url_text(&session->config->proxy, name);
    enum ftp_fault fault = error->fault;
    if (fault == FTP_FAULT_RESOLVE || fault == FTP_FAULT_CONNECT_REFUSED ||
        fault == FTP_FAULT_CONNECT_FAILED) {
        error->fault = FTP_FAULT_PROXY_UNAVAILABLE;
        error->hint[0] = '\0';
    } else if (fault == FTP_FAULT_CONNECT_TIMEOUT) {
        ftp_error_hint(error, "Check Proxy, and whether a firewall drops the packets to it.");
    } else {
        return false;
    }
    ftp_error_prefix(error, "the proxy %s: ", name);
    return false;
}

bool ftp_tunnel_resolve(struct ftp_session *session, uint64_t until, struct ftp_error *error)
{
    const struct ftp_proxy_url *url = &session->config->proxy;
    return ftp_resolve(url->host, url->port, &session->limits, until, &session->addresses, error) ||
           blame_proxy(session, error);
}

static bool pass(struct ftp_session *session, int socket, const char *host, uint16_t port,
    uint64_t until, struct ftp_error *error)
{
    struct ftp_secret secret;
    if (!ftp_secret_read(session->call, "/proxyPassword", "Proxy Password", &secret, error))
        return false;
    struct ftp_proxy proxy = {
        .url = &session->config->proxy, .password = secret.text, .password_length = secret.length};
    bool passed = ftp_proxy_open(socket, &proxy, host, port, &session->limits, until, error);
    ftp_secret_done(&secret);
    return passed;
}

bool ftp_tunnel_open(struct ftp_session *session, const struct ftp_addresses *addresses,
    const char *host, uint16_t port, uint64_t until, int *ret_socket, struct ftp_error *error)
{
    int socket = -1;
    if (!ftp_dial(addresses, &session->limits, until, &socket, error))
        return blame_proxy(session, error);
    if (!pass(session, socket, host, port, until, error)) {
        close(socket);
        return false;
    }
    *ret_socket = socket;
    return true;
}
