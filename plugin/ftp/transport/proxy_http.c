/* SPDX-License-Identifier: Apache-2.0 */
/* CONNECT and the head of its answer (RFC 9110, 9.3.6; RFC 9112, 4). */
#include "ftp/transport/proxy_codec.h"

#include <gnutls/gnutls.h>
#include <string.h>

enum { CREDENTIALS_MAX = 8192 };

/* RFC 7617. */
static bool add_credentials(
    struct buffer *out, const char *user, const char *password, size_t password_length)
{
    struct buffer pair;
    gnutls_datum_t encoded = {0};
    buffer_init(&pair, CREDENTIALS_MAX);
    bool added = buffer_add_text(&pair, user) && buffer_add_byte(&pair, ':') &&
                 buffer_add(&pair, password, password_length);
    gnutls_datum_t plain = {(unsigned char *)pair.data, (unsigned)pair.length};
    added = added && gnutls_base64_encode2(&plain, &encoded) == GNUTLS_E_SUCCESS &&
            buffer_add_text(out, "Proxy-Authorization: Basic ") &&
            buffer_add(out, encoded.data, encoded.size) && buffer_add_text(out, "\r\n");
    if (encoded.data)
        explicit_bzero(encoded.data, encoded.size);
    gnutls_free(encoded.data);
    buffer_done_wiped(&pair);
    return added;
}

bool ftp_proxy_connect_format(struct buffer *out, const char *host, uint16_t port, const char *user,
    const char *password, size_t password_length)
{
    bool ipv6 = strchr(host, ':') != NULL;
    const char *open = ipv6 ? "[" : "", *close = ipv6 ? "]" : "";
    return buffer_printf(out, "CONNECT %s%s%s:%u HTTP/1.1\r\nHost: %s%s%s:%u\r\n", open, host,
               close, (unsigned)port, open, host, close, (unsigned)port) &&
           (!*user || add_credentials(out, user, password, password_length)) &&
           buffer_add_text(out, "\r\n");
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* "HTTP/1.0 200 words", of which the version is taken away. */
static bool read_status(struct ftp_proxy_head *head)
{
    enum { VERSION = 9, CODE = 3 }; /* "HTTP/1.1 " */
    const char *line = head->status, *code = line + VERSION;
    if (head->status_length < VERSION + CODE || !is_digit(line[5]) || line[6] != '.' ||
        !is_digit(line[7]) || line[8] != ' ')
        return false;
    if (!is_digit(code[0]) || !is_digit(code[1]) || !is_digit(code[2]) || code[0] == '0' ||
        (head->status_length > VERSION + CODE && code[CODE] != ' '))
        return false;
    head->code = (code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0');
    head->status_length -= VERSION;
    memmove(head->status, code, head->status_length);
    head->status[head->status_length] = '\0';
    return true;
}

/* What is not HTTP shows by its first bytes, and need not be waited for to its end. */
static bool keep_status(struct ftp_proxy_head *head, char byte)
{
    static const char begin[] = "HTTP/";
    if (head->status_length < sizeof begin - 1 && byte != begin[head->status_length])
        return false;
    if (head->status_length + 1 < sizeof head->status)
        head->status[head->status_length++] = byte;
    return true;
}

/* An interim answer (RFC 9110, 15.2) is followed by another. */
static enum ftp_proxy_step end_head(struct ftp_proxy_head *head)
{
    if (head->code >= 200)
        return FTP_PROXY_DONE;
    if (head->code == 101)
        return FTP_PROXY_BAD;
    head->in_fields = false;
    head->status_length = 0;
    return FTP_PROXY_MORE;
}

static enum ftp_proxy_step end_line(struct ftp_proxy_head *head)
{
    size_t length = head->line_length;
    head->line_length = 0;
    if (++head->lines > FTP_PROXY_LINES_MAX)
        return FTP_PROXY_BAD;
    if (head->in_fields)
        return length == 0 ? end_head(head) : FTP_PROXY_MORE;
    head->in_fields = true;
    return read_status(head) ? FTP_PROXY_MORE : FTP_PROXY_BAD;
}

static enum ftp_proxy_step take(struct ftp_proxy_head *head, char byte)
{
    if (++head->bytes > FTP_PROXY_HEAD_MAX)
        return FTP_PROXY_BAD;
    if (byte == '\n')
        return end_line(head);
    if (byte == '\r')
        return FTP_PROXY_MORE;
    head->line_length++;
    return head->in_fields || keep_status(head, byte) ? FTP_PROXY_MORE : FTP_PROXY_BAD;
}

enum ftp_proxy_step ftp_proxy_head_feed(
    struct ftp_proxy_head *head, const char *bytes, size_t length, size_t *ret_taken)
{
    enum ftp_proxy_step step = FTP_PROXY_MORE;
    size_t taken = 0;
    while (taken < length && step == FTP_PROXY_MORE)
        step = take(head, bytes[taken++]);
    *ret_taken = taken;
    return step;
}
