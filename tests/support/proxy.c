/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "support/proxy.h"

#include "support/folder.h"
#include "support/server_parts.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { TRIES = 200, PAUSE_NS = 25 * 1000 * 1000 };

extern char **environ;

struct proxy {
    enum proxy_kind kind;
    struct ports ports;
    struct keeper keeper;
    char *folder;
    char *log;
    bool kept;
};

static const struct {
    const char *program, *package, *scheme;
} kinds[PROXY_KINDS] = {
    {"usr/bin/tinyproxy", "tinyproxy-bin", "http"}, {"usr/bin/microsocks", "microsocks", "socks5"}};

bool proxy_is_there(enum proxy_kind kind, char *ret_reason, size_t reason_size)
{
    char path[PROGRAM_PATH_SIZE];
    if (server_program(kinds[kind].program, path)) {
        return true;
    }
    snprintf(ret_reason, reason_size, "%s is not here: run tests/servers/fetch, or install it",
        kinds[kind].package);
    return false;
}

static bool prepare_tinyproxy(
    const struct proxy *proxy, const struct proxy_options *options, struct command *command)
{
    char text[512], more[256] = "";
    if (options->user != NULL) {
        snprintf(more, sizeof more, "BasicAuth %s %s\n", options->user, options->password);
    }
    size_t used = strlen(more);
    if (options->only_port != 0) {
        snprintf(more + used, sizeof more - used, "ConnectPort %u\n", options->only_port);
    }
    snprintf(text, sizeof text,
        "Port %u\nListen 127.0.0.1\nTimeout 60\nMaxClients 50\nLogLevel Info\n%s",
        proxy->ports.control, more);
    char *path = folder_path(proxy->folder, "tinyproxy.conf");
    bool written = path != NULL && file_write_text(path, text);
    command_add(command, "-d");
    command_add(command, "-c");
    command_add(command, path);
    free(path);
    return written;
}

static void prepare_microsocks(
    const struct proxy *proxy, const struct proxy_options *options, struct command *command)
{
    command_add_format(command, "-i");
    command_add(command, "127.0.0.1");
    command_add(command, "-p");
    command_add_format(command, "%u", proxy->ports.control);
    if (options->user != NULL) {
        command_add(command, "-u");
        command_add(command, options->user);
        command_add(command, "-P");
        command_add(command, options->password);
    }
}

static bool answers(const struct proxy *proxy)
{
    const struct timespec pause = {.tv_nsec = PAUSE_NS};
    struct sockaddr_in address = {.sin_family = AF_INET,
        .sin_port = htons((in_port_t)proxy->ports.control),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    for (unsigned i = 0; i < TRIES && keeper_is_alive(&proxy->keeper); i++) {
        int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        bool connected = connect(probe, (const struct sockaddr *)&address, sizeof address) == 0;
        close(probe);
        if (connected) {
            return true;
        }
        nanosleep(&pause, NULL);
    }
    return false;
}

static bool run(struct proxy *proxy, const struct proxy_options *options)
{
    char program[PROGRAM_PATH_SIZE];
    struct command command = {.count = 0};
    if (!server_program(kinds[proxy->kind].program, program)) {
        return false;
    }
    command_add(&command, program);
    bool prepared = true;
    if (proxy->kind == PROXY_TINYPROXY) {
        prepared = prepare_tinyproxy(proxy, options, &command);
    } else {
        prepare_microsocks(proxy, options, &command);
    }
    struct keeper_task task = {.argv = command.words,
        .environment = environ,
        .log = proxy->log,
        .leftover = {proxy->folder, NULL}};
    proxy->kept = prepared && !command.failed && keeper_start(&task, &proxy->keeper);
    command_done(&command);
    return proxy->kept && answers(proxy);
}

struct proxy *proxy_start(const struct proxy_options *options)
{
    struct proxy *proxy = calloc(1, sizeof *proxy);
    if (proxy == NULL) {
        return NULL;
    }
    proxy->kind = options->kind;
    proxy->folder = folder_new("proxy");
    proxy->log = proxy->folder != NULL ? folder_path(proxy->folder, "log") : NULL;
    if (proxy->log != NULL && ports_take(&proxy->ports)) {
        if (run(proxy, options)) {
            return proxy;
        }
    } else {
        proxy->ports.claim = -1;
    }
    fprintf(stderr, "%s can't be started\n", kinds[proxy->kind].package);
    proxy_stop(proxy);
    return NULL;
}

void proxy_stop(struct proxy *proxy)
{
    if (proxy == NULL) {
        return;
    }
    if (proxy->kept) {
        keeper_stop(&proxy->keeper);
    }
    if (proxy->ports.claim >= 0) {
        ports_release(&proxy->ports);
    }
    folder_free(proxy->folder);
    free(proxy->log);
    free(proxy);
}

const char *proxy_scheme(const struct proxy *proxy)
{
    return kinds[proxy->kind].scheme;
}

unsigned proxy_port(const struct proxy *proxy)
{
    return proxy->ports.control;
}

unsigned proxy_count(const struct proxy *proxy, const char *host, unsigned port)
{
    char wanted[256];
    unsigned count = 0;
    char *log = file_read(proxy->log, NULL);
    const char *verb = proxy->kind == PROXY_TINYPROXY ? "CONNECT " : "connected to ";
    if (port != 0) {
        snprintf(wanted, sizeof wanted, "%s%s:%u", verb, host, port);
    } else {
        snprintf(wanted, sizeof wanted, "%s%s:", verb, host);
    }
    for (const char *at = log; at != NULL && (at = strstr(at, wanted)) != NULL; at++) {
        count++;
    }
    free(log);
    return count;
}
