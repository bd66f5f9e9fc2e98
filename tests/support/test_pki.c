/* SPDX-License-Identifier: Apache-2.0 */
/* The certificates are what they claim to be, in the eyes of GnuTLS's own verification. */
#include "config.h"

#include "support/folder.h"
#include "support/pki.h"

#include <CUnit/Basic.h>
#include <gnutls/x509.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { CHAIN_MAX = 8, HOUR = 3600 };

static char *folder;
static struct pki_authority *authority;
static struct pki_authority *stranger;
static struct pki_authority *intermediate;

static int make_authorities(void)
{
    folder = folder_new("pki");
    authority = pki_authority_new(folder, "root");
    stranger = pki_authority_new(folder, "stranger");
    intermediate = authority != NULL ? pki_intermediate_new(authority, "intermediate") : NULL;
    return folder != NULL && stranger != NULL && intermediate != NULL ? 0 : 1;
}

static int free_authorities(void)
{
    pki_authority_free(intermediate);
    pki_authority_free(stranger);
    pki_authority_free(authority);
    folder_free(folder);
    return 0;
}

static gnutls_datum_t load(const char *path)
{
    size_t size = 0;
    char *text = file_read(path, &size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    return (gnutls_datum_t){.data = (unsigned char *)text, .size = (unsigned)size};
}

/* The verification status of the chain in a file for a host, with the roots of another file. */
static unsigned verify(const char *chain_file, const char *roots_file, const char *host)
{
    gnutls_x509_crt_t chain[CHAIN_MAX];
    unsigned count = CHAIN_MAX;
    unsigned status = GNUTLS_CERT_INVALID;
    gnutls_x509_trust_list_t roots;
    gnutls_datum_t pem = load(chain_file);
    gnutls_datum_t name = {.data = (unsigned char *)strdup(host), .size = (unsigned)strlen(host)};
    gnutls_typed_vdata_st data = {
        .type = GNUTLS_DT_DNS_HOSTNAME, .data = name.data, .size = name.size};
    CU_ASSERT_TRUE(gnutls_x509_crt_list_import(chain, &count, &pem, GNUTLS_X509_FMT_PEM, 0) > 0);
    CU_ASSERT_EQUAL(gnutls_x509_trust_list_init(&roots, 0), 0);
    CU_ASSERT_EQUAL(
        gnutls_x509_trust_list_add_trust_file(roots, roots_file, NULL, GNUTLS_X509_FMT_PEM, 0, 0),
        1);
    gnutls_x509_trust_list_verify_crt2(roots, chain, count, &data, 1, 0, &status, NULL);
    gnutls_x509_trust_list_deinit(roots, 1);
    for (unsigned i = 0; i < count; i++) {
        gnutls_x509_crt_deinit(chain[i]);
    }
    free(name.data);
    free(pem.data);
    return status;
}

static struct pki_files issue(const struct pki_authority *issuer, const struct pki_options *options)
{
    struct pki_files files;
    CU_ASSERT_TRUE_FATAL(pki_issue(issuer, folder, "server", options, &files));
    return files;
}

static void loopback_is_named(void)
{
    struct pki_files files = issue(authority, NULL);
    const char *roots = pki_authority_file(authority);
    CU_ASSERT_EQUAL(verify(files.chain, roots, "localhost"), 0);
    CU_ASSERT_EQUAL(verify(files.chain, roots, "127.0.0.1"), 0);
    CU_ASSERT_EQUAL(verify(files.chain, roots, "::1"), 0);
    CU_ASSERT_EQUAL(verify(files.chain, files.authority, "localhost"), 0);
    CU_ASSERT_EQUAL(verify(files.chain, roots, "127.0.0.2") & GNUTLS_CERT_UNEXPECTED_OWNER,
        GNUTLS_CERT_UNEXPECTED_OWNER);
    CU_ASSERT_EQUAL(verify(files.chain, roots, "example.org") & GNUTLS_CERT_UNEXPECTED_OWNER,
        GNUTLS_CERT_UNEXPECTED_OWNER);
}

static void chosen_names_are_the_only_ones(void)
{
    static const char *const names[] = {"one.example", "*.two.example", NULL};
    struct pki_files files = issue(authority, &(struct pki_options){.dns_names = names});
    CU_ASSERT_EQUAL(verify(files.chain, files.authority, "one.example"), 0);
    CU_ASSERT_EQUAL(verify(files.chain, files.authority, "any.two.example"), 0);
    CU_ASSERT_NOT_EQUAL(verify(files.chain, files.authority, "localhost"), 0);
    CU_ASSERT_NOT_EQUAL(verify(files.chain, files.authority, "127.0.0.1"), 0);
}

static void defects_are_seen(void)
{
    time_t now = time(NULL);
    const struct {
        struct pki_options options;
        unsigned status;
    } cases[] = {
        {{.not_after = now - HOUR}, GNUTLS_CERT_EXPIRED},
        {{.not_after = now - 48 * HOUR}, GNUTLS_CERT_EXPIRED},
        {{.not_before = now + HOUR}, GNUTLS_CERT_NOT_ACTIVATED},
        {{.no_san = true}, GNUTLS_CERT_UNEXPECTED_OWNER},
        {{.self_signed = true}, GNUTLS_CERT_SIGNER_NOT_FOUND},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pki_files files = issue(authority, &cases[i].options);
        unsigned status = verify(files.chain, pki_authority_file(authority), "127.0.0.1");
        CU_ASSERT_NOT_EQUAL(status & cases[i].status, 0);
    }
}

static void strangers_are_not_trusted(void)
{
    struct pki_files files = issue(stranger, NULL);
    CU_ASSERT_NOT_EQUAL(verify(files.chain, pki_authority_file(authority), "localhost"), 0);
    CU_ASSERT_EQUAL(verify(files.chain, pki_authority_file(stranger), "localhost"), 0);
}

static void a_self_signed_one_can_be_trusted_itself(void)
{
    struct pki_files files = issue(NULL, &(struct pki_options){.self_signed = true});
    CU_ASSERT_EQUAL(verify(files.chain, files.authority, "localhost"), 0);
}

static void the_chain_holds_the_intermediate(void)
{
    struct pki_files files = issue(intermediate, NULL);
    CU_ASSERT_EQUAL(verify(files.chain, pki_authority_file(authority), "localhost"), 0);
    CU_ASSERT_NOT_EQUAL(verify(files.certificate, pki_authority_file(authority), "localhost"), 0);
}

static void keys_are_of_the_asked_kind_and_private(void)
{
    static const struct {
        enum pki_key kind;
        gnutls_pk_algorithm_t algorithm;
    } cases[] = {{PKI_ECDSA_P256, GNUTLS_PK_ECDSA}, {PKI_RSA_2048, GNUTLS_PK_RSA}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pki_files files = issue(authority, &(struct pki_options){.key = cases[i].kind});
        gnutls_datum_t pem = load(files.key);
        gnutls_x509_privkey_t key;
        struct stat status;
        CU_ASSERT_EQUAL(gnutls_x509_privkey_init(&key), 0);
        CU_ASSERT_EQUAL(gnutls_x509_privkey_import2(key, &pem, GNUTLS_X509_FMT_PEM, NULL, 0), 0);
        CU_ASSERT_EQUAL(gnutls_x509_privkey_get_pk_algorithm(key), (int)cases[i].algorithm);
        CU_ASSERT_EQUAL(stat(files.key, &status), 0);
        CU_ASSERT_EQUAL(status.st_mode & 0777, 0600);
        CU_ASSERT_EQUAL(verify(files.chain, files.authority, "localhost"), 0);
        gnutls_x509_privkey_deinit(key);
        free(pem.data);
    }
}

static void what_can_not_be_is_refused(void)
{
    static const char *const no_address[] = {"256.0.0.1", NULL};
    struct pki_files files;
    CU_ASSERT_FALSE(pki_issue(authority, "/nonexistent", "server", NULL, &files));
    CU_ASSERT_FALSE(pki_issue(NULL, folder, "server", NULL, &files));
    CU_ASSERT_FALSE(pki_issue(
        authority, folder, "server", &(struct pki_options){.ip_addresses = no_address}, &files));
    CU_ASSERT_PTR_NULL(pki_authority_new("/nonexistent", "root"));
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS) {
        return EXIT_FAILURE;
    }
    CU_pSuite suite = CU_add_suite("pki", make_authorities, free_authorities);
    CU_ADD_TEST(suite, loopback_is_named);
    CU_ADD_TEST(suite, chosen_names_are_the_only_ones);
    CU_ADD_TEST(suite, defects_are_seen);
    CU_ADD_TEST(suite, strangers_are_not_trusted);
    CU_ADD_TEST(suite, a_self_signed_one_can_be_trusted_itself);
    CU_ADD_TEST(suite, the_chain_holds_the_intermediate);
    CU_ADD_TEST(suite, keys_are_of_the_asked_kind_and_private);
    CU_ADD_TEST(suite, what_can_not_be_is_refused);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
