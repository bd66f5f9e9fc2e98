/* SPDX-License-Identifier: Apache-2.0 */
/* Executions of a connector that does, right or wrong, what the operation says. */
#include "config.h"
#include <hawser/host.h>

#include "contents.h"
#include "suite.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CONNECTOR "tests/unit/scripted/.libs/script.so"
#define OPEN "[\"open\", 0, 0, {\"fileName\": \"a\"}, 0]"
#define OPEN_DELETES "[\"open\", 0, 0, {\"fileName\": \"a\"}, 1]"
#define PREPARE "[\"prepare\", 0, 0, {\"fileName\": \"a\"}]"
#define PUBLISH "[\"publish\", 0, 0]"
#define DONE "[\"result\", 0, 0]"

/* What the host was told. */
struct record {
    unsigned results;
    uint32_t statuses[8]; /* by input */
    int32_t codes[8];
    char message[1024]; /* of the last error */
    char ids[256];      /* of inputs, in the order of results */
    unsigned outputs;
    unsigned failed;
    unsigned records;
    char bytes[256]; /* of all outputs */
    char files[256];
    uint64_t done;
    unsigned depth; /* callbacks at once */
    bool overlap;
};

struct bench {
    hawser_host *host;
    hawser_loaded *loaded;
    hawser_link *link;
    hawser_execution *run;
    struct scratch folder;
    struct record record;
    hawser_summary summary;
    int32_t code;
    hawser_problem *problem;
};

static void enter(struct record *record)
{
    if (__atomic_fetch_add(&record->depth, 1, __ATOMIC_SEQ_CST) != 0)
        record->overlap = true;
}

static void leave(struct record *record)
{
    __atomic_fetch_sub(&record->depth, 1, __ATOMIC_SEQ_CST);
}

static void append(char *text, size_t size, const char *bytes, size_t length)
{
    size_t used = strlen(text);

    snprintf(text + used, size - used, "%.*s;", (int)length, bytes);
}

static void on_result(void *user, const hawser_outcome *outcome)
{
    struct record *record = user;
    size_t input = (size_t)outcome->input % 8;

    enter(record);
    record->results++;
    record->statuses[input] = outcome->status;
    record->codes[input] = outcome->error ? outcome->error->code : HAWSER_OK;
    if (outcome->error)
        snprintf(record->message, sizeof record->message, "%s", outcome->error->message);
    if (outcome->id)
        append(record->ids, sizeof record->ids, outcome->id, strlen(outcome->id));
    leave(record);
}

static void on_output(void *user, const hawser_delivered *delivered)
{
    struct record *record = user;

    enter(record);
    if (delivered->error)
        record->failed++;
    else
        record->outputs++;
    record->records += delivered->record;
    if (delivered->bytes)
        append(record->bytes, sizeof record->bytes, delivered->bytes, (size_t)delivered->length);
    if (delivered->file)
        append(record->files, sizeof record->files, delivered->file, strlen(delivered->file));
    leave(record);
}

static void on_progress(void *user, uint64_t input, uint64_t done, uint64_t total)
{
    struct record *record = user;

    (void)total;
    enter(record);
    record->done += done + 1000 * input;
    leave(record);
}

/* An execution of `action` with an operation, ready to be given inputs and a sink. */
static void begin(struct bench *bench, const char *action, const char *operation, uint32_t flags)
{
    hawser_problem *problem = NULL;

    *bench = (struct bench){.host = hawser_host_new()};
    scratch_init(&bench->folder);
    hawser_host_set(bench->host, HAWSER_SETTING_STATE_DIR, bench->folder.path);
    int32_t code = hawser_load(bench->host, CONNECTOR, &bench->loaded, &problem);
    if (code == HAWSER_OK)
        code = hawser_open(bench->loaded, "{}", 2, NULL, &bench->link, &problem);
    if (code != HAWSER_OK)
        fprintf(stderr, "%s\n", hawser_problem_error(problem)->message);
    CU_ASSERT_EQUAL_FATAL(code, HAWSER_OK);
    bench->run = hawser_execution_new(bench->link, action, operation, strlen(operation), flags);
    hawser_execution_on_result(bench->run, on_result, &bench->record);
    hawser_execution_on_output(bench->run, on_output, &bench->record);
    hawser_execution_on_progress(bench->run, on_progress, &bench->record);
}

