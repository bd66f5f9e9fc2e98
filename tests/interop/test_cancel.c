/* SPDX-License-Identifier: Apache-2.0 */
/* A transfer that is ended in its middle ends soon, and leaves nothing behind. */
#include "config.h"

#include "interop/program.h"
#include "interop/suite.h"
#include "support/folder.h"
#include "support/sanitized.h"

#include <CUnit/CUnit.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { SIZE = 40 * 1024 * 1024, CANCELLED_STATUS = 130, SETTLE_MS = 2000, LOGGED_MS = 8000 };

/* Servers that take their time: half a megabyte a second. */
static const struct rig_options slow[] = {
    {.server = {.kind = SERVER_VSFTPD, .extra = "anon_max_rate=500000"}},
    {.server = {.kind = SERVER_VSFTPD,
         .tls = SERVER_TLS_EXPLICIT,
         .extra = "anon_max_rate=500000"}},
    {.server = {.kind = SERVER_PROFTPD, .extra = "TransferRate RETR,STOR,APPE 500"}}};

static char content[SIZE];

/* --- By descriptor ---------------------------------------------------------------------------- */

struct cancelling {
    int ends[2];
    long at_ms; /* when it was cancelled; 0: not yet */
};

static void cancel(void *user, uint64_t input, uint64_t done, uint64_t total)
{
    struct cancelling *cancelling = user;
    (void)input;
    (void)total;
    if (done > 0 && cancelling->at_ms == 0) {
        cancelling->at_ms = process_clock_ms();
        CU_ASSERT_EQUAL(write(cancelling->ends[1], "x", 1), 1);
    }
}

static void run_cancelled(struct rig *rig, struct job *job)
{
    struct cancelling cancelling = {.at_ms = 0};
    CU_ASSERT_EQUAL_FATAL(pipe(cancelling.ends), 0);
    job->cancel_fd = cancelling.ends[0];
    job->progress = cancel;
    job->progress_user = &cancelling;
    struct outcome *outcome = job_run(rig, job);
    long took = process_clock_ms() - cancelling.at_ms;
    EXPECT(rig, cancelling.at_ms != 0);
    EXPECT(rig, took < SOON_MS);
    EXPECT(rig, outcome->code == HAWSER_CANCELLED);
    EXPECT(rig, outcome->result_count == 1);
    EXPECT(rig, outcome->results[0].status != HAWSER_STATUS_SUCCESS);
    EXPECT(rig, outcome->output_count == 0);
    outcome_free(outcome);
    close(cancelling.ends[0]);
    close(cancelling.ends[1]);
}

/* The server may need a moment to see that the connection is gone; an unfinished file must go in
 * that time. */
static void expect_no_file(struct rig *rig, const char *names)
{
    const struct timespec pause = {.tv_nsec = 50 * 1000 * 1000};
    for (long end = process_clock_ms() + SETTLE_MS; process_clock_ms() < end;) {
        char *found = remote_names(rig, "");
        bool gone = strcmp(found, names) == 0;
        free(found);
        if (gone) {
            break;
        }
        nanosleep(&pause, NULL);
    }
    EXPECT_NAMES(rig, "", names);
}

static void check_upload(struct rig *rig)
{
    struct document document = {.file_name = "up.bin", .bytes = content, .size = SIZE};
    struct job job = {.action = "create", .documents = &document, .count = 1};
    run_cancelled(rig, &job);
    expect_no_file(rig, "");
}

static void check_download(struct rig *rig)
{
    struct document document = {.id = "down.bin"};
    struct job job = {
        .action = "get", .documents = &document, .count = 1, .folder = rig->output_folder};
    remote_put(rig, "down.bin", content, SIZE);
    run_cancelled(rig, &job);
    EXPECT(rig, folder_count(rig->output_folder) == 0);
    EXPECT_NAMES(rig, "", "down.bin\n");
}

/* A source is not lost by a download that was not finished. */
static void check_download_and_delete(struct rig *rig)
{
    struct document document = {.id = "down.bin"};
    struct job job = {.action = "get",
        .operation = "{\"deleteAfterReading\":true}",
        .documents = &document,
        .count = 1,
        .folder = rig->output_folder};
    remote_put(rig, "down.bin", content, SIZE);
    run_cancelled(rig, &job);
    EXPECT(rig, folder_count(rig->output_folder) == 0);
    EXPECT_NAMES(rig, "", "down.bin\n");
}

/* After a cancellation the link is as good as new. */
static void check_next(struct rig *rig)
{
    struct outcome *outcome = job_none(rig, "list", NULL);
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
}

static void on_each_slow(void (*check)(struct rig *rig), bool then_next)
{
    for (size_t i = 0; i < INTEROP_COUNT(slow); i++) {
        struct rig rig;
        if (rig_missing(slow[i].server.kind) != 0) {
            continue;
        }
        CU_ASSERT_TRUE_FATAL(rig_start(&rig, &slow[i]));
        snprintf(rig.cell, sizeof rig.cell, "{TLS mode %d}", (int)rig.tls);
        if (EXPECT(&rig, rig_open(&rig, NULL))) {
            check(&rig);
            if (then_next) {
                check_next(&rig);
            }
        }
        rig_stop(&rig);
    }
}

/* session.cancel */
static void test_upload(void)
{
    on_each_slow(check_upload, false);
}

