/* SPDX-License-Identifier: Apache-2.0 */
/* Which files are read, in which order, and where they go. */
#include "config.h"

#include "interop/settings.h"
#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { LONG_AGO = 1551675967 };

/* The names of the outputs in their order, each with a blank behind it. */
static void expect_order(const struct outcome *outcome, const char *names)
{
    struct rig *rig = interop_rig();
    char found[1024] = "";
    size_t used = 0;
    for (size_t i = 0; i < outcome->output_count && used < sizeof found; i++) {
        used += (size_t)snprintf(found + used, sizeof found - used, "%s ",
            output_property(&outcome->outputs[i], "fileName"));
    }
    EXPECT(rig, outcome->code == HAWSER_OK);
    EXPECT_TEXT(rig, found, names);
}

static void query(const char *operation, const char *names)
{
    struct outcome *outcome = job_none(interop_rig(), "query", operation);
    expect_order(outcome, names);
    outcome_free(outcome);
}

/* Fills the place of the %s in an operation with a directory on the server. */
static char *with_directory(const char *format, const char *name)
{
    struct rig *rig = interop_rig();
    char *path = remote_path(rig, name), *text = malloc(512);
    snprintf(text, 512, "{\"moveAfterReading\":\"%s\"%s}", path, format);
    free(path);
    return text;
}

/* --- Moving ----------------------------------------------------------------------------------- */

/* get.moveAfterReading */
static void test_move(void)
{
    struct rig *rig = interop_rig();
    struct document document = {.id = "a.txt"};
    char *operation = with_directory("", "archive");
    remote_folder(rig, "archive");
    remote_text(rig, "a.txt", "content");
    struct outcome *outcome = job_run(rig, &(struct job){.action = "get",
                                               .operation = operation,
                                               .documents = &document,
                                               .count = 1,
                                               .folder = rig->output_folder});
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, remote_is_text(rig, "archive/a.txt", "content"));
    EXPECT(rig, !remote_exists(rig, "a.txt"));
    EXPECT(rig, json_object_get(outcome->results[0].detail, "movedTo") != NULL);
    outcome_free(outcome);
    free(operation);
}

/* What was moved there before is never replaced. */
/* query.moveAfterReading */
static void move_onto(const char *more, size_t outputs, uint32_t status)
{
    struct rig *rig = interop_rig();
    struct document document = {.id = "a.txt"};
    char *operation = with_directory(more, "archive");
    rig_clear(rig);
    remote_folder(rig, "archive");
    remote_text(rig, "archive/a.txt", "older");
    remote_text(rig, "a.txt", "newer");
    struct outcome *outcome = job_run(rig, &(struct job){.action = "get",
                                               .operation = operation,
                                               .documents = &document,
                                               .count = 1,
                                               .folder = rig->output_folder});
    EXPECT(rig, outcome->output_count == outputs && outcome->results[0].status == status);
    EXPECT(rig, remote_is_text(rig, "archive/a.txt", "older"));
    EXPECT(rig, remote_is_text(rig, "a.txt", "newer"));
    outcome_free(outcome);
    free(operation);
}

/* get.moveAfterReading */
static void test_move_refused(void)
{
    struct rig *rig = interop_rig();
    move_onto("", 1, HAWSER_STATUS_SUCCESS);
    move_onto(",\"failIfUnableToDelete\":true", 0, HAWSER_STATUS_APPLICATION_ERROR);
    struct document document = {.id = "a.txt"};
    struct outcome *outcome =
        job_one(rig, "get", "{\"moveAfterReading\":\"x\",\"deleteAfterReading\":true}", &document);
    EXPECT(rig, outcome->code == HAWSER_BAD_CONFIG && outcome->output_count == 0);
    outcome_free(outcome);
    EXPECT(rig, remote_exists(rig, "a.txt"));
}

/* --- What is there ---------------------------------------------------------------------------- */

/* get.ifMissing */
static void test_missing(void)
{
    struct rig *rig = interop_rig();
    struct document document = {.id = "none.txt"};
    struct outcome *outcome = job_one(rig, "get", "{\"ifMissing\":\"error\"}", &document);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.file.not-found");
    outcome_free(outcome);
    outcome = job_one(rig, "get", "{\"ifMissing\":\"empty\"}", &document);
    EXPECT_DONE(rig, outcome, 0);
    outcome_free(outcome);
}

