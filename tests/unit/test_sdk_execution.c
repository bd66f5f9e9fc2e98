/* SPDX-License-Identifier: Apache-2.0 */
/* Executions of a connector that does, right or wrong, what the operation says. */
#include "config.h"
#include "execution_bench.h"

#include "suite.h"

#include <stdio.h>
#include <string.h>

static void a_script_runs(const char *operation, int32_t code, struct bench *bench)
{
    bench_begin(bench, "take", operation, 0);
    hawser_execution_add_id(bench->run, "one", "{\"k\": \"v\"}");
    bench_run(bench, NULL);
    bench_expect(bench, code);
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
        "[\"open\", 4, 0, {}, 8], [\"fail\", 4, 7, 12], [\"fail\", 4, {}, 0], [\"fail\", 4, {}, "
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
        bench_begin(&bench, "take", scripts[i].operation, HAWSER_EXECUTE_ACK_ON_WRITE);
        hawser_execution_add_id(bench.run, "one", "{\"k\": \"v\"}");
        bench_run(&bench, NULL);
        if (bench.code != scripts[i].code)
            fprintf(stderr, "%s: ", scripts[i].name);
        bench_expect(&bench, scripts[i].code);
        CU_ASSERT_EQUAL(bench.record.results, 1);
        CU_ASSERT_EQUAL(bench.record.statuses[0], scripts[i].status);
        CU_ASSERT_EQUAL(bench.record.codes[0], scripts[i].error);
        CU_ASSERT_EQUAL(bench.record.outputs, scripts[i].outputs);
        CU_ASSERT_STRING_EQUAL(bench.record.ids, "one;");
        bench_finish(&bench);
    }
}

static void what_is_counted(void)
{
    struct bench bench;

    bench_begin(&bench, "take",
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
    bench_run(&bench, NULL);
    bench_expect(&bench, HAWSER_DENIED);
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
    bench_finish(&bench);
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
    bench_finish(&bench);
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

        bench_begin(&bench, cases[i].action, cases[i].operation, 0);
        hawser_execution_add_id(bench.run, "one", NULL);
        bench_run(&bench, NULL);
        bench_expect(&bench, cases[i].code);
        CU_ASSERT_EQUAL(bench.record.results, 1);
        CU_ASSERT_EQUAL(bench.record.statuses[0], HAWSER_STATUS_SKIPPED);
        CU_ASSERT_EQUAL(bench.record.codes[0], cases[i].code);
        bench_finish(&bench);
    }
}

static void actions_without_inputs(void)
{
    struct bench bench;

    bench_begin(&bench, "make",
        "{\"steps\": [[\"next\", 0], [\"size\", 0, 0], [\"all\", 0, \"\"], " DONE
        ", [\"next\", 1]]}",
        0);
    bench_run(&bench, NULL);
    bench_expect(&bench, HAWSER_OK);
    CU_ASSERT_EQUAL(bench.record.results, 1);
    bench_finish(&bench);
    bench_begin(
        &bench, "make", "{\"steps\": [[\"next\", 0, \"mine\"], " DONE ", [\"next\", 1]]}", 0);
    hawser_execution_add_id(bench.run, "mine", NULL);
    bench_run(&bench, NULL);
    bench_expect(&bench, HAWSER_OK);
    bench_finish(&bench);
    bench_begin(&bench, "take", "{\"steps\": [[\"next\", 1]]}", 0);
    bench_run(&bench, NULL);
    bench_expect(&bench, HAWSER_OK);
    CU_ASSERT_EQUAL(bench.record.results, 0);
    bench_finish(&bench);
}

static const struct suite_test tests[] = {
    {"scripts end as they should", scripts_end_as_they_should},
    {"what is counted", what_is_counted},
    {"nothing is run twice", nothing_is_run_twice},
    {"operations that are not valid", operations_that_are_not_valid},
    {"actions without inputs", actions_without_inputs},
};

SUITE_MAIN("sdk execution", tests)
