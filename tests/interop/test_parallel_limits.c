/* SPDX-License-Identifier: Apache-2.0 */
/* connection.parallelism: servers that let in fewer sessions than are allowed here, and calls that end early or have
 * one thread. */
#include "config.h"

#include "interop/suite.h"
#include "support/folder.h"
#include "support/process.h"
#include "support/sanitized.h"

#include <CUnit/Basic.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILES = JOB_OUTPUTS_MAX, LARGE = 20 * 1024 * 1024 };

#define FOUR "{\"parallelism\":4}"

static char large[LARGE];

/* --- Limits ----------------------------------------------------------------------------------- */

static const struct limited {
    struct server_options server;
    unsigned sessions;
    const char *refusal; /* as the server logs to the client */
} limited[] = {
    {{.kind = SERVER_VSFTPD, .extra = "max_per_ip=1"}, 1, "< 421"},
    {{.kind = SERVER_VSFTPD, .extra = "max_per_ip=2"}, 2, "< 421"},
    {{.kind = SERVER_PROFTPD, .extra = "MaxClientsPerHost 1"}, 1, "< 530"},
    {{.kind = SERVER_PROFTPD, .extra = "MaxClientsPerHost 2"}, 2, "< 530"},
    {{.kind = SERVER_PROFTPD, .extra = "MaxClientsPerUser 2"}, 2, "< 530"},
    {{.kind = SERVER_PUREFTPD, .extra = "-C 1"}, 1, "< 421"},
    {{.kind = SERVER_PUREFTPD, .extra = "-C 2"}, 2, "< 421"},
};

static void put_files(struct rig *rig)
{
    for (int i = 0; i < FILES; i++) {
        char name[32];
        snprintf(name, sizeof name, "f%03d", i);
        remote_text(rig, name, name);
    }
}

static void expect_files(struct rig *rig, const struct outcome *outcome)
{
    EXPECT_DONE(rig, outcome, FILES);
    for (size_t i = 0; i < outcome->output_count; i++) {
        EXPECT_TEXT(
            rig, outcome->outputs[i].bytes, output_property(&outcome->outputs[i], "fileName"));
    }
}

/* All is done with those that it lets in. It is asked for one too many once, and for none by the next execution. */
static void check_limit(struct rig *rig, const struct limited *limit)
{
    put_files(rig);
    struct outcome *outcome = job_none(rig, "query", NULL);
    expect_files(rig, outcome);
    EXPECT(rig, rig_log_count(rig, limit->refusal) == 1);
    outcome_free(outcome);
    rig_forget(rig);
    outcome = job_none(rig, "query", NULL);
    expect_files(rig, outcome);
    /* The server may still count the session that has just said goodbye. */
    EXPECT(rig, rig_log_count(rig, limit->refusal) <= (limit->sessions > 1));
    outcome_free(outcome);
}

static void test_limits(void)
{
    for (size_t i = 0; i < INTEROP_COUNT(limited); i++) {
        struct rig_options options = {.server = limited[i].server};
        struct rig rig;
        if (rig_missing(options.server.kind) != 0) {
            continue;
        }
        CU_ASSERT_TRUE_FATAL(rig_start(&rig, &options));
        snprintf(rig.cell, sizeof rig.cell, "{%s}", options.server.extra);
        if (EXPECT(&rig, rig_open(&rig, FOUR))) {
            check_limit(&rig, &limited[i]);
        }
        rig_stop(&rig);
    }
}

/* --- Cancellation ----------------------------------------------------------------------------- */

struct cancelling {
    pthread_mutex_t mutex;
    int ends[2];
    long at_ms;
};

static void cancel(void *user, uint64_t input, uint64_t done, uint64_t total)
{
    struct cancelling *cancelling = user;
    (void)total;
    pthread_mutex_lock(&cancelling->mutex);
    if (input >= 2 && done > 0 && cancelling->at_ms == 0) {
        cancelling->at_ms = process_clock_ms();
        CU_ASSERT_EQUAL(write(cancelling->ends[1], "x", 1), 1);
    }
    pthread_mutex_unlock(&cancelling->mutex);
}

