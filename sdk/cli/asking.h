/* SPDX-License-Identifier: Apache-2.0 */
/* Questions to a person at the terminal of standard input. While they are asked, signals that end the program wait for
 * the terminal to be as it was. */
#ifndef HAWSER_CLI_ASKING_H
#define HAWSER_CLI_ASKING_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "console.h"

#define ANSWER_LONGEST ((size_t)4096) /* bytes; a terminal gives no longer line at once */

enum asked {
    ASKED_ANSWERED,
    ASKED_ENDED,    /* end of file, or a signal: there will be no more answers */
    ASKED_UNUSABLE, /* not text, or too long; that was said */
};

struct asking {
    const struct console *console;
    int input;   /* the terminal of standard input */
    int signals; /* -1: they could not be taken, and have their usual effect */
    sigset_t before;
    char *answer; /* in pages of its own: it may be a password */
    bool ended;
};

/* False: no memory, which was said. */
bool asking_begin(struct asking *asking, const struct console *console);
void asking_done(struct asking *asking);

/* Reads a line, which is `asking->answer` until the next, without blanks at its ends unless it is `hidden`, which is
 * typed without being shown. The prompt was written. */
enum asked asking_line(struct asking *asking, bool hidden);

/* Asks for y or n; a blank line is n. Anything else is asked again. */
enum asked asking_yes(struct asking *asking, bool *ret_yes, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
