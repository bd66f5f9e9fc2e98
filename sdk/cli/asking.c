/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "asking.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include "secret_memory.h"
#include "text.h"

static sigset_t ending_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
    sigset_t set;
    (void)sigemptyset(&set);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        (void)sigaddset(&set, numbers[i]);
    return set;
}

/* Ctrl-C takes back a line that was ready to be read: no read may wait then, as only wait_for_input sees the signal. Not
 * to wait is a matter of the open file, which standard input shares with others, so another one is opened. */
static int open_input(void)
{
    int input = open("/proc/self/fd/0", O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    return input >= 0 ? input : STDIN_FILENO;
}

bool asking_begin(struct asking *asking, const struct console *console)
{
    *asking = (struct asking){.console = console,
        .input = STDIN_FILENO,
        .signals = -1,
        .answer = secret_memory_new(ANSWER_LONGEST + 1)};
    if (!asking->answer) {
        (void)console_no_memory(console);
        return false;
    }
    asking->input = open_input();
    sigset_t set = ending_signals();
    if (pthread_sigmask(SIG_BLOCK, &set, &asking->before) != 0)
        return true;
    asking->signals = signalfd(-1, &set, SFD_CLOEXEC);
    if (asking->signals < 0)
        (void)pthread_sigmask(SIG_SETMASK, &asking->before, NULL);
    return true;
}

/* What was waiting has ended the asking already, and is not to end the program as well. */
static void take_waiting(int signals)
{
    struct signalfd_siginfo info;
    struct pollfd wait = {.fd = signals, .events = POLLIN};
    while (poll(&wait, 1, 0) > 0) {
        if (read(signals, &info, sizeof info) != (ssize_t)sizeof info)
            return;
    }
}

void asking_done(struct asking *asking)
{
    if (asking->answer)
        secret_memory_free(asking->answer, ANSWER_LONGEST + 1);
    if (asking->signals >= 0) {
        take_waiting(asking->signals);
        (void)close(asking->signals);
        (void)pthread_sigmask(SIG_SETMASK, &asking->before, NULL);
    }
    if (asking->input != STDIN_FILENO)
        (void)close(asking->input);
    *asking = (struct asking){.input = STDIN_FILENO, .signals = -1};
}

/* False: a signal came, or nothing will. */
static bool wait_for_input(const struct asking *asking)
{
    struct pollfd waits[] = {
        {.fd = asking->input, .events = POLLIN}, {.fd = asking->signals, .events = POLLIN}};
    for (;;) {
        if (poll(waits, 2, -1) < 0) {
            if (errno == EINTR)
                continue;
            return false;
        }
        if (waits[1].revents)
            return false;
        if (waits[0].revents)
            return true;
    }
}

/* Reads up to the end of a line; what does not fit is read and forgotten, and makes *ret_length too long. */
static bool read_line(struct asking *asking, size_t *ret_length)
{
    size_t length = 0;
    for (;;) {
        char *at = asking->answer + (length < ANSWER_LONGEST ? length : 0);
        size_t room = length < ANSWER_LONGEST ? ANSWER_LONGEST - length : ANSWER_LONGEST;
        if (!wait_for_input(asking))
            return false;
        ssize_t got = read(asking->input, at, room);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got <= 0)
            return false;
        if (at[got - 1] == '\n') {
            *ret_length = length + (size_t)got - 1;
            return true;
        }
        length += (size_t)got;
    }
}

static bool read_hidden(struct asking *asking, size_t *ret_length)
{
    struct termios shown;
    struct termios hidden;
    if (tcgetattr(STDIN_FILENO, &shown) != 0)
        return false;
    hidden = shown;
    hidden.c_lflag &= ~(tcflag_t)ECHO;
    hidden.c_lflag |= ECHONL;
    if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) != 0)
        return false;
    bool done = read_line(asking, ret_length);
    /* What was typed of an answer that was not ended is not for the shell, which would show it. */
    (void)tcsetattr(STDIN_FILENO, done ? TCSADRAIN : TCSAFLUSH, &shown);
    return done;
}

static bool is_text(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t point;
        size_t taken = text_next(bytes + at, length - at, &point);
        if (point == 0 || (point == TEXT_REPLACEMENT && taken == 1))
            return false;
        at += taken;
    }
    return true;
}

static void trim(char *text, size_t length)
{
    size_t start = strspn(text, " \t");
    while (length > start && strchr(" \t\r", text[length - 1]))
        length--;
    memmove(text, text + start, length - start);
    text[length - start] = '\0';
}

static enum asked refuse(const struct asking *asking, const char *why)
{
    (void)fprintf(asking->console->err, "  %s\n", why);
    return ASKED_UNUSABLE;
}

enum asked asking_line(struct asking *asking, bool hidden)
{
    size_t length = 0;
    (void)fflush(asking->console->out);
    (void)fflush(asking->console->err);
    if (asking->ended || !(hidden ? read_hidden : read_line)(asking, &length)) {
        asking->ended = true;
        return ASKED_ENDED;
    }
    if (length >= ANSWER_LONGEST)
        return refuse(asking, "that is too long");
    asking->answer[length] = '\0';
    if (!is_text(asking->answer, length))
        return refuse(asking, "that is not text in UTF-8");
    if (!hidden)
        trim(asking->answer, length);
    return ASKED_ANSWERED;
}

static bool is_one(const char *answer, const char *letter, const char *word)
{
    return strcasecmp(answer, letter) == 0 || strcasecmp(answer, word) == 0;
}

enum asked asking_yes(struct asking *asking, bool *ret_yes, const char *format, ...)
{
    for (;;) {
        va_list arguments;
        va_start(arguments, format);
        (void)vfprintf(asking->console->err, format, arguments);
        va_end(arguments);
        (void)fputs(" [y/N] ", asking->console->err);
        enum asked asked = asking_line(asking, false);
        if (asked == ASKED_ENDED)
            return asked;
        bool yes = asked == ASKED_ANSWERED && is_one(asking->answer, "y", "yes");
        bool no = asked == ASKED_ANSWERED &&
                  (asking->answer[0] == '\0' || is_one(asking->answer, "n", "no"));
        if (yes || no) {
            *ret_yes = yes;
            return ASKED_ANSWERED;
        }
        (void)fputs("  answer y or n\n", asking->console->err);
    }
}
