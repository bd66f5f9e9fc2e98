/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/settings.h"
#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

static void delete (const char *id)
{
    struct document document = {.id = id};
    struct outcome *outcome = job_one(interop_rig(), "delete", NULL, &document);
    EXPECT_DONE(interop_rig(), outcome, 0);
    outcome_free(outcome);
}

static void refuse(const char *id, const char *error, int32_t code)
{
    struct document document = {.id = id};
    struct outcome *outcome = job_one(interop_rig(), "delete", NULL, &document);
    EXPECT_ERROR(interop_rig(), outcome, HAWSER_STATUS_APPLICATION_ERROR, error);
    EXPECT(interop_rig(), outcome->code == code);
    outcome_free(outcome);
}

static void test_names(void)
{
    static const char *const names[] = {"plain", "two words", " leading", "trailing ", "-rf",
        "\xc3\xa4.txt", "quote\"d", "[a]", "star*", "a -> b", ".hidden"};
    struct rig *rig = interop_rig();
    for (size_t i = 0; i < INTEROP_COUNT(names); i++) {
        snprintf(rig->cell, sizeof rig->cell, "{%s}", names[i]);
        remote_text(rig, names[i], "x");
        remote_text(rig, "starts-alike", "x");
        delete (names[i]);
        EXPECT_NAMES(rig, "", "starts-alike\n");
    }
    *rig->cell = '\0';
}

static void test_subdirectories(void)
{
    struct rig *rig = interop_rig();
    char *absolute = remote_path(rig, "a/y");
    remote_folder(rig, "a");
    remote_text(rig, "a/x", "x");
    remote_text(rig, "a/y", "y");
    remote_text(rig, "x", "x");
    delete ("a/x");
    EXPECT_NAMES(rig, "a", "y\n");
    delete (absolute);
    EXPECT_NAMES(rig, "a", "");
    EXPECT_NAMES(rig, "", "a\nx\n");
    free(absolute);
}

/* input.remoteDirectory */
static void test_remote_directory(void)
{
    struct rig *rig = interop_rig();
    char *directory = remote_path(rig, "a");
    struct document document = {.id = "x", .remote_directory = directory};
    remote_folder(rig, "a");
    remote_text(rig, "a/x", "x");
    remote_text(rig, "x", "x");
    struct outcome *outcome = job_one(rig, "delete", NULL, &document);
    EXPECT_DONE(rig, outcome, 0);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "a", "");
    EXPECT_NAMES(rig, "", "a\nx\n");
    free(directory);
}

static void test_link(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "a", "a");
    remote_link(rig, "link", "a");
    delete ("link");
    EXPECT_NAMES(rig, "", "a\n");
}

/* delete.missing */
static void test_missing(void)
{
    remote_text(interop_rig(), "other", "x");
    refuse("missing", "ftp.file.not-found", HAWSER_NOT_FOUND);
    refuse("OTHER", "ftp.file.not-found", HAWSER_NOT_FOUND);
    refuse("missing/x", "ftp.directory.missing", HAWSER_NOT_FOUND);
    EXPECT_NAMES(interop_rig(), "", "other\n");
}

/* delete.directory */
static void test_directory(void)
{
    struct rig *rig = interop_rig();
    remote_folder(rig, "empty");
    refuse("empty", "ftp.file.is-directory", HAWSER_BAD_CONFIG);
    EXPECT_NAMES(rig, "", "empty\n");
}

/* delete.id */
static void test_bad_ids(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "x", "x");
    refuse("", "ftp.name.missing", HAWSER_BAD_CONFIG);
    refuse(".", "ftp.name.invalid", HAWSER_BAD_CONFIG);
    refuse("..", "ftp.name.invalid", HAWSER_BAD_CONFIG);
    refuse("x\r\nDELE x", "ftp.name.invalid", HAWSER_BAD_CONFIG);
    EXPECT(rig, rig_log_count(rig, "> DELE") == 0);
    EXPECT_NAMES(rig, "", "x\n");
}

static void test_denied(void)
{
    struct rig *rig = interop_rig();
    remote_folder(rig, "sealed");
    remote_text(rig, "sealed/x", "x");
    remote_protect(rig, "sealed");
    refuse("sealed/x", "ftp.file.delete-refused", HAWSER_DENIED);
    EXPECT_NAMES(rig, "sealed", "x\n");
    remote_unprotect(rig, "sealed");
}

static void run_three(const char *operation, uint32_t last, size_t outputs, const char *left)
{
    static const struct document documents[] = {{.id = "a"}, {.id = "missing"}, {.id = "b"}};
    struct rig *rig = interop_rig();
    struct job job = {
        .action = "delete", .operation = operation, .documents = documents, .count = 3};
    remote_text(rig, "a", "a");
    remote_text(rig, "b", "b");
    struct outcome *outcome = job_run(rig, &job);
    if (EXPECT(rig, outcome->result_count == 3 && outcome->output_count == outputs)) {
        EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_SUCCESS);
        EXPECT(rig, outcome->results[1].status == HAWSER_STATUS_APPLICATION_ERROR);
        EXPECT(rig, outcome->results[2].status == last);
        EXPECT(rig, outcome->code == HAWSER_NOT_FOUND);
    }
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", left);
}

static void test_error_ends_execution(void)
{
    run_three(NULL, HAWSER_STATUS_SKIPPED, 0, "b\n");
}

/* delete.returnApplicationErrorResponses */
static void test_error_responses(void)
{
    run_three("{\"returnApplicationErrorResponses\":true}", HAWSER_STATUS_SUCCESS, 1, "");
}

static const struct interop_test tests[] = {{"names", test_names},
    {"subdirectories", test_subdirectories},
    {"remote directory of the document", test_remote_directory}, {"link", test_link},
    {"missing", test_missing}, {"directory", test_directory}, {"bad ids", test_bad_ids},
    {"denied", test_denied}, {"an error ends the execution", test_error_ends_execution},
    {"an error as a response", test_error_responses}};

int main(void)
{
    return interop_on_each(interop_settings, tests, INTEROP_COUNT(tests));
}
