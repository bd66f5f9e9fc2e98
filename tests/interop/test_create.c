/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/creating.h"
#include "interop/settings.h"
#include "interop/suite.h"
#include "support/folder.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

enum { LARGE = 3 * 1024 * 1024 + 17 };

static const char overwrite[] = "{\"actionIfFileExists\":\"overwrite\"}";
static const char unique[] = "{\"actionIfFileExists\":\"createUniqueName\"}";
static const char append[] = "{\"actionIfFileExists\":\"append\"}";

/* --- Bytes ------------------------------------------------------------------------------------ */

/* create.sizes protocol.T8 */
static void test_sizes(void)
{
    static const size_t sizes[] = {0, 1, 16383, 16384, 16385, LARGE};
    struct rig *rig = interop_rig();
    char *bytes = malloc(LARGE);
    random_bytes(2, 0, bytes, LARGE);
    for (size_t i = 0; i < INTEROP_COUNT(sizes); i++) {
        struct document document = {.file_name = "f.bin", .bytes = bytes, .size = sizes[i]};
        snprintf(rig->cell, sizeof rig->cell, "{%zu bytes}", sizes[i]);
        create(overwrite, &document, "f.bin\n");
        EXPECT(rig, remote_is(rig, "f.bin", bytes, sizes[i]));
    }
    *rig->cell = '\0';
    free(bytes);
}

/* vsftpd, as it is set up, stores TYPE A as it came over the wire; the others store lines with LF.
 */
static bool stores_wire(const struct rig *rig)
{
    return rig->kind == SERVER_VSFTPD;
}

/* create.transferFormat */
static void test_ascii(void)
{
    struct rig *rig = interop_rig();
    create_text("{\"transferFormat\":\"ascii\"}", "t.txt", "one\ntwo\nthree", "t.txt\n");
    EXPECT(rig,
        remote_is_text(rig, "t.txt", stores_wire(rig) ? "one\r\ntwo\r\nthree" : "one\ntwo\nthree"));
}

/* What a server makes of a lone CR is its own affair, so this looks at the wire only. */
/* ascii.lone-cr */
static void test_ascii_lone_cr(void)
{
    struct rig *rig = interop_rig();
    create_text("{\"transferFormat\":\"ascii\"}", "t.txt", "a\rb\nc\r\r\n\nd\r", "t.txt\n");
    if (stores_wire(rig)) {
        EXPECT(rig, remote_is_text(rig, "t.txt", "a\rb\r\nc\r\r\n\r\nd\r"));
    }
}

/* ascii.line-ends */
static void test_ascii_across_pieces(void)
{
    enum { LINES = 40000 };
    struct rig *rig = interop_rig();
    char *lines = malloc(LINES * 2);
    char *wire = malloc(LINES * 3);
    for (size_t i = 0; i < LINES; i++) {
        memcpy(lines + i * 2, "x\n", 2);
        memcpy(wire + i * 3, "x\r\n", 3);
    }
    struct document document = {.file_name = "t.txt", .bytes = lines, .size = LINES * 2};
    create("{\"transferFormat\":\"ascii\"}", &document, "t.txt\n");
    EXPECT(rig, stores_wire(rig) ? remote_is(rig, "t.txt", wire, LINES * 3)
                                 : remote_is(rig, "t.txt", lines, LINES * 2));
    free(lines);
    free(wire);
}

/* create.transferFormat */
static void test_binary_keeps_line_ends(void)
{
    create_text(NULL, "t.txt", "a\r\nb\nc\r", "t.txt\n");
    EXPECT(interop_rig(), remote_is_text(interop_rig(), "t.txt", "a\r\nb\nc\r"));
}

static void test_file_source(void)
{
    struct rig *rig = interop_rig();
    char *path = folder_path(rig->folder, "own name.dat");
    struct document document = {.file = path};
    CU_ASSERT_TRUE(file_write_random(path, LARGE, 3));
    create(NULL, &document, "own name.dat\n");
    char *stored = remote_local(rig, "own name.dat");
    EXPECT(rig, file_same(path, stored));
    free(stored);
    free(path);
}

