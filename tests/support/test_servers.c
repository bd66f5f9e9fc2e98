/* SPDX-License-Identifier: Apache-2.0 */
/* Every server starts, greets, keeps to itself and leaves nothing behind. */
#include "config.h"

#include "support/folder.h"
#include "support/greeting.h"
#include "support/pki.h"
#include "support/process.h"
#include "support/server.h"

#include <CUnit/Basic.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SKIPPED = 77, ORPHAN_PATH_SIZE = 1024, END_MS = 5000, PAUSE_MS = 10 };

static char *folder;
static struct pki_authority *authority;
static struct pki_files files;

static int make_certificate(void)
{
    folder = folder_new("test");
    authority = folder != NULL ? pki_authority_new(folder, "root") : NULL;
    return authority != NULL && pki_issue(authority, folder, "server", NULL, &files) ? 0 : 1;
}

static int free_certificate(void)
{
    pki_authority_free(authority);
    folder_free(folder);
    return 0;
}

static bool is_there(enum server_kind kind)
{
    char reason[SERVER_REASON_SIZE];
    bool there = server_is_there(kind, reason, sizeof reason);
    if (!there) {
        printf("skipped: %s\n", reason);
    }
    return there;
}

static struct server_options options_for(enum server_kind kind, enum server_tls tls)
{
    return (struct server_options){
        .kind = kind, .tls = tls, .certificate = files.chain, .key = files.key};
}

static struct server *start(const struct server_options *options)
{
    char reason[SERVER_REASON_SIZE] = "";
    struct server *server = server_start(options, reason, sizeof reason);
    if (server == NULL) {
        fprintf(stderr, "%s\n", reason);
    }
    CU_ASSERT_PTR_NOT_NULL_FATAL(server);
    return server;
}

static bool process_is_gone_now(const void *process)
{
    return kill(*(const pid_t *)process, 0) != 0 && errno == ESRCH;
}

static bool file_is_gone_now(const void *path)
{
    return access(path, F_OK) != 0 && errno == ENOENT;
}

static bool becomes_true(bool (*condition)(const void *), const void *subject)
{
    const struct timespec pause = {.tv_nsec = PAUSE_MS * 1000000L};
    long end = process_clock_ms() + END_MS;
    while (!condition(subject)) {
        if (process_clock_ms() > end) {
            return false;
        }
        nanosleep(&pause, NULL);
    }
    return true;
}

static bool process_is_gone(pid_t process)
{
    return becomes_true(process_is_gone_now, &process);
}

static bool file_is_gone(const char *path)
{
    return becomes_true(file_is_gone_now, path);
}

static void greet_and_stop(const struct server_options *options)
{
    struct server *server = start(options);
    struct stat status;
    pid_t process = server_pid(server);
    unsigned port = server_port(server);
    bool implicit_tls = options->tls == SERVER_TLS_IMPLICIT;
    char *local = strdup(server_local_directory(server));
    char *log = strdup(server_log(server));
    const char *host = options->ipv6 ? "::1" : "127.0.0.1";
    CU_ASSERT_STRING_EQUAL(server_host(server), host);
    CU_ASSERT_TRUE(greeting_comes(host, port, implicit_tls));
    CU_ASSERT_EQUAL(stat(local, &status), 0);
    CU_ASSERT_TRUE(S_ISDIR(status.st_mode));
    server_stop(server);
    CU_ASSERT_TRUE(process_is_gone(process));
    CU_ASSERT_FALSE(greeting_comes(host, port, implicit_tls));
    CU_ASSERT_NOT_EQUAL(access(local, F_OK), 0);
    CU_ASSERT_NOT_EQUAL(access(log, F_OK), 0);
    free(local);
    free(log);
}

static void all_greet_and_stop(void)
{
    static const enum server_tls modes[] = {
        SERVER_TLS_NONE, SERVER_TLS_EXPLICIT, SERVER_TLS_IMPLICIT};
    for (unsigned kind = 0; kind < SERVER_KINDS; kind++) {
        for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
            struct server_options options = options_for((enum server_kind)kind, modes[i]);
            if (is_there(options.kind) && server_has_tls(options.kind, options.tls)) {
                greet_and_stop(&options);
            }
        }
    }
}

