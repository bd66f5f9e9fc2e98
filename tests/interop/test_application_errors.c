/* SPDX-License-Identifier: Apache-2.0 */
/* Rows error.550.* (a 550 is told apart by looking) and *.returnApplicationErrorResponses, both ways. */
#include "config.h"

#include "interop/settings.h"
#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

static const char on[] = "{\"returnApplicationErrorResponses\":true}";

/* --- 550 -------------------------------------------------------------------------------------- */

static void refuse(
    const char *action, const char *operation, const struct document *document, const char *id)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = job_one(rig, action, operation, document);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, id);
    EXPECT(rig, outcome->output_count == 0);
    outcome_free(outcome);
}

static void test_not_found(void)
{
    const struct document nothing = {.id = "nothing"}, below = {.id = "no/thing"};
    refuse("delete", NULL, &nothing, "ftp.file.not-found");
    refuse("get", "{\"ifMissing\":\"error\"}", &nothing, "ftp.file.not-found");
    refuse("get", NULL, &below, "ftp.directory.missing");
}

static void test_denied(void)
{
    struct rig *rig = interop_rig();
    const struct document hidden = {.id = "hidden"}, fixed = {.id = "fixed/x"};
    remote_text(rig, "hidden", "x");
    remote_hide(rig, "hidden");
    remote_folder(rig, "fixed");
    remote_text(rig, "fixed/x", "x");
    remote_protect(rig, "fixed");
    refuse("get", NULL, &hidden, "ftp.file.denied");
    refuse("delete", NULL, &fixed, "ftp.file.delete-refused");
    EXPECT(rig, remote_is_text(rig, "fixed/x", "x"));
    remote_unprotect(rig, "fixed");
}

static void test_directory(void)
{
    const struct document folder = {.id = "folder"};
    remote_folder(interop_rig(), "folder");
    refuse("get", NULL, &folder, "ftp.file.is-directory");
    refuse("delete", NULL, &folder, "ftp.file.is-directory");
    EXPECT_NAMES(interop_rig(), "", "folder\n");
}

static void test_exists(void)
{
    struct rig *rig = interop_rig();
    const struct document document = {.file_name = "x", .bytes = "new", .size = 3};
    remote_text(rig, "x", "old");
    refuse("create", NULL, &document, "ftp.file.exists");
    EXPECT(rig, remote_is_text(rig, "x", "old"));
}

/* --- Both ways -------------------------------------------------------------------------------- */

static struct outcome *run_all(const char *action, const char *operation,
    const struct document *documents, size_t count, const char *statuses)
{
    struct rig *rig = interop_rig();
    struct job job = {
        .action = action, .operation = operation, .documents = documents, .count = count};
    struct outcome *outcome = job_run(rig, &job);
    EXPECT(rig, outcome->code != HAWSER_OK);
    if (EXPECT(rig, outcome->result_count == strlen(statuses))) {
        for (size_t i = 0; i < outcome->result_count; i++) {
            uint32_t status = outcome->results[i].status;
            EXPECT(
                rig, status == (statuses[i] == 'S'      ? (uint32_t)HAWSER_STATUS_SUCCESS
                                   : statuses[i] == 'A' ? (uint32_t)HAWSER_STATUS_APPLICATION_ERROR
                                                        : (uint32_t)HAWSER_STATUS_SKIPPED));
        }
    }
    return outcome;
}

/* How many documents stand for this error; they are records of that input. */
static unsigned error_documents(const struct outcome *outcome, uint64_t input, const char *id)
{
    unsigned count = 0;
    for (size_t i = 0; i < outcome->output_count; i++) {
        const struct job_output *output = &outcome->outputs[i];
        const char *found =
            json_string_value(json_object_get(json_object_get(output->json, "error"), "id"));
        count += output->record && output->input == input && found && strcmp(found, id) == 0;
    }
    return count;
}

/* The second of three documents fails: with the option off, the third is left. */
static void both_ways(const char *action, const struct document documents[3], const char *id)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = run_all(action, NULL, documents, 3, "SA-");
    EXPECT(rig, error_documents(outcome, 1, id) == 0);
    EXPECT_TEXT(rig, outcome->results[1].error.id, id);
    outcome_free(outcome);
    rig_clear(rig);
    remote_text(rig, "a", "a");
    remote_text(rig, "c", "c");
    remote_folder(rig, "in");
    outcome = run_all(action, on, documents, 3, "SAS");
    EXPECT(rig, error_documents(outcome, 1, id) == 1);
    EXPECT(rig, error_documents(outcome, 0, id) + error_documents(outcome, 2, id) == 0);
    outcome_free(outcome);
}

static void test_get(void)
{
    const struct document documents[] = {{.id = "a"}, {.id = "in"}, {.id = "c"}};
    struct rig *rig = interop_rig();
    remote_text(rig, "a", "a");
    remote_text(rig, "c", "c");
    remote_folder(rig, "in");
    both_ways("get", documents, "ftp.file.is-directory");
}

static void test_delete(void)
{
    const struct document documents[] = {{.id = "a"}, {.id = "nothing"}, {.id = "c"}};
    struct rig *rig = interop_rig();
    remote_text(rig, "a", "a");
    remote_text(rig, "c", "c");
    both_ways("delete", documents, "ftp.file.not-found");
    EXPECT_NAMES(rig, "", "in\n");
}

