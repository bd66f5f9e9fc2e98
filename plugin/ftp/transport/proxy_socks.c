/* SPDX-License-Identifier: Apache-2.0 */
/* SOCKS 5: greeting, login, request and reply (RFC 1928, RFC 1929). */
#include "ftp/transport/proxy_codec.h"

#include <arpa/inet.h>
#include <string.h>

enum { VERSION = 5, LOGIN_VERSION = 1, CONNECT = 1 };
enum { TYPE_IPV4 = 1, TYPE_NAME = 3, TYPE_IPV6 = 4 };
enum { REPLY_FIXED = 4, IPV4_SIZE = 4, IPV6_SIZE = 16, PORT_SIZE = 2 };

static bool add_bytes(struct buffer *out, const unsigned char *bytes, size_t length)
{
    return buffer_add(out, bytes, length);
}

/* One byte says how many follow. */
static bool add_counted(struct buffer *out, const char *text, size_t length)
{
    return length <= FTP_SOCKS_TEXT_MAX && buffer_add_byte(out, (char)(unsigned char)length) &&
           buffer_add(out, text, length);
}

bool ftp_socks_greeting_format(struct buffer *out, bool with_login)
{
    static const unsigned char without[] = {VERSION, 1, FTP_SOCKS_NO_LOGIN};
    static const unsigned char with[] = {VERSION, 2, FTP_SOCKS_NO_LOGIN, FTP_SOCKS_PASSWORD};
    return with_login ? add_bytes(out, with, sizeof with) : add_bytes(out, without, sizeof without);
}

bool ftp_socks_login_format(
    struct buffer *out, const char *user, const char *password, size_t password_length)
{
    return buffer_add_byte(out, LOGIN_VERSION) && add_counted(out, user, strlen(user)) &&
           add_counted(out, password, password_length);
}

static bool add_host(struct buffer *out, const char *host)
{
    struct in_addr ipv4;
    struct in6_addr ipv6;
    if (inet_pton(AF_INET, host, &ipv4) == 1)
        return buffer_add_byte(out, TYPE_IPV4) && buffer_add(out, &ipv4, sizeof ipv4);
    if (inet_pton(AF_INET6, host, &ipv6) == 1)
        return buffer_add_byte(out, TYPE_IPV6) && buffer_add(out, &ipv6, sizeof ipv6);
    return buffer_add_byte(out, TYPE_NAME) && add_counted(out, host, strlen(host));
}

bool ftp_socks_connect_format(struct buffer *out, const char *host, uint16_t port)
{
    static const unsigned char request[] = {VERSION, CONNECT, 0};
    const unsigned char ends[] = {(unsigned char)(port >> 8), (unsigned char)(port & 0xff)};
    return add_bytes(out, request, sizeof request) && add_host(out, host) &&
           add_bytes(out, ends, sizeof ends);
}

size_t ftp_socks_reply_size(const unsigned char *bytes, size_t length)
{
    if (length > 0 && bytes[0] != VERSION)
        return 0;
    if (length < REPLY_FIXED)
        return REPLY_FIXED;
    switch (bytes[3]) {
    case TYPE_IPV4:
        return REPLY_FIXED + IPV4_SIZE + PORT_SIZE;
    case TYPE_IPV6:
        return REPLY_FIXED + IPV6_SIZE + PORT_SIZE;
    case TYPE_NAME:
        return length == REPLY_FIXED ? REPLY_FIXED + 1 : REPLY_FIXED + 1 + bytes[4] + PORT_SIZE;
    default:
        /* Some leave it out where they refuse. */
        return bytes[1] != 0 ? REPLY_FIXED : 0;
    }
}

const char *ftp_socks_reply_text(unsigned char code)
{
    static const char *const texts[] = {"succeeded", "general failure", "not allowed by its rules",
        "network unreachable", "host unreachable", "connection refused", "time to live expired",
        "command not supported", "kind of address not supported"};
    return code < sizeof texts / sizeof *texts ? texts[code] : "a reason that is not in RFC 1928";
}
