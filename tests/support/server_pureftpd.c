/* SPDX-License-Identifier: Apache-2.0 */
/* Pure-FTPd 1.0.50. All of its configuration is arguments; users come from a database that pure-pw
 * makes. */
#include "config.h"

#include "support/folder.h"
#include "support/process.h"
#include "support/server_parts.h"

#include <stdio.h>
#include <stdlib.h>

enum { LISTING_LIMIT = 1000000, LISTING_DEPTH = 10 };

static const char password_program[] = "usr/bin/pure-pw";

static bool is_complete(char *ret_reason, size_t reason_size)
{
    char program[PROGRAM_PATH_SIZE];
    if (!server_program(password_program, program)) {
        snprintf(ret_reason, reason_size,
            "pure-pw is not here: run tests/servers/fetch, or install pure-ftpd-common");
        return false;
    }
    return true;
}

/* The fields behind the home folder are quotas and limits: none. "/./" ends the part that becomes
 * the root. */
static bool write_users(const struct server *server)
{
    char *hash = server_password_hash(server);
    char *line = hash == NULL
                     ? NULL
                     : text_format("%s:%s:%u:%u::%s/./::::::::::::\n", server->user, hash,
                           (unsigned)server->worker, (unsigned)server->worker_group, server->root);
    bool written = server_write(server, "users", line, 0600);
    free(hash);
    free(line);
    return written;
}

static bool make_database(const struct server *server)
{
    char program[PROGRAM_PATH_SIZE];
    char *users = server_file(server, "users");
    char *database = server_file(server, "users.pdb");
    const char *const argv[] = {program, "mkdb", database, "-f", users, NULL};
    struct process_result result;
    bool made = users != NULL && database != NULL && server_program(password_program, program) &&
                process_run(&(struct process_options){.argv = argv}, &result);
    if (made) {
        made = result.exit_code == 0;
        process_result_done(&result);
    }
    free(users);
    free(database);
    return made;
}

/* It wants the key and the certificates in one file. */
static bool write_certificate(const struct server *server)
{
    char *key = file_read(server->options.key, NULL);
    char *chain = file_read(server->options.certificate, NULL);
    char *both = key != NULL && chain != NULL ? text_format("%s%s", key, chain) : NULL;
    bool written = server_write(server, "certificate.pem", both, 0600);
    free(key);
    free(chain);
    free(both);
    return written;
}

static void add_tls(const struct server *server, struct command *command)
{
    const struct server_options *options = &server->options;
    if (options->tls != SERVER_TLS_NONE) {
        command_add_words(command, options->tls_required ? "-Y 2 -2" : "-Y 1 -2");
        command_add_format(command, "%s/certificate.pem", server->folder);
    }
}

static void add_arguments(const struct server *server, struct command *command)
{
    const struct server_options *options = &server->options;
    command_add_words(command, "-A -E -H -c 500 -C 500 -I 15 -u 1 -U 022:022 -f none -S");
    command_add_format(command, "%s,%u", server_host(server), server_port(server));
    command_add(command, options->ipv6 ? "-6" : "-4");
    command_add(command, "-l");
    command_add_format(command, "puredb:%s/users.pdb", server->folder);
    command_add(command, "-p");
    command_add_format(command, "%u:%u", server->ports.passive_low, server->ports.passive_high);
    command_add(command, "-L");
    command_add_format(command, "%u:%d",
        options->listing_limit != 0 ? options->listing_limit : (unsigned)LISTING_LIMIT,
        LISTING_DEPTH);
    command_add(command, "-g");
    command_add_format(command, "%s/pid", server->folder);
    if (options->refuse_overwrite) {
        command_add(command, "-K");
    }
    add_tls(server, command);
    command_add_words(command, options->extra);
}

static bool prepare(const struct server *server, struct command *command)
{
    char program[PROGRAM_PATH_SIZE];
    if (!server_program(server_pureftpd.program, program)) {
        return false;
    }
    command_add(command, program);
    add_arguments(server, command);
    return write_users(server) && make_database(server) &&
           (server->options.tls == SERVER_TLS_NONE || write_certificate(server));
}

const struct server_driver server_pureftpd = {
    .name = "pureftpd",
    .program = "usr/sbin/pure-ftpd",
    .package = "pure-ftpd",
    .needs_root = true,
    .worker = "nobody",
    .prepare = prepare,
    .is_complete = is_complete,
};
