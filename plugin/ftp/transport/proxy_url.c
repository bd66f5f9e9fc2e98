/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/transport/proxy_url.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct {
    const char *scheme;
    enum ftp_proxy_kind kind;
} schemes[] = {{"http://", FTP_PROXY_HTTP}, {"socks5://", FTP_PROXY_SOCKS5}};

static const struct {
    const char *message, *hint;
} problems[FTP_PROXY_URL_PROBLEMS] = {
    [FTP_PROXY_URL_GOOD] = {"", ""},
    [FTP_PROXY_URL_SCHEME] = {"Proxy begins neither with http:// nor with socks5://.",
        "Write it as http://host:port or socks5://host:port."},
    [FTP_PROXY_URL_PASSWORD] = {"Proxy holds a password, which would stand there in clear.",
        "Leave the user alone before the @, and set Proxy Password; a colon in the user is %3A."},
    [FTP_PROXY_URL_USER] = {"Proxy has a user that can't be sent.",
        "Write 1 to 255 bytes before the @, special ones as %XX; no control characters, and for an "
        "http proxy no colon."},
    [FTP_PROXY_URL_HOST] = {"Proxy has no host.",
        "Write a name or address behind the //, an IPv6 address in brackets."},
    [FTP_PROXY_URL_PORT] = {"Proxy has a port that is none.",
        "Write a number from 1 to 65535 behind the last colon, or leave both out for 1080."},
    [FTP_PROXY_URL_PATH] = {"Proxy goes on behind host and port.",
        "Leave out what stands behind them."},
};

const char *ftp_proxy_url_message(enum ftp_proxy_url_problem problem)
{
    return problems[problem].message;
}

const char *ftp_proxy_url_hint(enum ftp_proxy_url_problem problem)
{
    return problems[problem].hint;
}

static int hex_digit(char byte)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    const char *at = byte ? strchr(digits, byte) : NULL;
    return at ? (int)((at - digits) % 16) : -1;
}

static bool decode_user(
    const char *text, size_t length, enum ftp_proxy_kind kind, char user[FTP_PROXY_USER_SIZE])
{
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte == '%') {
            bool whole = i + 2 < length;
            int high = whole ? hex_digit(text[i + 1]) : -1;
            int low = whole ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            byte = (unsigned char)(high * 16 + low);
            i += 2;
        }
        /* RFC 7617, 2: a colon would end the user there. */
        bool colon = byte == ':' && kind == FTP_PROXY_HTTP;
        if (byte < 0x20 || byte == 0x7f || colon || used + 1 >= FTP_PROXY_USER_SIZE)
            return false;
        user[used++] = (char)byte;
    }
    user[used] = '\0';
    return used > 0;
}

static enum ftp_proxy_url_problem take_user(const char **text, struct ftp_proxy_url *url)
{
    const char *end = strrchr(*text, '@');
    if (!end)
        return FTP_PROXY_URL_GOOD;
    size_t length = (size_t)(end - *text);
    if (memchr(*text, ':', length))
        return FTP_PROXY_URL_PASSWORD;
    if (!decode_user(*text, length, url->kind, url->user))
        return FTP_PROXY_URL_USER;
    *text = end + 1;
    return FTP_PROXY_URL_GOOD;
}

static bool is_host(const char *text, size_t length, bool bracketed)
{
    if (length == 0 || length >= FTP_PROXY_HOST_SIZE)
        return false;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte <= 0x20 || byte == 0x7f || strchr("/\\@[]?#", byte) || (byte == ':' && !bracketed))
            return false;
    }
    return true;
}

static bool take_host(const char **text, struct ftp_proxy_url *url)
{
    bool bracketed = **text == '[';
    const char *begin = *text + bracketed;
    size_t length = strcspn(begin, bracketed ? "]" : ":/?#");
    if (!is_host(begin, length, bracketed) || (bracketed && begin[length] != ']'))
        return false;
    memcpy(url->host, begin, length);
    url->host[length] = '\0';
    *text = begin + length + bracketed;
    return true;
}

static bool take_port(const char **text, struct ftp_proxy_url *url)
{
    unsigned long port = 0;
    size_t digits = 0;
    if (**text != ':')
        return true;
    const char *number = *text + 1;
    for (; number[digits] >= '0' && number[digits] <= '9' && digits < 6; digits++)
        port = port * 10 + (unsigned long)(number[digits] - '0');
    if (port < 1 || port > UINT16_MAX || (number[digits] && !strchr("/?#", number[digits])))
        return false;
    url->port = (uint16_t)port;
    *text = number + digits;
    return true;
}

enum ftp_proxy_url_problem ftp_proxy_url_parse(const char *text, struct ftp_proxy_url *ret_url)
{
    struct ftp_proxy_url url = {.port = FTP_PROXY_DEFAULT_PORT};
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes && !url.kind; i++) {
        size_t length = strlen(schemes[i].scheme);
        if (strncasecmp(text, schemes[i].scheme, length) == 0) {
            url.kind = schemes[i].kind;
            text += length;
        }
    }
    if (!url.kind)
        return FTP_PROXY_URL_SCHEME;
    enum ftp_proxy_url_problem problem = take_user(&text, &url);
    if (problem != FTP_PROXY_URL_GOOD)
        return problem;
    if (!take_host(&text, &url))
        return FTP_PROXY_URL_HOST;
    if (!take_port(&text, &url))
        return FTP_PROXY_URL_PORT;
    if (*text && strcmp(text, "/") != 0)
        return FTP_PROXY_URL_PATH;
    *ret_url = url;
    return FTP_PROXY_URL_GOOD;
}

void ftp_proxy_url_text(const struct ftp_proxy_url *url, char text[FTP_PROXY_TEXT_SIZE])
{
    bool ipv6 = strchr(url->host, ':') != NULL;
    snprintf(text, FTP_PROXY_TEXT_SIZE, "%s%s%s%s:%u",
        url->kind == FTP_PROXY_SOCKS5 ? "socks5://" : "http://", ipv6 ? "[" : "", url->host,
        ipv6 ? "]" : "", (unsigned)url->port);
}
