/* SPDX-License-Identifier: Apache-2.0 */
/* seccomp(2): a filter that any process may set for itself, and a signal for each call that it does
 * not let through. */
#include <config.h>

#include "sandbox.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>

#include "report.h"

#if defined(__x86_64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define NATIVE_ARCHITECTURE AUDIT_ARCH_RISCV64
#endif

struct watched_call {
    long number;
    unsigned kind; /* SANDBOX_* */
    const char *name;
    int path; /* which argument is a path, from 1; 0: none */
};

#define CALL(name, kind, path)                                                                     \
    {                                                                                              \
        SYS_##name, SANDBOX_##kind, #name, path                                                    \
    }

static const struct watched_call calls[] = {
    CALL(socket, NETWORK, 0),
    CALL(connect, NETWORK, 0),
    CALL(bind, NETWORK, 0),
    CALL(sendto, NETWORK, 0),
    CALL(openat, FILES, 2),
    CALL(unlinkat, FILES, 2),
    CALL(renameat2, FILES, 2),
    CALL(mkdirat, FILES, 2),
    CALL(execve, PROCESSES, 1),
    CALL(clone, THREADS, 0),
#if defined(SYS_openat2)
    CALL(openat2, FILES, 2),
#endif
#if defined(SYS_clone3)
    CALL(clone3, THREADS, 0),
#endif
#if defined(SYS_open)
    CALL(open, FILES, 1),
    CALL(creat, FILES, 1),
    CALL(unlink, FILES, 1),
    CALL(rename, FILES, 1),
    CALL(mkdir, FILES, 1),
    CALL(fork, PROCESSES, 0),
    CALL(vfork, PROCESSES, 0),
#endif
};
enum { CALLS = sizeof calls / sizeof calls[0], LONGEST_TEXT = 256 };

/* What the handler of a signal needs. */
static const char *volatile place = "";

void sandbox_where(const char *where)
{
    place = where;
}

#if defined(NATIVE_ARCHITECTURE)
static const char *path_of(const ucontext_t *context, int argument)
{
    if (argument == 0)
        return NULL;
#if defined(__x86_64__)
    return (const char *)(uintptr_t)context->uc_mcontext.gregs[argument == 1 ? REG_RDI : REG_RSI];
#elif defined(__aarch64__)
    return (const char *)(uintptr_t)context->uc_mcontext.regs[argument - 1];
#else
    (void)context;
    return NULL;
#endif
}

static void on_call(int signal, siginfo_t *info, void *context)
{
    char text[LONGEST_TEXT];
    size_t used = 0;
    const struct watched_call *call = NULL;
    (void)signal;
    for (size_t i = 0; i < CALLS; i++) {
        if (calls[i].number == info->si_syscall)
            call = &calls[i];
    }
    const char *parts[] = {place, " made the system call ", call ? call->name : "?", " "};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        size_t length = strlen(parts[i]);
        if (used + length >= sizeof text)
            break;
        memcpy(text + used, parts[i], length);
        used += length;
    }
    text[used] = '\0';
    report_end_at_once(text, call ? path_of(context, call->path) : NULL);
}

/* Two steps for each call: is it this one? then it is trapped. */
static unsigned short write_filter(unsigned watched, struct sock_filter *steps)
{
    unsigned short at = 0;
    steps[at++] = (struct sock_filter)BPF_STMT(
        BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, arch));
    steps[at++] =
        (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCHITECTURE, 1, 0);
    steps[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    steps[at++] = (struct sock_filter)BPF_STMT(
        BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < CALLS; i++) {
        if ((calls[i].kind & watched) == 0)
            continue;
        steps[at++] = (struct sock_filter)BPF_JUMP(
            BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)calls[i].number, 0, 1);
        steps[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    }
    steps[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    return at;
}

bool sandbox_enter(unsigned watched, const char *where)
{
    struct sock_filter steps[5 + 2 * CALLS];
    struct sock_fprog program = {.filter = steps};
    struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO};
    place = where;
    program.len = write_filter(watched, steps);
    return sigaction(SIGSYS, &action, NULL) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}
#else
bool sandbox_enter(unsigned watched, const char *where)
{
    (void)watched;
    (void)where;
    return false;
}
#endif
