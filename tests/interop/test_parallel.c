/* SPDX-License-Identifier: Apache-2.0 */
/* Many documents over several sessions: what one session promises holds, whatever ends first. */
#include "config.h"

#include "interop/settings.h"
#include "interop/suite.h"
#include "support/folder.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

enum { MANY = 200, SOME = 60, NAME_SIZE = 40, TEXT_SIZE = 80 };

#define FOUR "{\"parallelism\":4}"

struct many {
    int count;
    char names[MANY][NAME_SIZE];
    char texts[MANY][TEXT_SIZE];
    struct document documents[MANY];
};

static struct many *many_new(int count, const char *before, const char *after)
{
    struct many *many = calloc(1, sizeof *many);
    CU_ASSERT_PTR_NOT_NULL_FATAL(many);
    many->count = count;
    for (int i = 0; i < count; i++) {
        snprintf(many->names[i], NAME_SIZE, "%s%03d%s", before, i, after);
        snprintf(many->texts[i], TEXT_SIZE, "content %d of %s%s", i, before, after);
        many->documents[i] = (struct document){.id = many->names[i],
            .file_name = many->names[i],
            .bytes = many->texts[i],
            .size = strlen(many->texts[i])};
    }
    return many;
}

static void put_many(struct rig *rig, const struct many *many)
{
    for (int i = 0; i < many->count; i++) {
        remote_text(rig, many->names[i], many->texts[i]);
    }
}

static struct outcome *run_many(
    struct rig *rig, const char *action, const char *operation, struct many *many, uint32_t flags)
{
    struct document documents[MANY];
    memcpy(documents, many->documents, sizeof documents);
    for (int i = 0; i < many->count; i++) {
        bool creates = strcmp(action, "create") == 0;
        documents[i].id = creates ? NULL : documents[i].id;
        documents[i].file_name = creates ? documents[i].file_name : NULL;
        documents[i].bytes = creates ? documents[i].bytes : NULL;
    }
    struct job job = {.action = action,
        .operation = operation,
        .documents = documents,
        .count = (size_t)many->count,
        .flags = flags};
    return job_run(rig, &job);
}

static unsigned logins(struct rig *rig)
{
    return rig_log_count(rig, "USER ");
}

/* Each once, and as it is on the server. */
static void expect_all_once(struct rig *rig, const struct outcome *outcome, const struct many *many)
{
    EXPECT_DONE(rig, outcome, (size_t)many->count);
    for (int i = 0; i < many->count; i++) {
        unsigned found = 0;
        for (size_t j = 0; j < outcome->output_count; j++) {
            const struct job_output *output = &outcome->outputs[j];
            if (strcmp(output_property(output, "fileName"), many->names[i]) == 0) {
                found++;
                EXPECT_TEXT(rig, output->bytes, many->texts[i]);
            }
        }
        EXPECT(rig, found == 1);
    }
}

/* connection.parallelism */
static void test_create(void)
{
    struct rig *rig = interop_rig();
    struct many *many = many_new(MANY, "up-", ".txt");
    EXPECT(rig, rig_open(rig, FOUR));
    struct outcome *outcome = run_many(rig, "create", NULL, many, 0);
    EXPECT_DONE(rig, outcome, (size_t)many->count);
    for (int i = 0; i < many->count; i++) {
        EXPECT(rig, remote_is_text(rig, many->names[i], many->texts[i]));
    }
    EXPECT(rig, logins(rig) == 4);
    outcome_free(outcome);
    free(many);
}

static void test_get_and_query(void)
{
    struct rig *rig = interop_rig();
    struct many *many = many_new(MANY, "down-", ".txt");
    put_many(rig, many);
    EXPECT(rig, rig_open(rig, FOUR));
    struct outcome *outcome = run_many(rig, "get", NULL, many, 0);
    expect_all_once(rig, outcome, many);
    EXPECT(rig, logins(rig) == 4);
    outcome_free(outcome);
    rig_forget(rig);
    outcome = job_none(rig, "query", NULL);
    expect_all_once(rig, outcome, many);
    EXPECT(rig, logins(rig) <= 4);
    outcome_free(outcome);
    free(many);
}

/* Left out, it begins with one and stays below five. */
static void test_auto(void)
{
    struct rig *rig = interop_rig();
    struct many *many = many_new(SOME, "down-", ".txt");
    put_many(rig, many);
    struct outcome *outcome = job_none(rig, "query", "{\"maximumFiles\":2}");
    EXPECT_DONE(rig, outcome, 2);
    EXPECT(rig, logins(rig) == 1);
    outcome_free(outcome);
    outcome = job_none(rig, "query", NULL);
    expect_all_once(rig, outcome, many);
    EXPECT(rig, logins(rig) <= 4);
    outcome_free(outcome);
    free(many);
}

