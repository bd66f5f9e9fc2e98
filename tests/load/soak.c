/* SPDX-License-Identifier: Apache-2.0 */
/*
 * soak [SESSIONS [FILES [SECONDS]]]: many sessions at once from one process, many files through one execution, and a
 * loop of create, list, query and delete; each with a look at what the process holds. Against vsftpd.
 */
#include <hawser/host.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "interop/rig.h"
#include "load/usage.h"
#include "support/folder.h"

enum {
    SESSIONS = 20,
    FILES = 2000,
    SECONDS = 3,
    LOOKS = 10,
    WARM = 2,
    LIMIT = 5,
    CROWD = 40,
    LOG_SIZE = 1 << 20
};

/* A machine that is busy starts two hundred servers slowly. */
#define PATIENT "{\"connectionTimeout\": 60000, \"readTimeout\": 60000}"

static struct rig rig;
static char *connection;

static bool failed(const char *what)
{
    printf("FAIL: %s\n", what);
    return false;
}

/* --- One execution ---------------------------------------------------------------------------- */

struct counts {
    uint64_t outputs, every, seen;
    struct usage first;
    bool flat;
};

/* Looks at the process LOOKS times on the way. */
static void note_output(void *user, const hawser_delivered *delivered)
{
    struct counts *counts = user;
    counts->outputs += !delivered->error;
    if (!counts->every || counts->outputs % counts->every != 0)
        return;
    struct usage now = usage_now();
    char when[48];
    snprintf(when, sizeof when, "  after %llu files", (unsigned long long)counts->outputs);
    usage_show(when, &now);
    counts->seen++;
    if (counts->seen == WARM)
        counts->first = now;
    if (counts->seen > WARM)
        counts->flat = usage_is_flat(&counts->first, &now) && counts->flat;
}

/* An execution with at most one input: a document of that name where there are bytes, else an id. */
static int32_t execute(hawser_link *link, const char *action, const char *operation,
    const char *name, const char *bytes, struct counts *counts)
{
    char properties[128];
    hawser_problem *problem = NULL;
    hawser_execution *run = hawser_execution_new(link, action, operation, strlen(operation), 0);
    if (!run)
        return HAWSER_NO_MEMORY;
    snprintf(properties, sizeof properties, "{\"fileName\": \"%s\"}", name ? name : "");
    int32_t code = HAWSER_OK;
    if (bytes)
        code = hawser_execution_add_memory(run, bytes, strlen(bytes), properties);
    else if (name)
        code = hawser_execution_add_id(run, name, NULL);
    hawser_execution_on_output(run, note_output, counts);
    if (code == HAWSER_OK)
        code = hawser_execution_run(run, NULL, NULL, &problem);
    if (code != HAWSER_OK)
        printf("%s: %s\n", action, problem ? hawser_problem_error(problem)->message : "?");
    hawser_problem_free(problem);
    hawser_execution_free(run);
    return code;
}

/* --- Sessions at once ------------------------------------------------------------------------- */

struct crowd {
    pthread_barrier_t *all_in;
    unsigned number;
    int32_t code;
};

static void *visit(void *user)
{
    struct crowd *one = user;
    struct counts counts = {0};
    hawser_link *link = NULL;
    char name[32];
    snprintf(name, sizeof name, "one-%u", one->number);
    one->code = hawser_open(rig.ftp, connection, strlen(connection), NULL, &link, NULL);
    if (one->code == HAWSER_OK)
        one->code = execute(link, "create", "{}", name, name, &counts);
    if (one->all_in)
        pthread_barrier_wait(one->all_in); /* each session is open now */
    if (one->code == HAWSER_OK && one->all_in)
        one->code = execute(link, "get", "{}", name, NULL, &counts);
    if (one->code == HAWSER_OK)
        one->code = execute(link, "delete", "{}", name, NULL, &counts);
    if (one->code == HAWSER_OK && one->all_in && counts.outputs != 1 + 1)
        one->code = HAWSER_DATA;
    hawser_close(link, NULL);
    return NULL;
}

/* How many of that many at once did all they had to. */
static unsigned send_crowd(unsigned count, bool wait)
{
    pthread_barrier_t barrier;
    unsigned good = 0;
    pthread_t *threads = calloc(count, sizeof *threads);
    struct crowd *crowd = calloc(count, sizeof *crowd);
    pthread_barrier_init(&barrier, NULL, count);
    for (unsigned i = 0; i < count; i++) {
        crowd[i] = (struct crowd){.all_in = wait ? &barrier : NULL, .number = i};
        if (pthread_create(&threads[i], NULL, visit, &crowd[i]) != 0)
            abort();
    }
    for (unsigned i = 0; i < count; i++) {
        pthread_join(threads[i], NULL);
        good += crowd[i].code == HAWSER_OK;
    }
    pthread_barrier_destroy(&barrier);
    free(crowd);
    free(threads);
    return good;
}

static bool try_sessions(unsigned count)
{
    printf("%u sessions at once\n", count);
    bool good = send_crowd(count, true) == count; /* threads' arenas are made */
    struct usage before = usage_now();
    usage_show("  after the first time", &before);
    good = send_crowd(count, true) == count && good;
    struct usage after = usage_now();
    usage_show("  after the second", &after);
    return (good || failed("a session did not do all it had to")) && usage_is_flat(&before, &after);
}