/* --- If the file exists ----------------------------------------------------------------------- */

/* create.actionIfFileExists */
static void test_exists_error(void)
{
    remote_text(interop_rig(), "x.txt", "old");
    refuse_text(NULL, "x.txt", "new", "ftp.file.exists", "x.txt\n");
    EXPECT(interop_rig(), remote_is_text(interop_rig(), "x.txt", "old"));
}

/* create.actionIfFileExists */
static void test_exists_overwrite(void)
{
    remote_text(interop_rig(), "x.txt", "a longer old content");
    create_text(overwrite, "x.txt", "new", "x.txt\n");
    EXPECT(interop_rig(), remote_is_text(interop_rig(), "x.txt", "new"));
}

/* create.actionIfFileExists protocol.A5 */
static void test_exists_append(void)
{
    create_text(append, "x.txt", "first,", "x.txt\n");
    create_text(append, "x.txt", "second", "x.txt\n");
    EXPECT(interop_rig(), remote_is_text(interop_rig(), "x.txt", "first,second"));
}

/* create.actionIfFileExists create.unique-name */
static void test_exists_unique(void)
{
    struct rig *rig = interop_rig();
    static const char *const made[] = {"x.txt", "x1.txt", "x2.txt"};
    for (size_t i = 0; i < INTEROP_COUNT(made); i++) {
        struct outcome *outcome = job_create(rig, unique, "x.txt", made[i], strlen(made[i]));
        if (EXPECT_DONE(rig, outcome, 1)) {
            EXPECT_TEXT(rig, output_member(&outcome->outputs[0], "fileName"), made[i]);
        }
        outcome_free(outcome);
        EXPECT(rig, remote_is_text(rig, made[i], made[i]));
    }
    EXPECT_NAMES(rig, "", "x.txt\nx1.txt\nx2.txt\n");
}

/* create.unique-name */
static void test_unique_without_extension(void)
{
    remote_text(interop_rig(), "name", "old");
    create_text(unique, "name", "new", "name\nname1\n");
    EXPECT(interop_rig(), remote_is_text(interop_rig(), "name", "old"));
}

/* Two documents of one execution by the same name are done one after the other. */
static void test_unique_within_execution(void)
{
    struct rig *rig = interop_rig();
    const struct document documents[] = {{.file_name = "x.txt", .bytes = "0", .size = 1},
        {.file_name = "x.txt", .bytes = "1", .size = 1},
        {.file_name = "x.txt", .bytes = "2", .size = 1}};
    struct job job = {.action = "create", .operation = unique, .documents = documents, .count = 3};
    struct outcome *outcome = job_run(rig, &job);
    EXPECT_DONE(rig, outcome, 3);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "x.txt\nx1.txt\nx2.txt\n");
    EXPECT(rig, remote_is_text(rig, "x2.txt", "2"));
}

static void test_target_is_directory(void)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome;
    remote_folder(rig, "x.txt");
    outcome = job_create(rig, overwrite, "x.txt", "new", 3);
    EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_APPLICATION_ERROR);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "x.txt\n");
    EXPECT_NAMES(rig, "x.txt", "");
}

/* --- Ways ------------------------------------------------------------------------------------- */

/* create.directUpload */
static void test_direct(void)
{
    struct rig *rig = interop_rig();
    create_text("{\"directUpload\":true}", "x.txt", "direct", "x.txt\n");
    EXPECT(rig, remote_is_text(rig, "x.txt", "direct"));
    EXPECT(rig, rig_log_count(rig, "RNFR") == 0);
    refuse_text("{\"directUpload\":true}", "x.txt", "again", "ftp.file.exists", "x.txt\n");
    EXPECT(rig, remote_is_text(rig, "x.txt", "direct"));
}

