/* SPDX-License-Identifier: Apache-2.0 */
/* Resolving against a getaddrinfo of our own, since a test must not depend on a name server. */
#include "ftp/transport/dial.h"

#include <CUnit/Basic.h>
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_int asked;
static atomic_int finished;
static atomic_int signals_blocked;
static int hold[2]; /* "slow.example" is resolved when this can be read */

static struct addrinfo *node(const char *text, struct addrinfo *next)
{
    struct ftp_address address;
    struct addrinfo *info = calloc(1, sizeof *info);
    struct sockaddr_storage *storage = calloc(1, sizeof *storage);
    if (!info || !storage || !ftp_address_parse(text, 0, &address))
        abort();
    memcpy(storage, &address.storage, address.length);
    info->ai_family = address.storage.ss_family;
    info->ai_addrlen = address.length;
    info->ai_addr = (struct sockaddr *)storage;
    info->ai_next = next;
    return info;
}

int getaddrinfo(const char *restrict host, const char *restrict service,
    const struct addrinfo *restrict hints, struct addrinfo **restrict ret_found)
{
    (void)service;
    sigset_t blocked;
    pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    signals_blocked = sigismember(&blocked, SIGTERM) && sigismember(&blocked, SIGUSR1);
    asked++;
    if (hints->ai_socktype != SOCK_STREAM)
        abort();
    if (strcmp(host, "slow.example") == 0) {
        char byte;
        while (read(hold[0], &byte, 1) < 0)
            ;
        *ret_found = node("192.0.2.9", NULL);
        finished++;
        return 0;
    }
    if (strcmp(host, "missing.example") == 0)
        return EAI_NONAME;
    if (strcmp(host, "broken.example") == 0) {
        errno = ENFILE;
        return EAI_SYSTEM;
    }
    if (strcmp(host, "xn--bcher-kva.example") == 0)
        *ret_found = node("192.0.2.5", NULL);
    else
        *ret_found = node("2001:db8::1",
            node("2001:db8::2", node("2001:db8::3", node("192.0.2.1", node("192.0.2.2", NULL)))));
    return 0;
}

void freeaddrinfo(struct addrinfo *found)
{
    while (found) {
        struct addrinfo *next = found->ai_next;
        free(found->ai_addr);
        free(found);
        found = next;
    }
}

static const struct ftp_limits no_limits = {.cancel_fd = -1};
static struct ftp_addresses addresses;
static struct ftp_error error;

static bool resolve(const char *host)
{
    return ftp_resolve(host, 2121, &no_limits, ftp_clock_after(5000), &addresses, &error);
}

static void families_take_turns(void)
{
    static const char *const order[] = {
        "2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2", "2001:db8::3"};
    CU_ASSERT_TRUE_FATAL(resolve("both.example"));
    CU_ASSERT_EQUAL_FATAL(addresses.count, 5);
    for (size_t i = 0; i < 5; i++) {
        char text[FTP_ADDRESS_TEXT];
        ftp_address_text(&addresses.list[i], text);
        CU_ASSERT_STRING_EQUAL(text, order[i]);
        CU_ASSERT_EQUAL(ftp_address_port(&addresses.list[i]), 2121);
    }
    CU_ASSERT_TRUE(signals_blocked);
}

static void literals_are_not_asked_for(void)
{
    int before = asked;
    CU_ASSERT_TRUE(resolve("192.0.2.77"));
    CU_ASSERT_TRUE(resolve("2001:db8::77"));
    CU_ASSERT_EQUAL(addresses.count, 1);
    CU_ASSERT_TRUE(ftp_address_is_ipv6(&addresses.list[0]));
    CU_ASSERT_EQUAL(asked, before);
}

static void names_beyond_ascii(void)
{
    CU_ASSERT_TRUE(resolve("b\xc3\xbc"
                           "cher.example"));
    char text[FTP_ADDRESS_TEXT];
    ftp_address_text(&addresses.list[0], text);
    CU_ASSERT_STRING_EQUAL(text, "192.0.2.5");
}

static void what_can_not_be_resolved(void)
{
    struct ftp_addresses before = addresses;
    CU_ASSERT_FALSE(resolve("missing.example"));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_RESOLVE);
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "\"missing.example\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, gai_strerror(EAI_NONAME)));
    CU_ASSERT_FALSE(resolve("broken.example"));
    CU_ASSERT_PTR_NOT_NULL(strstr(error.message, "Too many open files in system"));
    CU_ASSERT_FALSE(resolve(""));
    CU_ASSERT_FALSE(resolve("bad\xff"));
    CU_ASSERT_EQUAL(memcmp(&before, &addresses, sizeof before), 0);
}

static uint64_t ms_since(uint64_t start)
{
    return (ftp_clock_ns() - start) / 1000000;
}

static void *cancel_soon(void *argument)
{
    usleep(100000);
    CU_ASSERT_EQUAL(write(*(int *)argument, "x", 1), 1);
    return NULL;
}

/* protocol.C16 */
static void a_slow_name_server_is_left_behind(void)
{
    int ends[2];
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    struct ftp_limits limits = {.cancel_fd = ends[0]};
    pthread_t canceller;
    uint64_t start = ftp_clock_ns();
    pthread_create(&canceller, NULL, cancel_soon, &ends[1]);
    CU_ASSERT_FALSE(ftp_resolve("slow.example", 21, &limits, 0, &addresses, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CANCELLED);
    CU_ASSERT(ms_since(start) < 1000);
    pthread_join(canceller, NULL);
    start = ftp_clock_ns();
    CU_ASSERT_FALSE(
        ftp_resolve("slow.example", 21, &no_limits, ftp_clock_after(100), &addresses, &error));
    CU_ASSERT_EQUAL(error.fault, FTP_FAULT_CONNECT_TIMEOUT);
    CU_ASSERT_FALSE(ftp_resolve("slow.example", 21, &limits, 0, &addresses, &error));
    CU_ASSERT(ms_since(start) < 1000);
    close(ends[0]);
    close(ends[1]);
    /* The threads end by themselves and free what was theirs, which a leak checker sees. */
    CU_ASSERT_EQUAL(write(hold[1], "yy", 2), 2);
    for (int i = 0; i < 200 && finished < 2; i++)
        usleep(10000);
    CU_ASSERT_EQUAL(finished, 2);
    usleep(50000);
}

int main(void)
{
    if (pipe(hold) != 0 || CU_initialize_registry() != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_pSuite suite = CU_add_suite("resolving", NULL, NULL);
    CU_add_test(suite, "families take turns", families_take_turns);
    CU_add_test(suite, "literals are not asked for", literals_are_not_asked_for);
    CU_add_test(suite, "names beyond ASCII", names_beyond_ascii);
    CU_add_test(suite, "what can't be resolved", what_can_not_be_resolved);
    CU_add_test(suite, "a slow name server is left behind", a_slow_name_server_is_left_behind);
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures ? EXIT_FAILURE : EXIT_SUCCESS;
}
