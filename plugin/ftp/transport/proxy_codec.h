/* SPDX-License-Identifier: Apache-2.0 */
/* What is said to a proxy and what it answers, as bytes. No sockets here. */
#ifndef HAWSER_FTP_TRANSPORT_PROXY_CODEC_H
#define HAWSER_FTP_TRANSPORT_PROXY_CODEC_H

#include "common/buffer.h"

#include <stdint.h>

/* --- HTTP ------------------------------------------------------------------------------------- */

enum {
    FTP_PROXY_HEAD_MAX = 64 * 1024, /* bytes of an answer's head, interim ones included */
    FTP_PROXY_LINES_MAX = 200,      /* lines, likewise */
    FTP_PROXY_STATUS_SIZE = 256     /* what is kept of the status line */
};

enum ftp_proxy_step { FTP_PROXY_MORE, FTP_PROXY_DONE, FTP_PROXY_BAD };

/* The head of an answer. All zero before its first byte. */
struct ftp_proxy_head {
    int code;                           /* once DONE */
    char status[FTP_PROXY_STATUS_SIZE]; /* once DONE: "403 Filtered"; cut where it is longer */
    size_t status_length;
    size_t line_length;
    size_t bytes;
    unsigned lines;
    bool in_fields; /* behind the status line */
};

/* The request, with credentials where `user` is not "". False past the buffer's limit. `host` is a
 * name in ASCII or an address, IPv6 without brackets. */
bool ftp_proxy_connect_format(struct buffer *out, const char *host, uint16_t port, const char *user,
    const char *password, size_t password_length);
/* Takes bytes up to the end of the head and not one further. */
enum ftp_proxy_step ftp_proxy_head_feed(
    struct ftp_proxy_head *head, const char *bytes, size_t length, size_t *ret_taken);

/* --- SOCKS 5 ---------------------------------------------------------------------------------- */

enum {
    FTP_SOCKS_NO_LOGIN = 0,
    FTP_SOCKS_PASSWORD = 2,
    FTP_SOCKS_NO_METHOD = 0xff,
    FTP_SOCKS_TEXT_MAX = 255, /* bytes of a user, a password, a host */
    FTP_SOCKS_REPLY_MAX = 4 + 1 + FTP_SOCKS_TEXT_MAX + 2
};

bool ftp_socks_greeting_format(struct buffer *out, bool with_login);
bool ftp_socks_login_format(
    struct buffer *out, const char *user, const char *password, size_t password_length);
/* An address goes as such, anything else as a name. */
bool ftp_socks_connect_format(struct buffer *out, const char *host, uint16_t port);

/* How many bytes a reply to CONNECT has, judged by those that are there (the answer may grow); 0
 * where it is none. */
size_t ftp_socks_reply_size(const unsigned char *bytes, size_t length);
/* The reply's second byte in words. */
const char *ftp_socks_reply_text(unsigned char code);

#endif
