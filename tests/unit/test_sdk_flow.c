/* SPDX-License-Identifier: Apache-2.0 */
/* Documents on their way through an execution. */
#include "config.h"
#include "execution_bench.h"

#include "suite.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void inputs_of_every_kind(void)
{
    struct bench bench;
    char path[SCRATCH_PATH_SIZE];
    int ends[2];

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    CU_ASSERT_EQUAL(write(ends[1], "piped", 5), 5);
    close(ends[1]);
    bench_begin(&bench, "take",
        "{\"steps\": [[\"next\", 0], [\"size\", 0, 4], [\"can\", 0, 3], [\"file\", 0, \"file\"], "
        "[\"property\", 0, \"fileName\", \"f\"], [\"all\", 0, \"\"], [\"rewind\", 0, 0], "
        "[\"all\", 0, \"file\"], [\"rewind\", 0, 2], "
        "[\"all\", 0, \"le\"], " DONE ", [\"close\", 0], "
        "[\"next\", 0], [\"can\", 0, 1], [\"size\", 0, 6], [\"file\", 6, \"\"], [\"all\", 0, "
        "\"memory\"], " DONE ", "
        "[\"next\", 0], [\"can\", 0, 1], [\"size\", 0, -1], [\"all\", 0, \"piped\"], [\"rewind\", "
        "0, 1], "
        "[\"all\", 0, \"iped\"], " DONE ", [\"next\", 1]]}",
        0);
    contents_put(&bench.folder, "f", "file");
    CU_ASSERT_EQUAL(
        hawser_execution_add_file(bench.run, scratch_path(&bench.folder, "f", path), NULL),
        HAWSER_OK);
    CU_ASSERT_EQUAL(hawser_execution_add_memory(bench.run, "memory", 6, "{}"), HAWSER_OK);
    CU_ASSERT_EQUAL(hawser_execution_add_descriptor(bench.run, ends[0], NULL), HAWSER_OK);
    CU_ASSERT_EQUAL(hawser_execution_add_id(bench.run, "x", "[]"), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(hawser_execution_add_file(bench.run, NULL, NULL), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(hawser_execution_add_memory(bench.run, NULL, 1, NULL), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(hawser_execution_add_descriptor(bench.run, -1, NULL), HAWSER_BAD_ARGUMENT);
    bench_run(&bench, NULL);
    bench_expect(&bench, HAWSER_OK);
    CU_ASSERT_EQUAL(bench.record.results, 3);
    CU_ASSERT_EQUAL(bench.summary.bytes_in, 4 + 4 + 2 + 6 + 5 + 4);
    bench_finish(&bench);
    close(ends[0]);
}

/* Told of in their place, and the connector's count has no gap. */
static void files_that_are_missing(void)
{
    static const uint32_t flags[] = {0, HAWSER_EXECUTE_ORDERED};
    static const char *const orders[] = {"1;0;2;", "0;1;2;"};
    for (size_t i = 0; i < 2; i++) {
        struct bench bench;

        bench_begin(&bench, "take",
            "{\"steps\": [[\"next\", 0, \"one\"], [\"next\", 0, \"three\"], [\"result\", 0, 0, 0, "
            "0], "
            "[\"result\", 0, 0, 0, 1], [\"next\", 1]]}",
            flags[i]);
        hawser_execution_add_id(bench.run, "one", NULL);
        hawser_execution_add_file(bench.run, "/nowhere/at/all", NULL);
        hawser_execution_add_id(bench.run, "three", NULL);
        bench_run(&bench, NULL);
        bench_expect(&bench, HAWSER_NOT_FOUND);
        CU_ASSERT_EQUAL(bench.record.results, 3);
        CU_ASSERT_STRING_EQUAL(bench.record.order, orders[i]);
        CU_ASSERT_EQUAL(bench.record.statuses[1], HAWSER_STATUS_APPLICATION_ERROR);
        CU_ASSERT_EQUAL(bench.record.statuses[2], HAWSER_STATUS_SUCCESS);
        CU_ASSERT_PTR_NOT_NULL(strstr(bench_message(&bench), "/nowhere/at/all"));
        bench_finish(&bench);
    }
}

struct feed {
    unsigned count;
    unsigned most;
    unsigned closed;
    int32_t last; /* what ends it */
    const char *properties;
};

static int32_t feed_read(void *user, void *buffer, size_t capacity, size_t *ret_length)
{
    (void)user;
    (void)buffer;
    (void)capacity;
    (void)ret_length;
    return HAWSER_END;
}

static void feed_close(void *user)
{
    struct feed *feed = user;

    feed->closed++;
}

static int32_t feed_next(void *user, hawser_source *source)
{
    struct feed *feed = user;

    if (feed->count == feed->most)
        return feed->last;
    feed->count++;
    source->user = feed;
    source->id = "fed";
    source->properties = feed->properties;
    source->read = feed_read;
    source->close = feed_close;
    return HAWSER_OK;
}

static void inputs_of_the_host(void)
{
    static const struct {
        int32_t last;
        const char *properties;
        int32_t code;
        uint32_t status;
    } cases[] = {
        {HAWSER_END, NULL, HAWSER_OK, HAWSER_STATUS_SUCCESS},
        {HAWSER_HOST, "{}", HAWSER_HOST, HAWSER_STATUS_SUCCESS},
        {99, "{}", HAWSER_HOST, HAWSER_STATUS_SUCCESS},
        {HAWSER_END, "{", HAWSER_BAD_ARGUMENT, HAWSER_STATUS_APPLICATION_ERROR},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct feed feed = {.most = 3, .last = cases[i].last, .properties = cases[i].properties};
        struct bench bench;

        bench_begin(&bench, "take", "{\"each\": [[\"all\", 0, \"\"], " DONE "]}", 0);
        hawser_execution_add_id(bench.run, "one", NULL);
        hawser_execution_on_input(bench.run, feed_next, &feed);
        bench_run(&bench, NULL);
        bench_expect(&bench, cases[i].code);
        CU_ASSERT_EQUAL(bench.record.results, 4);
        CU_ASSERT_EQUAL(bench.record.statuses[3], cases[i].status);
        bench_finish(&bench);
        CU_ASSERT_EQUAL(feed.closed, 3);
    }
}

static void a_directory(void)
{
    struct bench bench;
    char path[SCRATCH_PATH_SIZE];

    bench_begin(&bench, "take",
        "{\"steps\": [[\"next\", 0], [\"open\", 0, 0, {\"fileName\": \"../a\"}, 1], "
        "[\"place\", 0, 0, \"abc\"], [\"write\", 0, 0, \"def\"], [\"back\", 0, 0, 2, \"cdef\"], "
        "[\"cut\", 0, 0, 5], [\"prepare\", 0, 0, {\"fileName\": \"../a\"}], [\"publish\", 0, 0], "
        "[\"open\", 13, 0, {\"fileName\": \"there\"}, 1], [\"open\", 5, 0, {\"fileName\": \"\"}, "
        "0], "
        "[\"open\", 0, 1, {\"fileName\": \"r\"}, 2], [\"write\", 0, 1, \"{}\"], "
        "[\"prepare\", 0, 1, {\"fileName\": \"r\"}], [\"publish\", 0, 1], [\"result\", 0, 1, 13]]}",
        HAWSER_EXECUTE_DURABLE);
    scratch_path(&bench.folder, "out", path);
    CU_ASSERT_EQUAL(hawser_execution_to_directory(bench.run, path, 0, &bench.problem), HAWSER_OK);
    contents_put(&bench.folder, "out/there", "old");
    hawser_execution_add_id(bench.run, "one", NULL);
    bench_run(&bench, NULL);
    bench_expect(&bench, HAWSER_EXISTS);
    CU_ASSERT_TRUE(contents_are(&bench.folder, "out/.._a", "abcde"));
    CU_ASSERT_TRUE(contents_are(&bench.folder, "out/there", "old"));
    CU_ASSERT_FALSE(contents_are(&bench.folder, "out/r", "{}"));
    CU_ASSERT_STRING_EQUAL(bench.record.bytes, "{};");
    CU_ASSERT_PTR_NOT_NULL(strstr(bench.record.files, "/out/.._a;"));
    CU_ASSERT_EQUAL(bench.summary.bytes_out, 5);
    bench_finish(&bench);
}

static void sinks_that_are_not_durable(void)
{
    static const struct {
        uint32_t flags;
        const char *operation;
    } cases[] = {
        {0, "{\"steps\": [[\"next\", 0], [\"open\", 6, 0, {}, 1], [\"open\", 6, 0, {}, 3], " DONE
            "]}"},
        {HAWSER_EXECUTE_ACK_ON_WRITE,
            "{\"steps\": [[\"next\", 0], [\"open\", 0, 0, {}, 1], [\"discard\", 0, 0], " DONE "]}"},
    };
    for (size_t i = 0; i < 2; i++) {
        struct bench bench;
        int ends[2];

        CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
        bench_begin(&bench, "take", cases[i].operation, cases[i].flags);
        hawser_execution_to_descriptor(bench.run, ends[1]);
        hawser_execution_add_id(bench.run, "one", NULL);
        bench_run(&bench, NULL);
        bench_expect(&bench, HAWSER_OK);
        bench_finish(&bench);
        close(ends[0]);
        close(ends[1]);
    }
}

/* The connector sees a code; the host is told the reason. */
static void the_reason_is_told(void)
{
    struct rlimit before;
    struct rlimit small;
    struct bench bench;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);

    bench_begin(&bench, "take",
        "{\"steps\": [[\"next\", 0], " OPEN ", [\"fill\", 17, 0, 10000], [\"discard\", 0, 0], "
        "[\"result\", 0, 2, 17], [\"next\", 0], [\"result\", 0, 1, 17], [\"return\", 17]]}",
        0);
    CU_ASSERT_EQUAL(
        hawser_execution_to_directory(bench.run, bench.folder.path, 0, &bench.problem), HAWSER_OK);
    hawser_execution_add_id(bench.run, "one", NULL);
    hawser_execution_add_id(bench.run, "two", NULL);
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 4096;
    setrlimit(RLIMIT_FSIZE, &small);
    bench_run(&bench, NULL);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, handler);
    bench_expect(&bench, HAWSER_HOST);
    CU_ASSERT_PTR_NOT_NULL(strstr(bench_message(&bench), "File too large"));
    CU_ASSERT_EQUAL(hawser_problem_error(bench.problem)->native, EFBIG);
    /* Not told of the second document, which failed for another reason. */
    CU_ASSERT_STRING_EQUAL(bench.record.message, "The script says so.");
    bench_finish(&bench);
}

static void cancellation(void)
{
    struct bench bench;
    hawser_control control = {.size = sizeof control, .cancel_fd = -1};
    int ends[2];

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    close(ends[1]);
    control.cancel_fd = ends[0];
    bench_begin(&bench, "take", "{\"steps\": [[\"next\", 2], [\"return\", 2]]}", 0);
    hawser_execution_add_id(bench.run, "one", NULL);
    bench_run(&bench, &control);
    bench_expect(&bench, HAWSER_CANCELLED);
    CU_ASSERT_EQUAL(bench.record.statuses[0], HAWSER_STATUS_SKIPPED);
    bench_finish(&bench);
    close(ends[0]);
}

static void a_source_that_hangs(void)
{
    struct bench bench;
    struct timespec now;
    hawser_control control = {.size = sizeof control, .cancel_fd = -1};
    int ends[2];

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    clock_gettime(CLOCK_MONOTONIC, &now);
    bench_begin(
        &bench, "take", "{\"steps\": [[\"next\", 0], [\"some\", 3, 1], [\"return\", 3]]}", 0);
    hawser_execution_add_descriptor(bench.run, ends[0], NULL);
    control.deadline_ns = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec + 200000000u;
    bench_run(&bench, &control);
    bench_expect(&bench, HAWSER_TIMEOUT);
    CU_ASSERT_EQUAL(bench.record.statuses[0], HAWSER_STATUS_UNKNOWN);
    bench_finish(&bench);
    close(ends[0]);
    close(ends[1]);
}

static void many_threads(void)
{
    struct bench bench;
    char path[SCRATCH_PATH_SIZE];
    char properties[64];
    const int count = 500;

    bench_begin(&bench, "take", "{\"steps\": [[\"pool\", 0, 8]]}", 0);
    scratch_path(&bench.folder, "out", path);
    CU_ASSERT_EQUAL(hawser_execution_to_directory(bench.run, path, 0, &bench.problem), HAWSER_OK);
    for (int i = 0; i < count; i++) {
        snprintf(properties, sizeof properties, "{\"fileName\": \"f%d\"}", i);
        hawser_execution_add_memory(bench.run, "some bytes", 10, properties);
    }
    bench_run(&bench, NULL);
    bench_expect(&bench, HAWSER_OK);
    CU_ASSERT_EQUAL(bench.summary.outputs, (uint64_t)count);
    CU_ASSERT_EQUAL(bench.summary.bytes_out, 10u * (unsigned)count);
    CU_ASSERT_TRUE(contents_are(&bench.folder, "out/f499", "some bytes"));
    bench_finish(&bench);
}

static void many_threads_to_a_pipe(void)
{
    struct bench bench;
    char text[4096];
    int ends[2];

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    bench_begin(&bench, "take", "{\"steps\": [[\"pool\", 0, 8]]}", 0);
    hawser_execution_to_descriptor(bench.run, ends[1]);
    for (int i = 0; i < 100; i++)
        hawser_execution_add_memory(bench.run, "0123456789", 10, NULL);
    bench_run(&bench, NULL);
    bench_expect(&bench, HAWSER_OK);
    CU_ASSERT_EQUAL(read(ends[0], text, sizeof text), 1000);
    for (int i = 0; i < 1000; i++)
        CU_ASSERT_EQUAL(text[i], '0' + i % 10);
    bench_finish(&bench);
    close(ends[0]);
    close(ends[1]);
}

/* Killed between the deletion of the source and the publication. */
static void a_killed_execution(void)
{
    struct bench bench;
    char path[SCRATCH_PATH_SIZE];
    pid_t child;
    int status = 0;

    bench_begin(&bench, "take",
        "{\"steps\": [[\"next\", 0], " OPEN_DELETES ", [\"write\", 0, 0, \"abc\"], " PREPARE
        ", [\"die\", 0]]}",
        0);
    scratch_path(&bench.folder, "out", path);
    child = fork();
    if (child == 0) {
        hawser_execution_to_directory(bench.run, path, 0, NULL);
        hawser_execution_add_id(bench.run, "one", NULL);
        hawser_execution_run(bench.run, NULL, NULL, NULL);
        _exit(0);
    }
    CU_ASSERT_EQUAL(waitpid(child, &status, 0), child);
    CU_ASSERT_TRUE(WIFSIGNALED(status));
    CU_ASSERT_FALSE(contents_are(&bench.folder, "out/a", "abc"));
    CU_ASSERT_EQUAL(hawser_execution_to_directory(bench.run, path, 0, NULL), HAWSER_OK);
    CU_ASSERT_TRUE(contents_are(&bench.folder, "out/a", "abc"));
    bench_finish(&bench);
}

static void places_that_are_none(void)
{
    struct bench bench;
    hawser_sink sink = {.size = sizeof sink};

    bench_begin(&bench, "take", "{}", 0);
    CU_ASSERT_EQUAL(hawser_execution_to_directory(bench.run, "/nowhere/at/all", 0, &bench.problem),
        HAWSER_HOST);
    CU_ASSERT_PTR_NOT_NULL(strstr(bench_message(&bench), "/nowhere/at/all"));
    CU_ASSERT_EQUAL(
        hawser_execution_to_directory(bench.run, bench.folder.path, 8, NULL), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(hawser_execution_to_directory(bench.run, NULL, 0, NULL), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(hawser_execution_to_descriptor(bench.run, -1), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(hawser_execution_to_sink(bench.run, &sink), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(hawser_execution_to_sink(bench.run, NULL), HAWSER_BAD_ARGUMENT);
    bench_finish(&bench);
}

static const struct suite_test tests[] = {
    {"inputs of every kind", inputs_of_every_kind},
    {"files that are missing", files_that_are_missing},
    {"inputs of the host", inputs_of_the_host},
    {"a directory", a_directory},
    {"sinks that are not durable", sinks_that_are_not_durable},
    {"the reason is told", the_reason_is_told},
    {"cancellation", cancellation},
    {"a source that hangs", a_source_that_hangs},
    {"many threads", many_threads},
    {"many threads to a pipe", many_threads_to_a_pipe},
    {"a killed execution", a_killed_execution},
    {"places that are none", places_that_are_none},
};

SUITE_MAIN("sdk flow", tests)
