/* SPDX-License-Identifier: Apache-2.0 */
/* Starts one FTP server in the foreground, for demonstrations and trials by hand. */
#include "config.h"

#include "support/folder.h"
#include "support/pki.h"
#include "support/server.h"

#include <getopt.h>
#include <jansson.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { BAD_USAGE = 2 };

static const char usage[] =
    "usage: serve vsftpd|proftpd|pureftpd|pyftpdlib [OPTION...]\n"
    "  --tls none|explicit|implicit   default: none\n"
    "  --tls-version 1.2|1.3          this one only\n"
    "  --tls-required                 no login in clear text\n"
    "  --reuse required|optional      whether data connections must resume the TLS session\n"
    "  --root DIR                     what is served; default: a temporary folder\n"
    "  --pki DIR                      where certificates are written; default: a temporary folder\n"
    "  --user NAME --password TEXT    not for vsftpd, which knows \"anonymous\" alone\n"
    "  --ipv6                         on ::1\n"
    "  --refuse-overwrite --refuse-restart --local-time --listing-limit N\n"
    "  --extra TEXT                   configuration lines, or arguments, for the server itself\n"
    "It prints one line of JSON when the server is ready, and ends it on SIGTERM, on SIGINT, or "
    "when its\n"
    "standard input ends.\n";

struct request {
    struct server_options options;
    const char *pki;
};

enum {
    OPTION_TLS = 256,
    OPTION_TLS_VERSION,
    OPTION_TLS_REQUIRED,
    OPTION_REUSE,
    OPTION_ROOT,
    OPTION_PKI,
    OPTION_USER,
    OPTION_PASSWORD,
    OPTION_IPV6,
    OPTION_REFUSE_OVERWRITE,
    OPTION_REFUSE_RESTART,
    OPTION_LOCAL_TIME,
    OPTION_LISTING_LIMIT,
    OPTION_EXTRA
};

static const struct option long_options[] = {
    {"tls", required_argument, NULL, OPTION_TLS},
    {"tls-version", required_argument, NULL, OPTION_TLS_VERSION},
    {"tls-required", no_argument, NULL, OPTION_TLS_REQUIRED},
    {"reuse", required_argument, NULL, OPTION_REUSE},
    {"root", required_argument, NULL, OPTION_ROOT},
    {"pki", required_argument, NULL, OPTION_PKI},
    {"user", required_argument, NULL, OPTION_USER},
    {"password", required_argument, NULL, OPTION_PASSWORD},
    {"ipv6", no_argument, NULL, OPTION_IPV6},
    {"refuse-overwrite", no_argument, NULL, OPTION_REFUSE_OVERWRITE},
    {"refuse-restart", no_argument, NULL, OPTION_REFUSE_RESTART},
    {"local-time", no_argument, NULL, OPTION_LOCAL_TIME},
    {"listing-limit", required_argument, NULL, OPTION_LISTING_LIMIT},
    {"extra", required_argument, NULL, OPTION_EXTRA},
    {NULL, 0, NULL, 0},
};

/* The place of word among words, which NULL ends; -1 if it is none of them. */
static int find_word(const char *word, const char *const *words)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(word, words[i]) == 0) {
            return i;
        }
    }
    return -1;
}

static bool parse_choice(int option, const char *word, struct server_options *options)
{
    static const char *const tls[] = {"none", "explicit", "implicit", NULL};
    static const char *const versions[] = {"1.2", "1.3", NULL};
    static const char *const reuse[] = {"default", "required", "optional", NULL};
    int chosen;
    switch (option) {
    case OPTION_TLS:
        chosen = find_word(word, tls);
        options->tls = (enum server_tls)chosen;
        return chosen >= 0;
    case OPTION_TLS_VERSION:
        chosen = find_word(word, versions);
        options->tls12_only = chosen == 0;
        options->tls13_only = chosen == 1;
        return chosen >= 0;
    case OPTION_REUSE:
        chosen = find_word(word, reuse);
        options->reuse = (enum server_reuse)chosen;
        return chosen >= 0;
    case OPTION_LISTING_LIMIT:
        options->listing_limit = (unsigned)strtoul(word, NULL, 10);
        return options->listing_limit > 0;
    default:
        return false;
    }
}

