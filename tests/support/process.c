/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "support/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    POLL_MS = 5,      /* how often signal_when is asked */
    LINGER_MS = 2000, /* how long output may still come from what the program left running */
    READ_SIZE = 64 * 1024,
    NOT_STARTED = 127
};

struct stream {
    int descriptor; /* -1: at its end */
    char *bytes;
    size_t size;
    size_t room;
};

struct running {
    const struct process_options *options;
    pid_t pid;
    pid_t
        feeder; /* writes the standard input, so that neither side waits for the other; -1: none */
    int ended;  /* readable when the program has ended */
    struct stream output;
    struct stream errors;
    long start_ms;
    long signal_ms; /* when options->signal was sent */
    long end_ms;
    bool over;
    bool timed_out;
    bool signalled;
};

long process_clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static size_t count_strings(const char *const *strings)
{
    size_t count = 0;
    while (strings != NULL && strings[count] != NULL) {
        count++;
    }
    return count;
}

static bool same_name(const char *left, const char *right)
{
    size_t size = strcspn(left, "=");
    return size == strcspn(right, "=") && strncmp(left, right, size) == 0;
}

static bool is_changed(const char *variable, const char *const *changes)
{
    for (; changes != NULL && *changes != NULL; changes++) {
        if (same_name(variable, *changes)) {
            return true;
        }
    }
    return false;
}

/* exec takes strings as not constant for history's sake, and doesn't change them. */
static char *const *for_exec(const char *const *strings)
{
    return (char *const *)(uintptr_t)strings;
}

char **process_environment(const char *const *changes)
{
    size_t room = count_strings((const char *const *)environ) + count_strings(changes) + 1;
    const char **result = calloc(room, sizeof *result);
    size_t count = 0;
    for (char **variable = environ; result != NULL && *variable != NULL; variable++) {
        if (!is_changed(*variable, changes)) {
            result[count++] = *variable;
        }
    }
    for (; result != NULL && changes != NULL && *changes != NULL; changes++) {
        if (strchr(*changes, '=') != NULL) {
            result[count++] = *changes;
        }
    }
    return (char **)(uintptr_t)result;
}

/* Takes the bytes that are there; keeps no more than PROCESS_OUTPUT_MAX of them. */
static void stream_read(struct stream *stream)
{
    char block[READ_SIZE];
    ssize_t size = read(stream->descriptor, block, sizeof block);
    if (size < 0 && (errno == EINTR || errno == EAGAIN)) {
        return;
    }
    if (size <= 0) {
        close(stream->descriptor);
        stream->descriptor = -1;
        return;
    }
    size_t kept = (size_t)size;
    if (kept > PROCESS_OUTPUT_MAX - stream->size) {
        kept = PROCESS_OUTPUT_MAX - stream->size;
    }
    if (stream->size + kept + 1 > stream->room) {
        size_t room = 2 * stream->room + READ_SIZE + 1;
        char *larger = realloc(stream->bytes, room);
        if (larger == NULL) {
            return;
        }
        stream->bytes = larger;
        stream->room = room;
    }
    memcpy(stream->bytes + stream->size, block, kept);
    stream->size += kept;
    stream->bytes[stream->size] = '\0';
}

void process_reset_signals(void)
{
    static const int ignorable[] = {SIGHUP, SIGINT, SIGPIPE, SIGQUIT, SIGTERM};
    sigset_t none;
    sigemptyset(&none);
    for (size_t i = 0; i < sizeof ignorable / sizeof *ignorable; i++) {
        signal(ignorable[i], SIG_DFL);
    }
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* In the child. Descriptors of the parent are all closed on exec, as far as tests open them so. */
static void become_program(
    const struct process_options *options, char **environment, int input, int output, int errors)
{
    setpgid(0, 0);
    process_reset_signals();
    if (dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0 &&
        dup2(errors, STDERR_FILENO) >= 0 &&
        (options->folder == NULL || chdir(options->folder) == 0)) {
        execvpe(options->argv[0], for_exec(options->argv), environment);
    }
    _exit(NOT_STARTED);
}

/* Forks a writer of the input. The pipe's reading end is ret_input. */
static bool start_feeder(const struct process_options *options, pid_t *ret_feeder, int *ret_input)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) {
        return false;
    }
    pid_t feeder = fork();
    if (feeder == 0) {
        const char *bytes = options->input;
        size_t size = options->input_size;
        close(ends[0]);
        process_reset_signals();
        while (size > 0) {
            ssize_t written = write(ends[1], bytes, size);
            if (written <= 0) {
                break;
            }
            bytes += written;
            size -= (size_t)written;
        }
        _exit(0);
    }
    close(ends[1]);
    *ret_feeder = feeder;
    *ret_input = ends[0];
    return feeder > 0;
}

