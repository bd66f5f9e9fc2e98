/* SPDX-License-Identifier: Apache-2.0 */
/* vsftpd 3.0.3. It knows system users (by PAM) and "anonymous" only; anonymous is made to need a
 * password here. */
#include "config.h"

#include "support/server_parts.h"

#include <stdio.h>
#include <stdlib.h>

/* vsftpd goes to the home of its user before it goes to the root that is set, and nobody has none.
 */
static const char worker[] = "daemon";

static const char *yes_no(bool yes)
{
    return yes ? "YES" : "NO";
}

static void write_basics(FILE *file, const struct server *server)
{
    const struct server_options *options = &server->options;
    fprintf(file,
        "listen=%s\nlisten_ipv6=%s\nlisten_address%s=%s\nlisten_port=%u\n"
        "background=NO\nseccomp_sandbox=NO\nisolate=NO\nisolate_network=NO\n"
        "run_as_launching_user=%s\nnopriv_user=nobody\nsecure_chroot_dir=%s\n"
        "max_clients=0\nmax_per_ip=0\npasv_min_port=%u\npasv_max_port=%u\nconnect_from_port_20=NO\n"
        "vsftpd_log_file=%s\nxferlog_enable=YES\nxferlog_std_format=NO\nlog_ftp_protocol=YES\n"
        "dual_log_enable=NO\nuse_localtime=%s\ndelay_failed_login=0\n",
        yes_no(!options->ipv6), yes_no(options->ipv6), options->ipv6 ? "6" : "",
        server_host(server), server_port(server), yes_no(!server->privileged), server->folder,
        server->ports.passive_low, server->ports.passive_high, server->log,
        yes_no(options->local_time));
}

static void write_anonymous(FILE *file, const struct server *server)
{
    fprintf(file,
        "anonymous_enable=YES\nlocal_enable=NO\nftp_username=%s\nanon_root=%s\n"
        "secure_email_list_enable=YES\nemail_password_file=%s/passwords\n"
        "write_enable=YES\nanon_upload_enable=YES\nanon_mkdir_write_enable=YES\n"
        "anon_other_write_enable=%s\nanon_world_readable_only=NO\nanon_umask=022\n",
        worker, server->root, server->folder, yes_no(!server->options.refuse_overwrite));
}

static void write_tls(FILE *file, const struct server_options *options)
{
    if (options->tls == SERVER_TLS_NONE) {
        return;
    }
    fprintf(file,
        "ssl_enable=YES\nallow_anon_ssl=YES\nimplicit_ssl=%s\nssl_ciphers=HIGH\n"
        "force_local_logins_ssl=NO\nforce_local_data_ssl=NO\n"
        "force_anon_logins_ssl=%s\nforce_anon_data_ssl=%s\n"
        "rsa_cert_file=%s\nrsa_private_key_file=%s\nrequire_ssl_reuse=%s\n",
        yes_no(options->tls == SERVER_TLS_IMPLICIT), yes_no(options->tls_required),
        yes_no(options->tls_required), options->certificate, options->key,
        yes_no(options->reuse != SERVER_REUSE_OPTIONAL));
}

static char *configuration(const struct server *server)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    if (file == NULL) {
        return NULL;
    }
    write_basics(file, server);
    write_anonymous(file, server);
    write_tls(file, &server->options);
    fprintf(file, "%s\n", server->options.extra != NULL ? server->options.extra : "");
    fclose(file);
    return text;
}

static bool prepare(const struct server *server, struct command *command)
{
    char program[PROGRAM_PATH_SIZE];
    char *text = configuration(server);
    char *passwords = text_format("%s\n", server->password);
    bool ready = server_program(server_vsftpd.program, program) &&
                 server_write(server, "vsftpd.conf", text, 0600) &&
                 server_write(server, "passwords", passwords, 0644);
    free(text);
    free(passwords);
    command_add(command, program);
    command_add_format(command, "%s/vsftpd.conf", server->folder);
    return ready;
}

const struct server_driver server_vsftpd = {
    .name = "vsftpd",
    .program = "usr/sbin/vsftpd",
    .package = "vsftpd",
    .has_implicit_tls = true,
    .fixed_user = "anonymous",
    .worker = worker,
    .shows_real_path_unprivileged = true,
    .prepare = prepare,
};
