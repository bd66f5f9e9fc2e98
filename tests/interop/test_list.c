/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/settings.h"
#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

enum { YEAR_2021 = 1614834367 };

static const struct job_output *entry(const struct outcome *outcome, const char *name)
{
    return output_named(outcome, name);
}

static void list(const char *operation, size_t count)
{
    struct outcome *outcome = job_none(interop_rig(), "list", operation);
    EXPECT_DONE(interop_rig(), outcome, count);
    outcome_free(outcome);
}

static void expect_entry(
    const struct outcome *outcome, const char *name, const char *type, const char *time)
{
    struct rig *rig = interop_rig();
    const struct job_output *found = entry(outcome, name);
    if (!EXPECT(rig, found != NULL && found->record && found->json != NULL)) {
        return;
    }
    EXPECT(rig, json_object_size(found->json) == 8);
    EXPECT_TEXT(rig, output_member(found, "fileType"), type);
    EXPECT_TEXT(rig, output_member(found, "timestamp"), time);
    EXPECT_TEXT(rig, output_member(found, "remoteDirectory"), server_work_directory(rig->server));
    EXPECT(rig, json_is_null(json_object_get(found->json, "linkPath")));
}

/* output.fileType list.fields */
static void test_fields(void)
{
    struct rig *rig = interop_rig();
    const char *time =
        rig->kind == SERVER_VSFTPD ? "2021-03-04 00:00:00.000" : "2021-03-04 05:06:07.000";
    remote_text(rig, "a.txt", "a");
    remote_folder(rig, "folder");
    remote_text(rig, "folder/inside", "x");
    remote_time(rig, "a.txt", YEAR_2021);
    remote_time(rig, "folder", YEAR_2021);
    struct outcome *outcome = job_none(rig, "list", NULL);
    if (EXPECT_DONE(rig, outcome, 2)) {
        expect_entry(outcome, "a.txt", "regular_file", time);
        expect_entry(outcome, "folder", "directory", time);
    }
    outcome_free(outcome);
}

static void test_names(void)
{
    static const char *const names[] = {"two words.txt", " leading blank", "trailing blank ", "-rf",
        "umlaut \xc3\xa4.txt", "quote\"d", "[br]ack{et}s", "a -> b", "a;b=c; d", ".hidden",
        "total 0"};
    struct rig *rig = interop_rig();
    for (size_t i = 0; i < INTEROP_COUNT(names); i++) {
        remote_text(rig, names[i], "x");
    }
    struct outcome *outcome = job_none(rig, "list", NULL);
    for (size_t i = 0; i < INTEROP_COUNT(names); i++) {
        snprintf(rig->cell, sizeof rig->cell, "{%s}", names[i]);
        if (*names[i] != '.') { /* which servers may hide */
            EXPECT(rig, entry(outcome, names[i]) != NULL);
        }
    }
    *rig->cell = '\0';
    EXPECT(rig, entry(outcome, ".") == NULL && entry(outcome, "..") == NULL);
    outcome_free(outcome);
}

/* pyftpdlib tells of a link only what it leads to; the facts of ProFTPD and Pure-FTPd may hide the
 * target. */
/* output.fileType output.linkPath */
static void test_links(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "a.txt", "a");
    remote_link(rig, "link", "a.txt");
    struct outcome *outcome = job_none(rig, "list", NULL);
    if (EXPECT_DONE(rig, outcome, 2)) {
        const struct job_output *link = entry(outcome, "link");
        if (rig->kind == SERVER_PYFTPDLIB) {
            EXPECT_TEXT(rig, output_member(link, "fileType"), "regular_file");
        } else {
            const json_t *path = json_object_get(link != NULL ? link->json : NULL, "linkPath");
            EXPECT_TEXT(rig, output_member(link, "fileType"), "symbolic_link");
            EXPECT(rig, json_is_null(path) || strcmp(json_string_value(path), "a.txt") == 0);
        }
        if (rig->kind == SERVER_VSFTPD) {
            EXPECT_TEXT(rig, output_member(link, "linkPath"), "a.txt");
        }
    }
    outcome_free(outcome);
}

/* list.missing */
static void test_empty(void)
{
    list(NULL, 0);
}

/* list.missing */
static void test_missing(void)
{
    struct rig *rig = interop_rig();
    struct document document = {.remote_directory = "missing"};
    struct outcome *outcome = job_one(rig, "list", NULL, &document);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.directory.missing");
    EXPECT(rig, outcome->code == HAWSER_NOT_FOUND);
    outcome_free(outcome);
}

static void test_file_as_directory(void)
{
    struct rig *rig = interop_rig();
    struct document document = {.remote_directory = "a.txt"};
    remote_text(rig, "a.txt", "a");
    struct outcome *outcome = job_one(rig, "list", NULL, &document);
    EXPECT(rig, outcome->code != HAWSER_OK && outcome->output_count == 0);
    EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_APPLICATION_ERROR);
    outcome_free(outcome);
}

/* input.remoteDirectory */
static void test_remote_directory(void)
{
    struct rig *rig = interop_rig();
    char *directory = remote_path(rig, "two words");
    struct document document = {.remote_directory = directory};
    remote_folder(rig, "two words");
    remote_text(rig, "two words/x", "x");
    struct outcome *outcome = job_one(rig, "list", NULL, &document);
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT_TEXT(rig, output_member(&outcome->outputs[0], "remoteDirectory"), directory);
    }
    outcome_free(outcome);
    free(directory);
}

/* list.maximumResults */
static void test_maximum(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "a", "a");
    remote_text(rig, "b", "b");
    remote_text(rig, "c", "c");
    list("{\"maximumResults\":1}", 1);
    list("{\"maximumResults\":2}", 2);
    list("{\"maximumResults\":-1}", 3);
    struct outcome *outcome = job_none(rig, "list", "{\"maximumResults\":0}");
    EXPECT(rig, outcome->code == HAWSER_BAD_CONFIG && outcome->output_count == 0);
    outcome_free(outcome);
}

#define FILTER(property, operator, value)                                                          \
    "{\"filter\":{\"property\":\"" property "\",\"operator\":\"" operator"\",\"value\":\"" value   \
                                                                         "\"}}"

/* list.filter filter.properties */
static void test_filter(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "a.txt", "a");
    remote_text(rig, "b.txt", "b");
    remote_folder(rig, "c.txt");
    remote_time(rig, "a.txt", YEAR_2021);
    list(FILTER("fileType", "eq", "directory"), 1);
    list(FILTER("fileType", "eq", "regular_file"), 2);
    list(FILTER("fileType", "ne", "regular_file"), 1);
    list(FILTER("fileName", "wildcard", "*.txt"), 3);
    list(FILTER("fileName", "regex", "[ab].*"), 2);
    list(FILTER("fileName", "eq", "missing"), 0);
    list(FILTER("timestamp", "lt", "2022-01-01 00:00:00.000"), 1);
    struct outcome *outcome = job_none(rig, "list", FILTER("timestamp", "lt", "2022"));
    EXPECT(rig, outcome->code == HAWSER_BAD_CONFIG);
    outcome_free(outcome);
}

static const struct interop_test tests[] = {{"fields", test_fields}, {"names", test_names},
    {"links", test_links}, {"empty", test_empty}, {"missing directory", test_missing},
    {"a file as directory", test_file_as_directory},
    {"remote directory of the document", test_remote_directory}, {"maximum results", test_maximum},
    {"filter", test_filter}};

int main(void)
{
    return interop_on_each(interop_settings, tests, INTEROP_COUNT(tests));
}
