/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/settings.h"
#include "interop/sink.h"
#include "interop/suite.h"
#include "support/folder.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

enum { LARGE = 3 * 1024 * 1024 + 17 };

static const char removing[] = "{\"deleteAfterReading\":true}";
static const char removing_strictly[] =
    "{\"deleteAfterReading\":true,\"failIfUnableToDelete\":true}";

static struct outcome *get(const char *operation, const char *id)
{
    struct document document = {.id = id};
    return job_one(interop_rig(), "get", operation, &document);
}

/* The file comes, with these bytes, under this name. */
static void get_bytes(
    const char *operation, const char *id, const char *base, const void *bytes, size_t size)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = get(operation, id);
    if (EXPECT_DONE(rig, outcome, 1)) {
        const struct job_output *output = &outcome->outputs[0];
        EXPECT(rig, output->size == size && memcmp(output->bytes, bytes, size) == 0);
        EXPECT(rig, !output->record);
        EXPECT_TEXT(rig, output_property(output, "fileName"), base);
    }
    outcome_free(outcome);
}

static void get_text(const char *operation, const char *id, const char *base, const char *text)
{
    get_bytes(operation, id, base, text, strlen(text));
}

static void get_nothing(const char *id)
{
    struct outcome *outcome = get(NULL, id);
    EXPECT_DONE(interop_rig(), outcome, 0);
    outcome_free(outcome);
}

static void refuse(const char *id, const char *error)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = get(NULL, id);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, error);
    EXPECT(rig, outcome->output_count == 0);
    outcome_free(outcome);
}

/* --- Bytes and names -------------------------------------------------------------------------- */

static void test_sizes(void)
{
    static const size_t sizes[] = {0, 1, 16384, 16385, LARGE};
    struct rig *rig = interop_rig();
    char *bytes = malloc(LARGE);
    random_bytes(4, 0, bytes, LARGE);
    for (size_t i = 0; i < INTEROP_COUNT(sizes); i++) {
        snprintf(rig->cell, sizeof rig->cell, "{%zu bytes}", sizes[i]);
        remote_put(rig, "f.bin", bytes, sizes[i]);
        get_bytes(NULL, "f.bin", "f.bin", bytes, sizes[i]);
    }
    *rig->cell = '\0';
    free(bytes);
}

/* vsftpd, as it is set up, sends TYPE A as it lies on disk; the others send its lines with CRLF. */
/* get.transferFormat */
static void test_ascii(void)
{
    struct rig *rig = interop_rig();
    bool as_it_is = rig->kind == SERVER_VSFTPD;
    remote_text(rig, "t.txt", as_it_is ? "one\r\ntwo\r\nthree" : "one\ntwo\nthree");
    get_text("{\"transferFormat\":\"ascii\"}", "t.txt", "t.txt", "one\ntwo\nthree");
}

/* ascii.lone-cr */
static void test_ascii_lone_cr(void)
{
    struct rig *rig = interop_rig();
    if (rig->kind == SERVER_VSFTPD) {
        remote_text(rig, "t.txt", "a\rb\r\nc\r\r\n\r\nd\r");
        get_text("{\"transferFormat\":\"ascii\"}", "t.txt", "t.txt", "a\rb\nc\r\n\nd\r");
    } else {
        remote_text(rig, "t.txt", "a\rb\n\nd");
        get_text("{\"transferFormat\":\"ascii\"}", "t.txt", "t.txt", "a\rb\n\nd");
    }
}

/* get.transferFormat */
static void test_binary_keeps_line_ends(void)
{
    remote_text(interop_rig(), "t.txt", "a\r\nb\nc\r");
    get_text(NULL, "t.txt", "t.txt", "a\r\nb\nc\r");
}

/* protocol.F6 */
static void test_names(void)
{
    static const char *const names[] = {"two words.txt", " leading blank", "trailing blank ", "-rf",
        "umlaut \xc3\xa4\xc3\xb6\xc3\xbc.txt", "\xe6\x97\xa5\xe6\x9c\xac.txt", "quote\"d.txt",
        "it's.txt", "[br]ack{et}s(1).txt", "star*.txt", "question?.txt", "back\\slash",
        "percent%41", "#hash", "~tilde", "a -> b", ".hidden"};
    struct rig *rig = interop_rig();
    for (size_t i = 0; i < INTEROP_COUNT(names); i++) {
        if (rig->kind == SERVER_PUREFTPD && strchr(names[i], '\\') != NULL) {
            continue; /* it refuses such names */
        }
        snprintf(rig->cell, sizeof rig->cell, "{%s}", names[i]);
        rig_clear(rig);
        remote_text(rig, names[i], names[i]);
        get_text(NULL, names[i], names[i], names[i]);
        remote_text(rig, "other", "other");
        char *local = remote_local(rig, names[i]);
        folder_remove(local);
        free(local);
        get_nothing(names[i]);
    }
    *rig->cell = '\0';
}

