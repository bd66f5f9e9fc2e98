/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/transport/tls_ciphers.h"

#include <stdio.h>

#if defined(__aarch64__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

enum { RULES_SIZE = 128 };

bool ftp_tls_has_fast_aes(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_cpu_init();
    return __builtin_cpu_supports("aes") && __builtin_cpu_supports("pclmul");
#elif defined(__aarch64__)
    const unsigned long both = HWCAP_AES | HWCAP_PMULL;
    return (getauxval(AT_HWCAP) & both) == both;
#else
    return false;
#endif
}

static bool offers_aes_gcm(gnutls_priority_t priority)
{
    const unsigned *ciphers = NULL;
    int count = gnutls_priority_cipher_list(priority, &ciphers);
    for (int i = 0; i < count; i++)
        if (ciphers[i] == GNUTLS_CIPHER_AES_128_GCM || ciphers[i] == GNUTLS_CIPHER_AES_256_GCM)
            return true;
    return false;
}

int ftp_tls_priority(gnutls_priority_t *ret_priority, const char *versions, bool fast_aes)
{
    char rules[RULES_SIZE];
    gnutls_priority_t priority;
    int length = snprintf(rules, sizeof rules, "%s:-CHACHA20-POLY1305", versions);
    if (fast_aes && length > 0 && length < RULES_SIZE &&
        gnutls_priority_init2(&priority, rules, NULL, GNUTLS_PRIORITY_INIT_DEF_APPEND) == 0) {
        if (offers_aes_gcm(priority)) {
            *ret_priority = priority;
            return 0;
        }
        gnutls_priority_deinit(priority);
    }
    return gnutls_priority_init2(ret_priority, versions, NULL, GNUTLS_PRIORITY_INIT_DEF_APPEND);
}
