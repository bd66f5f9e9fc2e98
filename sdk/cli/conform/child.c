/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "allocation.h"
#include "report.h"

enum { LONGEST_PATH = 4096, LONGEST_NUMBER = 24, LONGEST_REPORT = 8192, LONGEST_SAID = 300 };

/* What the process is made of, prepared before it exists: between fork and exec nothing may
   allocate. */
struct child {
    char **arguments;
    char **environment;
    int report[2];
    int output;
};

static uint64_t now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

_Noreturn static void become(const struct child *child)
{
    const struct rlimit no_core = {0, 0};
    int nothing = open("/dev/null", O_RDONLY);
    (void)setpgid(0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)setrlimit(RLIMIT_CORE, &no_core);
    if (nothing >= 0 && dup2(nothing, STDIN_FILENO) >= 0 &&
        dup2(child->output, STDOUT_FILENO) >= 0 && dup2(child->output, STDERR_FILENO) >= 0 &&
        fcntl(child->report[1], F_SETFD, 0) == 0) {
        (void)close(nothing);
        (void)execve("/proc/self/exe", child->arguments, child->environment);
    }
    _exit(127);
}

extern char **environ;

/* The C library then counts no freed block as in use, which a test of leaks needs. */
static const char allocator[] = "GLIBC_TUNABLES=glibc.malloc.tcache_count=0";

static bool is_ours(const char *entry, bool preload)
{
    return strncmp(entry, "GLIBC_TUNABLES=", 15) == 0 ||
           (preload && strncmp(entry, "LD_PRELOAD=", 11) == 0);
}

static char **environment_with(char *report, char *preload)
{
    size_t count = 0;
    while (environ[count])
        count++;
    char **made = report_memory(calloc(count + 4, sizeof *made));
    size_t at = 0;
    made[at++] = report;
    made[at++] = (char *)(uintptr_t)allocator;
    if (preload)
        made[at++] = preload;
    for (size_t i = 0; i < count; i++) {
        if (!is_ours(environ[i], preload != NULL))
            made[at++] = environ[i];
    }
    return made;
}

/* Until there is something to read, or the time is up; false: it is. */
static bool wait_readable(int descriptor, unsigned seconds)
{
    uint64_t end = now_ms() + (uint64_t)seconds * 1000;
    struct pollfd wait = {.fd = descriptor, .events = POLLIN};
    for (uint64_t now = now_ms(); now < end; now = now_ms()) {
        int ready = poll(&wait, 1, (int)(end - now));
        if (ready >= 0 || errno != EINTR)
            return ready > 0;
    }
    return false;
}

/* Takes the signs of life off the text's beginning. */
static size_t drop_signs(char *text, size_t used)
{
    static const size_t length = sizeof REPORT_ALIVE - 1;
    size_t signs = 0;
    while (used - signs >= length && memcmp(text + signs, REPORT_ALIVE, length) == 0)
        signs += length;
    memmove(text, text + signs, used - signs);
    return used - signs;
}

/* Reads until the end; false: for so many seconds there was not even a sign of life. How many executions a
   test takes is the connector's and the fixture's, and how long one takes the peer's. */
static bool read_report(int descriptor, unsigned seconds, char *text, size_t capacity)
{
    size_t used = 0;
    ssize_t length;
    do {
        if (!wait_readable(descriptor, seconds))
            return false;
        length = read(descriptor, text + used, capacity - 1 - used);
        used = drop_signs(text, used + (length > 0 ? (size_t)length : 0));
    } while (length > 0);
    text[used] = '\0';
    return true;
}

/* The end of what the process wrote where nothing should be written; "" where it did not. */
static void read_output(int descriptor, char text[static LONGEST_SAID])
{
    off_t size = lseek(descriptor, 0, SEEK_END);
    off_t from = size > LONGEST_SAID - 1 ? size - (LONGEST_SAID - 1) : 0;
    ssize_t length = size > 0 ? pread(descriptor, text, LONGEST_SAID - 1, from) : 0;
    text[length > 0 ? length : 0] = '\0';
    for (char *at = text; *at != '\0'; at++) {
        if (*at == '\n')
            *at = ' ';
    }
}

