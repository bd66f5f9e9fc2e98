/* SPDX-License-Identifier: Apache-2.0 */
#include "console.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <hawser/host.h>

#include "problem.h"
#include "status.h"

enum { USUAL_WIDTH = 80, MOST_WIDTH = 1000, LONGEST_MESSAGE = 4096, REAL_DIGITS = 15 };

/* https://no-color.org: present and not empty. */
static bool wants_colour(void)
{
    const char *no = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return !(no && no[0] != '\0') && terminal && strcmp(terminal, "dumb") != 0;
}

void console_init(struct console *console, FILE *out, FILE *err)
{
    *console = (struct console){
        .out = out,
        .err = err,
        .out_terminal = isatty(fileno(out)) == 1,
        .err_terminal = isatty(fileno(err)) == 1,
        .colour = wants_colour(),
    };
}

static bool is_terminal(const struct console *console, FILE *stream)
{
    return stream == console->out ? console->out_terminal : console->err_terminal;
}

const char *console_ink(const struct console *console, FILE *stream, unsigned ink)
{
    static const char *const inks[] = {
        [INK_NONE] = "\033[0m",
        [INK_BOLD] = "\033[1m",
        [INK_DIM] = "\033[2m",
        [INK_RED] = "\033[31m",
        [INK_GREEN] = "\033[32m",
        [INK_YELLOW] = "\033[33m",
    };
    if (!console->colour || !is_terminal(console, stream) || ink >= sizeof(inks) / sizeof(inks[0]))
        return "";
    return inks[ink];
}

/* COLUMNS, where the terminal itself does not know. */
static size_t width_of_environment(void)
{
    const char *columns = getenv("COLUMNS");
    char *end = NULL;
    long width = columns ? strtol(columns, &end, 10) : 0;
    return width > 0 && width <= MOST_WIDTH && *end == '\0' ? (size_t)width : USUAL_WIDTH;
}

size_t console_width(const struct console *console, FILE *stream)
{
    struct winsize size;
    if (!is_terminal(console, stream))
        return 0;
    if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return width_of_environment();
}

void console_line(FILE *stream, json_t *object)
{
    if (!object)
        return;
    (void)json_dumpf(object, stream, JSON_COMPACT | JSON_REAL_PRECISION(REAL_DIGITS));
    (void)fputc('\n', stream);
    (void)fflush(stream);
    json_decref(object);
}

static int32_t code_of_status(int status)
{
    switch (status) {
    case STATUS_USAGE:
        return HAWSER_BAD_ARGUMENT;
    case STATUS_CONFIG:
        return HAWSER_BAD_CONFIG;
    case STATUS_LOCKED:
        return HAWSER_RESOURCE;
    case STATUS_CANCELLED:
        return HAWSER_CANCELLED;
    default:
        return HAWSER_HOST;
    }
}

int console_fail(const struct console *console, int status, const char *id, const char *hint,
    const char *format, ...)
{
    char message[LONGEST_MESSAGE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    hawser_error error = {
        .size = sizeof error,
        .code = code_of_status(status),
        .retry = status == STATUS_LOCKED ? HAWSER_RETRY_LATER : HAWSER_RETRY_NEVER,
        .id = id,
        .message = message,
        .hint = hint,
    };
    problem_show(console, &error);
    return status;
}

int console_no_memory(const struct console *console)
{
    return console_fail(console, STATUS_FAILED, "cli.no-memory", NULL, "out of memory");
}

bool console_finish(const struct console *console)
{
    bool written = fflush(console->out) == 0 && !ferror(console->out);
    if (!written)
        (void)fprintf(console->err, "hawser: standard output could not be written to\n");
    (void)fflush(console->err);
    return written;
}