static void run(struct bench *bench, const hawser_control *control)
{
    bench->summary.size = sizeof bench->summary;
    bench->code = hawser_execution_run(bench->run, control, &bench->summary, &bench->problem);
    CU_ASSERT_EQUAL(bench->problem != NULL, bench->code != HAWSER_OK);
    CU_ASSERT_EQUAL(bench->summary.inputs, bench->record.results);
    CU_ASSERT_EQUAL(bench->summary.outputs, bench->record.outputs);
    CU_ASSERT_EQUAL(bench->summary.outputs_failed, bench->record.failed);
    CU_ASSERT_FALSE(bench->record.overlap);
}

static const char *message_of(const struct bench *bench)
{
    return hawser_problem_error(bench->problem)->message;
}

/* With what the connector found amiss, where it did. */
static void expect(const struct bench *bench, int32_t code)
{
    if (bench->code != code)
        fprintf(stderr, "returned %d: %s\n", bench->code,
            bench->code == HAWSER_OK ? "" : message_of(bench));
    CU_ASSERT_EQUAL(bench->code, code);
}

static void finish(struct bench *bench)
{
    hawser_execution_free(bench->run);
    hawser_close(bench->link, NULL);
    hawser_unload(bench->loaded);
    hawser_host_free(bench->host);
    hawser_problem_free(bench->problem);
    scratch_done(&bench->folder);
}

static void a_script_runs(const char *operation, int32_t code, struct bench *bench)
{
    begin(bench, "take", operation, 0);
    hawser_execution_add_id(bench->run, "one", "{\"k\": \"v\"}");
    run(bench, NULL);
    expect(bench, code);
}

