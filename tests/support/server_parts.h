/* SPDX-License-Identifier: Apache-2.0 */
/* What server.c and the files for each kind of server share. */
#ifndef SUPPORT_SERVER_PARTS_H
#define SUPPORT_SERVER_PARTS_H

#include "support/keeper.h"
#include "support/ports.h"
#include "support/server.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { COMMAND_WORDS_MAX = 64, PROGRAM_PATH_SIZE = 4096 };

/* A command line being made. */
struct command {
    char *words[COMMAND_WORDS_MAX + 1];
    size_t count;
    bool failed;
};

void command_add(struct command *command, const char *word);
void command_add_format(struct command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Each of the words that blanks separate; text may be NULL. */
void command_add_words(struct command *command, const char *text);
void command_done(struct command *command);

struct server {
    struct server_options options; /* the strings are the caller's and used by server_start alone */
    char *user;
    char *password;
    char *folder; /* configuration and log */
    char *root;
    bool root_is_ours;
    char *local_directory;
    char *work_directory;
    char *log;
    uid_t worker; /* who the server works as */
    gid_t worker_group;
    bool
        privileged; /* the test is root, so that the server can change to the worker and its root */
    struct ports ports;
    bool has_ports;
    struct keeper keeper;
    bool has_keeper;
};

/* What server.c needs to know of each kind. */
struct server_driver {
    const char *name;
    const char *program; /* the file that must be there, looked up by server_program */
    const char *package;
    const char *worker; /* the system user that root's server changes to */
    bool has_implicit_tls;
    bool needs_root;
    const char *fixed_user; /* NULL: the caller's choice */
    /* Without privileges the server can't make its folder "/", and a client sees the real path. */
    bool shows_real_path_unprivileged;
    /* Writes the configuration and says how to start the server. */
    bool (*prepare)(const struct server *server, struct command *command);
    /* Whether more than the program is needed and missing; NULL: nothing more. */
    bool (*is_complete)(char *ret_reason, size_t reason_size);
};

extern const struct server_driver server_vsftpd;
extern const struct server_driver server_proftpd;
extern const struct server_driver server_pureftpd;
extern const struct server_driver server_pyftpdlib;

/* Finds a path such as "usr/sbin/vsftpd" in the fetched servers, else in the system. */
bool server_program(const char *path, char ret_path[PROGRAM_PATH_SIZE]);
/* FOLDER/NAME of the server's own folder; NULL when memory is short. Free it. */
char *server_file(const struct server *server, const char *name);
/* Writes text to a new file of that name and mode there. */
bool server_write(const struct server *server, const char *name, const char *text, mode_t mode);
/* Fresh memory; NULL when memory is short. */
char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The password as crypt(3) stores it, in fresh memory. */
char *server_password_hash(const struct server *server);

#endif
