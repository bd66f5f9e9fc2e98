/* SPDX-License-Identifier: Apache-2.0 */
/* Where the program writes, and for whom: a person at a terminal, a file, or a machine. */
#ifndef HAWSER_CLI_CONSOLE_H
#define HAWSER_CLI_CONSOLE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct console {
    FILE *out; /* what was asked for */
    FILE *err; /* all else */
    bool json; /* out takes one JSON object a line and nothing else */
    bool verbose;
    bool out_terminal;
    bool err_terminal;
    bool colour; /* allowed where the stream is a terminal */
};

/* Inks, for console_ink. */
#define INK_NONE 0
#define INK_BOLD 1
#define INK_DIM 2
#define INK_RED 3
#define INK_GREEN 4
#define INK_YELLOW 5

void console_init(struct console *console, FILE *out, FILE *err);

/* What switches `stream` to an ink: an escape sequence, or "" where colour is not wanted. */
const char *console_ink(const struct console *console, FILE *stream, unsigned ink);

/* Columns of the terminal behind a stream; 0: it is none. */
size_t console_width(const struct console *console, FILE *stream);

/* Writes one JSON object as a line of `stream` and drops the reference to it. NULL is passed over.
 */
void console_line(FILE *stream, json_t *object);

/*
 * Says what failed, for a person and, with --json, as an error line. `id` is the stable id of the
 * error; `hint` may be NULL. Returns `status`, so that a caller can return it at once.
 */
int console_fail(const struct console *console, int status, const char *id, const char *hint,
    const char *format, ...) __attribute__((format(printf, 5, 6)));

/* The same for a lack of memory. */
int console_no_memory(const struct console *console);

/* Writes out what is buffered. False: standard output could not be written to, which was said. */
bool console_finish(const struct console *console);

#endif
