/* SPDX-License-Identifier: Apache-2.0 */
/* Names to addresses. getaddrinfo can't be cancelled, so it runs on a thread that is left behind
 * when the call ends. */
#define _GNU_SOURCE
#include "ftp/transport/dial.h"

#include "common/thread.h"
#include "ftp/transport/host_name.h"
#include "ftp/transport/system_error.h"

#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* Enough for name service modules; untouched pages cost nothing. */
enum { RESOLVER_STACK = 512 * 1024 };

/* Shared by the caller and the thread. Who lets go last frees it. */
struct lookup {
    atomic_int holders;
    int done_fd; /* turns readable when `code` and `found` are final */
    char host[FTP_HOST_NAME_SIZE];
    int code;
    int system_error; /* errno, with EAI_SYSTEM */
    struct addrinfo *found;
};

static void let_go(struct lookup *lookup)
{
    if (atomic_fetch_sub(&lookup->holders, 1) != 1)
        return;
    if (lookup->found)
        freeaddrinfo(lookup->found);
    close(lookup->done_fd);
    free(lookup);
}

static void *look_up(void *argument)
{
    struct lookup *lookup = argument;
    struct addrinfo hints = {
        .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG};
    lookup->code = getaddrinfo(lookup->host, NULL, &hints, &lookup->found);
    lookup->system_error = errno;
    uint64_t one = 1;
    /* Can't fail: the counter goes from 0 to 1. */
    (void)!write(lookup->done_fd, &one, sizeof one);
    let_go(lookup);
    return NULL;
}

static struct lookup *lookup_new(const char *host)
{
    struct lookup *lookup = calloc(1, sizeof *lookup);
    if (!lookup)
        return NULL;
    lookup->done_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (lookup->done_fd < 0) {
        free(lookup);
        return NULL;
    }
    atomic_init(&lookup->holders, 2);
    snprintf(lookup->host, sizeof lookup->host, "%s", host);
    return lookup;
}

static int start_thread(struct lookup *lookup)
{
    pthread_attr_t attributes;
    int code = pthread_attr_init(&attributes);
    if (code != 0)
        return code;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, RESOLVER_STACK);
    pthread_t thread;
    code = thread_start(&thread, &attributes, look_up, lookup);
    pthread_attr_destroy(&attributes);
    return code;
}

static void add(struct ftp_addresses *addresses, const struct addrinfo *info)
{
    if (addresses->count >= FTP_ADDRESSES_MOST ||
        info->ai_addrlen > sizeof(struct sockaddr_storage))
        return;
    struct ftp_address *address = &addresses->list[addresses->count++];
    *address = (struct ftp_address){.length = info->ai_addrlen};
    memcpy(&address->storage, info->ai_addr, info->ai_addrlen);
}

static const struct addrinfo *next_of(const struct addrinfo *info, int family)
{
    while (info && info->ai_family != family)
        info = info->ai_next;
    return info;
}

/* RFC 8305, 4: the order of RFC 6724, which getaddrinfo gives, with the families taking turns. */
static void interleave(const struct addrinfo *found, uint16_t port, struct ftp_addresses *ret)
{
    ret->count = 0;
    int family = found->ai_family == AF_INET ? AF_INET : AF_INET6;
    int other = family == AF_INET ? AF_INET6 : AF_INET;
    const struct addrinfo *first = next_of(found, family), *second = next_of(found, other);
    while (first || second) {
        if (first) {
            add(ret, first);
            first = next_of(first->ai_next, family);
        }
        if (second) {
            add(ret, second);
            second = next_of(second->ai_next, other);
        }
    }
    for (size_t i = 0; i < ret->count; i++)
        ftp_address_set_port(&ret->list[i], port);
}

static bool take_result(const struct lookup *lookup, const char *host, uint16_t port,
    struct ftp_addresses *ret_addresses, struct ftp_error *error)
{
    char text[FTP_SYSTEM_ERROR_TEXT];
    if (lookup->code != 0)
        return ftp_error_set(error, FTP_FAULT_RESOLVE, "the host name \"%s\" was not resolved: %s",
            host,
            lookup->code == EAI_SYSTEM ? ftp_system_error(lookup->system_error, text)
                                       : gai_strerror(lookup->code));
    struct ftp_addresses addresses;
    interleave(lookup->found, port, &addresses);
    if (addresses.count == 0)
        return ftp_error_set(
            error, FTP_FAULT_RESOLVE, "the host name \"%s\" has no IP address", host);
    *ret_addresses = addresses;
    return true;
}

static bool wait_for(const struct lookup *lookup, const char *host, const struct ftp_limits *limits,
    uint64_t until, struct ftp_error *error)
{
    struct pollfd done = {.fd = lookup->done_fd, .events = POLLIN};
    switch (ftp_wait(limits, &done, 1, until, error)) {
    case FTP_WAIT_READY:
        return true;
    case FTP_WAIT_TIMEOUT:
        ftp_error_set(error, FTP_FAULT_CONNECT_TIMEOUT,
            "the host name \"%s\" was not resolved within Connection Timeout (ms)", host);
        ftp_error_hint(
            error, "Check the name servers of this machine, or put an IP address in Host.");
        return false;
    case FTP_WAIT_ENDED:
        break;
    }
    return false;
}

static bool resolve_name(const char *host, const char *ascii, uint16_t port,
    const struct ftp_limits *limits, uint64_t until, struct ftp_addresses *ret_addresses,
    struct ftp_error *error)
{
    struct lookup *lookup = lookup_new(ascii);
    if (!lookup)
        return ftp_error_set(
            error, FTP_FAULT_MEMORY, "no memory or descriptor to resolve \"%s\"", host);
    int code = start_thread(lookup);
    if (code != 0) {
        let_go(lookup);
        let_go(lookup);
        char text[FTP_SYSTEM_ERROR_TEXT];
        return ftp_error_set(error, FTP_FAULT_MEMORY, "no thread to resolve \"%s\": %s", host,
            ftp_system_error(code, text));
    }
    bool resolved = wait_for(lookup, host, limits, until, error) &&
                    take_result(lookup, host, port, ret_addresses, error);
    let_go(lookup);
    return resolved;
}

bool ftp_resolve(const char *host, uint16_t port, const struct ftp_limits *limits, uint64_t until,
    struct ftp_addresses *ret_addresses, struct ftp_error *error)
{
    if (!ftp_limits_check(limits, error))
        return false;
    struct ftp_address literal;
    if (ftp_address_parse(host, port, &literal)) {
        ret_addresses->list[0] = literal;
        ret_addresses->count = 1;
        return true;
    }
    char ascii[FTP_HOST_NAME_SIZE];
    return ftp_host_name_ascii(host, ascii, error) &&
           resolve_name(host, ascii, port, limits, until, ret_addresses, error);
}
