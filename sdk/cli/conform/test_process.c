/* SPDX-License-Identifier: Apache-2.0 */
/* The process that a connector shares with its host: what the header says that it leaves alone. */
#include <config.h>

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report.h"
#include "tests.h"
#include "trial.h"

enum { LAST_SIGNAL = 31, SECONDS = 110 };

struct surroundings {
    char *folder;
    char *locale;
    mode_t mask;
    struct sigaction actions[LAST_SIGNAL + 1];
    sigset_t blocked;
};

static void look(struct surroundings *surroundings)
{
    memset(surroundings, 0, sizeof *surroundings);
    surroundings->folder = report_memory(getcwd(NULL, 0));
    surroundings->locale = report_memory(strdup(setlocale(LC_ALL, NULL)));
    surroundings->mask = umask(0);
    (void)umask(surroundings->mask);
    for (int i = 1; i <= LAST_SIGNAL; i++)
        (void)sigaction(i, NULL, &surroundings->actions[i]);
    (void)pthread_sigmask(SIG_SETMASK, NULL, &surroundings->blocked);
}

static void surroundings_done(struct surroundings *surroundings)
{
    free(surroundings->folder);
    free(surroundings->locale);
}

static void compare_signals(const struct surroundings *before, const struct surroundings *after,
    const char *what, struct verdict *verdict)
{
    for (int i = 1; i <= LAST_SIGNAL; i++) {
        if (before->actions[i].sa_handler != after->actions[i].sa_handler)
            verdict_fail(verdict, "%s changes what signal %d does (%s): it is the host's", what, i,
                strsignal(i));
        if (sigismember(&before->blocked, i) != sigismember(&after->blocked, i))
            verdict_fail(
                verdict, "%s leaves signal %d blocked or unblocked (%s)", what, i, strsignal(i));
    }
}

static void compare(const struct surroundings *before, const char *what, struct verdict *verdict)
{
    struct surroundings after;
    look(&after);
    if (strcmp(before->folder, after.folder) != 0)
        verdict_fail(verdict, "%s changes the working directory to %s", what, after.folder);
    if (strcmp(before->locale, after.locale) != 0)
        verdict_fail(verdict, "%s changes the locale to %s", what, after.locale);
    if (before->mask != after.mask)
        verdict_fail(
            verdict, "%s changes the mask of new files to %04o", what, (unsigned)after.mask);
    compare_signals(before, &after, what, verdict);
    surroundings_done(&after);
}

/* Standard output and error go to a file of memory, which has to stay empty. */
static int catch_output(void)
{
    int caught = memfd_create("output", MFD_CLOEXEC);
    (void)fflush(NULL);
    if (caught >= 0 && (dup2(caught, STDOUT_FILENO) < 0 || dup2(caught, STDERR_FILENO) < 0)) {
        (void)close(caught);
        return -1;
    }
    return caught;
}

static void check_silent(int caught, const char *what, struct verdict *verdict)
{
    char text[64] = "";
    (void)fflush(NULL);
    ssize_t length = pread(caught, text, sizeof text - 1, 0);
    if (length > 0)
        verdict_fail(verdict,
            "%s writes to standard output or error: \"%.*s\"; what is to be told goes to log()",
            what, (int)strcspn(text, "\n"), text);
}

/* Set where each action can see it, as there is nothing else to be given. */
struct watch {
    struct surroundings before;
    int caught;
};

static void describe_and_validate(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    struct host host;
    if (!subject_describe(conform, &subject, verdict))
        return;
    json_t *nothing = json_object();
    host_init(&host, NULL, NULL);
    (void)trial_validate(&subject, &host, 0, nothing, NULL, NULL);
    host_done(&host);
    json_decref(nothing);
    subject_done(&subject);
}

static void execute_each(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    struct trial trial;
    if (trial_run(subject, action, action->count, NULL, &trial, verdict))
        trial_done(&trial);
}

static void judge(const struct watch *watch, const char *what, struct verdict *verdict)
{
    compare(&watch->before, what, verdict);
    check_silent(watch->caught, what, verdict);
}

void test_process(const struct conform *conform, struct verdict *verdict)
{
    struct watch watch = {.caught = catch_output()};
    if (watch.caught < 0) {
        verdict_skip(verdict, "standard output can't be caught here");
        return;
    }
    /* The suite's own clock, before the first look. */
    report_limit(SECONDS, "the test did not end within %d seconds", SECONDS);
    /* As in a host that does nothing about it: this program ignores it. */
    (void)signal(SIGPIPE, SIG_DFL);
    look(&watch.before);
    describe_and_validate(conform, verdict);
    if (verdict->status == VERDICT_SUCCESS)
        judge(&watch, "loading, describe or validate", verdict);
    if (conform->fixture && verdict->status == VERDICT_SUCCESS) {
        trial_each(conform, verdict, execute_each);
        if (verdict->status == VERDICT_SUCCESS)
            judge(&watch, "an execution", verdict);
    }
    surroundings_done(&watch.before);
    (void)close(watch.caught);
}
