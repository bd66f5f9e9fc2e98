/* SPDX-License-Identifier: Apache-2.0 */
/*
 * timed FILE COMMAND...: runs a command and writes what it cost, as the kernel accounts it, into FILE as one
 * line of JSON. It is small, so that its own memory hides nothing of the command's.
 */
#define _GNU_SOURCE /* wait4 */
#include <errno.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { BAD_USAGE = 2, NOT_RUN = 127 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds(struct timeval time)
{
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static int report(const char *file, int status, double wall, const struct rusage *usage)
{
    FILE *to = fopen(file, "w");
    if (!to)
        return BAD_USAGE;
    fprintf(to,
        "{\"status\":%d,\"wall\":%.6f,\"user\":%.6f,\"system\":%.6f,\"peak_kib\":%ld}\n",
        WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), wall,
        seconds(usage->ru_utime), seconds(usage->ru_stime), usage->ru_maxrss);
    return fclose(to) == 0 ? 0 : BAD_USAGE;
}

int main(int argc, char **argv)
{
    struct rusage usage;
    int status = 0;
    if (argc < 3) {
        fputs("usage: timed FILE COMMAND...\n", stderr);
        return BAD_USAGE;
    }
    double began = now();
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        fprintf(stderr, "timed: %s: %s\n", argv[2], strerrordesc_np(errno));
        _exit(NOT_RUN);
    }
    while (child > 0 && wait4(child, &status, 0, &usage) < 0)
        if (errno != EINTR)
            return BAD_USAGE;
    return child < 0 ? BAD_USAGE : report(argv[1], status, now() - began, &usage);
}
