/* SPDX-License-Identifier: Apache-2.0 */
/* What a proxy answers, and how a person names one. */
#include "ftp/transport/proxy_codec.h"
#include "ftp/transport/proxy_url.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz/ftp_targets.h"

enum { REQUEST_MAX = 2048, UNTOUCHED = 4711 };

/* The same however the bytes arrive, and nothing behind its end is taken. */
static size_t feed(struct ftp_proxy_head *head, enum fuzz_cut cut, const char *data, size_t length,
    enum ftp_proxy_step *ret_step)
{
    size_t at = 0, taken;
    *ret_step = FTP_PROXY_MORE;
    while (at < length && *ret_step == FTP_PROXY_MORE) {
        size_t piece = fuzz_piece(cut, data, length, at);
        char *copy = fuzz_piece_copy(cut, data + at, piece);
        *ret_step = ftp_proxy_head_feed(head, copy ? copy : data + at, piece, &taken);
        FUZZ_CHECK(taken <= piece && (taken == piece || *ret_step != FTP_PROXY_MORE));
        at += taken;
        free(copy);
    }
    return at;
}

static void check_head(const char *data, size_t length)
{
    struct ftp_proxy_head whole = {0};
    enum ftp_proxy_step wanted, step;
    size_t end = feed(&whole, FUZZ_WHOLE, data, length, &wanted);
    FUZZ_CHECK(end <= FTP_PROXY_HEAD_MAX + 1);
    if (wanted == FTP_PROXY_DONE) {
        FUZZ_CHECK(whole.code >= 200 && whole.code <= 999 && data[end - 1] == '\n');
        FUZZ_CHECK(strlen(whole.status) <= whole.status_length &&
                   whole.status_length < sizeof whole.status);
    }
    for (enum fuzz_cut cut = FUZZ_BYTES; cut < FUZZ_CUTS; cut++) {
        struct ftp_proxy_head head = {0};
        FUZZ_CHECK(feed(&head, cut, data, length, &step) == end && step == wanted);
        FUZZ_CHECK(head.code == whole.code);
    }
}

/* As it is read: never more bytes than were asked for, and an end in sight. */
static void check_socks(const char *data, size_t length)
{
    const unsigned char *bytes = (const unsigned char *)data;
    size_t have = 0, wanted;
    for (unsigned steps = 0; (wanted = ftp_socks_reply_size(bytes, have)) > have; steps++) {
        FUZZ_CHECK(wanted <= FTP_SOCKS_REPLY_MAX && steps < 4);
        if (wanted > length)
            return;
        have = wanted;
    }
    FUZZ_CHECK(wanted == 0 || wanted == have);
    if (have > 1)
        FUZZ_CHECK(strlen(ftp_socks_reply_text(bytes[1])) > 0);
}

/* One line of host, one of credentials, whatever the user was made of. */
static void check_requests(const struct ftp_proxy_url *url)
{
    struct buffer out;
    unsigned lines = 0;
    buffer_init(&out, REQUEST_MAX);
    FUZZ_CHECK(ftp_proxy_connect_format(&out, url->host, url->port, url->user, "p", 1));
    for (size_t i = 0; i < out.length; i++)
        lines += out.data[i] == '\n';
    FUZZ_CHECK(lines == (*url->user ? 4 : 3));
    buffer_clear(&out);
    FUZZ_CHECK(ftp_socks_login_format(&out, url->user, "p", 1));
    FUZZ_CHECK(out.length == 4 + strlen(url->user));
    buffer_clear(&out);
    FUZZ_CHECK(ftp_socks_connect_format(&out, url->host, url->port));
    buffer_done(&out);
}

static void check_url(const char *text)
{
    char shown[FTP_PROXY_TEXT_SIZE];
    struct ftp_proxy_url url = {.port = UNTOUCHED}, again;
    enum ftp_proxy_url_problem problem = ftp_proxy_url_parse(text, &url);
    FUZZ_CHECK(problem < FTP_PROXY_URL_PROBLEMS);
    if (problem != FTP_PROXY_URL_GOOD) {
        FUZZ_CHECK(url.port == UNTOUCHED && url.kind == FTP_PROXY_NONE);
        FUZZ_CHECK(*ftp_proxy_url_message(problem) && *ftp_proxy_url_hint(problem));
        return;
    }
    FUZZ_CHECK(url.port != 0 && *url.host && strpbrk(url.host, "@/\\[]\r\n ") == NULL);
    ftp_proxy_url_text(&url, shown);
    FUZZ_CHECK(ftp_proxy_url_parse(shown, &again) == FTP_PROXY_URL_GOOD);
    FUZZ_CHECK(strcmp(again.host, url.host) == 0 && again.port == url.port &&
               again.kind == url.kind && !*again.user);
    check_requests(&url);
}

void fuzz_proxy(const char *data, size_t length)
{
    char *text = fuzz_copy_text(data, length);
    check_head(data, length);
    check_socks(data, length);
    check_url(text);
    free(text);
}
