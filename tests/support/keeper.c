/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "support/keeper.h"

#include "support/folder.h"
#include "support/process.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    END_MS = 2000, /* for the server to end by itself; ProFTPD then frees its shared memory */
    STAT_SIZE = 512,
    LINE = 3, /* the descriptor of the line in the keeper */
    NOT_STARTED = 127
};

/* The parent of a process that lives: the second field behind the name, which may contain anything; the first
   one says what it does. */
static pid_t parent_of(pid_t process)
{
    char path[64];
    char stat[STAT_SIZE + 1];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t size = descriptor < 0 ? -1 : read(descriptor, stat, STAT_SIZE);
    if (descriptor >= 0) {
        close(descriptor);
    }
    if (size <= 0) {
        return -1;
    }
    stat[size] = '\0';
    const char *behind_name = strrchr(stat, ')');
    bool lives = behind_name != NULL && strlen(behind_name) > 4 && behind_name[2] != 'Z';
    return lives ? (pid_t)strtol(behind_name + 4, NULL, 10) : -1;
}

/* Deepest first, lest an orphan find another parent before it is seen. */
unsigned keeper_kill_below(pid_t process)
{
    unsigned killed = 0;
    DIR *processes = opendir("/proc");
    struct dirent *entry;
    while (processes != NULL && (entry = readdir(processes)) != NULL) {
        pid_t child =
            isdigit((unsigned char)entry->d_name[0]) ? (pid_t)strtol(entry->d_name, NULL, 10) : -1;
        if (child > 1 && parent_of(child) == process) {
            killed += keeper_kill_below(child);
            killed += kill(child, SIGKILL) == 0 ? 1 : 0;
        }
    }
    if (processes != NULL) {
        closedir(processes);
    }
    return killed;
}

static void become_server(char *const *argv, char *const *environment)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    execve(argv[0], argv, environment);
    fprintf(stderr, "%s can't be run: error %d\n", argv[0], errno);
    _exit(NOT_STARTED);
}

/* Returns when the test closes its end of the line, or the server ends. */
static void watch(int line, int server)
{
    struct pollfd waits[] = {{.fd = line, .events = POLLIN}, {.fd = server, .events = POLLIN}};
    while (poll(waits, 2, -1) < 0 && errno == EINTR) {
    }
}

static void end_all(pid_t server, int descriptor)
{
    struct pollfd wait = {.fd = descriptor, .events = POLLIN};
    kill(server, SIGTERM);
    poll(&wait, 1, END_MS);
    /* What the server leaves behind becomes ours, so that nobody is left when there is no child. */
    do {
        /* First the dead of many sessions, which need no look below them. */
        while (waitpid(-1, NULL, WNOHANG) > 0) {
        }
        keeper_kill_below(getpid());
    } while (waitpid(-1, NULL, 0) > 0);
}

/* Says that the server has ended, and lets the test read its log until it has seen enough. */
static void await_test(int line)
{
    char end;
    shutdown(line, SHUT_WR);
    while (read(line, &end, 1) < 0 && errno == EINTR) {
    }
}

static void remove_leftover(const struct keeper_task *task)
{
    for (size_t i = 0; i < sizeof task->leftover / sizeof *task->leftover; i++) {
        if (task->leftover[i] != NULL) {
            folder_remove(task->leftover[i]);
        }
    }
}

static void redirect(int line, const char *log)
{
    int output = open(log, O_RDWR | O_APPEND | O_CREAT, 0644);
    /* vsftpd answers on its standard input, also when it is its configuration that is wrong. */
    dup2(output, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    if (line != LINE) {
        dup2(line, LINE);
    }
    fcntl(LINE, F_SETFD, FD_CLOEXEC);
    /* The other end of somebody's pipe among them would keep that one from ending. */
    close_range(LINE + 1, ~0U, 0);
}

static void keep(const struct keeper_task *task, int line)
{
    setsid();
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    process_reset_signals();
    redirect(line, task->log);
    pid_t server = fork();
    if (server == 0) {
        become_server(task->argv, task->environment);
    }
    int descriptor = server > 0 ? pidfd_open(server, 0) : -1;
    if (write(LINE, &server, sizeof server) == (ssize_t)sizeof server && descriptor >= 0) {
        watch(LINE, descriptor);
    }
    if (server > 0) {
        end_all(server, descriptor);
    }
    await_test(LINE);
    remove_leftover(task);
    _exit(0);
}

bool keeper_start(const struct keeper_task *task, struct keeper *ret_keeper)
{
    int line[2];
    pid_t server;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, line) != 0) {
        return false;
    }
    pid_t keeper = fork();
    if (keeper == 0) {
        keep(task, line[1]);
    }
    close(line[1]);
    if (keeper < 0 || read(line[0], &server, sizeof server) != (ssize_t)sizeof server ||
        server < 0) {
        close(line[0]);
        return false;
    }
    *ret_keeper = (struct keeper){.pid = keeper, .server = server, .line = line[0]};
    return true;
}

bool keeper_is_alive(const struct keeper *keeper)
{
    struct pollfd wait = {.fd = keeper->line, .events = POLLIN};
    return poll(&wait, 1, 0) == 0;
}

void keeper_stop(struct keeper *keeper)
{
    close(keeper->line);
    while (waitpid(keeper->pid, NULL, 0) < 0 && errno == EINTR) {
    }
}
