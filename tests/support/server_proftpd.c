/* SPDX-License-Identifier: Apache-2.0 */
/* ProFTPD 1.3.8, with TLS by mod_tls. */
#include "config.h"

#include "support/server_parts.h"

#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ACCOUNT_SIZE = 4096, SESSION_SECONDS = 1800 };

static const char *on_off(bool on)
{
    return on ? "on" : "off";
}

/* The modules lie beside the program, in PREFIX/usr/lib/proftpd. */
static bool module_folder(char ret_path[PROGRAM_PATH_SIZE])
{
    if (!server_program("usr/lib/proftpd/mod_tls.so", ret_path)) {
        return false;
    }
    *strrchr(ret_path, '/') = '\0';
    return true;
}

static bool is_complete(char *ret_reason, size_t reason_size)
{
    char modules[PROGRAM_PATH_SIZE];
    if (!module_folder(modules)) {
        snprintf(ret_reason, reason_size,
            "proftpd's mod_tls is not here: run tests/servers/fetch, or install "
            "proftpd-mod-crypto");
        return false;
    }
    return true;
}

static void write_modules(FILE *file, const struct server *server, const char *modules)
{
    fprintf(file, "ModulePath %s\nLoadModule mod_ident.c\nLoadModule mod_digest.c\n", modules);
    if (server->options.tls != SERVER_TLS_NONE) {
        fputs("LoadModule mod_tls.c\nLoadModule mod_tls_shmcache.c\n", file);
    }
}

static void write_basics(FILE *file, const struct server *server)
{
    fprintf(file,
        "ServerType standalone\nDefaultServer on\nServerName test\n"
        "UseIPv6 %s\nDefaultAddress %s\nPort %u\nSocketBindTight on\n"
        "ControlsEngine off\nPassivePorts %u %u\nMaxInstances 500\nUseReverseDNS off\nIdentLookups "
        "off\n"
        "PidFile %s/pid\nScoreboardFile %s/scoreboard\nDelayTable %s/delays\nDelayEngine off\n"
        "SystemLog %s\nTransferLog NONE\nWtmpLog off\nTimesGMT %s\nUmask 022 022\n",
        on_off(server->options.ipv6), server_host(server), server_port(server),
        server->ports.passive_low, server->ports.passive_high, server->folder, server->folder,
        server->folder, server->log, on_off(!server->options.local_time));
}

/* It wants names, also without privileges: then those of the present user. */
static void write_worker(FILE *file, const struct server *server)
{
    char buffer[ACCOUNT_SIZE];
    struct passwd account;
    struct passwd *user = NULL;
    struct group entry;
    struct group *group = NULL;
    if (getpwuid_r(server->worker, &account, buffer, sizeof buffer, &user) == 0 && user != NULL) {
        fprintf(file, "User %s\n", user->pw_name);
    }
    if (getgrgid_r(server->worker_group, &entry, buffer, sizeof buffer, &group) == 0 &&
        group != NULL) {
        fprintf(file, "Group %s\n", group->gr_name);
    }
}

static void write_access(FILE *file, const struct server *server)
{
    const struct server_options *options = &server->options;
    write_worker(file, server);
    if (server->privileged) {
        fputs("DefaultRoot ~\n", file);
    }
    fprintf(file,
        "AuthPAM off\nAuthOrder mod_auth_file.c\nAuthUserFile %s/users\nRequireValidShell off\n"
        "AllowOverwrite %s\nAllowStoreRestart %s\nAllowRetrieveRestart on\n",
        server->folder, on_off(!options->refuse_overwrite), on_off(!options->refuse_restart));
}

static void write_tls(FILE *file, const struct server *server)
{
    const struct server_options *options = &server->options;
    bool reuse = options->reuse != SERVER_REUSE_OPTIONAL;
    bool implicit = options->tls == SERVER_TLS_IMPLICIT;
    if (options->tls == SERVER_TLS_NONE) {
        return;
    }
    fprintf(file,
        "TLSEngine on\nTLSLog %s\nTLSProtocol%s%s\nTLSRequired %s\n"
        "TLSSessionCache shm:/file=%s/sessions %u\n"
        "TLSRSACertificateFile %s\nTLSRSACertificateKeyFile %s\n",
        server->log, options->tls13_only ? "" : " TLSv1.2", options->tls12_only ? "" : " TLSv1.3",
        on_off(options->tls_required), server->folder,
        options->session_seconds != 0 ? options->session_seconds : SESSION_SECONDS,
        options->certificate, options->key);
    if (!reuse || implicit) {
        fprintf(file, "TLSOptions%s%s\n", reuse ? "" : " NoSessionReuseRequired",
            implicit ? " UseImplicitSSL" : "");
    }
}

static char *configuration(const struct server *server, const char *modules)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    if (file == NULL) {
        return NULL;
    }
    write_modules(file, server, modules);
    write_basics(file, server);
    write_access(file, server);
    write_tls(file, server);
    fprintf(file, "%s\n", server->options.extra != NULL ? server->options.extra : "");
    fclose(file);
    return text;
}

static char *user_line(const struct server *server)
{
    char *hash = server_password_hash(server);
    char *line = hash == NULL
                     ? NULL
                     : text_format("%s:%s:%u:%u::%s:/bin/sh\n", server->user, hash,
                           (unsigned)server->worker, (unsigned)server->worker_group, server->root);
    free(hash);
    return line;
}

static bool prepare(const struct server *server, struct command *command)
{
    char program[PROGRAM_PATH_SIZE];
    char modules[PROGRAM_PATH_SIZE];
    if (!server_program(server_proftpd.program, program) || !module_folder(modules)) {
        return false;
    }
    char *text = configuration(server, modules);
    char *user = user_line(server);
    bool ready = server_write(server, "proftpd.conf", text, 0600) &&
                 server_write(server, "users", user, 0600);
    free(text);
    free(user);
    command_add(command, program);
    command_add_words(command, "-n -q -c");
    command_add_format(command, "%s/proftpd.conf", server->folder);
    return ready;
}

const struct server_driver server_proftpd = {
    .name = "proftpd",
    .program = "usr/sbin/proftpd",
    .package = "proftpd-core",
    .worker = "nobody",
    .has_implicit_tls = true,
    .shows_real_path_unprivileged = true,
    .prepare = prepare,
    .is_complete = is_complete,
};
