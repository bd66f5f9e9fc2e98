/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "ftp/protocol/address.h"
#include "unit/suite.h"

static const struct {
    const char *text;
    unsigned char host[4];
    unsigned port; /* 0: refused */
} passive[] = {
    {"Entering Passive Mode (10,1,2,3,4,5).", {10, 1, 2, 3}, 1029},
    {"Entering Passive Mode 10,1,2,3,255,255", {10, 1, 2, 3}, 65535},
    {"=10,1,2,3,0,1", {10, 1, 2, 3}, 1},
    {"Go (10, 1 , 2, 3, 4, 5)", {10, 1, 2, 3}, 1029},
    {"Mode 2, then (10,1,2,3,4,5)", {10, 1, 2, 3}, 1029},
    {"(10,1,2,3,0,0)", {0}, 0},
    {"(10,1,2,3,4)", {0}, 0},
    {"(10,1,2,3,4,5,6)", {0}, 0},
    {"(256,1,2,3,4,5)", {0}, 0},
    {"(10,1,2,3,4,256)", {0}, 0},
    {"(10,1,2,3,-4,5)", {0}, 0},
    {"(10.1.2.3.4.5)", {0}, 0},
    {"(10,1,2,3,4,", {0}, 0},
    {"(99999999999999999999910,1,2,3,4,5)", {0}, 0},
    {"(,,,,,)", {0}, 0},
    {"", {0}, 0},
};

/* protocol.D3 */
static void test_pasv(void)
{
    for (size_t i = 0; i < sizeof passive / sizeof passive[0]; i++) {
        unsigned char host[4] = {9, 9, 9, 9};
        uint16_t port = 7;
        bool done = ftp_pasv_parse(passive[i].text, strlen(passive[i].text), host, &port);
        CU_ASSERT_EQUAL(done, passive[i].port != 0);
        CU_ASSERT_EQUAL(port, done ? passive[i].port : 7);
        CU_ASSERT_EQUAL(host[0], done ? passive[i].host[0] : 9);
        CU_ASSERT_EQUAL(host[3], done ? passive[i].host[3] : 9);
    }
}

static const struct {
    const char *text;
    unsigned port;
} extended[] = {
    {"Entering Extended Passive Mode (|||6446|)", 6446},
    {"Entering Extended Passive Mode (!!!1!).", 1},
    {"(hello) (|||65535|)", 65535},
    {"(|||1000|) (|||2000|)", 2000},
    {"((|||1000|)", 1000},
    {"Use |||6446|.", 6446},
    {"(|||65536|)", 0},
    {"(|||0|)", 0},
    {"(|||123456|)", 0},
    {"(|||00000000001|)", 0},
    {"(||6446|)", 0},
    {"(|||6446)", 0},
    {"(|||6446!)", 0},
    {"(||||)", 0},
    {"(|1|10.1.2.3|6446|)", 0},
    {"(|||64a6|)", 0},
    {"(|||-644|)", 0},
    {"(|||6446|", 0},
    {"(   6446 )", 0},
    {"6446", 0},
    {"(", 0},
    {"", 0},
};

/* protocol.D2 */
static void test_epsv(void)
{
    for (size_t i = 0; i < sizeof extended / sizeof extended[0]; i++) {
        uint16_t port = 7;
        bool done = ftp_epsv_parse(extended[i].text, strlen(extended[i].text), &port);
        CU_ASSERT_EQUAL(done, extended[i].port != 0);
        CU_ASSERT_EQUAL(port, done ? extended[i].port : 7);
    }
    uint16_t port = 7;
    CU_ASSERT_FALSE(ftp_epsv_parse("(\0\0\0"
                                   "6446\0)",
        10, &port));
    CU_ASSERT_FALSE(ftp_epsv_parse("(\xff\xff\xff"
                                   "6446\xff)",
        10, &port));
}

static void test_suspicious(void)
{
    CU_ASSERT_TRUE(ftp_port_is_suspicious(22));
    CU_ASSERT_TRUE(ftp_port_is_suspicious(1023));
    CU_ASSERT_TRUE(ftp_port_is_suspicious(2049));
    CU_ASSERT_FALSE(ftp_port_is_suspicious(1024));
    CU_ASSERT_FALSE(ftp_port_is_suspicious(65535));
}

static void test_format(void)
{
    static const struct {
        const char *address, *port, *eprt; /* NULL: refused */
    } addresses[] = {
        {"10.1.2.3", "10,1,2,3,4,5", "|1|10.1.2.3|1029|"},
        {"fe80::1%eth0", NULL, "|2|fe80::1|1029|"},
        {"2001:DB8::1", NULL, "|2|2001:DB8::1|1029|"},
        {"10.1.2", NULL, NULL},
        {"10.1.2.3.4", NULL, NULL},
        {"10.1.2.256", NULL, NULL},
        {"host.example", NULL, NULL},
        {"::1|1|", NULL, NULL},
        {"", NULL, NULL},
    };
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        struct buffer port, eprt;
        buffer_init(&port, 100);
        buffer_init(&eprt, 100);
        CU_ASSERT_EQUAL(
            ftp_port_format(&port, addresses[i].address, 1029), addresses[i].port != NULL);
        CU_ASSERT_STRING_EQUAL(buffer_text(&port), addresses[i].port ? addresses[i].port : "");
        CU_ASSERT_EQUAL(
            ftp_eprt_format(&eprt, addresses[i].address, 1029), addresses[i].eprt != NULL);
        CU_ASSERT_STRING_EQUAL(buffer_text(&eprt), addresses[i].eprt ? addresses[i].eprt : "");
        buffer_done(&port);
        buffer_done(&eprt);
    }
}

static const struct suite_test tests[] = {
    {"227", test_pasv},
    {"229", test_epsv},
    {"ports of other services", test_suspicious},
    {"PORT and EPRT", test_format},
};

SUITE_MAIN("ftp address", tests)
