/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/transport/proxy.h"

#include "ftp/transport/host_name.h"
#include "ftp/transport/proxy_codec.h"
#include "ftp/transport/system_error.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>

enum { REQUEST_MAX = 16 * 1024, LOOK_SIZE = 1024, STATUS_QUOTED = 200 };

/* One connection on its way through the proxy. */
struct passage {
    int socket;
    const struct ftp_proxy *proxy;
    const char *host; /* as the proxy is told it */
    uint16_t port;
    const struct ftp_limits *limits;
    uint64_t until;
    struct ftp_error *error;
    char name[FTP_PROXY_TEXT_SIZE]; /* the proxy's */
};

/* --- Bytes ------------------------------------------------------------------------------------ */

static bool wait_for(struct passage *passage, short events)
{
    struct pollfd poll = {.fd = passage->socket, .events = events};
    switch (ftp_wait(passage->limits, &poll, 1, passage->until, passage->error)) {
    case FTP_WAIT_READY:
        return true;
    case FTP_WAIT_TIMEOUT:
        ftp_error_set(passage->error, FTP_FAULT_CONNECT_TIMEOUT,
            "the proxy %s gave no answer in the time allowed for a connection to %s, port %u",
            passage->name, passage->host, (unsigned)passage->port);
        ftp_error_hint(passage->error,
            "Check Proxy, and whether the proxy reaches the server; raise Connection Timeout (ms) "
            "where it is only slow.");
        return false;
    case FTP_WAIT_ENDED:
        break;
    }
    return false;
}

static bool lost(struct passage *passage, int failure)
{
    char text[FTP_SYSTEM_ERROR_TEXT];
    return ftp_error_set(passage->error, FTP_FAULT_PROXY_UNAVAILABLE,
        "the proxy %s closed the connection before it answered%s%s", passage->name,
        failure ? ": " : "", failure ? ftp_system_error(failure, text) : "");
}

static bool passed_over(int failure)
{
    return failure == EAGAIN || failure == EWOULDBLOCK || failure == EINTR;
}

static bool send_all(struct passage *passage, const struct buffer *bytes)
{
    for (size_t sent = 0; sent < bytes->length;) {
        ssize_t length =
            send(passage->socket, bytes->data + sent, bytes->length - sent, MSG_NOSIGNAL);
        if (length > 0)
            sent += (size_t)length;
        else if (!passed_over(errno))
            return lost(passage, errno);
        else if (!wait_for(passage, POLLOUT))
            return false;
    }
    return true;
}

/* Some bytes, at least one. */
static bool receive(
    struct passage *passage, void *bytes, size_t capacity, int flags, size_t *ret_length)
{
    for (;;) {
        ssize_t length = recv(passage->socket, bytes, capacity, flags);
        if (length > 0) {
            *ret_length = (size_t)length;
            return true;
        }
        if (length == 0 || !passed_over(errno))
            return lost(passage, length == 0 ? 0 : errno);
        if (!wait_for(passage, POLLIN))
            return false;
    }
}

static bool receive_all(struct passage *passage, unsigned char *bytes, size_t wanted)
{
    for (size_t have = 0; have < wanted;) {
        size_t length;
        if (!receive(passage, bytes + have, wanted - have, 0, &length))
            return false;
        have += length;
    }
    return true;
}

static bool too_long(struct passage *passage)
{
    return ftp_error_set(passage->error, FTP_FAULT_CONFIG,
        "what is to be said to the proxy %s is too long: check Host, the user in Proxy and Proxy "
        "Password",
        passage->name);
}

static bool not_understood(struct passage *passage, const char *what)
{
    return ftp_error_set(passage->error, FTP_FAULT_PROXY_PROTOCOL,
        "what answers at the proxy %s is no proxy of that kind: %s", passage->name, what);
}

static bool refused(struct passage *passage, const char *reason)
{
    return ftp_error_set(passage->error, FTP_FAULT_PROXY_REFUSED,
        "the proxy %s did not connect to %s, port %u: %s", passage->name, passage->host,
        (unsigned)passage->port, reason);
}

static bool wants_login(struct passage *passage, const char *reason)
{
    bool user = *passage->proxy->url->user != '\0';
    return ftp_error_set(passage->error, FTP_FAULT_PROXY_AUTHENTICATION,
        user ? "the proxy %s refused the login of its user: %s"
             : "the proxy %s wants a login, and Proxy names no user: %s",
        passage->name, reason);
}

/* --- HTTP ------------------------------------------------------------------------------------- */

static bool ask_http(struct passage *passage)
{
    const struct ftp_proxy *proxy = passage->proxy;
    struct buffer request;
    buffer_init(&request, REQUEST_MAX);
    bool made = ftp_proxy_connect_format(&request, passage->host, passage->port, proxy->url->user,
        proxy->password, proxy->password_length);
    bool sent = made ? send_all(passage, &request) : too_long(passage);
    buffer_done_wiped(&request);
    return sent;
}

