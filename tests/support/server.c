/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "support/server.h"

#include "support/folder.h"
#include "support/greeting.h"
#include "support/process.h"
#include "support/server_parts.h"

#include <crypt.h>
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { START_MS = 10000, START_POLL_MS = 20, DROP_MS = 1000, LOG_TAIL = 300, ACCOUNT_SIZE = 4096 };

static const char work_name[] = "data";
static const char default_user[] = "tester";
static const char default_password[] = "Correct-Horse-7";

static const struct server_driver *const drivers[SERVER_KINDS] = {
    [SERVER_VSFTPD] = &server_vsftpd,
    [SERVER_PROFTPD] = &server_proftpd,
    [SERVER_PUREFTPD] = &server_pureftpd,
    [SERVER_PYFTPDLIB] = &server_pyftpdlib,
};

char *text_format(const char *format, ...)
{
    va_list arguments;
    char *text = NULL;
    va_start(arguments, format);
    int size = vasprintf(&text, format, arguments);
    va_end(arguments);
    return size < 0 ? NULL : text;
}

bool server_program(const char *path, char ret_path[PROGRAM_PATH_SIZE])
{
    const char *chosen = getenv("HAWSER_TEST_SERVERS");
    const char *const folders[] = {chosen != NULL ? chosen : HAWSER_TEST_SERVERS_DEFAULT, ""};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        int size = snprintf(ret_path, PROGRAM_PATH_SIZE, "%s/%s", folders[i], path);
        if (size > 0 && size < PROGRAM_PATH_SIZE && access(ret_path, R_OK) == 0) {
            return true;
        }
    }
    return false;
}

bool server_is_there(enum server_kind kind, char *ret_reason, size_t reason_size)
{
    const struct server_driver *driver = drivers[kind];
    char path[PROGRAM_PATH_SIZE];
    if (!server_program(driver->program, path)) {
        snprintf(ret_reason, reason_size, "%s is not here: run tests/servers/fetch, or install %s",
            driver->name, driver->package);
        return false;
    }
    if (driver->needs_root && geteuid() != 0) {
        snprintf(ret_reason, reason_size, "%s can be run by root only", driver->name);
        return false;
    }
    return driver->is_complete == NULL || driver->is_complete(ret_reason, reason_size);
}

const char *server_kind_name(enum server_kind kind)
{
    return drivers[kind]->name;
}

bool server_kind_parse(const char *name, enum server_kind *ret_kind)
{
    for (unsigned kind = 0; kind < SERVER_KINDS; kind++) {
        if (strcmp(drivers[kind]->name, name) == 0) {
            *ret_kind = (enum server_kind)kind;
            return true;
        }
    }
    return false;
}

bool server_has_tls(enum server_kind kind, enum server_tls tls)
{
    return tls != SERVER_TLS_IMPLICIT || drivers[kind]->has_implicit_tls;
}

char *server_file(const struct server *server, const char *name)
{
    return folder_path(server->folder, name);
}

bool server_write(const struct server *server, const char *name, const char *text, mode_t mode)
{
    char *path = server_file(server, name);
    bool written = path != NULL && text != NULL && file_write_text(path, "") &&
                   chmod(path, mode) == 0 && file_write_text(path, text);
    free(path);
    return written;
}

char *server_password_hash(const struct server *server)
{
    struct crypt_data *data = calloc(1, sizeof *data);
    const char *hash =
        data != NULL ? crypt_r(server->password, "$6$rounds=1000$hawsertest$", data) : NULL;
    char *copy = hash != NULL && *hash != '*' ? strdup(hash) : NULL;
    free(data);
    return copy;
}

/* Root's servers change to a user of the system; others stay who they are. */
static bool find_worker(struct server *server, const char *name)
{
    char buffer[ACCOUNT_SIZE];
    struct passwd account;
    struct passwd *found = NULL;
    server->privileged = geteuid() == 0;
    server->worker = geteuid();
    server->worker_group = getegid();
    if (!server->privileged) {
        return true;
    }
    if (getpwnam_r(name, &account, buffer, sizeof buffer, &found) != 0 || found == NULL) {
        return false;
    }
    server->worker = account.pw_uid;
    server->worker_group = account.pw_gid;
    return true;
}