/* create.stagingDirectory */
static void test_staging(void)
{
    struct rig *rig = interop_rig();
    char *staging = remote_path(rig, "staging");
    remote_folder(rig, "staging");
    remote_folder(rig, "to");
    struct document document = {
        .file_name = "to/x.txt", .staging_directory = staging, .bytes = "x", .size = 1};
    create(NULL, &document, "staging\nto\n");
    EXPECT_NAMES(rig, "staging", "");
    EXPECT_NAMES(rig, "to", "x.txt\n");
    EXPECT(rig, rig_log_count(rig, "/staging/x.txt.") > 0);
    free(staging);
}

/* input.stagingDirectory */
static void test_staging_of_operation(void)
{
    struct rig *rig = interop_rig();
    char operation[512];
    snprintf(operation, sizeof operation, "{\"stagingDirectory\":\"%s/staging\"}",
        server_work_directory(rig->server));
    remote_folder(rig, "staging");
    create_text(operation, "x.txt", "x", "staging\nx.txt\n");
    EXPECT_NAMES(rig, "staging", "");
    EXPECT(rig, rig_log_count(rig, "/staging/x.txt.") > 0);
}

static void test_staging_missing(void)
{
    struct rig *rig = interop_rig();
    struct document document = {
        .file_name = "x.txt", .staging_directory = "/data/none", .bytes = "x", .size = 1};
    struct outcome *outcome = job_one(rig, "create", NULL, &document);
    EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_APPLICATION_ERROR);
    EXPECT(rig, outcome->output_count == 0);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "");
}

/* input.temporaryExtension create.temporaryExtension */
static void test_temporary_extension(void)
{
    struct rig *rig = interop_rig();
    struct document document = {
        .file_name = "x.txt", .temporary_extension = "half", .bytes = "x", .size = 1};
    create("{\"temporaryExtension\":\".tmp\"}", &document, "x.txt\n");
    EXPECT(rig, rig_log_count(rig, ".half") > 0);
    EXPECT(rig, rig_log_count(rig, ".tmp") == 0);
    document.temporary_extension = NULL;
    create("{\"temporaryExtension\":\"tmp\",\"actionIfFileExists\":\"overwrite\"}", &document,
        "x.txt\n");
    EXPECT(rig, rig_log_count(rig, ".tmp") > 0);
}

/* create.stagingDirectory */
static void test_append_ignores_staging(void)
{
    struct rig *rig = interop_rig();
    struct document document = {.file_name = "x.txt",
        .staging_directory = "/nowhere",
        .temporary_extension = "tmp",
        .bytes = "x",
        .size = 1};
    create(append, &document, "x.txt\n");
    EXPECT(rig, rig_log_count(rig, ".tmp") == 0);
}

/* --- What comes back -------------------------------------------------------------------------- */

static bool is_timestamp(const char *text)
{
    static const char form[] = "dddd-dd-dd dd:dd:dd.ddd";
    bool fits = strlen(text) == strlen(form);
    for (size_t i = 0; fits && form[i] != '\0'; i++) {
        fits = form[i] == 'd' ? text[i] >= '0' && text[i] <= '9' : text[i] == form[i];
    }
    return fits;
}

/* output.timestamp create.includeAllMetadata */
static void test_metadata(void)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = job_create(rig, NULL, "x.txt", "x", 1);
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT(rig, json_object_get(outcome->outputs[0].json, "timestamp") == NULL);
        EXPECT(rig, json_object_size(outcome->outputs[0].json) == 2);
    }
    outcome_free(outcome);
    outcome = job_create(rig, "{\"includeAllMetadata\":true}", "y.txt", "y", 1);
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT(rig, is_timestamp(output_member(&outcome->outputs[0], "timestamp")));
    }
    outcome_free(outcome);
}

