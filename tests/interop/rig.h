/* SPDX-License-Identifier: Apache-2.0 */
/* A real server, a host that trusts it and the FTP connector, as a test needs them together. */
#ifndef INTEROP_RIG_H
#define INTEROP_RIG_H

#include "support/pki.h"
#include "support/server.h"

#include <hawser/host.h>

#include <stdbool.h>
#include <stdio.h>

struct rig_options {
    struct server_options server;          /* for TLS without a certificate one is issued */
    const struct pki_options *certificate; /* what is issued; NULL: a valid one */
    bool untrusted;                        /* the host's bundle lacks the server's authority */
};

struct rig {
    enum server_kind kind;
    enum server_tls tls;
    struct server *server;
    char *folder; /* the host's: trust, state, output documents; and the certificates */
    char *trust_folder;
    char *state_folder;
    char *output_folder;
    char *bundle;
    struct pki_authority *authority;
    struct pki_files files;
    hawser_host *host;
    hawser_loaded *ftp;
    hawser_link *link; /* what rig_open opened last */
    FILE *log;         /* what the host logged since rig_forget, shown when a check fails */
    char *log_text;
    size_t log_size;
    char cell[128]; /* what a table-driven test is at, shown when a check fails */
};

/* False, with the reason on standard error, if it can't be made; rig_stop is due in any case. */
bool rig_start(struct rig *rig, const struct rig_options *options);
void rig_stop(struct rig *rig);

/* The connection to the server in JSON, with the members of `changes` (JSON; may be NULL) put over.
 * A member that is null there is left out. Free it. */
char *rig_connection(const struct rig *rig, const char *changes);
/* Closes the link, if there is one, and opens one. False with the problem on standard error. */
bool rig_open(struct rig *rig, const char *changes);
void rig_close(struct rig *rig);

/* Empties the server's folder and the output folder, and forgets the log. */
void rig_clear(struct rig *rig);
void rig_forget(struct rig *rig);
/* How many lines of the log since rig_forget hold the text. */
unsigned rig_log_count(struct rig *rig, const char *text);

/* Makes sure that a program of the server is here: 0, or 77 with the reason on standard output. */
int rig_missing(enum server_kind kind);

#endif