/* --- Files through one execution -------------------------------------------------------------- */

static bool make_files(unsigned count)
{
    char name[32];
    bool made = true;
    for (unsigned i = 0; i < count && made; i++) {
        snprintf(name, sizeof name, "file-%06u", i);
        char *path = folder_path(server_local_directory(rig.server), name);
        made = file_write(path, name, strlen(name));
        free(path);
    }
    return made;
}

static bool try_files(unsigned count)
{
    static const char *const actions[] = {"list", "query"};
    hawser_link *link = NULL;
    bool good = make_files(count) && hawser_open(rig.ftp, connection, strlen(connection), NULL,
                                         &link, NULL) == HAWSER_OK;
    for (size_t i = 0; good && i < sizeof actions / sizeof *actions; i++) {
        struct counts counts = {.every = count / LOOKS, .flat = true};
        printf("%s of %u files\n", actions[i], count);
        good = execute(link, actions[i], "{}", NULL, NULL, &counts) == HAWSER_OK &&
               counts.outputs == count && counts.flat;
    }
    hawser_close(link, NULL);
    rig_clear(&rig);
    return good || failed("not all files, or more and more memory");
}

/* --- Round and round -------------------------------------------------------------------------- */

static bool go_round(hawser_link *link, unsigned round)
{
    struct counts listed = {0}, fetched = {0}, ignored = {0};
    char name[32];
    snprintf(name, sizeof name, "round-%u", round);
    return execute(link, "create", "{\"actionIfFileExists\": \"overwrite\"}", name, "some bytes",
               &ignored) == HAWSER_OK &&
           execute(link, "list", "{}", NULL, NULL, &listed) == HAWSER_OK && listed.outputs == 1 &&
           execute(link, "query", "{}", NULL, NULL, &fetched) == HAWSER_OK &&
           fetched.outputs == 1 && execute(link, "delete", "{}", name, NULL, &ignored) == HAWSER_OK;
}

static bool try_rounds(unsigned seconds)
{
    hawser_link *link = NULL;
    struct usage first = {0}, now;
    unsigned rounds = 0;
    time_t began = time(NULL);
    bool good = true;
    printf("create, list, query and delete for %u s\n", seconds);
    for (unsigned look = 1; good && look <= LOOKS; look++) {
        /* A connection for each part, as hosts that live long have them. */
        good = hawser_open(rig.ftp, connection, strlen(connection), NULL, &link, NULL) == HAWSER_OK;
        do
            good = good && go_round(link, rounds++);
        while (good && (time(NULL) - began) * LOOKS < (time_t)(seconds * look));
        hawser_close(link, NULL);
        link = NULL;
        now = usage_now();
        if (look == WARM)
            first = now;
        good = good && (look <= WARM || usage_is_flat(&first, &now));
        rig_forget(&rig);
    }
    usage_show("  at first", &first);
    usage_show("  at last", &now);
    printf("  %u rounds\n", rounds);
    return good || failed("a round did not do all it had to, or grew");
}

/* --- A server that is full -------------------------------------------------------------------- */

static unsigned count_text(const char *text, const char *word)
{
    unsigned count = 0;
    while (text && (text = strstr(text, word)) != NULL) {
        count++;
        text++;
    }
    return count;
}

/* Whoever is refused says so, and does not knock again and again. */
static bool try_full(void)
{
    struct rig_options options = {
        .server = {.kind = SERVER_VSFTPD, .extra = "max_clients=5\nlog_ftp_protocol=YES\n"}};
    bool good = rig_start(&rig, &options);
    connection = good ? rig_connection(&rig, "{\"maxRetries\": 5}") : NULL;
    time_t began = time(NULL);
    unsigned done = good ? send_crowd(CROWD, false) : 0;
    long seconds = (long)(time(NULL) - began);
    char *log = good ? file_read(server_log(rig.server), NULL) : NULL;
    unsigned knocks = count_text(log, "CONNECT: ");
    printf("%d clients of a server for %d: %u were let in, %u connections, %ld s\n", CROWD, LIMIT,
        done, knocks, seconds);
    good = good && done >= LIMIT && seconds < 60 && knocks >= CROWD / 2 && knocks <= CROWD * 3;
    free(log);
    free(connection);
    rig_stop(&rig);
    return good || failed("a full server was stormed, or nobody was let in");
}

static unsigned number(int argc, char **argv, int at, unsigned otherwise)
{
    return argc > at ? (unsigned)strtoul(argv[at], NULL, 10) : otherwise;
}

int main(int argc, char **argv)
{
    struct rig_options options = {.server = {.kind = SERVER_VSFTPD}};
    struct rlimit files = {4096, 4096};
    int missing = rig_missing(SERVER_VSFTPD);
    if (missing)
        return missing;
    setrlimit(RLIMIT_NOFILE, &files);
    bool good = rig_start(&rig, &options);
    connection = good ? rig_connection(&rig, PATIENT) : NULL;
    if (good)
        hawser_host_on_log(rig.host, NULL, NULL, 0); /* the rig keeps all lines in memory */
    good = good && try_sessions(number(argc, argv, 1, SESSIONS));
    good = good && try_files(number(argc, argv, 2, FILES));
    good = good && try_rounds(number(argc, argv, 3, SECONDS));
    free(connection);
    rig_stop(&rig);
    good = good && try_full();
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