/* Looks first and takes then, so that what follows the head stays where it is. */
static bool read_head(struct passage *passage, struct ftp_proxy_head *head)
{
    char seen[LOOK_SIZE];
    enum ftp_proxy_step step = FTP_PROXY_MORE;
    while (step == FTP_PROXY_MORE) {
        size_t length, taken;
        if (!ftp_limits_check(passage->limits, passage->error) ||
            !receive(passage, seen, sizeof seen, MSG_PEEK, &length))
            return false;
        step = ftp_proxy_head_feed(head, seen, length, &taken);
        if (!receive_all(passage, (unsigned char *)seen, taken))
            return false;
    }
    return step == FTP_PROXY_DONE ||
           not_understood(passage, "its answer to CONNECT is not one of HTTP, or has no end");
}

static bool open_http(struct passage *passage)
{
    struct ftp_proxy_head head = {0};
    if (!ask_http(passage) || !read_head(passage, &head))
        return false;
    char reason[STATUS_QUOTED];
    ftp_error_quote(reason, sizeof reason, head.status, head.status_length);
    /* RFC 9110, 15.5.8; tinyproxy says 401 where the login is wrong. */
    if (head.code == 407 || head.code == 401)
        return wants_login(passage, reason);
    return head.code < 300 || refused(passage, reason);
}

/* --- SOCKS 5 ---------------------------------------------------------------------------------- */

static bool send_made(struct passage *passage, bool made, struct buffer *bytes)
{
    bool sent = made ? send_all(passage, bytes) : too_long(passage);
    buffer_done_wiped(bytes);
    return sent;
}

static bool log_in(struct passage *passage)
{
    const struct ftp_proxy *proxy = passage->proxy;
    unsigned char answer[2];
    struct buffer bytes;
    buffer_init(&bytes, REQUEST_MAX);
    bool made =
        ftp_socks_login_format(&bytes, proxy->url->user, proxy->password, proxy->password_length);
    if (!send_made(passage, made, &bytes) || !receive_all(passage, answer, sizeof answer))
        return false;
    return answer[1] == 0 || wants_login(passage, "user or password is wrong");
}

static bool greet(struct passage *passage)
{
    bool user = *passage->proxy->url->user != '\0';
    unsigned char answer[2];
    struct buffer bytes;
    buffer_init(&bytes, REQUEST_MAX);
    bool made = ftp_socks_greeting_format(&bytes, user);
    if (!send_made(passage, made, &bytes) || !receive_all(passage, answer, sizeof answer))
        return false;
    if (answer[0] != 5)
        return not_understood(passage, "its answer to the greeting is not one of SOCKS 5");
    if (answer[1] == FTP_SOCKS_NO_LOGIN)
        return true;
    if (answer[1] == FTP_SOCKS_PASSWORD && user)
        return log_in(passage);
    if (answer[1] == FTP_SOCKS_NO_METHOD)
        return wants_login(passage,
            user ? "it takes no user and password" : "it does not serve whoever gives no user");
    return not_understood(passage, "it chose a way to log in that was not offered");
}

static bool read_reply(struct passage *passage, unsigned char *ret_code)
{
    unsigned char reply[FTP_SOCKS_REPLY_MAX];
    size_t have = 0, wanted;
    while ((wanted = ftp_socks_reply_size(reply, have)) > have) {
        if (!receive_all(passage, reply + have, wanted - have))
            return false;
        have = wanted;
    }
    if (wanted == 0)
        return not_understood(passage, "its answer to CONNECT is not one of SOCKS 5");
    *ret_code = reply[1];
    return true;
}

static bool open_socks(struct passage *passage)
{
    unsigned char code = 0xff;
    struct buffer bytes;
    if (!greet(passage))
        return false;
    buffer_init(&bytes, REQUEST_MAX);
    bool made = ftp_socks_connect_format(&bytes, passage->host, passage->port);
    if (!send_made(passage, made, &bytes) || !read_reply(passage, &code))
        return false;
    return code == 0 || refused(passage, ftp_socks_reply_text(code));
}

/* --- Both ------------------------------------------------------------------------------------- */

/* No byte that could end the request's line, and no zone, which is of this machine alone. */
static bool is_for_proxy(const char *host)
{
    for (; *host; host++)
        if ((unsigned char)*host <= ' ' || *host == 0x7f || strchr("%/@[]", *host))
            return false;
    return true;
}

/* An address as it is, a name in ASCII. */
static bool name_for_proxy(const char *host, char name[FTP_HOST_NAME_SIZE], struct ftp_error *error)
{
    return ftp_host_name_ascii(host, name, error) &&
           (is_for_proxy(name) ||
               ftp_error_set(error, FTP_FAULT_CONFIG,
                   "Host is neither a name nor an address that a proxy could be told"));
}

bool ftp_proxy_open(int socket, const struct ftp_proxy *proxy, const char *host, uint16_t port,
    const struct ftp_limits *limits, uint64_t until, struct ftp_error *error)
{
    char name[FTP_HOST_NAME_SIZE];
    struct passage passage = {.socket = socket,
        .proxy = proxy,
        .host = name,
        .port = port,
        .limits = limits,
        .until = until,
        .error = error};
    ftp_proxy_url_text(proxy->url, passage.name);
    if (!name_for_proxy(host, name, error))
        return false;
    return proxy->url->kind == FTP_PROXY_HTTP ? open_http(&passage) : open_socks(&passage);
}
