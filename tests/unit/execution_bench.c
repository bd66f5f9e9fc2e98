/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "execution_bench.h"

#include <CUnit/Basic.h>
#include <stdio.h>
#include <string.h>

#define CONNECTOR "tests/unit/scripted/.libs/script.so"
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
    char number[24];

    snprintf(number, sizeof number, "%llu", (unsigned long long)outcome->input);
    append(record->order, sizeof record->order, number, strlen(number));
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
void bench_begin(struct bench *bench, const char *action, const char *operation, uint32_t flags)
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

void bench_run(struct bench *bench, const hawser_control *control)
{
    bench->summary.size = sizeof bench->summary;
    bench->code = hawser_execution_run(bench->run, control, &bench->summary, &bench->problem);
    CU_ASSERT_EQUAL(bench->problem != NULL, bench->code != HAWSER_OK);
    CU_ASSERT_EQUAL(bench->summary.inputs, bench->record.results);
    CU_ASSERT_EQUAL(bench->summary.outputs, bench->record.outputs);
    CU_ASSERT_EQUAL(bench->summary.outputs_failed, bench->record.failed);
    CU_ASSERT_FALSE(bench->record.overlap);
}

const char *bench_message(const struct bench *bench)
{
    return hawser_problem_error(bench->problem)->message;
}

/* With what the connector found amiss, where it did. */
void bench_expect(const struct bench *bench, int32_t code)
{
    if (bench->code != code)
        fprintf(stderr, "returned %d: %s\n", bench->code,
            bench->code == HAWSER_OK ? "" : bench_message(bench));
    CU_ASSERT_EQUAL(bench->code, code);
}

void bench_finish(struct bench *bench)
{
    hawser_execution_free(bench->run);
    hawser_close(bench->link, NULL);
    hawser_unload(bench->loaded);
    hawser_host_free(bench->host);
    hawser_problem_free(bench->problem);
    scratch_done(&bench->folder);
}
