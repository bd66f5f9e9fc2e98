/* SPDX-License-Identifier: Apache-2.0 */
#include "report.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_LINE = 1024, MOST_DESCRIPTORS = 1 << 20 };

/* What a signal handler needs; written before the signal can come. */
static int destination = STDOUT_FILENO;
static char limit_text[LONGEST_LINE];

int report_descriptor(void)
{
    const char *text = getenv(REPORT_ENVIRONMENT);
    if (!text)
        return -1;
    long number = strtol(text, NULL, 10);
    return number > 2 && number < MOST_DESCRIPTORS ? (int)number : -1;
}

void report_to(int descriptor)
{
    destination = descriptor;
}

static void write_all(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(destination, bytes, length);
        if (written <= 0)
            return;
        bytes += written;
        length -= (size_t)written;
    }
}

void report_alive(void)
{
    write_all(REPORT_ALIVE, sizeof REPORT_ALIVE - 1);
}

_Noreturn void report_end(const struct verdict *verdict)
{
    char *line = verdict_line(verdict);
    if (line)
        write_all(line, strlen(line));
    _exit(EXIT_SUCCESS);
}

/* What would have to be escaped in JSON is not worth it here. */
static size_t append(char *line, size_t used, const char *text)
{
    for (; *text != '\0' && used < LONGEST_LINE; text++) {
        bool plain = *text >= ' ' && *text < 0x7f && *text != '"' && *text != '\\';
        line[used++] = plain ? *text : '?';
    }
    return used;
}

_Noreturn void report_end_at_once(const char *text, const char *detail)
{
    static const char before[] = "{\"status\":\"failed\",\"message\":\"";
    static const char after[] = "\"}";
    char line[LONGEST_LINE];
    size_t used = append(line, 0, text);
    if (detail)
        used = append(line, used, detail);
    write_all(before, sizeof before - 1);
    write_all(line, used);
    write_all(after, sizeof after - 1);
    _exit(EXIT_SUCCESS);
}

static void on_limit(int number)
{
    (void)number;
    report_end_at_once(limit_text, NULL);
}

void report_limit(unsigned seconds, const char *format, ...)
{
    va_list arguments;
    struct sigaction action = {.sa_handler = on_limit};
    (void)alarm(0);
    va_start(arguments, format);
    (void)vsnprintf(limit_text, sizeof limit_text, format, arguments);
    va_end(arguments);
    (void)sigaction(SIGALRM, &action, NULL);
    (void)alarm(seconds);
}

void report_limit_off(void)
{
    (void)alarm(0);
}

void *report_memory(void *pointer)
{
    if (!pointer)
        report_end_at_once("the suite itself ran out of memory", NULL);
    return pointer;
}
