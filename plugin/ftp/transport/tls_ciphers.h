/* SPDX-License-Identifier: Apache-2.0 */
/* Which ciphers are offered, of those that the system's policy allows. For tls.c. */
#ifndef HAWSER_FTP_TRANSPORT_TLS_CIPHERS_H
#define HAWSER_FTP_TRANSPORT_TLS_CIPHERS_H

#include <gnutls/gnutls.h>

#include <stdbool.h>

/* Whether this processor has instructions for AES-GCM, with which it costs a quarter of ChaCha20. */
bool ftp_tls_has_fast_aes(void);

/*
 * The system's priorities with `versions` appended. With `fast_aes` ChaCha20 is not offered, since a server that
 * prefers it would choose it, unless the policy leaves nothing else with authentication. A code of GnuTLS's, 0: done.
 */
int ftp_tls_priority(gnutls_priority_t *ret_priority, const char *versions, bool fast_aes);

#endif
