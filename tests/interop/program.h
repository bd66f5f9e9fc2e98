/* SPDX-License-Identifier: Apache-2.0 */
/* The program `hawser` against a rig's server. */
#ifndef INTEROP_PROGRAM_H
#define INTEROP_PROGRAM_H

#include "interop/rig.h"
#include "support/process.h"

enum { PROGRAM_WORDS_MAX = 12 };

struct program_run {
    const char *action;
    const char *changes;                  /* of the connection, as in rig_connection */
    const char *words[PROGRAM_WORDS_MAX]; /* options and inputs, ended by NULL */
    unsigned timeout_ms;
    int signal; /* as in process_options */
    bool (*signal_when)(void *context, pid_t pid);
    void *signal_context;
};

/* `hawser run ftp ACTION --connection FILE WORDS...`. False if it can't be started; else
 * process_result_done. */
bool program_run(struct rig *rig, const struct program_run *run, struct process_result *ret_result);

#endif
