/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ends a call by signal: the first SIGINT, SIGTERM or SIGHUP makes a descriptor readable, the
 * second ends the process at once. A thread waits for them, so that nothing has to be done inside a
 * handler.
 */
#ifndef HAWSER_CLI_CANCEL_H
#define HAWSER_CLI_CANCEL_H

#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "console.h"

struct cancel {
    const struct console *console;
    int cancelled[2]; /* the read end is for the SDK; it stays readable */
    int ended[2];     /* tells the thread that the call is over */
    int signals;
    sigset_t before;
    pthread_t thread;
    bool running;
};

/* From here on those signals belong to `cancel`; other threads have to be made after this. Where it
   can't be set up signals keep their usual effect. */
void cancel_begin(struct cancel *cancel, const struct console *console);
/* Gives the signals back. */
void cancel_end(struct cancel *cancel);

/* For hawser_control.cancel_fd; -1: there is none. */
int32_t cancel_descriptor(const struct cancel *cancel);

#endif