bool server_own(const struct server *server, const char *local_path)
{
    return lchown(local_path, server->worker, server->worker_group) == 0;
}

static bool make_root(struct server *server)
{
    server->root_is_ours = server->options.root == NULL;
    server->root = server->root_is_ours ? folder_new("root") : realpath(server->options.root, NULL);
    return server->root != NULL &&
           (server->local_directory = folder_path(server->root, work_name)) != NULL &&
           (mkdir(server->local_directory, 0755) == 0 || errno == EEXIST) &&
           server_own(server, server->local_directory);
}

static bool name_parts(struct server *server, const struct server_driver *driver)
{
    const struct server_options *options = &server->options;
    const char *user = options->user != NULL ? options->user : default_user;
    const char *password = options->password != NULL ? options->password : default_password;
    bool real_path = !server->privileged && driver->shows_real_path_unprivileged;
    server->user = strdup(driver->fixed_user != NULL ? driver->fixed_user : user);
    server->password = strdup(password);
    server->folder = folder_new(driver->name);
    server->log = server->folder != NULL ? server_file(server, "server.log") : NULL;
    server->work_directory =
        real_path ? strdup(server->local_directory) : text_format("/%s", work_name);
    return server->user != NULL && server->password != NULL && server->log != NULL &&
           server->work_directory != NULL;
}

/* OpenSSL reads its limits from a file, whatever the server itself can be told. */
static bool limit_tls(const struct server *server)
{
    const char *version = server->options.tls12_only ? "TLSv1.2" : "TLSv1.3";
    char *text = text_format("openssl_conf = init\n"
                             "[init]\n"
                             "ssl_conf = ssl\n"
                             "[ssl]\n"
                             "system_default = limits\n"
                             "[limits]\n"
                             "MinProtocol = %s\n"
                             "MaxProtocol = %s\n",
        version, version);
    bool written = server_write(server, "openssl.cnf", text, 0644);
    free(text);
    return written;
}

static size_t count_words(const char *const *words)
{
    size_t count = 0;
    while (words != NULL && words[count] != NULL) {
        count++;
    }
    return count;
}

static bool launch_with(struct server *server, const struct command *command, const char *limits)
{
    const char *const *wanted = server->options.environment;
    size_t count = count_words(wanted);
    const char **changes = calloc(count + 2, sizeof *changes);
    if (changes == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        changes[i] = wanted[i];
    }
    changes[count] = limits;
    char **environment = process_environment(changes);
    struct keeper_task task = {.argv = command->words,
        .environment = environment,
        .log = server->log,
        .leftover = {server->folder, server->root_is_ours ? server->root : NULL}};
    server->has_keeper = environment != NULL && keeper_start(&task, &server->keeper);
    free(environment);
    free(changes);
    return server->has_keeper;
}

static bool launch(struct server *server, const struct command *command)
{
    bool limited = server->options.tls12_only || server->options.tls13_only;
    char *limits = limited ? text_format("OPENSSL_CONF=%s/openssl.cnf", server->folder) : NULL;
    bool launched =
        (!limited || (limits != NULL && limit_tls(server))) && launch_with(server, command, limits);
    free(limits);
    return launched;
}

static bool comes_up(const struct server *server)
{
    const struct timespec pause = {.tv_nsec = START_POLL_MS * 1000000L};
    bool implicit_tls = server->options.tls == SERVER_TLS_IMPLICIT;
    long end = process_clock_ms() + START_MS;
    while (process_clock_ms() < end && keeper_is_alive(&server->keeper)) {
        if (greeting_comes(server_host(server), server_port(server), implicit_tls)) {
            return true;
        }
        nanosleep(&pause, NULL);
    }
    return false;
}