static void judge(const struct child *child, const struct conform_test *test, int status,
    bool in_time, const char *report, struct verdict *verdict)
{
    char said[LONGEST_SAID];
    read_output(child->output, said);
    const char *between = said[0] != '\0' ? "; it wrote: " : "";
    if (!in_time)
        verdict_fail(verdict, "nothing in it came to an end for %u seconds", test->seconds);
    else if (WIFSIGNALED(status))
        verdict_set(verdict, VERDICT_CRASHED, "signal %d (%s)%s%s", WTERMSIG(status),
            sigdescr_np(WTERMSIG(status)), between, said);
    else if (WEXITSTATUS(status) != 0 || !verdict_read(report, verdict))
        verdict_fail(
            verdict, "it ended its process with status %d%s%s", WEXITSTATUS(status), between, said);
    else if (said[0] != '\0')
        verdict_fail(verdict, "it wrote to standard output or standard error: %s", said);
}

/* The group, so that nothing of it stays. */
static int end_group(pid_t process)
{
    int status = 0;
    (void)kill(-process, SIGKILL);
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

/* The report ends with the process, so it is waited for without a hurry, unless it closed it. */
static int wait_for(pid_t process, bool in_time)
{
    int status = 0;
    if (!in_time)
        return end_group(process);
    for (int i = 0; i < 1000; i++) {
        if (waitpid(process, &status, WNOHANG) == process) {
            (void)kill(-process, SIGKILL);
            return status;
        }
        (void)usleep(1000);
    }
    return end_group(process);
}

static void run(const struct child *child, const struct conform_test *test, struct verdict *verdict)
{
    char report[LONGEST_REPORT];
    pid_t process = fork();
    if (process == 0)
        become(child);
    (void)close(child->report[1]);
    if (process < 0) {
        verdict_fail(verdict, "no process could be started for it");
        return;
    }
    (void)setpgid(process, process);
    bool in_time = read_report(child->report[0], test->seconds, report, sizeof report);
    int status = wait_for(process, in_time);
    judge(child, test, status, in_time, report, verdict);
}

static void start(const struct child_request *request, const struct conform_test *test,
    char *preload, struct verdict *verdict)
{
    char seed[LONGEST_NUMBER];
    char report[sizeof REPORT_ENVIRONMENT + LONGEST_NUMBER];
    const char *arguments[] = {"hawser", "conform", "--only", test->name, "--seed", seed,
        request->fixture ? "--fixture" : "--", request->fixture ? request->fixture : request->path,
        request->fixture ? "--" : NULL, request->path, NULL};
    struct child child = {.arguments = (char **)(uintptr_t)arguments};
    if (pipe2(child.report, O_CLOEXEC) != 0) {
        verdict_fail(verdict, "no pipe could be made for it");
        return;
    }
    child.output = memfd_create("conform", MFD_CLOEXEC);
    (void)snprintf(seed, sizeof seed, "%" PRIu64, request->seed);
    (void)snprintf(report, sizeof report, "%s=%d", REPORT_ENVIRONMENT, child.report[1]);
    child.environment = environment_with(report, preload);
    run(&child, test, verdict);
    free(child.environment);
    (void)close(child.report[0]);
    (void)close(child.output);
}

void child_run(const struct child_request *request, const struct conform_test *test,
    struct verdict *ret_verdict, uint64_t *ret_ms)
{
    char library[LONGEST_PATH];
    char preload[LONGEST_PATH + sizeof "LD_PRELOAD="];
    struct verdict verdict = {VERDICT_SUCCESS, ""};
    uint64_t begun = now_ms();
    bool wanted = test->allocation && allocation_library(library, sizeof library);
    if (wanted)
        (void)snprintf(preload, sizeof preload, "LD_PRELOAD=%s", library);
    start(request, test, wanted ? preload : NULL, &verdict);
    *ret_ms = now_ms() - begun;
    *ret_verdict = verdict;
}