/* output.receipt */
static void test_receipt(void)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = job_create(rig, NULL, "x.txt", "12345", 5);
    if (EXPECT_DONE(rig, outcome, 1)) {
        const json_t *detail = outcome->results[0].detail;
        EXPECT(rig, json_integer_value(json_object_get(detail, "bytes")) == 5);
        EXPECT(rig, json_integer_value(json_object_get(detail, "reply")) == 226);
        EXPECT(rig, json_array_size(json_object_get(detail, "verified")) >= 2);
        EXPECT(rig, outcome->summary.bytes_in == 5);
    }
    outcome_free(outcome);
}

/* --- More than one document ------------------------------------------------------------------- */

static const struct document three[] = {{.file_name = "a.txt", .bytes = "a", .size = 1},
    {.file_name = "", .bytes = "b", .size = 1}, {.file_name = "c.txt", .bytes = "c", .size = 1}};

/* create.returnApplicationErrorResponses */
static void test_error_ends_execution(void)
{
    struct rig *rig = interop_rig();
    struct job job = {.action = "create", .documents = three, .count = 3};
    struct outcome *outcome = job_run(rig, &job);
    if (EXPECT(rig, outcome->result_count == 3)) {
        EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_SUCCESS);
        EXPECT(rig, outcome->results[1].status == HAWSER_STATUS_APPLICATION_ERROR);
        EXPECT(rig, outcome->results[2].status == HAWSER_STATUS_SKIPPED);
        EXPECT(rig, outcome->code == HAWSER_BAD_CONFIG);
    }
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "a.txt\n");
}

/* create.returnApplicationErrorResponses */
static void test_error_responses(void)
{
    struct rig *rig = interop_rig();
    struct job job = {.action = "create",
        .operation = "{\"returnApplicationErrorResponses\":true}",
        .documents = three,
        .count = 3};
    struct outcome *outcome = job_run(rig, &job);
    if (EXPECT(rig, outcome->result_count == 3 && outcome->output_count == 3)) {
        EXPECT(rig, outcome->results[1].status == HAWSER_STATUS_APPLICATION_ERROR);
        EXPECT(rig, outcome->results[2].status == HAWSER_STATUS_SUCCESS);
        EXPECT_TEXT(rig,
            json_string_value(
                json_object_get(json_object_get(outcome->outputs[1].json, "error"), "id")),
            "ftp.name.missing");
    }
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "a.txt\nc.txt\n");
}

static void test_denied(void)
{
    struct rig *rig = interop_rig();
    struct document document = {.file_name = "sealed/x.txt", .bytes = "x", .size = 1};
    remote_folder(rig, "sealed");
    remote_protect(rig, "sealed");
    struct outcome *outcome = job_one(rig, "create", NULL, &document);
    EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_APPLICATION_ERROR);
    EXPECT(rig, outcome->code == HAWSER_DENIED);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "sealed", "");
    remote_unprotect(rig, "sealed");
}

static const struct interop_test tests[] = {{"sizes", test_sizes}, {"ascii", test_ascii},
    {"ascii keeps a lone CR", test_ascii_lone_cr},
    {"ascii across pieces", test_ascii_across_pieces},
    {"binary keeps line ends", test_binary_keeps_line_ends}, {"file as source", test_file_source},
    {"exists: error", test_exists_error}, {"exists: overwrite", test_exists_overwrite},
    {"exists: append", test_exists_append}, {"exists: unique name", test_exists_unique},
    {"unique name without extension", test_unique_without_extension},
    {"unique names within an execution", test_unique_within_execution},
    {"target is a directory", test_target_is_directory}, {"direct upload", test_direct},
    {"staging directory", test_staging},
    {"staging directory of the operation", test_staging_of_operation},
    {"staging directory missing", test_staging_missing},
    {"temporary extension", test_temporary_extension},
    {"append ignores staging", test_append_ignores_staging}, {"metadata", test_metadata},
    {"receipt", test_receipt}, {"an error ends the execution", test_error_ends_execution},
    {"an error as a response", test_error_responses}, {"denied", test_denied}};

int main(void)
{
    return interop_on_each(interop_settings, tests, INTEROP_COUNT(tests));
}