/* What is written under its final name at once can't be hidden, but the server must not take it for complete. */
static void check_direct_upload(struct rig *rig)
{
    struct document document = {.file_name = "up.bin", .bytes = content, .size = SIZE};
    struct job job = {.action = "create",
        .operation = "{\"directUpload\":true}",
        .documents = &document,
        .count = 1};
    run_cancelled(rig, &job);
    if (rig->kind == SERVER_VSFTPD) {
        const struct timespec pause = {.tv_nsec = 50 * 1000 * 1000};
        long end = process_clock_ms() + LOGGED_MS;
        while (remote_log_count(rig, " UPLOAD: ") == 0 && process_clock_ms() < end) {
            nanosleep(&pause, NULL);
        }
        EXPECT(rig, remote_log_count(rig, "FAIL UPLOAD: ") == 1);
        EXPECT(rig, remote_log_count(rig, "OK UPLOAD: ") == 0);
    }
}

static void test_direct_upload(void)
{
    on_each_slow(check_direct_upload, false);
}

/* protocol.C13 */
static void test_download(void)
{
    on_each_slow(check_download, true);
}

static void test_download_and_delete(void)
{
    on_each_slow(check_download_and_delete, false);
}

static void test_before_begin(void)
{
    struct rig rig;
    struct document document = {.file_name = "x.txt", .bytes = "x", .size = 1};
    struct job job = {.action = "create", .documents = &document, .count = 1};
    int ends[2];
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    CU_ASSERT_EQUAL(write(ends[1], "x", 1), 1);
    CU_ASSERT_TRUE_FATAL(rig_start(&rig, &slow[0]));
    job.cancel_fd = ends[0];
    if (EXPECT(&rig, rig_open(&rig, NULL))) {
        struct outcome *outcome = job_run(&rig, &job);
        EXPECT(&rig, outcome->code == HAWSER_CANCELLED);
        outcome_free(outcome);
        EXPECT_NAMES(&rig, "", "");
    }
    rig_stop(&rig);
    close(ends[0]);
    close(ends[1]);
}

/* --- By the clock ----------------------------------------------------------------------------- */

static void test_deadline(void)
{
    struct rig rig;
    struct timespec now;
    struct document document = {.file_name = "up.bin", .bytes = content, .size = SIZE};
    struct job job = {.action = "create", .documents = &document, .count = 1};
    CU_ASSERT_TRUE_FATAL(rig_start(&rig, &slow[0]));
    if (EXPECT(&rig, rig_open(&rig, NULL))) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        uint64_t began = (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
        long began_ms = process_clock_ms();
        job.deadline_ns = began + (uint64_t)500 * 1000000;
        struct outcome *outcome = job_run(&rig, &job);
        EXPECT(&rig, outcome->code == HAWSER_TIMEOUT);
        EXPECT(&rig, process_clock_ms() - began_ms < 500 + SOON_MS);
        outcome_free(outcome);
        expect_no_file(&rig, "");
    }
    rig_stop(&rig);
}

/* --- By signal -------------------------------------------------------------------------------- */

/* Whether the folder holds a file with bytes in it. */
static bool bytes_came(void *context, pid_t pid)
{
    const char *command[] = {"find", context, "-type", "f", "-size", "+0", NULL};
    struct process_result result;
    bool came = false;
    (void)pid;
    if (process_run(&(struct process_options){.argv = command}, &result)) {
        came = result.output_size > 0;
        process_result_done(&result);
    }
    return came;
}

static void interrupt(struct rig *rig, struct program_run *run, const char *watched)
{
    struct process_result result;
    run->signal = SIGINT;
    run->signal_when = bytes_came;
    run->signal_context = strdup(watched);
    if (EXPECT(rig, program_run(rig, run, &result))) {
        EXPECT(rig, result.signalled);
        if (!EXPECT(rig, result.exit_code == CANCELLED_STATUS)) {
            fprintf(stderr, "%d by %d: %s%s\n", result.exit_code, result.ended_by, result.output,
                result.errors);
        }
        EXPECT(rig, result.signal_to_end_ms < SOON_MS);
        process_result_done(&result);
    }
    free(run->signal_context);
}

static void check_signal_upload(struct rig *rig)
{
    char *source = folder_path(rig->folder, "up.bin");
    struct program_run run = {.action = "create", .words = {source, NULL}};
    CU_ASSERT_TRUE(file_write(source, content, SIZE));
    interrupt(rig, &run, server_local_directory(rig->server));
    expect_no_file(rig, "");
    free(source);
}

static void check_signal_download(struct rig *rig)
{
    struct program_run run = {
        .action = "get", .words = {"down.bin", "--out", rig->output_folder, NULL}};
    remote_put(rig, "down.bin", content, SIZE);
    interrupt(rig, &run, rig->output_folder);
    EXPECT(rig, folder_count(rig->output_folder) == 0);
    EXPECT_NAMES(rig, "", "down.bin\n");
}

static void test_signal_upload(void)
{
    on_each_slow(check_signal_upload, false);
}

static void test_signal_download(void)
{
    on_each_slow(check_signal_download, false);
}

static const struct interop_test tests[] = {{"upload", test_upload},
    {"direct upload", test_direct_upload}, {"download", test_download},
    {"download with deletion", test_download_and_delete}, {"before it began", test_before_begin},
    {"deadline", test_deadline}, {"signal during an upload", test_signal_upload},
    {"signal during a download", test_signal_download}};

int main(void)
{
    random_bytes(6, 0, content, sizeof content);
    return interop_alone(SERVER_VSFTPD, tests, INTEROP_COUNT(tests));
}
