/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "cancel.h"

#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "status.h"

/* What the parent chose to ignore, nohup for one, stays ignored. */
static void add_signal(sigset_t *set, int number)
{
    struct sigaction action;
    if (sigaction(number, NULL, &action) == 0 && action.sa_handler != SIG_IGN)
        (void)sigaddset(set, number);
}

static sigset_t ending_signals(void)
{
    sigset_t set;
    (void)sigemptyset(&set);
    add_signal(&set, SIGINT);
    add_signal(&set, SIGTERM);
    add_signal(&set, SIGHUP);
    return set;
}

static void say_cancelling(const struct console *console)
{
    flockfile(console->err);
    (void)fputs("\nhawser: ending; once more ends it at once\n", console->err);
    funlockfile(console->err);
}

static void *watch(void *argument)
{
    struct cancel *cancel = argument;
    struct pollfd waits[] = {
        {.fd = cancel->signals, .events = POLLIN}, {.fd = cancel->ended[0], .events = POLLIN}};
    struct signalfd_siginfo info;
    unsigned count = 0;
    for (;;) {
        if (poll(waits, 2, -1) < 0)
            continue;
        if (waits[1].revents)
            return NULL;
        if (read(cancel->signals, &info, sizeof info) != (ssize_t)sizeof info)
            continue;
        if (++count > 1)
            _exit(STATUS_CANCELLED);
        ssize_t written = write(cancel->cancelled[1], "", 1);
        (void)written;
        say_cancelling(cancel->console);
    }
}

static void close_pair(int pair[2])
{
    for (int i = 0; i < 2; i++) {
        if (pair[i] >= 0)
            (void)close(pair[i]);
        pair[i] = -1;
    }
}

static void release(struct cancel *cancel)
{
    close_pair(cancel->cancelled);
    close_pair(cancel->ended);
    if (cancel->signals >= 0)
        (void)close(cancel->signals);
    cancel->signals = -1;
}

void cancel_begin(struct cancel *cancel, const struct console *console)
{
    *cancel = (struct cancel){
        .console = console, .cancelled = {-1, -1}, .ended = {-1, -1}, .signals = -1};
    sigset_t set = ending_signals();
    if (pthread_sigmask(SIG_BLOCK, &set, &cancel->before) != 0)
        return;
    cancel->signals = signalfd(-1, &set, SFD_CLOEXEC);
    cancel->running = cancel->signals >= 0 && pipe2(cancel->cancelled, O_CLOEXEC) == 0 &&
                      pipe2(cancel->ended, O_CLOEXEC) == 0 &&
                      pthread_create(&cancel->thread, NULL, watch, cancel) == 0;
    if (cancel->running)
        return;
    (void)pthread_sigmask(SIG_SETMASK, &cancel->before, NULL);
    release(cancel);
}

void cancel_end(struct cancel *cancel)
{
    if (!cancel->running)
        return;
    (void)close(cancel->ended[1]);
    cancel->ended[1] = -1;
    (void)pthread_join(cancel->thread, NULL);
    (void)pthread_sigmask(SIG_SETMASK, &cancel->before, NULL);
    release(cancel);
    cancel->running = false;
}

int32_t cancel_descriptor(const struct cancel *cancel)
{
    return cancel->cancelled[0];
}