static void run_cancelled(struct rig *rig, const char *operation)
{
    enum { COUNT = 8 };
    static const char *const names[COUNT] = {"a", "b", "c", "d", "e", "f", "g", "h"};
    struct cancelling cancelling = {.mutex = PTHREAD_MUTEX_INITIALIZER};
    struct document documents[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        remote_put(rig, names[i], large, sizeof large);
        documents[i] = (struct document){.id = names[i]};
    }
    CU_ASSERT_EQUAL_FATAL(pipe(cancelling.ends), 0);
    struct job job = {.action = "get",
        .operation = operation,
        .documents = documents,
        .count = COUNT,
        .folder = rig->output_folder,
        .cancel_fd = cancelling.ends[0],
        .progress = cancel,
        .progress_user = &cancelling};
    struct outcome *outcome = job_run(rig, &job);
    long took = process_clock_ms() - cancelling.at_ms;
    EXPECT(rig, cancelling.at_ms != 0);
    EXPECT(rig, took < SOON_MS);
    EXPECT(rig, outcome->code == HAWSER_CANCELLED);
    EXPECT(rig, outcome->result_count == COUNT);
    EXPECT(rig, outcome->summary.statuses[HAWSER_STATUS_UNKNOWN] == 0);
    EXPECT(rig, outcome->summary.statuses[HAWSER_STATUS_SKIPPED] >= COUNT - 4);
    EXPECT(rig, folder_count(rig->output_folder) == 0);
    EXPECT_NAMES(rig, "", "a\nb\nc\nd\ne\nf\ng\nh\n");
    outcome_free(outcome);
    close(cancelling.ends[0]);
    close(cancelling.ends[1]);
}

/* session.cancel */
static void test_cancel(void)
{
    struct rig_options options = {
        .server = {.kind = SERVER_VSFTPD, .extra = "anon_max_rate=500000"}};
    struct rig rig;
    if (rig_missing(SERVER_VSFTPD) != 0) {
        return;
    }
    CU_ASSERT_TRUE_FATAL(rig_start(&rig, &options));
    if (EXPECT(&rig, rig_open(&rig, FOUR))) {
        run_cancelled(&rig, "{\"deleteAfterReading\":true}");
    }
    rig_stop(&rig);
}

/* --- Threads ---------------------------------------------------------------------------------- */

struct watch {
    pthread_t caller;
    unsigned elsewhere, published;
};

static void look(struct watch *watch)
{
    watch->elsewhere += !pthread_equal(watch->caller, pthread_self());
}

static int32_t watch_open(void *user, const hawser_output_request *request, void **ret_document)
{
    (void)request;
    look(user);
    *ret_document = user;
    return HAWSER_OK;
}

static int32_t watch_write(
    void *user, void *document, const void *bytes, size_t length, size_t *ret_length)
{
    (void)document;
    (void)bytes;
    look(user);
    *ret_length = length;
    return HAWSER_OK;
}

static int32_t watch_prepare(void *user, void *document, const char *properties, size_t length)
{
    (void)document;
    (void)properties;
    (void)length;
    look(user);
    return HAWSER_OK;
}

static int32_t watch_publish(void *user, void *document)
{
    (void)document;
    look(user);
    ((struct watch *)user)->published++;
    return HAWSER_OK;
}

static void watch_discard(void *user, void *document)
{
    (void)document;
    look(user);
}

/* How many calls of the sink came from other threads. */
static unsigned elsewhere(struct rig *rig, uint32_t flags)
{
    struct watch watch = {.caller = pthread_self()};
    hawser_sink sink = {
        .size = sizeof sink,
        .user = &watch,
        .open = watch_open,
        .write = watch_write,
        .prepare = watch_prepare,
        .publish = watch_publish,
        .discard = watch_discard,
    };
    struct job job = {.action = "query", .flags = flags, .sink = &sink};
    struct outcome *outcome = job_run(rig, &job);
    EXPECT_DONE(rig, outcome, FILES);
    EXPECT(rig, watch.published == FILES);
    outcome_free(outcome);
    return watch.elsewhere;
}

static void test_threads(void)
{
    struct rig_options options = {.server = {.kind = SERVER_VSFTPD}};
    struct rig rig;
    if (rig_missing(SERVER_VSFTPD) != 0) {
        return;
    }
    CU_ASSERT_TRUE_FATAL(rig_start(&rig, &options));
    if (EXPECT(&rig, rig_open(&rig, FOUR))) {
        put_files(&rig);
        EXPECT(&rig, elsewhere(&rig, 0) > 0);
        EXPECT(&rig, elsewhere(&rig, HAWSER_EXECUTE_ONE_THREAD) == 0);
    }
    rig_stop(&rig);
}

static const struct interop_test tests[] = {
    {"limits", test_limits}, {"cancel", test_cancel}, {"threads", test_threads}};

int main(void)
{
    return interop_alone(SERVER_VSFTPD, tests, INTEROP_COUNT(tests));
}
