/* SPDX-License-Identifier: Apache-2.0 */
/* Loading: the file, its one symbol, the entry and the table. */
#include <hawser/host.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "sandbox.h"
#include "symbols.h"
#include "tests.h"

enum { LOADS = 20, THREADS = 8, CALLS = 1000 };

static void say_problem(struct verdict *verdict, const char *what, hawser_problem *problem)
{
    verdict_fail(verdict, "%s: %s", what, hawser_problem_error(problem)->message);
    hawser_problem_free(problem);
}

/* What a host's loader says; a table that breaks the ABI is another test's. */
void test_load(const struct conform *conform, struct verdict *verdict)
{
    hawser_host *host = hawser_host_new();
    for (int i = 0; host && i < LOADS && !verdict_is_bad(verdict); i++) {
        hawser_loaded *loaded;
        hawser_problem *problem;
        int32_t code = hawser_load(host, conform->path, &loaded, &problem);
        if (code == HAWSER_OK)
            hawser_unload(loaded);
        else if (code == HAWSER_PROTOCOL)
            hawser_problem_free(problem);
        else
            say_problem(verdict, "it can't be loaded", problem);
    }
    hawser_host_free(host);
}

struct exported {
    size_t entries;
    size_t others;
    char other[128];
};

static void count_symbol(void *user, const char *name)
{
    struct exported *exported = user;
    if (strcmp(name, HAWSER_CONNECTOR_ENTRY) == 0) {
        exported->entries++;
    } else if (exported->others++ == 0) {
        (void)snprintf(exported->other, sizeof exported->other, "%s", name);
    }
}

void test_exports(const struct conform *conform, struct verdict *verdict)
{
    struct exported exported = {0};
    if (!symbols_exported(conform->path, count_symbol, &exported))
        verdict_fail(verdict, "the file can't be read as a shared object of this machine");
    else if (exported.entries != 1)
        verdict_fail(verdict, "it does not export %s", HAWSER_CONNECTOR_ENTRY);
    else if (exported.others > 0)
        verdict_fail(verdict,
            "it exports %zu more than its entry, such as %s: link it with "
            "-fvisibility=hidden, and where it is C++ with $(pkg-config --variable=connectormap hawser) "
            "as well",
            exported.others, exported.other);
}

void test_entry_major(const struct conform *conform, struct verdict *verdict)
{
    static const uint32_t unknown[] = {0, 2, 3, 255, 256, 65537, UINT32_MAX};
    struct subject subject;
    if (!subject_open(conform, &subject, verdict))
        return;
    for (size_t i = 0; i < sizeof unknown / sizeof unknown[0]; i++) {
        if (subject.entry(unknown[i]))
            verdict_fail(verdict, "the entry answers major %lu, which this header does not have",
                (unsigned long)unknown[i]);
    }
    if (!subject.entry(HAWSER_ABI_MAJOR))
        verdict_fail(verdict, "the entry does not answer major %d", HAWSER_ABI_MAJOR);
    subject_done(&subject);
}

struct caller {
    const struct subject *subject;
    pthread_barrier_t *barrier;
    const hawser_connector *answer;
    bool watched;
    bool changed;
};

static void *call_entry(void *user)
{
    struct caller *caller = user;
    caller->watched = sandbox_enter(
        SANDBOX_NETWORK | SANDBOX_FILES | SANDBOX_PROCESSES | SANDBOX_THREADS, "the entry");
    (void)pthread_barrier_wait(caller->barrier);
    caller->answer = caller->subject->entry(HAWSER_ABI_MAJOR);
    for (int i = 0; i < CALLS; i++) {
        if (caller->subject->entry(HAWSER_ABI_MAJOR) != caller->answer)
            caller->changed = true;
    }
    return NULL;
}

void test_entry_pure(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    pthread_t threads[THREADS];
    struct caller callers[THREADS] = {0};
    pthread_barrier_t barrier;
    if (!subject_open(conform, &subject, verdict))
        return;
    (void)pthread_barrier_init(&barrier, NULL, THREADS);
    for (int i = 0; i < THREADS; i++) {
        callers[i] = (struct caller){.subject = &subject, .barrier = &barrier};
        if (pthread_create(&threads[i], NULL, call_entry, &callers[i]) != 0) {
            verdict_skip(verdict, "this machine has no room for %d threads", THREADS);
            return;
        }
    }
    for (int i = 0; i < THREADS; i++) {
        (void)pthread_join(threads[i], NULL);
        if (callers[i].changed || callers[i].answer != callers[0].answer)
            verdict_fail(verdict, "the entry does not answer the same pointer each time");
        if (!callers[i].watched)
            verdict_warn(verdict, "this system can't watch system calls");
    }
    (void)pthread_barrier_destroy(&barrier);
    subject_done(&subject);
}

static void check_table(const hawser_connector *table, struct verdict *verdict)
{
    if (table->abi_major != HAWSER_ABI_MAJOR)
        verdict_fail(verdict, "its abi_major is %lu", (unsigned long)table->abi_major);
    if (table->abi_minor > HAWSER_ABI_MINOR)
        verdict_warn(verdict, "it was made for ABI 1.%lu, newer than this suite's 1.%d",
            (unsigned long)table->abi_minor, HAWSER_ABI_MINOR);
    if (table->abi_minor == HAWSER_ABI_MINOR && table->size != sizeof *table &&
        table->size != offsetof(hawser_connector, test))
        verdict_warn(verdict, "its size is %zu instead of %zu", table->size, sizeof *table);
    if (table->reserved != 0)
        verdict_fail(verdict, "its member reserved is not 0");
}

/* Required slots, id and thread model as the host's loader has them. */
void test_table(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    hawser_loaded *loaded = NULL;
    hawser_problem *problem = NULL;
    hawser_host *host = hawser_host_new();
    if (hawser_load(host, conform->path, &loaded, &problem) == HAWSER_PROTOCOL)
        say_problem(verdict, "a host refuses its table", problem);
    else
        hawser_problem_free(problem);
    if (!verdict_is_bad(verdict) && subject_load(conform, &subject, verdict)) {
        check_table(subject.table, verdict);
        subject_done(&subject);
    }
    hawser_unload(loaded);
    hawser_host_free(host);
}
