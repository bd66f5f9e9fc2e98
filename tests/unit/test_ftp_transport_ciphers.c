/* SPDX-License-Identifier: Apache-2.0 */
/* Which ciphers are offered. Row connection.fast-ciphers. */
#include "config.h"
#include "suite.h"

#include "ftp/transport/tls_ciphers.h"

#include <stdlib.h>

static const char versions[] = "-VERS-SSL3.0:-VERS-TLS1.0:-VERS-TLS1.1";

static bool offers(gnutls_priority_t priority, unsigned cipher)
{
    const unsigned *ciphers = NULL;
    int count = gnutls_priority_cipher_list(priority, &ciphers);
    for (int i = 0; i < count; i++)
        if (ciphers[i] == cipher)
            return true;
    return false;
}

static void by_the_processor(void)
{
    for (int fast = 0; fast < 2; fast++) {
        gnutls_priority_t priority = NULL;
        CU_ASSERT_EQUAL_FATAL(ftp_tls_priority(&priority, versions, fast), 0);
        CU_ASSERT_TRUE(offers(priority, GNUTLS_CIPHER_AES_128_GCM));
        CU_ASSERT_TRUE(offers(priority, GNUTLS_CIPHER_AES_256_GCM));
        CU_ASSERT_EQUAL(offers(priority, GNUTLS_CIPHER_CHACHA20_POLY1305), !fast);
        gnutls_priority_deinit(priority);
    }
}

/* What is appended stands for an administrator who left ChaCha20 alone. */
static void the_policy_comes_first(void)
{
    gnutls_priority_t priority = NULL;
    CU_ASSERT_EQUAL_FATAL(ftp_tls_priority(&priority, "-CIPHER-ALL:+CHACHA20-POLY1305", true), 0);
    CU_ASSERT_TRUE(offers(priority, GNUTLS_CIPHER_CHACHA20_POLY1305));
    CU_ASSERT_FALSE(offers(priority, GNUTLS_CIPHER_AES_256_GCM));
    gnutls_priority_deinit(priority);
}

static void what_is_no_rule(void)
{
    gnutls_priority_t priority = NULL;
    CU_ASSERT_NOT_EQUAL(ftp_tls_priority(&priority, "nonsense", true), 0);
    CU_ASSERT_NOT_EQUAL(ftp_tls_priority(&priority, "nonsense", false), 0);
    CU_ASSERT_PTR_NULL(priority);
}

static const struct suite_test tests[] = {
    {"by the processor", by_the_processor},
    {"the policy comes first", the_policy_comes_first},
    {"what is no rule", what_is_no_rule},
};

SUITE_MAIN("ftp transport ciphers", tests)