/* What a connector does with one input, and what becomes of it. */
static const struct {
    const char *name;
    const char *operation;
    int32_t code;
    uint32_t status;
    int32_t error;
    unsigned outputs;
} scripts[] = {
    {"all is well",
        "{\"steps\": [[\"next\", 0, \"one\"], [\"property\", 0, \"k\", \"v\"], [\"all\", 0, "
        "\"\"], " OPEN ", [\"bytewise\", 0, 0, \"abc\"], " PREPARE ", " PUBLISH
        ", [\"close\", 0], " DONE ", [\"next\", 1], [\"next\", 1]]}",
        HAWSER_OK, HAWSER_STATUS_SUCCESS, HAWSER_OK, 1},
    {"no result", "{\"steps\": [[\"next\", 0], [\"close\", 0]]}", HAWSER_INTERNAL,
        HAWSER_STATUS_UNKNOWN, HAWSER_INTERNAL, 0},
    {"nothing is taken", "{}", HAWSER_INTERNAL, HAWSER_STATUS_SKIPPED, HAWSER_INTERNAL, 0},
    {"nothing is closed",
        "{\"steps\": [[\"next\", 0], " OPEN ", [\"write\", 0, 0, \"abc\"], " PREPARE "]}",
        HAWSER_INTERNAL, HAWSER_STATUS_UNKNOWN, HAWSER_INTERNAL, 0},
    {"a source may be gone",
        "{\"steps\": [[\"next\", 0], " OPEN_DELETES ", [\"write\", 0, 0, \"abc\"], " PREPARE "]}",
        HAWSER_INTERNAL, HAWSER_STATUS_UNKNOWN, HAWSER_INTERNAL, 1},
    {"two results",
        "{\"steps\": [[\"next\", 0], " DONE ", [\"result\", 4, 0], [\"result\", 4, 1, 12]]}",
        HAWSER_OK, HAWSER_STATUS_SUCCESS, HAWSER_OK, 0},
    {"a result for what was not taken",
        "{\"steps\": [[\"result\", 4, 0, 0, 0], [\"next\", 0], [\"result\", 4, 0, 0, 1], "
        "[\"result\", 4, 0, 0, 99999999], " DONE "]}",
        HAWSER_OK, HAWSER_STATUS_SUCCESS, HAWSER_OK, 0},
    {"a result while an output is open",
        "{\"steps\": [[\"next\", 0], " OPEN ", [\"result\", 4, 0], [\"discard\", 0, 0], " DONE "]}",
        HAWSER_OK, HAWSER_STATUS_SUCCESS, HAWSER_OK, 0},
    {"results that contradict themselves",
        "{\"steps\": [[\"next\", 0], [\"result\", 4, 0, 12], [\"result\", 4, 1], [\"result\", 4, "
        "2], "
        "[\"result\", 4, 4], [\"result\", 4, 5], [\"result\", 4, 1, 1], [\"result\", 4, 1, 99], "
        "[\"result\", 0, 3]]}",
        HAWSER_OK, HAWSER_STATUS_SKIPPED, HAWSER_OK, 0},
    {"an application error", "{\"steps\": [[\"next\", 0], [\"result\", 0, 1, 12]]}",
        HAWSER_NOT_FOUND, HAWSER_STATUS_APPLICATION_ERROR, HAWSER_NOT_FOUND, 0},
    {"a failure of the call", "{\"steps\": [[\"next\", 0], [\"return\", 8]]}", HAWSER_NETWORK,
        HAWSER_STATUS_UNKNOWN, HAWSER_NETWORK, 0},
    {"a failure before anything", "{\"steps\": [[\"return\", 10]]}", HAWSER_AUTHENTICATION,
        HAWSER_STATUS_SKIPPED, HAWSER_AUTHENTICATION, 0},
    {"an output after the result",
        "{\"steps\": [[\"next\", 0], " DONE ", [\"open\", 4, 0, {}, 0], [\"fail\", 4, {}, 12]]}",
        HAWSER_OK, HAWSER_STATUS_SUCCESS, HAWSER_OK, 0},
    {"an output of no input", "{\"steps\": [[\"open\", 4, 0, {}, 0], [\"next\", 0], " DONE "]}",
        HAWSER_OK, HAWSER_STATUS_SUCCESS, HAWSER_OK, 0},
    {"outputs that are not described",
        "{\"steps\": [[\"next\", 0], [\"open\", 4, 0, [], 0], [\"open\", 4, 0, null, 0], "
        "[\"open\", 4, 0, {}, 4], [\"fail\", 4, 7, 12], [\"fail\", 4, {}, 0], [\"fail\", 4, {}, "
        "1], " OPEN ", [\"prepare\", 4, 0, [1]], [\"discard\", 0, 0], " DONE "]}",
        HAWSER_OK, HAWSER_STATUS_SUCCESS, HAWSER_OK, 0},
    {"prepared twice, written after",
        "{\"steps\": [[\"next\", 0], " OPEN ", " PREPARE ", [\"prepare\", 4, 0, {}], "
        "[\"write\", 4, 0, \"x\"], [\"cut\", 4, 0, 0], " PUBLISH ", " DONE "]}",
        HAWSER_OK, HAWSER_STATUS_SUCCESS, HAWSER_OK, 1},
    {"published unprepared",
        "{\"steps\": [[\"next\", 0], " OPEN ", [\"publish\", 4, 0], [\"write\", 4, 0, \"x\"], " DONE
        "]}",
        HAWSER_OK, HAWSER_STATUS_SUCCESS, HAWSER_OK, 0},
    {"used after its end",
        "{\"steps\": [[\"next\", 0], [\"close\", 0], [\"some\", 4, 1], [\"rewind\", 4, 0], "
        "[\"close\", 0], " OPEN ", " PREPARE ", " PUBLISH ", [\"write\", 4, 0, \"x\"], "
        "[\"publish\", 4, 0], [\"discard\", 0, 0], " OPEN ", [\"discard\", 0, 0], "
        "[\"back\", 4, 0, 0, \"\"], [\"prepare\", 4, 0, {}], " DONE "]}",
        HAWSER_OK, HAWSER_STATUS_SUCCESS, HAWSER_OK, 1},
    {"handles that never were",
        "{\"steps\": [[\"junk\", 4], [\"next\", 0], " OPEN
        ", [\"junk\", 4], [\"discard\", 0, 0], " DONE "]}",
        HAWSER_OK, HAWSER_STATUS_SUCCESS, HAWSER_OK, 0},
    {"one of many outputs",
        "{\"steps\": [[\"next\", 0], [\"fail\", 0, {\"fileName\": \"b\"}, 11], " OPEN ", " PREPARE
        ", " PUBLISH ", " DONE "]}",
        HAWSER_OK, HAWSER_STATUS_SUCCESS, HAWSER_OK, 1},
    {"too large for memory",
        "{\"steps\": [[\"next\", 0], " OPEN ", [\"fill\", 14, 0, 16777217], [\"discard\", 0, 0], "
        "[\"result\", 0, 1, 14]]}",
        HAWSER_RESOURCE, HAWSER_STATUS_APPLICATION_ERROR, HAWSER_RESOURCE, 0},
    {"memory is read back and cut",
        "{\"steps\": [[\"next\", 0], " OPEN ", [\"write\", 0, 0, \"abcdef\"], "
        "[\"back\", 0, 0, 4, \"ef\"], [\"back\", 1, 0, 6, \"\"], [\"cut\", 4, 0, 7], "
        "[\"cut\", 0, 0, 2], [\"back\", 0, 0, 0, \"ab\"], [\"place\", 6, 0, \"x\"], " PREPARE
        ", " PUBLISH ", " DONE "]}",
        HAWSER_OK, HAWSER_STATUS_SUCCESS, HAWSER_OK, 1},
};