/* output.fileName get.id */
static void test_subdirectories(void)
{
    struct rig *rig = interop_rig();
    char *absolute = remote_path(rig, "a/b/x.txt");
    remote_folder(rig, "a");
    remote_folder(rig, "a/b");
    remote_text(rig, "a/b/x.txt", "deep");
    get_text(NULL, "a/b/x.txt", "x.txt", "deep");
    get_text(NULL, absolute, "x.txt", "deep");
    get_nothing("a/x.txt");
    free(absolute);
}

/* input.remoteDirectory */
static void test_remote_directory(void)
{
    struct rig *rig = interop_rig();
    char *absolute = remote_path(rig, "there");
    struct document document = {.id = "x.txt", .remote_directory = absolute};
    remote_folder(rig, "there");
    remote_text(rig, "there/x.txt", "there");
    remote_text(rig, "x.txt", "here");
    struct outcome *outcome = job_one(rig, "get", NULL, &document);
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT_TEXT(rig, outcome->outputs[0].bytes, "there");
        EXPECT_TEXT(rig, output_property(&outcome->outputs[0], "remoteDirectory"), absolute);
    }
    outcome_free(outcome);
    document.remote_directory = "";
    outcome = job_one(rig, "get", NULL, &document);
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT_TEXT(rig, outcome->outputs[0].bytes, "here");
    }
    outcome_free(outcome);
    free(absolute);
}

/* --- What is not there, or not a file --------------------------------------------------------- */

/* get.missing */
static void test_missing(void)
{
    remote_text(interop_rig(), "other.txt", "other");
    get_nothing("missing.txt");
    get_nothing("OTHER.TXT");
}

/* get.id */
static void test_blank(void)
{
    refuse("", "ftp.name.missing");
}

/* get.directory */
static void test_directory(void)
{
    remote_folder(interop_rig(), "folder");
    refuse("folder", "ftp.file.is-directory");
}

/* get.directory */
static void test_unreadable(void)
{
    remote_text(interop_rig(), "secret.txt", "secret");
    remote_hide(interop_rig(), "secret.txt");
    refuse("secret.txt", "ftp.file.denied");
}

/* get.returnApplicationErrorResponses */
static void test_error_ends_execution(void)
{
    struct rig *rig = interop_rig();
    const struct document documents[] = {{.id = "a"}, {.id = "folder"}, {.id = "b"}};
    struct job job = {.action = "get", .documents = documents, .count = 3};
    remote_text(rig, "a", "a");
    remote_text(rig, "b", "b");
    remote_folder(rig, "folder");
    struct outcome *outcome = job_run(rig, &job);
    if (EXPECT(rig, outcome->result_count == 3)) {
        EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_SUCCESS);
        EXPECT(rig, outcome->results[1].status == HAWSER_STATUS_APPLICATION_ERROR);
        EXPECT(rig, outcome->results[2].status == HAWSER_STATUS_SKIPPED);
        EXPECT(rig, outcome->output_count == 1);
    }
    outcome_free(outcome);
    job.operation = "{\"returnApplicationErrorResponses\":true}";
    outcome = job_run(rig, &job);
    if (EXPECT(rig, outcome->result_count == 3)) {
        EXPECT(rig, outcome->results[1].status == HAWSER_STATUS_APPLICATION_ERROR);
        EXPECT(rig, outcome->results[2].status == HAWSER_STATUS_SUCCESS);
        EXPECT(rig, outcome->output_count == 3);
    }
    outcome_free(outcome);
}

/* --- Properties ------------------------------------------------------------------------------- */

/* output.timestamp get.includeAllMetadata */
static void test_metadata(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "x.txt", "x");
    remote_time(rig, "x.txt", 1614834367); /* 2021-03-04 05:06:07 UTC */
    struct outcome *outcome = get("{\"includeAllMetadata\":true}", "x.txt");
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT_TEXT(
            rig, output_property(&outcome->outputs[0], "timestamp"), "2021-03-04 05:06:07.000");
    }
    outcome_free(outcome);
    outcome = get(NULL, "x.txt");
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT(rig, json_object_get(outcome->outputs[0].properties, "timestamp") == NULL);
        EXPECT_TEXT(rig, output_property(&outcome->outputs[0], "remoteDirectory"),
            server_work_directory(rig->server));
    }
    outcome_free(outcome);
}

/* --- Deleting --------------------------------------------------------------------------------- */

