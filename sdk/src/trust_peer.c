/* SPDX-License-Identifier: Apache-2.0 */
/* Hosts for which certificates are deployed. */
#include "config.h"

#include "trust_store.h"

#include "text.h"

#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

/* The name without brackets of an address and the dot of a rooted name. */
struct bare {
    const char *text;
    size_t length;
};

static struct bare bare_of(const char *peer)
{
    struct bare bare = {.text = peer, .length = strlen(peer)};

    if (bare.length > 2 && peer[0] == '[' && peer[bare.length - 1] == ']')
        return (struct bare){.text = peer + 1, .length = bare.length - 2};
    if (bare.length > 1 && peer[bare.length - 1] == '.')
        bare.length--;
    return bare;
}

struct address {
    int family; /* AF_UNSPEC: not an address */
    unsigned char bytes[sizeof(struct in6_addr)];
};

static struct address address_of(struct bare bare)
{
    struct address address = {.family = AF_UNSPEC};
    char text[INET6_ADDRSTRLEN] = "";

    if (bare.length >= sizeof text)
        return address;
    memcpy(text, bare.text, bare.length);
    if (inet_pton(AF_INET, text, address.bytes) == 1)
        address.family = AF_INET;
    else if (inet_pton(AF_INET6, text, address.bytes) == 1)
        address.family = AF_INET6;
    return address;
}

bool trust_peer_equal(const char *left, const char *right)
{
    struct bare a = bare_of(left);
    struct bare b = bare_of(right);
    struct address first = address_of(a);
    struct address second = address_of(b);

    if (first.family != AF_UNSPEC || second.family != AF_UNSPEC)
        return first.family == second.family &&
               memcmp(first.bytes, second.bytes, sizeof first.bytes) == 0;
    return a.length == b.length && strncasecmp(a.text, b.text, a.length) == 0;
}

bool trust_peer_is_valid(const char *peer)
{
    size_t length = strnlen(peer, TRUST_PEER_MAX + 1);

    return length > 0 && length <= TRUST_PEER_MAX && text_is_clean(peer, length, false) &&
           strpbrk(peer, " \t/\\@*") == NULL;
}