/* Alone where the kernel has no IPv6: then no server can be asked for it. */
static void all_speak_ipv6(void)
{
    if (access("/proc/net/if_inet6", F_OK) != 0) {
        puts("skipped: this machine has no IPv6");
        return;
    }
    for (unsigned kind = 0; kind < SERVER_KINDS; kind++) {
        struct server_options options = options_for((enum server_kind)kind, SERVER_TLS_NONE);
        options.ipv6 = true;
        if (is_there(options.kind)) {
            greet_and_stop(&options);
        }
    }
}

static void two_at_a_time_do_not_meet(void)
{
    for (unsigned kind = 0; kind < SERVER_KINDS; kind++) {
        struct server_options options = options_for((enum server_kind)kind, SERVER_TLS_NONE);
        if (is_there(options.kind)) {
            struct server *one = start(&options);
            struct server *other = start(&options);
            CU_ASSERT_NOT_EQUAL(server_port(one), server_port(other));
            CU_ASSERT_STRING_NOT_EQUAL(server_local_directory(one), server_local_directory(other));
            server_stop(one);
            CU_ASSERT_TRUE(greeting_comes(server_host(other), server_port(other), false));
            server_stop(other);
        }
    }
}

static void a_folder_of_the_test_stays(void)
{
    for (unsigned kind = 0; kind < SERVER_KINDS; kind++) {
        struct server_options options = options_for((enum server_kind)kind, SERVER_TLS_NONE);
        options.root = folder;
        if (is_there(options.kind)) {
            struct server *server = start(&options);
            char *path = folder_path(server_local_directory(server), "file");
            CU_ASSERT_TRUE(file_write_text(path, "text"));
            CU_ASSERT_TRUE(server_own(server, path));
            server_stop(server);
            CU_ASSERT_EQUAL(file_size(path), 4);
            free(path);
        }
    }
}

struct orphan {
    pid_t server;
    char log[ORPHAN_PATH_SIZE];
    char folder[ORPHAN_PATH_SIZE];
};

/* What a test does that crashes: it ends without server_stop. */
static void start_and_crash(const struct server_options *options, int line)
{
    char reason[SERVER_REASON_SIZE];
    struct server *server = server_start(options, reason, sizeof reason);
    struct orphan orphan = {.server = -1};
    if (server != NULL) {
        orphan.server = server_pid(server);
        snprintf(orphan.log, sizeof orphan.log, "%s", server_log(server));
        snprintf(orphan.folder, sizeof orphan.folder, "%s", server_local_directory(server));
    }
    _exit(write(line, &orphan, sizeof orphan) == (ssize_t)sizeof orphan ? 0 : 1);
}

static void a_crashed_test_leaves_no_server(void)
{
    for (unsigned kind = 0; kind < SERVER_KINDS; kind++) {
        struct server_options options = options_for((enum server_kind)kind, SERVER_TLS_NONE);
        int line[2];
        struct orphan orphan = {.server = -1};
        if (!is_there(options.kind)) {
            continue;
        }
        CU_ASSERT_EQUAL_FATAL(pipe(line), 0);
        pid_t test = fork();
        if (test == 0) {
            start_and_crash(&options, line[1]);
        }
        CU_ASSERT_EQUAL(read(line[0], &orphan, sizeof orphan), (ssize_t)sizeof orphan);
        CU_ASSERT_TRUE(waitpid(test, NULL, 0) == test);
        CU_ASSERT_TRUE(orphan.server > 0 && process_is_gone(orphan.server));
        CU_ASSERT_TRUE(file_is_gone(orphan.log));
        CU_ASSERT_TRUE(file_is_gone(orphan.folder));
        close(line[0]);
        close(line[1]);
    }
}

