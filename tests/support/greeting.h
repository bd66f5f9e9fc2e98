/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUPPORT_GREETING_H
#define SUPPORT_GREETING_H

#include <stdbool.h>

/* Whether a server on this loopback address greets with 220, after a TLS handshake if implicit_tls.
 */
bool greeting_comes(const char *host, unsigned port, bool implicit_tls);

#endif
