/* SPDX-License-Identifier: Apache-2.0 */
/* A host that runs one action several times at once over one connection, a thread for each operation. Ctrl-C ends all. */
#include <hawser/host.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int cancel[2]; /* a pipe: a byte in it, which nobody reads, ends every call */

static void on_signal(int number)
{
    (void)number;
    (void)!write(cancel[1], "", 1);
}

/* What one thread works with. Nothing in it belongs to two. */
struct job {
    hawser_execution *execution;
    hawser_summary summary;
    hawser_problem *problem;
    int32_t code;
    pthread_t thread;
};

static void *run(void *user)
{
    struct job *job = user;
    hawser_control control = {.size = sizeof control, .cancel_fd = cancel[0]};
    job->summary.size = sizeof job->summary;
    job->code = hawser_execution_run(job->execution, &control, &job->summary, &job->problem);
    return NULL;
}

/* Starts all, then waits for all. The link is used by this thread alone, the executions made from it each by their own. */
static int run_all(hawser_link *link, const char *action, char **operations, size_t count)
{
    struct job *jobs = calloc(count, sizeof *jobs);
    int failed = jobs == NULL;
    size_t started = 0;
    for (; !failed && started < count; started++) {
        struct job *job = &jobs[started];
        const char *operation = operations[started];
        job->execution = hawser_execution_new(link, action, operation, strlen(operation), 0);
        failed = !job->execution || pthread_create(&job->thread, NULL, run, job) != 0;
        if (failed) {
            hawser_execution_free(job->execution);
            break;
        }
    }
    for (size_t i = 0; i < started; i++) {
        pthread_join(jobs[i].thread, NULL);
        printf("%s %s: %s, %llu documents\n", action, operations[i], hawser_code_name(jobs[i].code),
            (unsigned long long)jobs[i].summary.outputs);
        if (jobs[i].problem)
            fprintf(stderr, "%s\n", hawser_problem_error(jobs[i].problem)->message);
        failed |= jobs[i].code != HAWSER_OK;
        hawser_problem_free(jobs[i].problem);
        hawser_execution_free(jobs[i].execution);
    }
    free(jobs);
    return failed;
}

int main(int count, char **words)
{
    if (count < 5 || pipe(cancel) != 0) {
        fprintf(stderr, "usage: threads CONNECTOR CONNECTION ACTION OPERATION...\n");
        return 2;
    }
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGINT, &action, NULL);
    hawser_problem *problem = NULL;
    hawser_loaded *loaded = NULL;
    hawser_link *link = NULL;
    hawser_host *host = hawser_host_new();
    int32_t code = host ? hawser_load(host, words[1], &loaded, &problem) : HAWSER_NO_MEMORY;
    if (code == HAWSER_OK)
        code = hawser_open(loaded, words[2], strlen(words[2]), NULL, &link, &problem);
    if (code != HAWSER_OK)
        fprintf(stderr, "%s\n",
            problem ? hawser_problem_error(problem)->message : hawser_code_name(code));
    int failed = code != HAWSER_OK || run_all(link, words[3], words + 4, (size_t)count - 4);
    hawser_problem_free(problem);
    hawser_close(link, NULL);
    hawser_unload(loaded);
    hawser_host_free(host);
    return failed;
}