static void test_one(void)
{
    struct rig *rig = interop_rig();
    struct many *many = many_new(SOME, "down-", ".txt");
    put_many(rig, many);
    EXPECT(rig, rig_open(rig, "{\"parallelism\":1}"));
    struct outcome *outcome = job_none(rig, "query", NULL);
    expect_all_once(rig, outcome, many);
    EXPECT(rig, logins(rig) == 1);
    outcome_free(outcome);
    EXPECT(rig, rig_open(rig, FOUR));
    rig_forget(rig);
    outcome = run_many(rig, "get", NULL, many, HAWSER_EXECUTE_ONE_THREAD);
    expect_all_once(rig, outcome, many);
    outcome_free(outcome);
    outcome = job_none(rig, "query", "{\"maximumFiles\":1}"); /* over what is left of the session */
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, logins(rig) == 1);
    outcome_free(outcome);
    free(many);
}

static char large[900000];

/* run.ordered */
static void test_ordered(void)
{
    struct rig *rig = interop_rig();
    struct many *many = many_new(SOME, "down-", ".txt");
    put_many(rig, many);
    remote_put(rig, many->names[0], large, sizeof large); /* the first takes longest */
    EXPECT(rig, rig_open(rig, FOUR));
    struct outcome *outcome = run_many(rig, "get", NULL, many, HAWSER_EXECUTE_ORDERED);
    EXPECT_DONE(rig, outcome, (size_t)many->count);
    /* How many sessions got in before all was done is the machine's affair. */
    EXPECT(rig, logins(rig) > 1 && logins(rig) <= 4);
    for (size_t i = 0; i < outcome->result_count; i++) {
        EXPECT(rig, outcome->results[i].input == i);
        EXPECT_TEXT(rig, output_property(&outcome->outputs[i], "fileName"), many->names[i]);
    }
    outcome_free(outcome);
    free(many);
}

/* query.orderBy */
static void test_order_by(void)
{
    struct rig *rig = interop_rig();
    struct many *many = many_new(SOME, "down-", ".txt");
    put_many(rig, many);
    EXPECT(rig, rig_open(rig, FOUR));
    struct outcome *outcome = job_none(rig, "query", "{\"orderBy\":\"fileNameDescending\"}");
    expect_all_once(rig, outcome, many);
    for (size_t i = 0; i < outcome->output_count; i++) {
        EXPECT_TEXT(rig, output_property(&outcome->outputs[i], "fileName"),
            many->names[(size_t)many->count - 1 - i]);
    }
    outcome_free(outcome);
    free(many);
}

static void test_delete_after_reading(void)
{
    struct rig *rig = interop_rig();
    struct many *many = many_new(SOME, "down-", ".txt");
    struct job job = {.action = "query",
        .operation = "{\"deleteAfterReading\":true,\"maximumFiles\":40}",
        .folder = rig->output_folder};
    put_many(rig, many);
    EXPECT(rig, rig_open(rig, FOUR));
    struct outcome *outcome = job_run(rig, &job);
    EXPECT_DONE(rig, outcome, 40);
    EXPECT(rig, folder_count(rig->output_folder) == 40);
    for (int i = 0; i < many->count; i++) {
        char *copy = folder_path(rig->output_folder, many->names[i]);
        char *text = file_read(copy, NULL);
        EXPECT(rig, (text != NULL) != remote_exists(rig, many->names[i]));
        EXPECT(rig, text == NULL || strcmp(text, many->texts[i]) == 0);
        free(text);
        free(copy);
    }
    outcome_free(outcome);
    free(many);
}

static void test_delete(void)
{
    struct rig *rig = interop_rig();
    struct many *many = many_new(SOME, "old-", ".txt");
    put_many(rig, many);
    remote_text(rig, "other.txt", "stays");
    EXPECT(rig, rig_open(rig, FOUR));
    struct outcome *outcome = run_many(rig, "delete", NULL, many, 0);
    EXPECT_DONE(rig, outcome, 0);
    EXPECT_NAMES(rig, "", "other.txt\n");
    outcome_free(outcome);
    free(many);
}

