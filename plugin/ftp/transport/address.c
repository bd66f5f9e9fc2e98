/* SPDX-License-Identifier: Apache-2.0 */
/* Socket addresses as values: text, port, sameness. */
#include "ftp/transport/dial.h"

#include <arpa/inet.h>
#include <net/if.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct sockaddr_in as_ipv4(const struct ftp_address *address)
{
    struct sockaddr_in ipv4;
    memcpy(&ipv4, &address->storage, sizeof ipv4);
    return ipv4;
}

static struct sockaddr_in6 as_ipv6(const struct ftp_address *address)
{
    struct sockaddr_in6 ipv6;
    memcpy(&ipv6, &address->storage, sizeof ipv6);
    return ipv6;
}

/* The IPv4 address, also of a mapped one. */
static bool ipv4_of(const struct ftp_address *address, struct in_addr *ret_ipv4)
{
    if (address->storage.ss_family == AF_INET) {
        *ret_ipv4 = as_ipv4(address).sin_addr;
        return true;
    }
    if (address->storage.ss_family != AF_INET6)
        return false;
    struct sockaddr_in6 ipv6 = as_ipv6(address);
    if (!IN6_IS_ADDR_V4MAPPED(&ipv6.sin6_addr))
        return false;
    memcpy(ret_ipv4, ipv6.sin6_addr.s6_addr + 12, sizeof *ret_ipv4);
    return true;
}

static bool socket_name(
    int socket, int (*ask)(int, struct sockaddr *, socklen_t *), struct ftp_address *ret_address)
{
    struct ftp_address address = {.length = sizeof address.storage};
    if (ask(socket, (struct sockaddr *)&address.storage, &address.length) != 0)
        return false;
    *ret_address = address;
    return true;
}

static int ask_peer(int socket, struct sockaddr *storage, socklen_t *length)
{
    return getpeername(socket, storage, length);
}

static int ask_local(int socket, struct sockaddr *storage, socklen_t *length)
{
    return getsockname(socket, storage, length);
}

bool ftp_socket_peer(int socket, struct ftp_address *ret_address)
{
    return socket_name(socket, ask_peer, ret_address);
}

bool ftp_socket_local(int socket, struct ftp_address *ret_address)
{
    return socket_name(socket, ask_local, ret_address);
}

bool ftp_address_same_host(const struct ftp_address *a, const struct ftp_address *b)
{
    struct in_addr first = {0}, second = {0};
    bool ipv4 = ipv4_of(a, &first);
    if (ipv4 != ipv4_of(b, &second))
        return false;
    if (ipv4)
        return first.s_addr == second.s_addr;
    if (a->storage.ss_family != AF_INET6 || b->storage.ss_family != AF_INET6)
        return false;
    struct sockaddr_in6 one = as_ipv6(a), other = as_ipv6(b);
    if (!IN6_ARE_ADDR_EQUAL(&one.sin6_addr, &other.sin6_addr))
        return false;
    /* Link-local addresses are of one link; 0 is where nobody said which. */
    return one.sin6_scope_id == other.sin6_scope_id || one.sin6_scope_id == 0 ||
           other.sin6_scope_id == 0;
}

uint16_t ftp_address_port(const struct ftp_address *address)
{
    if (address->storage.ss_family == AF_INET)
        return ntohs(as_ipv4(address).sin_port);
    if (address->storage.ss_family == AF_INET6)
        return ntohs(as_ipv6(address).sin6_port);
    return 0;
}

void ftp_address_set_port(struct ftp_address *address, uint16_t port)
{
    if (address->storage.ss_family == AF_INET) {
        struct sockaddr_in ipv4 = as_ipv4(address);
        ipv4.sin_port = htons(port);
        memcpy(&address->storage, &ipv4, sizeof ipv4);
    } else if (address->storage.ss_family == AF_INET6) {
        struct sockaddr_in6 ipv6 = as_ipv6(address);
        ipv6.sin6_port = htons(port);
        memcpy(&address->storage, &ipv6, sizeof ipv6);
    }
}

bool ftp_address_is_ipv6(const struct ftp_address *address)
{
    struct in_addr ipv4;
    return address->storage.ss_family == AF_INET6 && !ipv4_of(address, &ipv4);
}

void ftp_address_text(const struct ftp_address *address, char text[FTP_ADDRESS_TEXT])
{
    struct in_addr ipv4;
    if (ipv4_of(address, &ipv4)) {
        inet_ntop(AF_INET, &ipv4, text, FTP_ADDRESS_TEXT);
        return;
    }
    if (address->storage.ss_family != AF_INET6) {
        snprintf(text, FTP_ADDRESS_TEXT, "(no address)");
        return;
    }
    struct sockaddr_in6 ipv6 = as_ipv6(address);
    inet_ntop(AF_INET6, &ipv6.sin6_addr, text, FTP_ADDRESS_TEXT);
    if (ipv6.sin6_scope_id != 0) {
        size_t length = strlen(text);
        snprintf(text + length, FTP_ADDRESS_TEXT - length, "%%%u", (unsigned)ipv6.sin6_scope_id);
    }
}

static bool parse_ipv4(const char *text, uint16_t port, struct ftp_address *ret_address)
{
    struct sockaddr_in ipv4 = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (inet_pton(AF_INET, text, &ipv4.sin_addr) != 1)
        return false;
    *ret_address = (struct ftp_address){.length = sizeof ipv4};
    memcpy(&ret_address->storage, &ipv4, sizeof ipv4);
    return true;
}

/* RFC 4007, 11: "fe80::1%eth0" or "%2". */
static bool parse_zone(const char *zone, uint32_t *ret_zone)
{
    unsigned number = if_nametoindex(zone);
    if (number == 0) {
        char *end;
        unsigned long value = strtoul(zone, &end, 10);
        if (zone[0] < '0' || zone[0] > '9' || *end || value == 0 || value > UINT32_MAX)
            return false;
        number = (unsigned)value;
    }
    *ret_zone = number;
    return true;
}

static bool parse_ipv6(const char *text, uint16_t port, struct ftp_address *ret_address)
{
    struct sockaddr_in6 ipv6 = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    char host[INET6_ADDRSTRLEN];
    size_t length = strcspn(text, "%");
    if (length >= sizeof host)
        return false;
    memcpy(host, text, length);
    host[length] = '\0';
    if (inet_pton(AF_INET6, host, &ipv6.sin6_addr) != 1)
        return false;
    if (text[length] == '%' && !parse_zone(text + length + 1, &ipv6.sin6_scope_id))
        return false;
    *ret_address = (struct ftp_address){.length = sizeof ipv6};
    memcpy(&ret_address->storage, &ipv6, sizeof ipv6);
    return true;
}

bool ftp_address_parse(const char *text, uint16_t port, struct ftp_address *ret_address)
{
    return parse_ipv4(text, port, ret_address) || parse_ipv6(text, port, ret_address);
}
