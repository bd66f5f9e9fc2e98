/* SPDX-License-Identifier: Apache-2.0 */
/* A process between a test and a server, which ends the server with all that it started: on
 * request, and also when the test crashes. */
#ifndef SUPPORT_KEEPER_H
#define SUPPORT_KEEPER_H

#include <stdbool.h>
#include <sys/types.h>

struct keeper {
    pid_t pid;
    pid_t server;
    int line; /* open as long as the server shall live */
};

/* What a keeper is told; it has a copy of all of it, as it is forked. */
struct keeper_task {
    char *const *argv;
    char *const *environment;
    const char *log;         /* the server's standard output and error are appended to this file */
    const char *leftover[2]; /* folders to remove when the server has ended; NULL: none */
};

bool keeper_start(const struct keeper_task *task, struct keeper *ret_keeper);
/* False when the server has ended by itself. */
bool keeper_is_alive(const struct keeper *keeper);
void keeper_stop(struct keeper *keeper);
/* Kills all below the process, but not itself; how many. */
unsigned keeper_kill_below(pid_t process);

#endif