static int open_session(unsigned port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
        .sin_port = htons((in_port_t)port),
        .sin_addr = {.s_addr = htonl(INADDR_LOOPBACK)}};
    struct timeval wait = {.tv_sec = END_MS / 1000};
    char greeting[512];
    int session = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(session, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
    CU_ASSERT_EQUAL(connect(session, (const struct sockaddr *)&address, sizeof address), 0);
    CU_ASSERT_TRUE(recv(session, greeting, sizeof greeting, 0) > 0);
    return session;
}

/* A greeting may come in more than one piece: what is left of it is passed over. */
static bool is_cut_off(int session)
{
    char rest[512];
    ssize_t size;
    do
        size = recv(session, rest, sizeof rest, 0);
    while (size > 0);
    return size == 0 || (size < 0 && errno == ECONNRESET);
}

static void sessions_can_be_dropped(void)
{
    static const enum server_kind kinds[] = {SERVER_VSFTPD, SERVER_PROFTPD, SERVER_PUREFTPD};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        struct server_options options = options_for(kinds[i], SERVER_TLS_NONE);
        if (is_there(options.kind)) {
            struct server *server = start(&options);
            int session = open_session(server_port(server));
            CU_ASSERT_TRUE(server_drop_sessions(server) >= 1);
            CU_ASSERT_TRUE(is_cut_off(session));
            CU_ASSERT_TRUE(greeting_comes(server_host(server), server_port(server), false));
            close(session);
            server_stop(server);
        }
    }
}

static void what_can_not_be_is_told(void)
{
    static const struct {
        struct server_options options;
        const char *reason;
    } cases[] = {
        {{.kind = SERVER_PUREFTPD, .tls = SERVER_TLS_IMPLICIT}, "without implicit TLS"},
        {{.kind = SERVER_VSFTPD, .tls = SERVER_TLS_EXPLICIT}, "needs a certificate"},
        {{.kind = SERVER_PROFTPD, .extra = "NoSuchDirective on"}, "does not greet"},
        {{.kind = SERVER_VSFTPD, .extra = "no_such_option=YES"}, "no_such_option"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char reason[SERVER_REASON_SIZE] = "";
        if (is_there(cases[i].options.kind)) {
            CU_ASSERT_PTR_NULL(server_start(&cases[i].options, reason, sizeof reason));
            CU_ASSERT_PTR_NOT_NULL(strstr(reason, cases[i].reason));
        }
    }
}

static void names_are_known(void)
{
    enum server_kind kind = SERVER_KINDS;
    CU_ASSERT_FALSE(server_kind_parse("wu-ftpd", &kind));
    CU_ASSERT_FALSE(server_kind_parse("", &kind));
    CU_ASSERT_EQUAL(kind, SERVER_KINDS);
    CU_ASSERT_TRUE(server_kind_parse("proftpd", &kind));
    CU_ASSERT_EQUAL(kind, SERVER_PROFTPD);
}

static bool any_is_there(void)
{
    bool any = false;
    for (unsigned kind = 0; kind < SERVER_KINDS; kind++) {
        any = is_there((enum server_kind)kind) || any;
    }
    return any;
}

int main(void)
{
    if (!any_is_there()) {
        return SKIPPED;
    }
    if (CU_initialize_registry() != CUE_SUCCESS) {
        return EXIT_FAILURE;
    }
    CU_pSuite suite = CU_add_suite("servers", make_certificate, free_certificate);
    CU_ADD_TEST(suite, all_greet_and_stop);
    CU_ADD_TEST(suite, all_speak_ipv6);
    CU_ADD_TEST(suite, two_at_a_time_do_not_meet);
    CU_ADD_TEST(suite, a_folder_of_the_test_stays);
    CU_ADD_TEST(suite, a_crashed_test_leaves_no_server);
    CU_ADD_TEST(suite, sessions_can_be_dropped);
    CU_ADD_TEST(suite, what_can_not_be_is_told);
    CU_ADD_TEST(suite, names_are_known);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
