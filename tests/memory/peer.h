/* SPDX-License-Identifier: Apache-2.0 */
/* A small plain FTP server in a process of its own: quick enough for some ten thousand sessions, and its files
 * can be looked at from outside. All of them lie in "/". */
#ifndef HAWSER_TESTS_MEMORY_PEER_H
#define HAWSER_TESTS_MEMORY_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { PEER_FILES = 8, PEER_NAME_SIZE = 200, PEER_CONTENT_SIZE = 8192 };

struct peer_file {
    bool exists;
    char name[PEER_NAME_SIZE];
    char content[PEER_CONTENT_SIZE];
    size_t length;
};

struct peer {
    pid_t process;
    unsigned port;
    struct peer_file *files; /* shared with the process */
};

bool peer_start(struct peer *peer);
void peer_stop(struct peer *peer);

/* Of these, the server's side is quiet: no session is open. */
void peer_clear(struct peer *peer);
bool peer_put(struct peer *peer, const char *name, const char *content);
/* NULL: there is none. */
const struct peer_file *peer_file(const struct peer *peer, const char *name);

#endif
