/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "unit/scratch.h"

#include "trust.h"
#include "trust_certificate.h"
#include "trust_store.h"

#include <CUnit/Basic.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define PEM_SIZE 4096

static struct scratch scratch;
static hawser_host *host;
static char store[SCRATCH_PATH_SIZE];

static void set_up(void)
{
    char path[SCRATCH_PATH_SIZE];

    scratch_init(&scratch);
    host = hawser_host_new();
    CU_ASSERT_PTR_NOT_NULL_FATAL(host);
    hawser_host_set(host, HAWSER_SETTING_TRUST_DIR, scratch_path(&scratch, "etc/trust.d", store));
    scratch_write(&scratch, "bundle.pem", "bundle\n", 7, 0644);
    hawser_host_set(host, HAWSER_SETTING_CA_BUNDLE, scratch_path(&scratch, "bundle.pem", path));
}

static void tear_down(void)
{
    hawser_host_free(host);
    scratch_done(&scratch);
}

/* A certificate that signed itself, in one format or the other. */
static size_t issue(
    const char *name, int authority, gnutls_x509_crt_fmt_t format, char pem[PEM_SIZE])
{
    gnutls_x509_privkey_t key;
    gnutls_x509_crt_t certificate;
    size_t length = PEM_SIZE;
    unsigned char serial[8] = {1};

    memcpy(serial + 1, name, strlen(name) < 7 ? strlen(name) : 7);
    gnutls_x509_privkey_init(&key);
    gnutls_x509_privkey_generate(
        key, GNUTLS_PK_ECDSA, GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
    gnutls_x509_crt_init(&certificate);
    gnutls_x509_crt_set_version(certificate, 3);
    gnutls_x509_crt_set_serial(certificate, serial, sizeof serial);
    gnutls_x509_crt_set_dn_by_oid(
        certificate, GNUTLS_OID_X520_COMMON_NAME, 0, name, (unsigned)strlen(name));
    gnutls_x509_crt_set_activation_time(certificate, 1000000000);
    gnutls_x509_crt_set_expiration_time(certificate, 2000000000);
    gnutls_x509_crt_set_basic_constraints(certificate, (unsigned)authority, -1);
    gnutls_x509_crt_set_key(certificate, key);
    gnutls_x509_crt_sign2(certificate, certificate, key, GNUTLS_DIG_SHA256, 0);
    CU_ASSERT_EQUAL(gnutls_x509_crt_export(certificate, format, pem, &length), 0);
    gnutls_x509_crt_deinit(certificate);
    gnutls_x509_privkey_deinit(key);
    return length;
}

/* The last certificate that was reported, and how many were. */
struct seen {
    size_t count;
    char name[128];
    char subject[128];
    char peer[128];
    char fingerprint[TRUST_FINGERPRINT_SIZE];
    int64_t not_before;
    int64_t not_after;
    uint32_t authority;
};

static int32_t see(void *user, const hawser_trusted *trusted)
{
    struct seen *seen = user;

    seen->count++;
    snprintf(seen->name, sizeof seen->name, "%s", trusted->name);
    snprintf(seen->subject, sizeof seen->subject, "%s", trusted->subject);
    snprintf(seen->peer, sizeof seen->peer, "%s", trusted->peer == NULL ? "" : trusted->peer);
    snprintf(seen->fingerprint, sizeof seen->fingerprint, "%s", trusted->fingerprint);
    seen->not_before = trusted->not_before;
    seen->not_after = trusted->not_after;
    seen->authority = trusted->authority;
    CU_ASSERT_STRING_EQUAL(trusted->subject, trusted->issuer);
    return 0;
}

static int32_t add(const char *pem, size_t length, const char *peer, struct seen *seen)
{
    *seen = (struct seen){0};
    return hawser_trust_add(host, pem, length, peer, see, seen, NULL);
}

static struct seen list(void)
{
    struct seen seen = {0};

    CU_ASSERT_EQUAL(hawser_trust_list(host, see, &seen, NULL), HAWSER_OK);
    return seen;
}

static void test_adds_and_lists(void)
{
    char pem[PEM_SIZE];
    char path[2 * SCRATCH_PATH_SIZE];
    struct seen seen;
    struct stat status;
    size_t length = issue("Example Root, CA", 1, GNUTLS_X509_FMT_PEM, pem);

    CU_ASSERT_EQUAL(list().count, 0);
    CU_ASSERT_EQUAL(add(pem, length, NULL, &seen), HAWSER_OK);
    CU_ASSERT_EQUAL(seen.count, 1);
    seen = list();
    CU_ASSERT_EQUAL(seen.count, 1);
    CU_ASSERT_STRING_EQUAL(seen.subject, "CN=Example Root\\, CA");
    CU_ASSERT_STRING_EQUAL(seen.peer, "");
    CU_ASSERT_EQUAL(seen.not_before, 1000000000);
    CU_ASSERT_EQUAL(seen.not_after, 2000000000);
    CU_ASSERT_EQUAL(seen.authority, 1);
    CU_ASSERT_EQUAL(strlen(seen.fingerprint), 32 * 3 - 1);
    CU_ASSERT_EQUAL(strncmp(seen.name, "example-root-ca-", 16), 0);
    CU_ASSERT_EQUAL(strlen(seen.name), 16 + 8);
    snprintf(path, sizeof path, "%s/%s.pem", store, seen.name);
    CU_ASSERT_EQUAL(stat(path, &status), 0);
    CU_ASSERT_EQUAL(status.st_mode & 07777, 0644);
}

static void test_adds_once(void)
{
    char pem[PEM_SIZE];
    struct seen seen;
    size_t length = issue("a", 0, GNUTLS_X509_FMT_PEM, pem);

    CU_ASSERT_EQUAL(add(pem, length, NULL, &seen), HAWSER_OK);
    CU_ASSERT_EQUAL(add(pem, length, NULL, &seen), HAWSER_OK);
    CU_ASSERT_EQUAL(seen.count, 1);
    CU_ASSERT_EQUAL(list().count, 1);
    CU_ASSERT_EQUAL(add(pem, length, "ftp.example", &seen), HAWSER_OK);
    CU_ASSERT_EQUAL(add(pem, length, "FTP.Example.", &seen), HAWSER_OK);
    CU_ASSERT_STRING_EQUAL(seen.peer, "FTP.Example.");
    CU_ASSERT_EQUAL(list().count, 2);
    CU_ASSERT_EQUAL(list().authority, 0);
}

static void test_adds_der_and_chains(void)
{
    char chain[2 * PEM_SIZE];
    char der[PEM_SIZE];
    struct seen seen;
    size_t first = issue("one", 0, GNUTLS_X509_FMT_PEM, chain);
    size_t second = issue("two", 0, GNUTLS_X509_FMT_PEM, chain + first);
    size_t length = issue("three", 0, GNUTLS_X509_FMT_DER, der);

    CU_ASSERT_EQUAL(add(chain, first + second, NULL, &seen), HAWSER_OK);
    CU_ASSERT_EQUAL(seen.count, 2);
    CU_ASSERT_EQUAL(add(der, length, "2001:db8::1", &seen), HAWSER_OK);
    CU_ASSERT_EQUAL(strncmp(seen.name, "three-", 6), 0);
    CU_ASSERT_PTR_NULL(strchr(seen.name, ':'));
    CU_ASSERT_EQUAL(list().count, 3);
}

/* Names come from outside. */
static void test_makes_names_safe(void)
{
    static const struct {
        const char *subject;
        const char *beginning;
    } cases[] = {
        {"../../etc/passwd", "etc-passwd-"},
        {"\n\n", "certificate-"},
        {"*.Example.com", "example-com-"},
        {"\xc3\xa4\xc3\xb6", "certificate-"},
    };
    char pem[PEM_SIZE];
    struct seen seen;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t length = issue(cases[i].subject, 0, GNUTLS_X509_FMT_PEM, pem);
        CU_ASSERT_EQUAL(add(pem, length, NULL, &seen), HAWSER_OK);
        CU_ASSERT_EQUAL(strncmp(seen.name, cases[i].beginning, strlen(cases[i].beginning)), 0);
        CU_ASSERT_EQUAL(strlen(seen.name), strlen(cases[i].beginning) + 8);
    }
}