/* query.ifEmpty */
static void test_empty(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "a", "");
    remote_text(rig, "b", "b");
    query("{\"ifEmpty\":\"deliver\",\"orderBy\":\"fileName\"}", "a b ");
    query("{\"ifEmpty\":\"skip\"}", "b ");
    query("{\"ifEmpty\":\"skip\",\"maximumFiles\":1}", "b ");
    struct outcome *outcome = job_none(rig, "query", "{\"ifEmpty\":\"error\"}");
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.file.empty");
    outcome_free(outcome);
    EXPECT(rig, remote_exists(rig, "a"));
}

/* query.orderBy */
static void test_order(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "a", "xx");
    remote_text(rig, "b", "xxx");
    remote_text(rig, "c", "x");
    remote_time(rig, "a", LONG_AGO + 100000);
    remote_time(rig, "b", LONG_AGO);
    remote_time(rig, "c", LONG_AGO + 200000);
    query("{\"orderBy\":\"fileName\"}", "a b c ");
    query("{\"orderBy\":\"fileNameDescending\"}", "c b a ");
    query("{\"orderBy\":\"timestamp\"}", "b a c ");
    query("{\"orderBy\":\"timestampDescending\"}", "c a b ");
    query("{\"orderBy\":\"size\"}", "c a b ");
    query("{\"orderBy\":\"sizeDescending\"}", "b a c ");
    query("{\"orderBy\":\"timestampDescending\",\"maximumFiles\":1}", "c ");
}

/* query.minimumAge */
static void test_age(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "new", "x");
    remote_text(rig, "old", "x");
    remote_time(rig, "old", time(NULL) - 7200);
    query("{\"minimumAge\":3600}", "old ");
    query("{\"minimumAge\":7199}", "old ");
    query("{\"minimumAge\":90000}", "");
}

/* query.stableFor */
static void test_stable(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "grows", "x");
    remote_text(rig, "stays", "x");
    pid_t child = fork();
    if (child == 0) {
        usleep(700000);
        remote_text(rig, "grows", "xxx");
        remote_text(rig, "comes", "x");
        _exit(0);
    }
    query("{\"stableFor\":2}", "stays ");
    waitpid(child, NULL, 0);
    query("{\"stableFor\":1}", "comes grows stays ");
}

/* query.markerFile */
static void test_marker(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "a.csv", "a");
    remote_text(rig, "b.csv", "b");
    remote_text(rig, "b.csv.done", "");
    query("{\"markerFile\":\"{name}.done\"}", "b.csv ");
    EXPECT_NAMES(rig, "", "a.csv\nb.csv\nb.csv.done\n");
    struct outcome *outcome = job_run(
        rig, &(struct job){.action = "query",
                 .operation = "{\"markerFile\":\"{name}.done\",\"deleteAfterReading\":true}",
                 .folder = rig->output_folder});
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "a.csv\n");
    outcome = job_none(rig, "query", "{\"markerFile\":\"{name}\"}");
    EXPECT(rig, outcome->code == HAWSER_BAD_CONFIG);
    outcome_free(outcome);
}

/* filter.properties */
static void test_size_filter(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "a", "x");
    remote_text(rig, "b", "xxxxxxxxxx");
    query("{\"filter\":{\"property\":\"size\",\"operator\":\"gt\",\"value\":\"9\"}}", "b ");
    query("{\"filter\":{\"property\":\"size\",\"operator\":\"le\",\"value\":\"9\"}}", "a ");
    struct outcome *outcome = job_none(rig, "query",
        "{\"filter\":{\"property\":\"size\",\"operator\":\"gt\",\"value\":\"many\"}}");
    EXPECT(rig, outcome->code == HAWSER_BAD_CONFIG);
    outcome_free(outcome);
}

/* --- Directories below ------------------------------------------------------------------------ */

static void make_tree(struct rig *rig)
{
    remote_text(rig, "top.txt", "1");
    remote_folder(rig, "one");
    remote_text(rig, "one/in.txt", "22");
    remote_folder(rig, "one/two");
    remote_text(rig, "one/two/deep.txt", "333");
    if (rig->kind != SERVER_PYFTPDLIB) { /* which shows a link as what it leads to */
        remote_link(rig, "one/two/loop", "../..");
    }
}

/* output.relativePath query.recursive */
static void test_recursive(void)
{
    struct rig *rig = interop_rig();
    make_tree(rig);
    query("{\"orderBy\":\"size\"}", "top.txt ");
    struct outcome *outcome = job_run(rig,
        &(struct job){.action = "query",
            .operation = "{\"recursive\":true,\"orderBy\":\"size\",\"deleteAfterReading\":true}",
            .folder = rig->output_folder});
    expect_order(outcome, "top.txt in.txt deep.txt ");
    EXPECT_TEXT(rig, output_property(&outcome->outputs[0], "relativePath"), "top.txt");
    EXPECT_TEXT(rig, output_property(&outcome->outputs[2], "relativePath"), "one/two/deep.txt");
    char *path = remote_path(rig, "one/two");
    EXPECT_TEXT(rig, output_property(&outcome->outputs[2], "remoteDirectory"), path);
    free(path);
    outcome_free(outcome);
    EXPECT(rig, !remote_exists(rig, "one/two/deep.txt") && !remote_exists(rig, "top.txt"));
}