/* query.maximumFiles: those that are passed over do not count. */
static void test_maximum(void)
{
    struct rig *rig = interop_rig();
    struct many *many = many_new(SOME, "down-", ".txt");
    put_many(rig, many);
    for (int i = 0; i < many->count; i += 2) {
        remote_text(rig, many->names[i], "");
    }
    EXPECT(rig, rig_open(rig, FOUR));
    for (size_t i = 1; i <= 11; i += 5) {
        char operation[128];
        snprintf(operation, sizeof operation, "{\"maximumFiles\":%zu,\"ifEmpty\":\"skip\"}", i);
        struct outcome *outcome = job_none(rig, "query", operation);
        EXPECT_DONE(rig, outcome, i);
        outcome_free(outcome);
    }
    struct outcome *outcome = job_none(rig, "query", "{\"maximumFiles\":150,\"ifEmpty\":\"skip\"}");
    EXPECT_DONE(rig, outcome, SOME / 2);
    outcome_free(outcome);
    free(many);
}

/* --- Targets ---------------------------------------------------------------------------------- */

enum { ROUNDS = 10 };

/* The same few names over and over, which all workers meet. */
static struct outcome *create_rounds(
    struct rig *rig, const char *operation, char texts[3 * ROUNDS][TEXT_SIZE])
{
    static const char *const names[] = {"a.txt", "b.txt", "c.txt"};
    struct document documents[3 * ROUNDS];
    for (size_t i = 0; i < INTEROP_COUNT(documents); i++) {
        snprintf(texts[i], TEXT_SIZE, "%zu,", i);
        documents[i] = (struct document){
            .file_name = names[i % 3], .bytes = texts[i], .size = strlen(texts[i])};
    }
    struct job job = {.action = "create",
        .operation = operation,
        .documents = documents,
        .count = INTEROP_COUNT(documents)};
    EXPECT(rig, rig_open(rig, FOUR));
    return job_run(rig, &job);
}

static void test_last_wins(void)
{
    struct rig *rig = interop_rig();
    char texts[3 * ROUNDS][TEXT_SIZE];
    struct outcome *outcome = create_rounds(rig, "{\"actionIfFileExists\":\"overwrite\"}", texts);
    EXPECT_DONE(rig, outcome, 3 * ROUNDS);
    EXPECT(rig, remote_is_text(rig, "a.txt", "27,"));
    EXPECT(rig, remote_is_text(rig, "b.txt", "28,"));
    EXPECT(rig, remote_is_text(rig, "c.txt", "29,"));
    EXPECT_NAMES(rig, "", "a.txt\nb.txt\nc.txt\n");
    outcome_free(outcome);
}

static void test_append(void)
{
    struct rig *rig = interop_rig();
    char texts[3 * ROUNDS][TEXT_SIZE];
    struct outcome *outcome = create_rounds(rig, "{\"actionIfFileExists\":\"append\"}", texts);
    EXPECT_DONE(rig, outcome, 3 * ROUNDS);
    EXPECT(rig, remote_is_text(rig, "a.txt", "0,3,6,9,12,15,18,21,24,27,"));
    EXPECT(rig, remote_is_text(rig, "c.txt", "2,5,8,11,14,17,20,23,26,29,"));
    outcome_free(outcome);
}

static void test_unique(void)
{
    struct rig *rig = interop_rig();
    char texts[3 * ROUNDS][TEXT_SIZE];
    struct outcome *outcome =
        create_rounds(rig, "{\"actionIfFileExists\":\"createUniqueName\"}", texts);
    EXPECT_DONE(rig, outcome, 3 * ROUNDS);
    EXPECT(rig, remote_is_text(rig, "a.txt", "0,"));
    EXPECT(rig, remote_is_text(rig, "a1.txt", "3,"));
    EXPECT(rig, remote_is_text(rig, "b9.txt", "28,"));
    EXPECT_NAMES(rig, "",
        "a.txt\na1.txt\na2.txt\na3.txt\na4.txt\na5.txt\na6.txt\na7.txt\na8.txt\na9.txt\n"
        "b.txt\nb1.txt\nb2.txt\nb3.txt\nb4.txt\nb5.txt\nb6.txt\nb7.txt\nb8.txt\nb9.txt\n"
        "c.txt\nc1.txt\nc2.txt\nc3.txt\nc4.txt\nc5.txt\nc6.txt\nc7.txt\nc8.txt\nc9.txt\n");
    outcome_free(outcome);
}