static void test_create(void)
{
    const struct document documents[] = {{.file_name = "x", .bytes = "x", .size = 1},
        {.bytes = "y", .size = 1}, {.file_name = "z", .bytes = "z", .size = 1}};
    both_ways("create", documents, "ftp.name.missing");
    EXPECT_NAMES(interop_rig(), "", "a\nc\nin\nx\nz\n");
}

/* The action takes directories; the second one is missing. */
static void directories_both_ways(const char *action)
{
    struct rig *rig = interop_rig();
    char *in = remote_path(rig, "in");
    const struct document documents[] = {
        {.remote_directory = in}, {.remote_directory = "nowhere"}, {.remote_directory = in}};
    remote_folder(rig, "in");
    both_ways(action, documents, "ftp.directory.missing");
    free(in);
}

static void test_list(void)
{
    directories_both_ways("list");
}

static void test_query(void)
{
    directories_both_ways("query");
}

static unsigned failed_outputs(const struct outcome *outcome)
{
    unsigned count = 0;
    for (size_t i = 0; i < outcome->output_count; i++) {
        count += outcome->outputs[i].error.code != HAWSER_OK;
    }
    return count;
}

/* Two of four files fail. Each has one document, and the input has none beside them. */
static void test_query_files(void)
{
    struct rig *rig = interop_rig();
    static const char operation[] = "{\"ifEmpty\":\"error\",\"orderBy\":\"fileName\","
                                    "\"returnApplicationErrorResponses\":true}";
    remote_text(rig, "a", "a");
    remote_text(rig, "b", "");
    remote_text(rig, "c", "");
    remote_text(rig, "d", "d");
    struct outcome *outcome = run_all("query", operation, NULL, 0, "A");
    EXPECT(rig, error_documents(outcome, 0, "ftp.file.empty") == 2);
    EXPECT(rig, failed_outputs(outcome) == 2);
    EXPECT(rig, outcome->output_count == 6);
    outcome_free(outcome);
    outcome = run_all("query", "{\"ifEmpty\":\"error\",\"orderBy\":\"fileName\"}", NULL, 0, "A");
    EXPECT(rig, error_documents(outcome, 0, "ftp.file.empty") == 0);
    EXPECT(rig, failed_outputs(outcome) == 1);
    EXPECT(rig, outcome->output_count == 2);
    outcome_free(outcome);
}

/* --- A host that does not take the response ---------------------------------------------------- */

static int32_t refuse_document(
    void *user, const hawser_output_request *request, void **ret_document)
{
    (void)user;
    (void)request;
    (void)ret_document;
    return HAWSER_HOST;
}

static int32_t write_nothing(
    void *user, void *document, const void *bytes, size_t length, size_t *ret_length)
{
    (void)user;
    (void)document;
    (void)bytes;
    *ret_length = length;
    return HAWSER_OK;
}

static int32_t prepare_nothing(void *user, void *document, const char *properties, size_t length)
{
    (void)user;
    (void)document;
    (void)properties;
    (void)length;
    return HAWSER_OK;
}

static int32_t publish_nothing(void *user, void *document)
{
    (void)user;
    (void)document;
    return HAWSER_OK;
}

static void discard_nothing(void *user, void *document)
{
    (void)user;
    (void)document;
}

/* The file is there: it is done, and not to be sent again. What follows is not begun. */
static void test_response_refused(void)
{
    struct rig *rig = interop_rig();
    const struct document documents[] = {
        {.file_name = "x", .bytes = "x", .size = 1}, {.file_name = "y", .bytes = "y", .size = 1}};
    const hawser_sink sink = {.size = sizeof sink,
        .open = refuse_document,
        .write = write_nothing,
        .prepare = prepare_nothing,
        .publish = publish_nothing,
        .discard = discard_nothing};
    struct job job = {
        .action = "create", .operation = on, .documents = documents, .count = 2, .sink = &sink};
    struct outcome *outcome = job_run(rig, &job);
    EXPECT(rig, outcome->code == HAWSER_HOST);
    if (EXPECT(rig, outcome->result_count == 2)) {
        EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_SUCCESS);
        EXPECT(rig, outcome->results[1].status == HAWSER_STATUS_SKIPPED);
    }
    EXPECT(rig, outcome->output_count == 0);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "x\n");
    EXPECT(rig, remote_is_text(rig, "x", "x"));
}

static const struct interop_test tests[] = {{"create.response-refused", test_response_refused},
    {"error.550.not-found", test_not_found}, {"error.550.denied", test_denied},
    {"error.550.is-directory", test_directory}, {"error.550.exists", test_exists},
    {"get.returnApplicationErrorResponses", test_get},
    {"delete.returnApplicationErrorResponses", test_delete},
    {"create.returnApplicationErrorResponses", test_create},
    {"list.returnApplicationErrorResponses", test_list},
    {"query.returnApplicationErrorResponses", test_query},
    {"query.returnApplicationErrorResponses files", test_query_files}};

int main(void)
{
    return interop_on_each(interop_settings, tests, INTEROP_COUNT(tests));
}
