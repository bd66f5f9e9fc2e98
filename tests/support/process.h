/* SPDX-License-Identifier: Apache-2.0 */
/* Runs a program to its end, within limits, and says how it went. */
#ifndef SUPPORT_PROCESS_H
#define SUPPORT_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum {
    PROCESS_TIMEOUT_MS = 60000,
    PROCESS_OUTPUT_MAX = 64 * 1024 * 1024 /* of each stream; what is beyond is read and dropped */
};

struct process_options {
    const char *const *argv; /* ended by NULL; argv[0] is looked up in PATH */
    const char *const
        *environment;   /* "NAME=value" added to the environment, "NAME" removed; may be NULL */
    const char *folder; /* working directory; NULL: the present one */
    const void *input;  /* standard input; NULL: /dev/null */
    size_t input_size;
    unsigned timeout_ms;      /* 0: PROCESS_TIMEOUT_MS; then its process group is killed */
    int signal;               /* sent once, if not 0, when one of the following holds */
    unsigned signal_after_ms; /* since the start; counts if signal_when is NULL */
    bool (*signal_when)(void *context, pid_t pid); /* asked every few milliseconds */
    void *signal_context;
};

struct process_result {
    int exit_code; /* -1 if a signal ended it; 127 if there is no such program */
    int ended_by;  /* that signal, or 0 */
    bool timed_out;
    bool signalled; /* options.signal was sent */
    char *output;   /* standard output, with a zero byte behind it */
    size_t output_size;
    char *errors; /* standard error, likewise */
    size_t errors_size;
    long peak_kib; /* largest resident set, at least what the test itself had when it forked */
    unsigned elapsed_ms;
    unsigned signal_to_end_ms; /* from options.signal to the end */
};

/* False if the program couldn't be started (told on standard error); else free with
 * process_result_done. */
bool process_run(const struct process_options *options, struct process_result *ret_result);
void process_result_done(struct process_result *result);

/* The environment with changes as in process_options. Free the array alone: the strings are
 * borrowed. */
char **process_environment(const char *const *changes);
/* For a child before it becomes a program: nothing ignored, nothing blocked, as from a shell in
 * front. */
void process_reset_signals(void);
/* Milliseconds on the monotonic clock. */
long process_clock_ms(void);

#endif