/* The numbered names of some are the names of others. */
static void test_unique_crossing(void)
{
    struct rig *rig = interop_rig();
    char names[60][NAME_SIZE];
    struct document documents[60];
    for (size_t i = 0; i < INTEROP_COUNT(documents); i++) {
        size_t number = i / 6;
        if (i % 2 == 0 || number == 0) {
            snprintf(names[i], NAME_SIZE, "n.txt");
        } else {
            snprintf(names[i], NAME_SIZE, "n%zu.txt", number);
        }
        documents[i] =
            (struct document){.file_name = names[i], .bytes = names[i], .size = strlen(names[i])};
    }
    struct job job = {.action = "create",
        .operation = "{\"actionIfFileExists\":\"createUniqueName\"}",
        .documents = documents,
        .count = INTEROP_COUNT(documents)};
    EXPECT(rig, rig_open(rig, "{\"parallelism\":8}"));
    struct outcome *outcome = job_run(rig, &job);
    EXPECT_DONE(rig, outcome, INTEROP_COUNT(documents));
    char *found = remote_names(rig, "");
    size_t lines = 0;
    for (const char *at = found; *at; at++) {
        lines += *at == '\n';
    }
    EXPECT(rig, lines == INTEROP_COUNT(documents));
    free(found);
    outcome_free(outcome);
}

static void test_directories(void)
{
    struct rig *rig = interop_rig();
    struct many *many = many_new(SOME, "deep/er/still/up-", ".txt");
    EXPECT(rig, rig_open(rig, FOUR));
    struct outcome *outcome = run_many(rig, "create", "{\"createDirectories\":true}", many, 0);
    EXPECT_DONE(rig, outcome, (size_t)many->count);
    for (int i = 0; i < many->count; i++) {
        EXPECT(rig, remote_is_text(rig, many->names[i], many->texts[i]));
    }
    outcome_free(outcome);
    free(many);
}

/* --- Errors ----------------------------------------------------------------------------------- */

static void fail_at_one(struct rig *rig, struct many *many, uint64_t states[5])
{
    struct outcome *outcome = run_many(rig, "get", "{\"ifMissing\":\"error\"}", many, 0);
    EXPECT(rig, outcome->result_count == MANY);
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct job_result *result = &outcome->results[i];
        EXPECT(rig, result->status <= HAWSER_STATUS_UNKNOWN);
        states[result->status]++;
        if (result->input < 20) {
            EXPECT(rig, result->status == HAWSER_STATUS_SUCCESS);
        }
    }
    EXPECT(rig, states[HAWSER_STATUS_APPLICATION_ERROR] == 1);
    EXPECT(rig, states[HAWSER_STATUS_UNKNOWN] == 0);
    EXPECT(rig, states[HAWSER_STATUS_FAILURE] == 0);
    EXPECT(rig, states[HAWSER_STATUS_SUCCESS] == outcome->output_count);
    EXPECT_TEXT(rig, outcome->problem.id, "ftp.file.not-found");
    outcome_free(outcome);
}

/* Nothing is begun after the first, and nothing torn that was. The others may be through with all of theirs before a slow
 * server has said that one is missing, but not each time. */
static void test_first_error(void)
{
    struct rig *rig = interop_rig();
    struct many *many = many_new(MANY, "down-", ".txt");
    uint64_t skipped = 0;
    put_many(rig, many);
    many->documents[20].id = "missing.txt";
    EXPECT(rig, rig_open(rig, FOUR));
    for (int i = 0; i < 4 && skipped == 0; i++) {
        uint64_t states[5] = {0};
        fail_at_one(rig, many, states);
        skipped = states[HAWSER_STATUS_SKIPPED];
    }
    EXPECT(rig, skipped > 0);
    free(many);
}

/* Of many failures the first in the order of inputs is told. */
static void test_earliest_error(void)
{
    struct rig *rig = interop_rig();
    struct many *many = many_new(12, "no/such/folder-", "/file.txt");
    EXPECT(rig, rig_open(rig, FOUR));
    struct outcome *outcome =
        run_many(rig, "get", "{\"returnApplicationErrorResponses\":true}", many, 0);
    EXPECT(rig, outcome->result_count == 12);
    EXPECT(rig, outcome->summary.statuses[HAWSER_STATUS_APPLICATION_ERROR] == 12);
    EXPECT(rig, outcome->problem.message && strstr(outcome->problem.message, "folder-000"));
    outcome_free(outcome);
    free(many);
}

static const struct interop_test tests[] = {{"create", test_create},
    {"get and query", test_get_and_query}, {"auto", test_auto}, {"one", test_one},
    {"ordered", test_ordered}, {"order by", test_order_by},
    {"delete after reading", test_delete_after_reading}, {"delete", test_delete},
    {"maximum", test_maximum}, {"last wins", test_last_wins}, {"append", test_append},
    {"unique", test_unique}, {"unique crossing", test_unique_crossing},
    {"directories", test_directories}, {"first error", test_first_error},
    {"earliest error", test_earliest_error}};

int main(void)
{
    return interop_on_each(interop_settings, tests, INTEROP_COUNT(tests));
}