/* A loop that the server does not show as one ends all the same, and is no ground to delete on. */
/* query.recursive */
static void test_loop(void)
{
    struct rig *rig = interop_rig();
    if (rig->kind != SERVER_PYFTPDLIB) {
        return;
    }
    remote_folder(rig, "one");
    remote_text(rig, "one/in.txt", "x");
    remote_link(rig, "one/loop", "..");
    struct outcome *outcome = job_none(rig, "list", "{\"recursive\":true}");
    EXPECT(rig, outcome->code == HAWSER_OK);
    EXPECT(rig, json_is_true(json_object_get(outcome->results[0].detail, "incomplete")));
    outcome_free(outcome);
    outcome = job_none(rig, "query", "{\"recursive\":true,\"deleteAfterReading\":true}");
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.listing.incomplete");
    outcome_free(outcome);
    EXPECT(rig, remote_exists(rig, "one/in.txt"));
}

/* output.relativePath output.size output.permissions list.includeAllMetadata list.recursive */
static void test_list(void)
{
    struct rig *rig = interop_rig();
    make_tree(rig);
    struct outcome *outcome =
        job_none(rig, "list", "{\"recursive\":true,\"includeAllMetadata\":true}");
    EXPECT(rig, outcome->code == HAWSER_OK && outcome->output_count >= 5);
    const struct job_output *deep = output_named(outcome, "deep.txt");
    EXPECT_TEXT(rig, output_member(deep, "relativePath"), "one/two/deep.txt");
    if (EXPECT(rig, deep != NULL)) {
        EXPECT(rig, json_integer_value(json_object_get(deep->json, "size")) == 3);
        EXPECT(rig, json_object_get(deep->json, "permissions") != NULL);
        const char *mode = output_member(deep, "permissions");
        EXPECT(rig, *mode == '\0' || strncmp(mode, "rw-", 3) == 0);
    }
    outcome_free(outcome);
}

/* --- Names that are no text ------------------------------------------------------------------- */

/* input.fileNameBytes protocol.C12 */
static void test_bytes(void)
{
    struct rig *rig = interop_rig();
    struct document latin = {.id = "", .file_name_bytes = "Y2Fm6S50eHQ="}; /* caf\xe9.txt */
    if (rig->kind == SERVER_PYFTPDLIB) { /* all its names are UTF-8 */
        return;
    }
    remote_text(rig, "caf\xe9.txt", "coffee");
    struct outcome *outcome = job_one(rig, "get", NULL, &latin);
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT_TEXT(rig, outcome->outputs[0].bytes, "coffee");
        EXPECT_TEXT(rig, output_property(&outcome->outputs[0], "fileNameBytes"), "Y2Fm6S50eHQ=");
    }
    outcome_free(outcome);
    outcome = job_one(rig, "delete", NULL, &latin);
    EXPECT_DONE(rig, outcome, 0);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "");
}

/* input.fileNameBytes */
static void test_bad_bytes(void)
{
    static const struct document bad[] = {
        {.id = "", .file_name_bytes = "###"},
        {.id = "", .file_name_bytes = "YQ1i"}, /* a CR in it */
        {.id = "a", .file_name_bytes = "YQ=="},
        {.id = ""},
    };
    struct rig *rig = interop_rig();
    remote_text(rig, "a", "x");
    for (size_t i = 0; i < INTEROP_COUNT(bad); i++) {
        struct outcome *outcome = job_one(rig, "delete", NULL, &bad[i]);
        EXPECT(rig, outcome->results[0].status != HAWSER_STATUS_SUCCESS);
        outcome_free(outcome);
    }
    EXPECT_NAMES(rig, "", "a\n");
}

static const struct interop_test tests[] = {{"move after reading", test_move},
    {"move refused", test_move_refused}, {"missing", test_missing}, {"empty files", test_empty},
    {"order", test_order}, {"age", test_age}, {"stable", test_stable}, {"marker", test_marker},
    {"filter: size", test_size_filter}, {"recursive query", test_recursive},
    {"recursive list", test_list}, {"loop of directories", test_loop},
    {"names as bytes", test_bytes}, {"names as bytes, refused", test_bad_bytes}};

int main(void)
{
    return interop_on_each(interop_settings, tests, INTEROP_COUNT(tests));
}
