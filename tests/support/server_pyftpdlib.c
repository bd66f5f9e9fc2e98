/* SPDX-License-Identifier: Apache-2.0 */
/* pyftpdlib, run by the Python script beside this file. */
#include "config.h"

#include "support/process.h"
#include "support/server_parts.h"

#include <stdio.h>
#include <stdlib.h>

static const char interpreter[] = "/usr/bin/python3";

/* The system's Python, as that has Debian's modules. */
static bool is_complete(char *ret_reason, size_t reason_size)
{
    const char *const argv[] = {interpreter, "-c", "import pyftpdlib.handlers, OpenSSL", NULL};
    struct process_result result = {.exit_code = -1};
    bool run = process_run(&(struct process_options){.argv = argv}, &result);
    bool complete = run && result.exit_code == 0;
    if (run) {
        process_result_done(&result);
    }
    if (!complete) {
        snprintf(ret_reason, reason_size,
            "pyftpdlib is not here: install python3-pyftpdlib and python3-openssl");
    }
    return complete;
}

static void add_tls(const struct server_options *options, struct command *command)
{
    if (options->tls == SERVER_TLS_NONE) {
        return;
    }
    command_add(command, "--tls");
    command_add(command, options->tls == SERVER_TLS_IMPLICIT ? "implicit" : "explicit");
    command_add_format(command, "--certificate=%s", options->certificate);
    command_add_format(command, "--key=%s", options->key);
    if (options->tls_required) {
        command_add(command, "--tls-required");
    }
    if (options->tls12_only || options->tls13_only) {
        command_add(command, options->tls12_only ? "--tls-version=1.2" : "--tls-version=1.3");
    }
}

static bool prepare(const struct server *server, struct command *command)
{
    command_add(command, interpreter);
    command_add(command, HAWSER_TEST_PYFTPDLIB_SERVER);
    command_add_format(command, "--address=%s", server_host(server));
    command_add_format(command, "--port=%u", server_port(server));
    command_add_format(
        command, "--passive=%u-%u", server->ports.passive_low, server->ports.passive_high);
    command_add_format(command, "--root=%s", server->root);
    command_add_format(command, "--user=%s", server->user);
    command_add_format(command, "--password-file=%s/password", server->folder);
    command_add_format(
        command, "--work-as=%u:%u", (unsigned)server->worker, (unsigned)server->worker_group);
    if (server->options.refuse_overwrite) {
        command_add(command, "--refuse-overwrite");
    }
    add_tls(&server->options, command);
    command_add_words(command, server->options.extra);
    return server_write(server, "password", server->password, 0600);
}

const struct server_driver server_pyftpdlib = {
    .name = "pyftpdlib",
    .program = "usr/bin/python3",
    .package = "python3-pyftpdlib",
    .has_implicit_tls = true,
    .worker = "nobody",
    .prepare = prepare,
    .is_complete = is_complete,
};
