/* SPDX-License-Identifier: Apache-2.0 */
/* connection.proxy: its URL, and the bytes of CONNECT and of SOCKS 5. */
#include "ftp/transport/proxy_codec.h"
#include "ftp/transport/proxy_url.h"

#include <CUnit/Basic.h>
#include <stdlib.h>
#include <string.h>

#define BYTES(text) (text), sizeof(text) - 1

static void good_urls(void)
{
    static const struct {
        const char *text;
        struct ftp_proxy_url url;
        const char *shown;
    } rows[] = {
        {"http://proxy.example.com", {FTP_PROXY_HTTP, 1080, "proxy.example.com", ""},
            "http://proxy.example.com:1080"},
        {"http://proxy:3128/", {FTP_PROXY_HTTP, 3128, "proxy", ""}, "http://proxy:3128"},
        {"HTTP://u@10.0.0.1:1", {FTP_PROXY_HTTP, 1, "10.0.0.1", "u"}, "http://10.0.0.1:1"},
        {"socks5://me%40home@[2001:db8::1]:65535",
            {FTP_PROXY_SOCKS5, 65535, "2001:db8::1", "me@home"}, "socks5://[2001:db8::1]:65535"},
        {"socks5://a%3ab@h", {FTP_PROXY_SOCKS5, 1080, "h", "a:b"}, "socks5://h:1080"},
        {"socks5://a@b@h", {FTP_PROXY_SOCKS5, 1080, "h", "a@b"}, "socks5://h:1080"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ftp_proxy_url url;
        char shown[FTP_PROXY_TEXT_SIZE];
        CU_ASSERT_EQUAL_FATAL(ftp_proxy_url_parse(rows[i].text, &url), FTP_PROXY_URL_GOOD);
        CU_ASSERT_EQUAL(url.kind, rows[i].url.kind);
        CU_ASSERT_EQUAL(url.port, rows[i].url.port);
        CU_ASSERT_STRING_EQUAL(url.host, rows[i].url.host);
        CU_ASSERT_STRING_EQUAL(url.user, rows[i].url.user);
        ftp_proxy_url_text(&url, shown);
        CU_ASSERT_STRING_EQUAL(shown, rows[i].shown);
    }
}

static void bad_urls(void)
{
    static const struct {
        const char *text;
        enum ftp_proxy_url_problem problem;
    } rows[] = {
        {"", FTP_PROXY_URL_SCHEME},
        {"proxy:3128", FTP_PROXY_URL_SCHEME},
        {"https://proxy:3128", FTP_PROXY_URL_SCHEME},
        {"socks4://proxy", FTP_PROXY_URL_SCHEME},
        {"http:/proxy", FTP_PROXY_URL_SCHEME},
        {"http://u:secret@proxy", FTP_PROXY_URL_PASSWORD},
        {"http://u:@proxy", FTP_PROXY_URL_PASSWORD},
        {"http://:secret@proxy", FTP_PROXY_URL_PASSWORD},
        {"http://@proxy", FTP_PROXY_URL_USER},
        {"http://a%3Ab@proxy", FTP_PROXY_URL_USER},
        {"http://a%0db@proxy", FTP_PROXY_URL_USER},
        {"http://a%00b@proxy", FTP_PROXY_URL_USER},
        {"http://a%4@proxy", FTP_PROXY_URL_USER},
        {"http://a%@proxy", FTP_PROXY_URL_USER},
        {"http://a%zz@proxy", FTP_PROXY_URL_USER},
        {"http://", FTP_PROXY_URL_HOST},
        {"http://:80", FTP_PROXY_URL_HOST},
        {"http://u@", FTP_PROXY_URL_HOST},
        {"http://[::1", FTP_PROXY_URL_HOST},
        {"http://a b", FTP_PROXY_URL_HOST},
        {"http://h:", FTP_PROXY_URL_PORT},
        {"http://h:0", FTP_PROXY_URL_PORT},
        {"http://h:65536", FTP_PROXY_URL_PORT},
        {"http://h:99999999999999999999", FTP_PROXY_URL_PORT},
        {"http://h:80x", FTP_PROXY_URL_PORT},
        {"http://::1:80", FTP_PROXY_URL_HOST},
        {"http://h:80/x", FTP_PROXY_URL_PATH},
        {"http://h?x", FTP_PROXY_URL_PATH},
        {"http://[::1]x", FTP_PROXY_URL_PATH},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ftp_proxy_url url = {.port = 7};
        enum ftp_proxy_url_problem problem = ftp_proxy_url_parse(rows[i].text, &url);
        if (problem != rows[i].problem)
            printf("%s: %d\n", rows[i].text, (int)problem);
        CU_ASSERT_EQUAL(problem, rows[i].problem);
        CU_ASSERT_EQUAL(url.port, 7);
        CU_ASSERT(strlen(ftp_proxy_url_message(problem)) > 0);
        CU_ASSERT(strlen(ftp_proxy_url_hint(problem)) > 0);
        CU_ASSERT_PTR_NULL(strstr(ftp_proxy_url_message(problem), "secret"));
    }
}

/* RFC 1929 has one byte for the length. */
static void long_users(void)
{
    char text[600];
    struct ftp_proxy_url url;
    snprintf(text, sizeof text, "socks5://%0255d@h", 7);
    CU_ASSERT_EQUAL(ftp_proxy_url_parse(text, &url), FTP_PROXY_URL_GOOD);
    CU_ASSERT_EQUAL(strlen(url.user), 255);
    snprintf(text, sizeof text, "socks5://%0256d@h", 7);
    CU_ASSERT_EQUAL(ftp_proxy_url_parse(text, &url), FTP_PROXY_URL_USER);
    snprintf(text, sizeof text, "socks5://%0256d", 7);
    CU_ASSERT_EQUAL(ftp_proxy_url_parse(text, &url), FTP_PROXY_URL_HOST);
}

/* --- HTTP ------------------------------------------------------------------------------------- */

static void connect_requests(void)
{
    struct buffer out;
    buffer_init(&out, 1000);
    CU_ASSERT_TRUE(ftp_proxy_connect_format(&out, "ftp.example.com", 21, "", "", 0));
    CU_ASSERT_STRING_EQUAL(buffer_text(&out),
        "CONNECT ftp.example.com:21 HTTP/1.1\r\nHost: ftp.example.com:21\r\n\r\n");
    buffer_clear(&out);
    /* RFC 7617, 2: the example of Aladdin. */
    CU_ASSERT_TRUE(ftp_proxy_connect_format(&out, "::1", 65535, "Aladdin", BYTES("open sesame")));
    CU_ASSERT_STRING_EQUAL(buffer_text(&out),
        "CONNECT [::1]:65535 HTTP/1.1\r\nHost: [::1]:65535\r\n"
        "Proxy-Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==\r\n\r\n");
    buffer_done(&out);
    buffer_init(&out, 20);
    CU_ASSERT_FALSE(ftp_proxy_connect_format(&out, "ftp.example.com", 21, "", "", 0));
    buffer_done(&out);
}

static void good_heads(void)
{
    static const struct {
        const char *text, *behind;
        int code;
        const char *status;
    } rows[] = {
        {"HTTP/1.0 200 Connection established\r\n\r\n", "220 hi\r\n", 200,
            "200 Connection established"},
        {"HTTP/1.1 200\r\nContent-Length: 5\r\nVia: x\r\n\r\n", "220 a", 200, "200"},
        {"HTTP/1.1 403 Filtered\nServer: y\n\n", "<html>", 403, "403 Filtered"},
        {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 W\r\na: b\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", "\n",
            200, "200 OK"},
        {"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "", 407,
            "407 Proxy Authentication Required"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[300];
        size_t taken, length = strlen(rows[i].text);
        snprintf(text, sizeof text, "%s%s", rows[i].text, rows[i].behind);
        struct ftp_proxy_head head = {0}, slow = {0};
        CU_ASSERT_EQUAL(ftp_proxy_head_feed(&head, text, strlen(text), &taken), FTP_PROXY_DONE);
        CU_ASSERT_EQUAL(taken, length);
        CU_ASSERT_EQUAL(head.code, rows[i].code);
        CU_ASSERT_STRING_EQUAL(head.status, rows[i].status);
        for (size_t at = 0; at < length; at++)
            CU_ASSERT_EQUAL(ftp_proxy_head_feed(&slow, text + at, 1, &taken),
                at + 1 < length ? FTP_PROXY_MORE : FTP_PROXY_DONE);
        CU_ASSERT_EQUAL(slow.code, rows[i].code);
    }
}

static void bad_heads(void)
{
    static const char *const rows[] = {"220 FTP here\r\n", "\r\n", "HTTX", "http/1.1 200 OK\r\n",
        "HTTP/1.1 20\r\n", "HTTP/1.1 2000 x\r\n", "HTTP/1.1 0200\r\n", "HTTP/2 200 OK\r\n",
        "HTTP/1.1  200 OK\r\n", "HTTP/1.1 abc\r\n", "HTTP/1.1 020 x\r\n", "HTTP/\r\n",
        "HTTP/1.1 101 Switching\r\n\r\n", "\5\0"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t taken;
        struct ftp_proxy_head head = {0};
        CU_ASSERT_EQUAL(
            ftp_proxy_head_feed(&head, rows[i], strlen(rows[i]), &taken), FTP_PROXY_BAD);
    }
}

/* Neither one line, nor many, nor interim answers without end are followed for ever. */
static void endless_heads(void)
{
    static const struct {
        const char *begin, *piece;
        size_t most;
    } rows[] = {{"HTTP/1.1 200 ", "x", FTP_PROXY_HEAD_MAX},
        {"HTTP/1.1 200 OK\r\n", "a: b\r\n", FTP_PROXY_LINES_MAX * 6},
        {"HTTP/1.1 200 OK\r\n", "a", FTP_PROXY_HEAD_MAX},
        {"", "HTTP/1.1 100 C\r\n\r\n", FTP_PROXY_LINES_MAX * 18}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t taken, fed = 0;
        struct ftp_proxy_head head = {0};
        enum ftp_proxy_step step =
            ftp_proxy_head_feed(&head, rows[i].begin, strlen(rows[i].begin), &taken);
        while (step == FTP_PROXY_MORE && fed <= rows[i].most) {
            step = ftp_proxy_head_feed(&head, rows[i].piece, strlen(rows[i].piece), &taken);
            fed += taken;
        }
        CU_ASSERT_EQUAL(step, FTP_PROXY_BAD);
    }
}

/* --- SOCKS 5 ---------------------------------------------------------------------------------- */

static void expect_bytes(struct buffer *out, bool made, const char *bytes, size_t length)
{
    CU_ASSERT_TRUE(made);
    CU_ASSERT_EQUAL_FATAL(out->length, length);
    CU_ASSERT_EQUAL(memcmp(out->data, bytes, length), 0);
    buffer_clear(out);
}

static void socks_requests(void)
{
    struct buffer out;
    char longest[257];
    memset(longest, 'a', 256);
    longest[256] = '\0';
    buffer_init(&out, 1000);
    expect_bytes(&out, ftp_socks_greeting_format(&out, false), BYTES("\5\1\0"));
    expect_bytes(&out, ftp_socks_greeting_format(&out, true), BYTES("\5\2\0\2"));
    expect_bytes(&out, ftp_socks_login_format(&out, "me", BYTES("pass")), BYTES("\1\2me\4pass"));
    expect_bytes(&out, ftp_socks_connect_format(&out, "ftp.x", 21), BYTES("\5\1\0\3\5ftp.x\0\25"));
    expect_bytes(&out, ftp_socks_connect_format(&out, "127.0.0.1", 0x1234),
        BYTES("\5\1\0\1\177\0\0\1\x12\x34"));
    expect_bytes(&out, ftp_socks_connect_format(&out, "::1", 65535),
        BYTES("\5\1\0\4\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\xff\xff"));
    CU_ASSERT_FALSE(ftp_socks_connect_format(&out, longest, 21));
    buffer_clear(&out);
    CU_ASSERT_FALSE(ftp_socks_login_format(&out, "me", longest, 256));
    buffer_clear(&out);
    CU_ASSERT_TRUE(ftp_socks_connect_format(&out, longest + 1, 21));
    buffer_done(&out);
}

static void socks_replies(void)
{
    static const struct {
        const char *bytes;
        size_t length, size;
    } rows[] = {
        {BYTES(""), 4},
        {BYTES("\5"), 4},
        {BYTES("\5\0\0"), 4},
        {BYTES("\5\0\0\1"), 10},
        {BYTES("\5\0\0\1\177\0\0\1\0\25"), 10},
        {BYTES("\5\0\0\4"), 22},
        {BYTES("\5\0\0\3"), 5},
        {BYTES("\5\0\0\3\0"), 7},
        {BYTES("\5\0\0\3\377"), FTP_SOCKS_REPLY_MAX},
        {BYTES("\5\5\0\0"), 4},
        {BYTES("\5\0\0\0"), 0},
        {BYTES("\5\0\0\2"), 0},
        {BYTES("\4\0\0\1"), 0},
        {BYTES("H"), 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        CU_ASSERT_EQUAL(ftp_socks_reply_size((const unsigned char *)rows[i].bytes, rows[i].length),
            rows[i].size);
    CU_ASSERT_STRING_EQUAL(ftp_socks_reply_text(5), "connection refused");
    CU_ASSERT_PTR_NOT_NULL(ftp_socks_reply_text(200));
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_pSuite suite = CU_add_suite("connection.proxy", NULL, NULL);
    CU_add_test(suite, "good URLs", good_urls);
    CU_add_test(suite, "bad URLs", bad_urls);
    CU_add_test(suite, "long users", long_users);
    CU_add_test(suite, "CONNECT", connect_requests);
    CU_add_test(suite, "answers to CONNECT", good_heads);
    CU_add_test(suite, "what is no answer to CONNECT", bad_heads);
    CU_add_test(suite, "answers without end", endless_heads);
    CU_add_test(suite, "SOCKS requests", socks_requests);
    CU_add_test(suite, "SOCKS replies", socks_replies);
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