static void scripts_end_as_they_should(void)
{
    for (size_t i = 0; i < sizeof scripts / sizeof scripts[0]; i++) {
        struct bench bench;

        /* A source may be deleted here, though memory is not durable. */
        begin(&bench, "take", scripts[i].operation, HAWSER_EXECUTE_ACK_ON_WRITE);
        hawser_execution_add_id(bench.run, "one", "{\"k\": \"v\"}");
        run(&bench, NULL);
        if (bench.code != scripts[i].code)
            fprintf(stderr, "%s: ", scripts[i].name);
        expect(&bench, scripts[i].code);
        CU_ASSERT_EQUAL(bench.record.results, 1);
        CU_ASSERT_EQUAL(bench.record.statuses[0], scripts[i].status);
        CU_ASSERT_EQUAL(bench.record.codes[0], scripts[i].error);
        CU_ASSERT_EQUAL(bench.record.outputs, scripts[i].outputs);
        CU_ASSERT_STRING_EQUAL(bench.record.ids, "one;");
        finish(&bench);
    }
}

static void what_is_counted(void)
{
    struct bench bench;

    begin(&bench, "take",
        "{\"steps\": [[\"next\", 0, \"one\"], " DONE ", [\"next\", 0, \"two\"], "
        "[\"result\", 0, 1, 11], [\"next\", 0], [\"progress\", 0, 5, 9], [\"all\", 0, \"bytes\"], "
        "[\"open\", 0, 0, {}, 2], [\"write\", 0, 0, \"record\"], [\"prepare\", 0, 0, {}], "
        "[\"publish\", 0, 0], [\"open\", 0, 0, {}, 0], [\"write\", 0, 0, \"abcd\"], "
        "[\"prepare\", 0, 0, {}], [\"publish\", 0, 0], [\"fail\", 0, {}, 12], [\"result\", 0, 4, "
        "8]]}",
        0);
    hawser_execution_add_id(bench.run, "one", NULL);
    hawser_execution_add_id(bench.run, "two", NULL);
    hawser_execution_add_memory(bench.run, "bytes", 5, NULL);
    hawser_execution_add_id(bench.run, "four", NULL);
    run(&bench, NULL);
    expect(&bench, HAWSER_DENIED);
    CU_ASSERT_EQUAL(bench.summary.statuses[HAWSER_STATUS_SUCCESS], 1);
    CU_ASSERT_EQUAL(bench.summary.statuses[HAWSER_STATUS_APPLICATION_ERROR], 1);
    CU_ASSERT_EQUAL(bench.summary.statuses[HAWSER_STATUS_UNKNOWN], 1);
    CU_ASSERT_EQUAL(bench.summary.statuses[HAWSER_STATUS_SKIPPED], 1);
    CU_ASSERT_EQUAL(bench.summary.inputs, 4);
    CU_ASSERT_EQUAL(bench.summary.outputs, 2);
    CU_ASSERT_EQUAL(bench.summary.outputs_failed, 1);
    CU_ASSERT_EQUAL(bench.summary.bytes_in, 5);
    CU_ASSERT_EQUAL(bench.summary.bytes_out, 4);
    CU_ASSERT_EQUAL(bench.record.records, 1);
    CU_ASSERT_EQUAL(bench.record.done, 2005);
    CU_ASSERT_STRING_EQUAL(bench.record.bytes, "record;abcd;");
    CU_ASSERT_EQUAL(bench.record.codes[3], HAWSER_DENIED);
    finish(&bench);
}