static void explain_silence(const struct server *server, char *ret_reason, size_t reason_size)
{
    size_t size = 0;
    char *log = file_read(server->log, &size);
    size_t skipped = size > LOG_TAIL ? size - LOG_TAIL : 0;
    snprintf(ret_reason, reason_size, "%s does not greet on port %u. The end of its log: %s",
        server_kind_name(server->options.kind), server_port(server),
        log != NULL ? log + skipped : "");
    free(log);
}

static bool start(struct server *server, char *ret_reason, size_t reason_size)
{
    const struct server_driver *driver = drivers[server->options.kind];
    struct command command = {.count = 0};
    if (!find_worker(server, driver->worker) || !make_root(server) || !name_parts(server, driver)) {
        snprintf(ret_reason, reason_size, "%s: its folders can't be made (error %d)", driver->name,
            errno);
        return false;
    }
    server->has_ports = ports_take(&server->ports);
    bool launched = server->has_ports && driver->prepare(server, &command) && !command.failed &&
                    launch(server, &command);
    command_done(&command);
    if (!launched) {
        snprintf(ret_reason, reason_size, "%s: no free ports, or no configuration", driver->name);
        return false;
    }
    if (!comes_up(server)) {
        explain_silence(server, ret_reason, reason_size);
        return false;
    }
    return true;
}

static bool options_make_sense(
    const struct server_options *options, char *ret_reason, size_t reason_size)
{
    const char *name = server_kind_name(options->kind);
    if (!server_has_tls(options->kind, options->tls)) {
        snprintf(ret_reason, reason_size, "%s is built without implicit TLS", name);
        return false;
    }
    if (options->tls != SERVER_TLS_NONE && (options->certificate == NULL || options->key == NULL)) {
        snprintf(ret_reason, reason_size, "%s needs a certificate and a key for TLS", name);
        return false;
    }
    return true;
}

struct server *server_start(
    const struct server_options *options, char *ret_reason, size_t reason_size)
{
    if (!server_is_there(options->kind, ret_reason, reason_size) ||
        !options_make_sense(options, ret_reason, reason_size)) {
        return NULL;
    }
    struct server *server = calloc(1, sizeof *server);
    if (server == NULL) {
        snprintf(ret_reason, reason_size, "no memory");
        return NULL;
    }
    server->options = *options;
    if (!start(server, ret_reason, reason_size)) {
        server_stop(server);
        return NULL;
    }
    return server;
}

void server_stop(struct server *server)
{
    if (server == NULL) {
        return;
    }
    if (server->has_keeper) {
        keeper_stop(&server->keeper);
    }
    if (server->has_ports) {
        ports_release(&server->ports);
    }
    folder_free(server->folder);
    if (server->root_is_ours) {
        folder_free(server->root);
    } else {
        free(server->root);
    }
    free(server->user);
    free(server->password);
    free(server->local_directory);
    free(server->work_directory);
    free(server->log);
    free(server);
}

const char *server_host(const struct server *server)
{
    return server->options.ipv6 ? "::1" : "127.0.0.1";
}

unsigned server_port(const struct server *server)
{
    return server->ports.control;
}

pid_t server_pid(const struct server *server)
{
    return server->keeper.server;
}

const char *server_user(const struct server *server)
{
    return server->user;
}

const char *server_password(const struct server *server)
{
    return server->password;
}

const char *server_work_directory(const struct server *server)
{
    return server->work_directory;
}

void server_passive_ports(const struct server *server, unsigned *ret_low, unsigned *ret_high)
{
    *ret_low = server->ports.passive_low;
    *ret_high = server->ports.passive_high;
}

const char *server_local_directory(const struct server *server)
{
    return server->local_directory;
}

const char *server_log(const struct server *server)
{
    return server->log;
}

unsigned server_drop_sessions(const struct server *server)
{
    unsigned killed = keeper_kill_below(server->keeper.server);
    /* Who asks again has to hear of new sessions, not of those that are about to end. */
    for (int i = 0; i < DROP_MS && keeper_kill_below(server->keeper.server) > 0; i++) {
        usleep(1000);
    }
    return killed;
}
