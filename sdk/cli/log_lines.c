/* SPDX-License-Identifier: Apache-2.0 */
#include "log_lines.h"

#include <stdlib.h>
#include <time.h>

#include "text.h"

enum { LONGEST_CLOCK = 16, NANOSECONDS_A_MILLISECOND = 1000000 };

static const char *level_name(uint32_t level)
{
    static const char *const names[] = {
        [HAWSER_LOG_ERROR] = "error",
        [HAWSER_LOG_WARNING] = "warning",
        [HAWSER_LOG_INFO] = "info",
        [HAWSER_LOG_DEBUG] = "debug",
        [HAWSER_LOG_PROTOCOL] = "protocol",
    };
    return level < sizeof names / sizeof names[0] ? names[level] : "log";
}

static unsigned level_ink(uint32_t level)
{
    if (level == HAWSER_LOG_ERROR)
        return INK_RED;
    return level == HAWSER_LOG_WARNING ? INK_YELLOW : INK_DIM;
}

static void write_clock(FILE *stream)
{
    struct timespec now;
    struct tm local;
    char clock[LONGEST_CLOCK];
    if (clock_gettime(CLOCK_REALTIME, &now) != 0 || !localtime_r(&now.tv_sec, &local))
        return;
    if (strftime(clock, sizeof clock, "%H:%M:%S", &local) > 0)
        (void)fprintf(stream, "%s.%03d ", clock, (int)(now.tv_nsec / NANOSECONDS_A_MILLISECOND));
}

/* A progress bar in the line is written over. */
static void write_line(void *user, uint32_t level, const char *connector,
    const char *correlation_id, const char *line, size_t length)
{
    const struct console *console = user;
    FILE *err = console->err;
    char *clean = text_clean(line, length);
    flockfile(err);
    if (console->err_terminal)
        (void)fputs("\r\033[K", err);
    (void)fputs(console_ink(console, err, level_ink(level)), err);
    write_clock(err);
    (void)fprintf(err, "%s %s%s%s%s %s\n", level_name(level), connector ? connector : "hawser",
        correlation_id ? " " : "", correlation_id ? correlation_id : "",
        console_ink(console, err, INK_NONE), clean ? clean : "");
    funlockfile(err);
    free(clean);
}

void log_lines_to(hawser_host *host, struct console *console)
{
    uint32_t most = console->verbose ? HAWSER_LOG_PROTOCOL : HAWSER_LOG_WARNING;
    hawser_host_on_log(host, write_line, console, most);
}