static void nothing_is_run_twice(void)
{
    struct bench bench;
    hawser_summary small = {.size = offsetof(hawser_summary, statuses)};

    a_script_runs("{\"steps\": [[\"next\", 0], " DONE "]}", HAWSER_OK, &bench);
    small.outputs = 77;
    CU_ASSERT_EQUAL(hawser_execution_run(bench.run, NULL, &small, NULL), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(small.outputs, 77);
    CU_ASSERT_EQUAL(hawser_execution_add_id(bench.run, "x", NULL), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(hawser_execution_to_memory(bench.run, 1), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(
        hawser_execution_to_directory(bench.run, bench.folder.path, 0, NULL), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(bench.record.results, 1);
    finish(&bench);
}

static void operations_that_are_not_valid(void)
{
    static const struct {
        const char *action;
        const char *operation;
        int32_t code;
    } cases[] = {
        {"take", "{\"stepz\": []}", HAWSER_BAD_CONFIG},
        {"take", "{\"steps\": 1}", HAWSER_BAD_CONFIG},
        {"take", "{\"steps\": [", HAWSER_BAD_CONFIG},
        {"taek", "{}", HAWSER_BAD_ARGUMENT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct bench bench;

        begin(&bench, cases[i].action, cases[i].operation, 0);
        hawser_execution_add_id(bench.run, "one", NULL);
        run(&bench, NULL);
        expect(&bench, cases[i].code);
        CU_ASSERT_EQUAL(bench.record.results, 1);
        CU_ASSERT_EQUAL(bench.record.statuses[0], HAWSER_STATUS_SKIPPED);
        CU_ASSERT_EQUAL(bench.record.codes[0], cases[i].code);
        finish(&bench);
    }
}

static void actions_without_inputs(void)
{
    struct bench bench;

    begin(&bench, "make",
        "{\"steps\": [[\"next\", 0], [\"size\", 0, 0], [\"all\", 0, \"\"], " DONE
        ", [\"next\", 1]]}",
        0);
    run(&bench, NULL);
    expect(&bench, HAWSER_OK);
    CU_ASSERT_EQUAL(bench.record.results, 1);
    finish(&bench);
    begin(&bench, "make", "{\"steps\": [[\"next\", 0, \"mine\"], " DONE ", [\"next\", 1]]}", 0);
    hawser_execution_add_id(bench.run, "mine", NULL);
    run(&bench, NULL);
    expect(&bench, HAWSER_OK);
    finish(&bench);
    begin(&bench, "take", "{\"steps\": [[\"next\", 1]]}", 0);
    run(&bench, NULL);
    expect(&bench, HAWSER_OK);
    CU_ASSERT_EQUAL(bench.record.results, 0);
    finish(&bench);
}

static void inputs_of_every_kind(void)
{
    struct bench bench;
    char path[SCRATCH_PATH_SIZE];
    int ends[2];

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    CU_ASSERT_EQUAL(write(ends[1], "piped", 5), 5);
    close(ends[1]);
    begin(&bench, "take",
        "{\"steps\": [[\"next\", 0], [\"size\", 0, 4], [\"can\", 0, 3], [\"file\", 0, \"file\"], "
        "[\"property\", 0, \"fileName\", \"f\"], [\"all\", 0, \"file\"], [\"rewind\", 0, 2], "
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
    run(&bench, NULL);
    expect(&bench, HAWSER_OK);
    CU_ASSERT_EQUAL(bench.record.results, 3);
    CU_ASSERT_EQUAL(bench.summary.bytes_in, 4 + 4 + 2 + 6 + 5 + 4);
    finish(&bench);
    close(ends[0]);
}

/* Told of in their place, and the connector's count has no gap. */
static void files_that_are_missing(void)
{
    static const uint32_t flags[] = {0, HAWSER_EXECUTE_ORDERED};
    for (size_t i = 0; i < 2; i++) {
        struct bench bench;

        begin(&bench, "take",
            "{\"steps\": [[\"next\", 0, \"one\"], [\"next\", 0, \"three\"], [\"result\", 0, 0, 0, "
            "0], "
            "[\"result\", 0, 0, 0, 1], [\"next\", 1]]}",
            flags[i]);
        hawser_execution_add_id(bench.run, "one", NULL);
        hawser_execution_add_file(bench.run, "/nowhere/at/all", NULL);
        hawser_execution_add_id(bench.run, "three", NULL);
        run(&bench, NULL);
        expect(&bench, HAWSER_NOT_FOUND);
        CU_ASSERT_EQUAL(bench.record.results, 3);
        CU_ASSERT_EQUAL(bench.record.statuses[1], HAWSER_STATUS_APPLICATION_ERROR);
        CU_ASSERT_EQUAL(bench.record.statuses[2], HAWSER_STATUS_SUCCESS);
        CU_ASSERT_PTR_NOT_NULL(strstr(message_of(&bench), "/nowhere/at/all"));
        finish(&bench);
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

        begin(&bench, "take", "{\"each\": [[\"all\", 0, \"\"], " DONE "]}", 0);
        hawser_execution_add_id(bench.run, "one", NULL);
        hawser_execution_on_input(bench.run, feed_next, &feed);
        run(&bench, NULL);
        expect(&bench, cases[i].code);
        CU_ASSERT_EQUAL(bench.record.results, 4);
        CU_ASSERT_EQUAL(bench.record.statuses[3], cases[i].status);
        finish(&bench);
        CU_ASSERT_EQUAL(feed.closed, 3);
    }
}

static void a_directory(void)
{
    struct bench bench;
    char path[SCRATCH_PATH_SIZE];

    begin(&bench, "take",
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
    run(&bench, NULL);
    expect(&bench, HAWSER_EXISTS);
    CU_ASSERT_TRUE(contents_are(&bench.folder, "out/.._a", "abcde"));
    CU_ASSERT_TRUE(contents_are(&bench.folder, "out/there", "old"));
    CU_ASSERT_FALSE(contents_are(&bench.folder, "out/r", "{}"));
    CU_ASSERT_STRING_EQUAL(bench.record.bytes, "{};");
    CU_ASSERT_PTR_NOT_NULL(strstr(bench.record.files, "/out/.._a;"));
    CU_ASSERT_EQUAL(bench.summary.bytes_out, 5);
    finish(&bench);
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
        begin(&bench, "take", cases[i].operation, cases[i].flags);
        hawser_execution_to_descriptor(bench.run, ends[1]);
        hawser_execution_add_id(bench.run, "one", NULL);
        run(&bench, NULL);
        expect(&bench, HAWSER_OK);
        finish(&bench);
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

    begin(&bench, "take",
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
    run(&bench, NULL);
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, handler);
    expect(&bench, HAWSER_HOST);
    CU_ASSERT_PTR_NOT_NULL(strstr(message_of(&bench), "File too large"));
    CU_ASSERT_EQUAL(hawser_problem_error(bench.problem)->native, EFBIG);
    /* Not told of the second document, which failed for another reason. */
    CU_ASSERT_STRING_EQUAL(bench.record.message, "The script says so.");
    finish(&bench);
}

static void cancellation(void)
{
    struct bench bench;
    hawser_control control = {.size = sizeof control, .cancel_fd = -1};
    int ends[2];

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    close(ends[1]);
    control.cancel_fd = ends[0];
    begin(&bench, "take", "{\"steps\": [[\"next\", 2], [\"return\", 2]]}", 0);
    hawser_execution_add_id(bench.run, "one", NULL);
    run(&bench, &control);
    expect(&bench, HAWSER_CANCELLED);
    CU_ASSERT_EQUAL(bench.record.statuses[0], HAWSER_STATUS_SKIPPED);
    finish(&bench);
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
    begin(&bench, "take", "{\"steps\": [[\"next\", 0], [\"some\", 3, 1], [\"return\", 3]]}", 0);
    hawser_execution_add_descriptor(bench.run, ends[0], NULL);
    control.deadline_ns = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec + 200000000u;
    run(&bench, &control);
    expect(&bench, HAWSER_TIMEOUT);
    CU_ASSERT_EQUAL(bench.record.statuses[0], HAWSER_STATUS_UNKNOWN);
    finish(&bench);
    close(ends[0]);
    close(ends[1]);
}

static void many_threads(void)
{
    struct bench bench;
    char path[SCRATCH_PATH_SIZE];
    char properties[64];
    const int count = 500;

    begin(&bench, "take", "{\"steps\": [[\"pool\", 0, 8]]}", 0);
    scratch_path(&bench.folder, "out", path);
    CU_ASSERT_EQUAL(hawser_execution_to_directory(bench.run, path, 0, &bench.problem), HAWSER_OK);
    for (int i = 0; i < count; i++) {
        snprintf(properties, sizeof properties, "{\"fileName\": \"f%d\"}", i);
        hawser_execution_add_memory(bench.run, "some bytes", 10, properties);
    }
    run(&bench, NULL);
    expect(&bench, HAWSER_OK);
    CU_ASSERT_EQUAL(bench.summary.outputs, (uint64_t)count);
    CU_ASSERT_EQUAL(bench.summary.bytes_out, 10u * (unsigned)count);
    CU_ASSERT_TRUE(contents_are(&bench.folder, "out/f499", "some bytes"));
    finish(&bench);
}

static void many_threads_to_a_pipe(void)
{
    struct bench bench;
    char text[4096];
    int ends[2];

    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    begin(&bench, "take", "{\"steps\": [[\"pool\", 0, 8]]}", 0);
    hawser_execution_to_descriptor(bench.run, ends[1]);
    for (int i = 0; i < 100; i++)
        hawser_execution_add_memory(bench.run, "0123456789", 10, NULL);
    run(&bench, NULL);
    expect(&bench, HAWSER_OK);
    CU_ASSERT_EQUAL(read(ends[0], text, sizeof text), 1000);
    for (int i = 0; i < 1000; i++)
        CU_ASSERT_EQUAL(text[i], '0' + i % 10);
    finish(&bench);
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

    begin(&bench, "take",
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
    finish(&bench);
}

static void places_that_are_none(void)
{
    struct bench bench;
    hawser_sink sink = {.size = sizeof sink};

    begin(&bench, "take", "{}", 0);
    CU_ASSERT_EQUAL(hawser_execution_to_directory(bench.run, "/nowhere/at/all", 0, &bench.problem),
        HAWSER_HOST);
    CU_ASSERT_PTR_NOT_NULL(strstr(message_of(&bench), "/nowhere/at/all"));
    CU_ASSERT_EQUAL(
        hawser_execution_to_directory(bench.run, bench.folder.path, 8, NULL), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(hawser_execution_to_directory(bench.run, NULL, 0, NULL), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(hawser_execution_to_descriptor(bench.run, -1), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(hawser_execution_to_sink(bench.run, &sink), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(hawser_execution_to_sink(bench.run, NULL), HAWSER_BAD_ARGUMENT);
    finish(&bench);
}

static const struct suite_test tests[] = {
    {"scripts end as they should", scripts_end_as_they_should},
    {"what is counted", what_is_counted},
    {"nothing is run twice", nothing_is_run_twice},
    {"operations that are not valid", operations_that_are_not_valid},
    {"actions without inputs", actions_without_inputs},
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

SUITE_MAIN("sdk execution", tests)