static bool open_input(struct running *running, int *ret_input)
{
    running->feeder = -1;
    if (running->options->input != NULL) {
        return start_feeder(running->options, &running->feeder, ret_input);
    }
    *ret_input = open("/dev/null", O_RDONLY | O_CLOEXEC);
    return *ret_input >= 0;
}

static bool start(struct running *running)
{
    int input = -1;
    int output[2] = {-1, -1};
    int errors[2] = {-1, -1};
    char **environment = process_environment(running->options->environment);
    bool ready = environment != NULL && open_input(running, &input) &&
                 pipe2(output, O_CLOEXEC) == 0 && pipe2(errors, O_CLOEXEC) == 0;
    running->pid = ready ? fork() : -1;
    if (running->pid == 0) {
        become_program(running->options, environment, input, output[1], errors[1]);
    }
    free(environment);
    close(input);
    close(output[1]);
    close(errors[1]);
    running->output.descriptor = output[0];
    running->errors.descriptor = errors[0];
    if (running->pid > 0) {
        /* Here too, so that the group exists before it is signalled. */
        setpgid(running->pid, running->pid);
        running->ended = pidfd_open(running->pid, 0);
    }
    return running->pid > 0 && running->ended >= 0;
}

static bool signal_is_due(const struct running *running, long now)
{
    const struct process_options *options = running->options;
    if (options->signal == 0 || running->signalled || running->over) {
        return false;
    }
    if (options->signal_when != NULL) {
        return options->signal_when(options->signal_context, running->pid);
    }
    return now - running->start_ms >= (long)options->signal_after_ms;
}

static void keep_time(struct running *running)
{
    long now = process_clock_ms();
    unsigned limit = running->options->timeout_ms;
    if (!running->timed_out && !running->over &&
        now - running->start_ms > (long)(limit != 0 ? limit : PROCESS_TIMEOUT_MS)) {
        running->timed_out = true;
        kill(-running->pid, SIGKILL);
    }
    if (signal_is_due(running, now)) {
        running->signalled = true;
        running->signal_ms = now;
        kill(running->pid, running->options->signal);
    }
}

static void wait_once(struct running *running)
{
    struct pollfd waits[] = {
        {.fd = running->output.descriptor, .events = POLLIN},
        {.fd = running->errors.descriptor, .events = POLLIN},
        {.fd = running->over ? -1 : running->ended, .events = POLLIN},
    };
    if (poll(waits, sizeof waits / sizeof *waits, POLL_MS) <= 0) {
        return;
    }
    if (waits[0].revents != 0) {
        stream_read(&running->output);
    }
    if (waits[1].revents != 0) {
        stream_read(&running->errors);
    }
    if (waits[2].revents != 0) {
        running->over = true;
        running->end_ms = process_clock_ms();
    }
}

static bool is_done(const struct running *running)
{
    if (!running->over) {
        return false;
    }
    bool silent = running->output.descriptor < 0 && running->errors.descriptor < 0;
    return silent || process_clock_ms() - running->end_ms > LINGER_MS;
}

static void reap_feeder(pid_t feeder)
{
    if (feeder > 0) {
        kill(feeder, SIGKILL);
        waitpid(feeder, NULL, 0);
    }
}

static char *text_of(struct stream *stream)
{
    if (stream->descriptor >= 0) {
        close(stream->descriptor);
    }
    return stream->bytes != NULL ? stream->bytes : calloc(1, 1);
}

static void finish(struct running *running, struct process_result *ret_result)
{
    int status = 0;
    struct rusage usage = {.ru_maxrss = 0};
    wait4(running->pid, &status, 0, &usage);
    reap_feeder(running->feeder);
    close(running->ended);
    *ret_result = (struct process_result){
        .exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
        .ended_by = WIFSIGNALED(status) ? WTERMSIG(status) : 0,
        .timed_out = running->timed_out,
        .signalled = running->signalled,
        .output = text_of(&running->output),
        .output_size = running->output.size,
        .errors = text_of(&running->errors),
        .errors_size = running->errors.size,
        .peak_kib = usage.ru_maxrss,
        .elapsed_ms = (unsigned)(running->end_ms - running->start_ms),
        .signal_to_end_ms =
            running->signalled ? (unsigned)(running->end_ms - running->signal_ms) : 0,
    };
}

bool process_run(const struct process_options *options, struct process_result *ret_result)
{
    struct running running = {.options = options, .start_ms = process_clock_ms()};
    if (!start(&running)) {
        fprintf(stderr, "%s: can't be started: error %d\n", options->argv[0], errno);
        reap_feeder(running.feeder);
        return false;
    }
    while (!is_done(&running)) {
        wait_once(&running);
        keep_time(&running);
    }
    finish(&running, ret_result);
    return true;
}

void process_result_done(struct process_result *result)
{
    free(result->output);
    free(result->errors);
    *result = (struct process_result){.output = NULL};
}
