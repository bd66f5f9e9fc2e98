/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/transport/dial.h"
#include "ftp/transport/host_name.h"

#include <CUnit/Basic.h>
#include <stdlib.h>
#include <string.h>

static void literals(void)
{
    static const struct {
        const char *text, *shown; /* shown NULL: no literal */
        bool ipv6;
    } cases[] = {
        {"192.0.2.1", "192.0.2.1", false},
        {"2001:DB8::1", "2001:db8::1", true},
        {"::ffff:192.0.2.7", "192.0.2.7", false},
        {"fe80::1%1", "fe80::1%1", true},
        {"::", "::", true},
        {"", NULL, false},
        {"192.0.2", NULL, false},
        {"192.0.2.256", NULL, false},
        {"192.0.2.1:21", NULL, false},
        {"[::1]", NULL, false},
        {"fe80::1%", NULL, false},
        {"fe80::1%no-such-device", NULL, false},
        {"localhost", NULL, false},
        {"1:2:3:4:5:6:7:8:9", NULL, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ftp_address address;
        bool parsed = ftp_address_parse(cases[i].text, 2121, &address);
        CU_ASSERT_EQUAL(parsed, cases[i].shown != NULL);
        if (!parsed || !cases[i].shown)
            continue;
        char text[FTP_ADDRESS_TEXT];
        ftp_address_text(&address, text);
        CU_ASSERT_STRING_EQUAL(text, cases[i].shown);
        CU_ASSERT_EQUAL(ftp_address_is_ipv6(&address), cases[i].ipv6);
        CU_ASSERT_EQUAL(ftp_address_port(&address), 2121);
        ftp_address_set_port(&address, 65535);
        CU_ASSERT_EQUAL(ftp_address_port(&address), 65535);
    }
}

static void sameness(void)
{
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"192.0.2.1", "192.0.2.1", true},
        {"192.0.2.1", "::ffff:192.0.2.1", true},
        {"2001:db8::1", "2001:db8:0:0::1", true},
        {"192.0.2.1", "192.0.2.2", false},
        {"192.0.2.1", "2001:db8::1", false},
        {"2001:db8::1", "2001:db8::2", false},
        {"fe80::1%1", "fe80::1%2", false},
        {"fe80::1%1", "fe80::1", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ftp_address a, b;
        CU_ASSERT_TRUE_FATAL(ftp_address_parse(cases[i].a, 1, &a));
        CU_ASSERT_TRUE_FATAL(ftp_address_parse(cases[i].b, 2, &b));
        CU_ASSERT_EQUAL(ftp_address_same_host(&a, &b), cases[i].same);
        CU_ASSERT_EQUAL(ftp_address_same_host(&b, &a), cases[i].same);
    }
}

static void names_in_ascii(void)
{
    static const struct {
        const char *host, *ascii; /* NULL: refused */
    } cases[] = {
        {"ftp.example.com", "ftp.example.com"},
        {"my_host.example", "my_host.example"},
        {"b\xc3\xbc"
         "cher.example",
            "xn--bcher-kva.example"},
        {"stra\xc3\x9f"
         "e.example",
            "xn--strae-oqa.example"},
        {"", NULL},
        {"bad\xff"
         "bytes.example",
            NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct ftp_error error = {0};
        char ascii[FTP_HOST_NAME_SIZE];
        bool good = ftp_host_name_ascii(cases[i].host, ascii, &error);
        CU_ASSERT_EQUAL(good, cases[i].ascii != NULL);
        if (good && cases[i].ascii)
            CU_ASSERT_STRING_EQUAL(ascii, cases[i].ascii);
        if (!good)
            CU_ASSERT_EQUAL(error.fault, FTP_FAULT_RESOLVE);
    }
    char longest[400], ascii[FTP_HOST_NAME_SIZE];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    struct ftp_error error = {0};
    CU_ASSERT_FALSE(ftp_host_name_ascii(longest, ascii, &error));
}

/* RFC 9525, 6.3 */
static void names_of_certificates(void)
{
    static const struct {
        const char *pattern, *host;
        bool covers;
    } cases[] = {
        {"ftp.example.com", "ftp.example.com", true},
        {"FTP.Example.COM", "ftp.example.com", true},
        {"ftp.example.com", "ftp.example.com.", true},
        {"*.example.com", "ftp.example.com", true},
        {"*.example.com", "example.com", false},
        {"*.example.com", "a.ftp.example.com", false},
        {"*.example.com", ".example.com", false},
        {"*.com", "example.com", false},
        {"*", "localhost", false},
        {"*.*.com", "a.b.com", false},
        {"f*.example.com", "ftp.example.com", false},
        {"ftp.*.com", "ftp.example.com", false},
        {"ftp.example.com", "xftp.example.com", false},
        {"ftp.example.co", "ftp.example.com", false},
        {"", "ftp.example.com", false},
        {"ftp.example.com", "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        CU_ASSERT_EQUAL(
            ftp_host_name_covers(cases[i].pattern, strlen(cases[i].pattern), cases[i].host),
            cases[i].covers);
    CU_ASSERT_FALSE(ftp_host_name_covers("ftp.example.com\0.evil.example", 28, "ftp.example.com"));
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_pSuite suite = CU_add_suite("addresses and names", NULL, NULL);
    CU_add_test(suite, "literals", literals);
    CU_add_test(suite, "sameness", sameness);
    CU_add_test(suite, "names in ASCII", names_in_ascii);
    CU_add_test(suite, "names of certificates", names_of_certificates);
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