static void test_refuses_to_add(void)
{
    static const char key[] =
        "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n";
    static const char broken[] = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    static const char request[] =
        "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n";
    static const char *const peers[] = {"", "a b", "a/b", "*.example", "a\nHawser-For: b"};
    char pem[PEM_SIZE + sizeof key];
    struct seen seen;
    size_t length = issue("a", 0, GNUTLS_X509_FMT_PEM, pem);

    for (size_t i = 0; i < sizeof peers / sizeof peers[0]; i++)
        CU_ASSERT_EQUAL(add(pem, length, peers[i], &seen), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(add(pem, 20, NULL, &seen), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(add(pem, length / 2, NULL, &seen), HAWSER_BAD_ARGUMENT);
    memcpy(pem + length, key, sizeof key);
    CU_ASSERT_EQUAL(add(pem, length + sizeof key - 1, NULL, &seen), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(add(key, sizeof key - 1, NULL, &seen), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(add(broken, sizeof broken - 1, NULL, &seen), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(add(request, sizeof request - 1, NULL, &seen), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(add("", 0, NULL, &seen), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(list().count, 0);
    /* Only the bundle: not even the folder was made. */
    CU_ASSERT_EQUAL(scratch_count(&scratch), 1);
}

static void test_cannot_write(void)
{
    char pem[PEM_SIZE];
    char path[SCRATCH_PATH_SIZE];
    hawser_problem *problem = NULL;
    size_t length = issue("a", 0, GNUTLS_X509_FMT_PEM, pem);

    hawser_host_set(
        host, HAWSER_SETTING_TRUST_DIR, scratch_path(&scratch, "bundle.pem/below", path));
    CU_ASSERT_EQUAL(hawser_trust_add(host, pem, length, NULL, NULL, NULL, &problem), HAWSER_HOST);
    CU_ASSERT_PTR_NOT_NULL(strstr(hawser_problem_error(problem)->message, path));
    hawser_problem_free(problem);
}

static void test_removes(void)
{
    char pem[PEM_SIZE];
    char name[SCRATCH_PATH_SIZE];
    struct seen seen;
    size_t length = issue("a", 0, GNUTLS_X509_FMT_PEM, pem);

    add(pem, length, NULL, &seen);
    CU_ASSERT_EQUAL(hawser_trust_remove(host, seen.name, NULL), HAWSER_OK);
    CU_ASSERT_EQUAL(list().count, 0);
    add(pem, length, NULL, &seen);
    snprintf(name, sizeof name, "%s.pem", seen.name);
    CU_ASSERT_EQUAL(hawser_trust_remove(host, name, NULL), HAWSER_OK);
    add(pem, length, NULL, &seen);
    seen.fingerprint[14] = '\0';
    CU_ASSERT_EQUAL(hawser_trust_remove(host, seen.fingerprint, NULL), HAWSER_OK);
    CU_ASSERT_EQUAL(list().count, 0);
}

static void test_refuses_to_remove(void)
{
    char pem[PEM_SIZE];
    struct seen seen;
    hawser_problem *problem = NULL;
    static const char *const names[] = {
        "none", "", "../bundle", "/etc/passwd", "bundle.pem", "0000000000000000"};

    CU_ASSERT_EQUAL(hawser_trust_remove(host, "none", NULL), HAWSER_NOT_FOUND);
    size_t length = issue("a", 0, GNUTLS_X509_FMT_PEM, pem);
    add(pem, length, NULL, &seen);
    add(pem, length, "one.example", &seen);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        CU_ASSERT_EQUAL(hawser_trust_remove(host, names[i], NULL), HAWSER_NOT_FOUND);
    CU_ASSERT_EQUAL(hawser_trust_remove(host, seen.fingerprint, &problem), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_PTR_NOT_NULL(strstr(hawser_problem_error(problem)->message, "2 certificates"));
    hawser_problem_free(problem);
    CU_ASSERT_EQUAL(list().count, 2);
}

/* What an operator wrote by hand and is wrong is named, and hides nothing else. */
static void test_names_unusable_files(void)
{
    static const struct {
        const char *text;
        mode_t mode;
        const char *part;
    } cases[] = {
        {"hello\n", 0644, "no PEM"},
        {"Hawser-For:\n-----BEGIN CERTIFICATE-----\n", 0644, "names no host"},
        {"Hawser-For: a\nHawser-For: b\n-----BEGIN CERTIFICATE-----\n", 0644, "two"},
        {"\xef\xbb\xbfHawser-For: a\n-----BEGIN CERTIFICATE-----\n", 0644, "begin with"},
        {" hawser-for: a\n-----BEGIN CERTIFICATE-----\n", 0644, "begin with"},
        {"# Hawser-For: a\n-----BEGIN CERTIFICATE-----\n", 0644, "begin with"},
        {"-----BEGIN CERTIFICATE-----\nHawser-For: a\n", 0644, "behind a certificate"},
        {"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", 0644, "broken"},
        {"-----BEGIN CERTIFICATE-----\n", 0666, "every user"},
    };
    char pem[PEM_SIZE];
    struct seen seen;
    size_t length = issue("a", 0, GNUTLS_X509_FMT_PEM, pem);

    add(pem, length, NULL, &seen);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hawser_problem *problem = NULL;
        struct trust_answer answer;
        scratch_write(
            &scratch, "etc/trust.d/0-bad.pem", cases[i].text, strlen(cases[i].text), cases[i].mode);
        seen = (struct seen){0};
        CU_ASSERT_EQUAL(hawser_trust_list(host, see, &seen, &problem), HAWSER_DATA);
        CU_ASSERT_PTR_NOT_NULL(strstr(hawser_problem_error(problem)->message, cases[i].part));
        CU_ASSERT_EQUAL(seen.count, 1);
        hawser_problem_free(problem);
        CU_ASSERT_EQUAL(trust_answer_read(host, "b", &answer), HAWSER_OK);
        CU_ASSERT_PTR_NOT_NULL(strstr(answer.pem, "BEGIN CERTIFICATE"));
        CU_ASSERT_PTR_NULL(strstr(answer.pem, "AAAA\n"));
        free(answer.pem);
    }
}

static void test_compares_peers(void)
{
    static const char *const equal[][2] = {
        {"ftp.example", "FTP.EXAMPLE"},
        {"ftp.example.", "ftp.example"},
        {"192.0.2.1", "192.0.2.1"},
        {"2001:db8::1", "2001:DB8:0:0:0:0:0:1"},
        {"[::1]", "::1"},
    };
    static const char *const different[][2] = {
        {"ftp.example", "example"},
        {"ftp.example", "ftp.example.org"},
        {"192.0.2.1", "192.0.2.10"},
        {"::1", "::2"},
        {"*", "ftp.example"},
        {"", "ftp.example"},
        {"192.0.2.1", "::ffff:192.0.2.1"},
    };

    for (size_t i = 0; i < sizeof equal / sizeof equal[0]; i++)
        CU_ASSERT_TRUE(trust_peer_equal(equal[i][0], equal[i][1]));
    for (size_t i = 0; i < sizeof different / sizeof different[0]; i++)
        CU_ASSERT_FALSE(trust_peer_equal(different[i][0], different[i][1]));
}

/* How many certificates are trusted for a peer; *ret_generation is the answer's. */
static size_t trusted_for(const char *peer, uint64_t *ret_generation)
{
    struct trust_answer answer;
    size_t count = 0;

    CU_ASSERT_EQUAL_FATAL(trust_answer_read(host, peer, &answer), HAWSER_OK);
    CU_ASSERT_EQUAL(strlen(answer.pem), answer.length);
    CU_ASSERT_EQUAL(strncmp(answer.pem, "bundle\n", 7), 0);
    for (const char *at = answer.pem; (at = strstr(at, "-----BEGIN CERT")) != NULL; at++)
        count++;
    CU_ASSERT_PTR_NULL(strstr(answer.pem, "Hawser-For"));
    *ret_generation = answer.generation;
    free(answer.pem);
    return count;
}

static void test_answers_by_peer(void)
{
    char pem[PEM_SIZE];
    struct seen seen;
    uint64_t generations[4];

    add(pem, issue("all", 1, GNUTLS_X509_FMT_PEM, pem), NULL, &seen);
    CU_ASSERT_EQUAL(trusted_for("one.example", &generations[0]), 1);
    add(pem, issue("one", 1, GNUTLS_X509_FMT_PEM, pem), "one.example", &seen);
    CU_ASSERT_EQUAL(trusted_for("ONE.example", &generations[1]), 2);
    CU_ASSERT_EQUAL(trusted_for("two.example", &generations[2]), 1);
    CU_ASSERT_EQUAL(trusted_for("sub.one.example", &generations[3]), 1);
}

static void test_generation_changes(void)
{
    char pem[PEM_SIZE];
    struct seen seen;
    uint64_t before = 0;
    uint64_t after = 0;

    trusted_for("a", &before);
    trusted_for("a", &after);
    CU_ASSERT_EQUAL(before, after);
    add(pem, issue("one", 1, GNUTLS_X509_FMT_PEM, pem), "other.example", &seen);
    trusted_for("a", &after);
    CU_ASSERT_NOT_EQUAL(before, after);
    hawser_trust_remove(host, seen.name, NULL);
    trusted_for("a", &after);
    CU_ASSERT_EQUAL(before, after);
    scratch_write(&scratch, "bundle.pem", "bundle\n2", 8, 0644);
    trusted_for("a", &after);
    CU_ASSERT_NOT_EQUAL(before, after);
    trusted_for("b", &before);
    CU_ASSERT_NOT_EQUAL(before, after);
}

static void test_needs_the_chosen_bundle(void)
{
    struct trust_answer answer;

    hawser_host_set(host, HAWSER_SETTING_CA_BUNDLE, "/no/such/bundle.pem");
    CU_ASSERT_EQUAL(trust_answer_read(host, "a", &answer), HAWSER_HOST);
    hawser_host_set(host, HAWSER_SETTING_CA_BUNDLE, scratch.path);
    CU_ASSERT_EQUAL(trust_answer_read(host, "a", &answer), HAWSER_HOST);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"adds and lists", test_adds_and_lists},
        {"adds once", test_adds_once},
        {"adds DER and chains", test_adds_der_and_chains},
        {"makes names safe", test_makes_names_safe},
        {"refuses to add", test_refuses_to_add},
        {"says that it can't write", test_cannot_write},
        {"removes", test_removes},
        {"refuses to remove", test_refuses_to_remove},
        {"names unusable files", test_names_unusable_files},
        {"compares peers", test_compares_peers},
        {"answers by peer", test_answers_by_peer},
        {"changes the generation", test_generation_changes},
        {"needs the chosen bundle", test_needs_the_chosen_bundle},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {
        {.pName = "trust", .pSetUpFunc = set_up, .pTearDownFunc = tear_down, .pTests = tests},
        CU_SUITE_INFO_NULL,
    };

    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures() + CU_get_number_of_suites_failed();
    CU_cleanup_registry();
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