static void test_delete(void)
{
    struct rig *rig = interop_rig();
    struct document document = {.id = "x.txt"};
    struct job job = {.action = "get",
        .operation = removing,
        .documents = &document,
        .count = 1,
        .folder = rig->output_folder};
    remote_text(rig, "x.txt", "content");
    remote_text(rig, "y.txt", "stays");
    struct outcome *outcome = job_run(rig, &job);
    if (EXPECT_DONE(rig, outcome, 1)) {
        char *text = file_read(outcome->outputs[0].file, NULL);
        EXPECT_TEXT(rig, text, "content");
        free(text);
    }
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "y.txt\n");
    EXPECT(rig, folder_count(rig->output_folder) == 1);
}

/* A document in memory could be lost: then nothing is deleted, unless the caller takes it on
 * itself. */
/* get.deleteAfterReading */
static void test_delete_needs_durable_sink(void)
{
    struct rig *rig = interop_rig();
    struct document document = {.id = "x.txt"};
    struct job job = {.action = "get", .operation = removing, .documents = &document, .count = 1};
    remote_text(rig, "x.txt", "content");
    struct outcome *outcome = job_run(rig, &job);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_FAILURE, "ftp.sink.not-durable");
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "x.txt\n");
    job.flags = HAWSER_EXECUTE_ACK_ON_WRITE;
    outcome = job_run(rig, &job);
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "");
}

/* The source stands until the document is safe, and is gone before it can be seen. */
/* get.deleteAfterReading */
static void test_delete_order(void)
{
    struct rig *rig = interop_rig();
    struct watched_sink sink = {.rig = rig, .name = "x.txt"};
    struct document document = {.id = "x.txt"};
    struct hawser_sink made = watched_sink_make(&sink);
    struct job job = {
        .action = "get", .operation = removing, .documents = &document, .count = 1, .sink = &made};
    remote_text(rig, "x.txt", "content");
    struct outcome *outcome = job_run(rig, &job);
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
    EXPECT(rig, sink.prepared == 1 && sink.there_when_prepared);
    EXPECT(rig, sink.published == 1 && !sink.there_when_published);
    EXPECT(rig, sink.discarded == 0);
}

/* get.deleteAfterReading */
static void test_delete_not_prepared(void)
{
    struct rig *rig = interop_rig();
    struct watched_sink sink = {.rig = rig, .name = "x.txt", .refuses_prepare = true};
    struct document document = {.id = "x.txt"};
    struct hawser_sink made = watched_sink_make(&sink);
    struct job job = {
        .action = "get", .operation = removing, .documents = &document, .count = 1, .sink = &made};
    remote_text(rig, "x.txt", "content");
    struct outcome *outcome = job_run(rig, &job);
    EXPECT(rig, outcome->code != HAWSER_OK);
    outcome_free(outcome);
    EXPECT(rig, sink.published == 0 && sink.discarded == 1);
    EXPECT(rig, remote_is_text(rig, "x.txt", "content"));
}

/* A file that can't be deleted, read into a folder. */
static struct outcome *get_sealed(struct rig *rig, const char *operation)
{
    struct document document = {.id = "sealed/x.txt"};
    struct job job = {.action = "get",
        .operation = operation,
        .documents = &document,
        .count = 1,
        .folder = rig->output_folder};
    remote_folder(rig, "sealed");
    remote_text(rig, "sealed/x.txt", "content");
    remote_protect(rig, "sealed");
    struct outcome *outcome = job_run(rig, &job);
    EXPECT_NAMES(rig, "sealed", "x.txt\n");
    remote_unprotect(rig, "sealed");
    return outcome;
}

/* get.failIfUnableToDelete */
static void test_delete_refused(void)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = get_sealed(rig, removing);
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
    EXPECT(rig, folder_count(rig->output_folder) == 1);
    EXPECT(rig, rig_log_count(rig, "could not be deleted") == 1);
}

/* get.failIfUnableToDelete */
static void test_delete_refused_strictly(void)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = get_sealed(rig, removing_strictly);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.file.delete-refused");
    outcome_free(outcome);
    EXPECT(rig, folder_count(rig->output_folder) == 0);
}

static const struct interop_test tests[] = {{"sizes", test_sizes}, {"ascii", test_ascii},
    {"ascii keeps a lone CR", test_ascii_lone_cr},
    {"binary keeps line ends", test_binary_keeps_line_ends}, {"names", test_names},
    {"subdirectories", test_subdirectories},
    {"remote directory of the document", test_remote_directory}, {"missing", test_missing},
    {"blank id", test_blank}, {"directory", test_directory}, {"unreadable", test_unreadable},
    {"an error ends the execution or not", test_error_ends_execution}, {"metadata", test_metadata},
    {"delete after reading", test_delete},
    {"delete needs a durable sink", test_delete_needs_durable_sink},
    {"delete between prepare and publish", test_delete_order},
    {"no delete without prepare", test_delete_not_prepared},
    {"delete refused", test_delete_refused},
    {"delete refused, which is an error", test_delete_refused_strictly}};

int main(void)
{
    return interop_on_each(interop_settings, tests, INTEROP_COUNT(tests));
}