static bool parse_option(int option, struct request *request)
{
    struct server_options *options = &request->options;
    switch (option) {
    case OPTION_TLS_REQUIRED:
        options->tls_required = true;
        return true;
    case OPTION_ROOT:
        options->root = optarg;
        return true;
    case OPTION_PKI:
        request->pki = optarg;
        return true;
    case OPTION_USER:
        options->user = optarg;
        return true;
    case OPTION_PASSWORD:
        options->password = optarg;
        return true;
    case OPTION_IPV6:
        options->ipv6 = true;
        return true;
    case OPTION_REFUSE_OVERWRITE:
        options->refuse_overwrite = true;
        return true;
    case OPTION_REFUSE_RESTART:
        options->refuse_restart = true;
        return true;
    case OPTION_LOCAL_TIME:
        options->local_time = true;
        return true;
    case OPTION_EXTRA:
        options->extra = optarg;
        return true;
    default:
        return parse_choice(option, optarg, options);
    }
}

static bool parse(int argc, char **argv, struct request *request)
{
    int option;
    while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
        if (option == '?' || !parse_option(option, request)) {
            return false;
        }
    }
    return argc - optind == 1 && server_kind_parse(argv[optind], &request->options.kind);
}

static bool make_certificate(const char *folder, struct pki_files *ret_files)
{
    struct pki_authority *authority = pki_authority_new(folder, "root");
    bool issued = authority != NULL && pki_issue(authority, folder, "server", NULL, ret_files);
    pki_authority_free(authority);
    return issued;
}

static void announce(const struct server *server, const char *authority)
{
    unsigned low, high;
    server_passive_ports(server, &low, &high);
    json_t *line = json_pack("{s:s, s:I, s:I, s:i, s:i, s:s, s:s, s:s, s:s, s:s, s:s?}", "host",
        server_host(server), "port", (json_int_t)server_port(server), "pid",
        (json_int_t)server_pid(server), "passive_low", (int)low, "passive_high", (int)high, "user", server_user(server), "password",
        server_password(server), "directory", server_work_directory(server), "local_directory",
        server_local_directory(server), "log", server_log(server), "ca", authority);
    json_dumpf(line, stdout, JSON_COMPACT);
    putchar('\n');
    fflush(stdout);
    json_decref(line);
}

/* Until a signal comes or standard input ends. A line "drop" there ends all sessions, as a crash
 * would. */
static void wait_for_end(const struct server *server, const sigset_t *signals)
{
    int signalled = signalfd(-1, signals, SFD_CLOEXEC);
    struct pollfd waits[] = {
        {.fd = signalled, .events = POLLIN}, {.fd = STDIN_FILENO, .events = POLLIN}};
    char line[256];
    for (;;) {
        if (poll(waits, 2, -1) < 0 || waits[0].revents != 0) {
            break;
        }
        if (waits[1].revents == 0) {
            continue;
        }
        ssize_t length = read(STDIN_FILENO, line, sizeof line);
        if (length <= 0) {
            break;
        }
        if (length >= 4 && memcmp(line, "drop", 4) == 0) {
            server_drop_sessions(server);
        }
    }
    close(signalled);
}

static int serve(struct request *request, const char *pki)
{
    char reason[SERVER_REASON_SIZE];
    struct pki_files files;
    sigset_t signals;
    bool with_tls = request->options.tls != SERVER_TLS_NONE;
    if (with_tls && !make_certificate(pki, &files)) {
        return EXIT_FAILURE;
    }
    request->options.certificate = with_tls ? files.chain : NULL;
    request->options.key = with_tls ? files.key : NULL;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigprocmask(SIG_BLOCK, &signals, NULL);
    struct server *server = server_start(&request->options, reason, sizeof reason);
    if (server == NULL) {
        fprintf(stderr, "serve: %s\n", reason);
        return EXIT_FAILURE;
    }
    announce(server, with_tls ? files.authority : NULL);
    wait_for_end(server, &signals);
    server_stop(server);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    struct request request = {.pki = NULL};
    if (!parse(argc, argv, &request)) {
        fputs(usage, stderr);
        return BAD_USAGE;
    }
    char *temporary = request.pki == NULL ? folder_new("pki") : NULL;
    int status = serve(&request, temporary != NULL ? temporary : request.pki);
    folder_free(temporary);
    return status;
}
