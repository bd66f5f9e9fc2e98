/* SPDX-License-Identifier: Apache-2.0 */
/* Real proxies on loopback: tinyproxy for HTTP, microsocks for SOCKS 5. */
#ifndef SUPPORT_PROXY_H
#define SUPPORT_PROXY_H

#include <stdbool.h>
#include <stddef.h>

enum proxy_kind { PROXY_TINYPROXY, PROXY_MICROSOCKS, PROXY_KINDS };

struct proxy_options {
    enum proxy_kind kind;
    const char *user; /* NULL: whoever comes is served */
    const char *password;
    unsigned only_port; /* what tinyproxy lets one connect to; 0: any */
};

struct proxy;

/* If not, the reason says what to install. */
bool proxy_is_there(enum proxy_kind kind, char *ret_reason, size_t reason_size);
/* NULL with the reason on standard error. */
struct proxy *proxy_start(const struct proxy_options *options);
void proxy_stop(struct proxy *proxy);

/* "http" or "socks5" */
const char *proxy_scheme(const struct proxy *proxy);
unsigned proxy_port(const struct proxy *proxy);
/* How many lines of its log tell of a connection to that host and port; port 0: to any. */
unsigned proxy_count(const struct proxy *proxy, const char *host, unsigned port);

#endif
