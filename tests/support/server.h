/* SPDX-License-Identifier: Apache-2.0 */
/* Real FTP servers on loopback, one per struct server, for as long as a test needs them.
 *
 * Each serves one folder. A client sees the folder as "/", where it may not write, and below it the
 * folder that server_work_directory names, where it may: the layout is the same on all servers.
 */
#ifndef SUPPORT_SERVER_H
#define SUPPORT_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum server_kind { SERVER_VSFTPD, SERVER_PROFTPD, SERVER_PUREFTPD, SERVER_PYFTPDLIB, SERVER_KINDS };
/* Explicit: AUTH TLS is offered, clear sessions are accepted as well. */
enum server_tls { SERVER_TLS_NONE, SERVER_TLS_EXPLICIT, SERVER_TLS_IMPLICIT };
/* Whether a data connection must resume the control connection's TLS session. The default is the
 * server's own: required by vsftpd and ProFTPD, not asked by Pure-FTPd and pyftpdlib (which can't
 * ask it). */
enum server_reuse { SERVER_REUSE_DEFAULT, SERVER_REUSE_REQUIRED, SERVER_REUSE_OPTIONAL };

enum { SERVER_REASON_SIZE = 512 };

/* All zero gives a plain-text vsftpd on 127.0.0.1 with a folder of its own. Strings need not
 * outlive server_start. */
struct server_options {
    enum server_kind kind;
    enum server_tls tls;
    enum server_reuse reuse;
    bool tls12_only;
    bool tls13_only;
    bool tls_required;       /* explicit TLS: no login in clear text */
    const char *certificate; /* PEM chain; needed for TLS */
    const char *key;         /* PEM */
    const char *root;        /* folder served; NULL: a temporary one, removed by server_stop */
    bool ipv6;               /* ::1 instead of 127.0.0.1 */
    const char *user;      /* NULL: "tester"; vsftpd has "anonymous" in any case: ask server_user */
    const char *password;  /* NULL: a fixed one: ask server_password */
    bool refuse_overwrite; /* STOR on an existing file is refused */
    bool refuse_restart;   /* APPE, and STOR after REST, are refused (ProFTPD only) */
    bool local_time; /* listings in the local time zone where the server can (vsftpd, ProFTPD) */
    unsigned session_seconds; /* how long ProFTPD resumes TLS sessions; 0: half an hour */
    unsigned listing_limit;   /* Pure-FTPd cuts listings after so many names; 0: high */
    const char *extra; /* more lines of configuration (vsftpd, ProFTPD); more arguments, separated
                          by blanks (Pure-FTPd, pyftpdlib_server.py) */
    const char *const *environment; /* "NAME=value", ended by NULL; may be NULL. For instance TZ */
};

struct server;

/* Starts the server and waits until it greets. NULL with the reason if it can't: a test then skips
 * if server_is_there says no, and fails otherwise. */
struct server *server_start(
    const struct server_options *options, char *ret_reason, size_t reason_size);
/* Ends the server with all its sessions and removes what server_start made. NULL does nothing. */
void server_stop(struct server *server);

/* Whether the program is installed (and may be run by this user); if not, the reason says what to
 * install. */
bool server_is_there(enum server_kind kind, char *ret_reason, size_t reason_size);
const char *server_kind_name(enum server_kind kind);
/* False if there is no server of this name ("vsftpd", "proftpd", "pureftpd", "pyftpdlib"). */
bool server_kind_parse(const char *name, enum server_kind *ret_kind);
/* Whether the server knows this TLS mode at all (Pure-FTPd: as built, explicit only). */
bool server_has_tls(enum server_kind kind, enum server_tls tls);

const char *server_host(const struct server *server); /* "127.0.0.1" or "::1" */
unsigned server_port(const struct server *server);
/* The ports on which it may listen for data connections. */
void server_passive_ports(const struct server *server, unsigned *ret_low, unsigned *ret_high);
pid_t server_pid(const struct server *server);
const char *server_user(const struct server *server);
const char *server_password(const struct server *server);
/* The folder in which a client may write, as the client names it, and the same on disk. */
const char *server_work_directory(const struct server *server);
const char *server_local_directory(const struct server *server);
/* The server's standard output, error and log; gone after server_stop. */
const char *server_log(const struct server *server);
/* Hands a file or folder that the test made on disk over to the user that the server works as. */
bool server_own(const struct server *server, const char *local_path);
/* Kills the processes of all sessions, as a crash would; how many. pyftpdlib has none (0). */
unsigned server_drop_sessions(const struct server *server);

#endif
