/* SPDX-License-Identifier: Apache-2.0 */
/* How a person names a proxy: http://[user@]host[:port] or socks5://[user@]host[:port]. */
#ifndef HAWSER_FTP_TRANSPORT_PROXY_URL_H
#define HAWSER_FTP_TRANSPORT_PROXY_URL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ftp_proxy_kind { FTP_PROXY_NONE, FTP_PROXY_HTTP, FTP_PROXY_SOCKS5 };

/* The user's most bytes are what RFC 1929 can carry. */
enum { FTP_PROXY_HOST_SIZE = 256, FTP_PROXY_USER_SIZE = 256, FTP_PROXY_TEXT_SIZE = 288 };
enum { FTP_PROXY_DEFAULT_PORT = 1080 };

struct ftp_proxy_url {
    enum ftp_proxy_kind kind;
    uint16_t port;                  /* FTP_PROXY_DEFAULT_PORT where the URL has none */
    char host[FTP_PROXY_HOST_SIZE]; /* an IPv6 address without its brackets */
    char user[FTP_PROXY_USER_SIZE]; /* "": none */
};

enum ftp_proxy_url_problem {
    FTP_PROXY_URL_GOOD,
    FTP_PROXY_URL_SCHEME,
    FTP_PROXY_URL_PASSWORD, /* one stands in it */
    FTP_PROXY_URL_USER,
    FTP_PROXY_URL_HOST,
    FTP_PROXY_URL_PORT,
    FTP_PROXY_URL_PATH,
    FTP_PROXY_URL_PROBLEMS
};

/* Only a good one is stored. The user's %XX are decoded. */
enum ftp_proxy_url_problem ftp_proxy_url_parse(const char *text, struct ftp_proxy_url *ret_url);
/* What is wrong, as a sentence that begins with the field's label; and what to do. They quote
 * nothing, since the text may hold a password. */
const char *ftp_proxy_url_message(enum ftp_proxy_url_problem problem);
const char *ftp_proxy_url_hint(enum ftp_proxy_url_problem problem);

/* "http://proxy.example.com:8080", without the user. */
void ftp_proxy_url_text(const struct ftp_proxy_url *url, char text[FTP_PROXY_TEXT_SIZE]);

#endif
