/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/settings.h"
#include "interop/suite.h"
#include "support/folder.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

enum { YEAR_2019 = 1551675967, YEAR_2021 = 1614834367, YEAR_2023 = 1677906367 };

/* Files of three years, a folder with a file in it, and a folder that is named like a file. */
static void make_files(struct rig *rig)
{
    remote_text(rig, "a.txt", "content of a");
    remote_text(rig, "b.txt", "content of b");
    remote_text(rig, "c.csv", "content of c");
    remote_folder(rig, "folder");
    remote_text(rig, "folder/a.txt", "not to be seen");
    remote_folder(rig, "z.txt");
    remote_time(rig, "a.txt", YEAR_2019);
    remote_time(rig, "b.txt", YEAR_2021);
    remote_time(rig, "c.csv", YEAR_2023);
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The names of the outputs, sorted, each with a blank behind it. */
static void collect_names(const struct outcome *outcome, char *ret_text, size_t size)
{
    const char *names[JOB_OUTPUTS_MAX];
    size_t used = 0;
    for (size_t i = 0; i < outcome->output_count; i++) {
        names[i] = output_property(&outcome->outputs[i], "fileName");
    }
    qsort(names, outcome->output_count, sizeof *names, by_text);
    *ret_text = '\0';
    for (size_t i = 0; i < outcome->output_count && used < size; i++) {
        used += (size_t)snprintf(ret_text + used, size - used, "%s ", names[i]);
    }
}

static void expect_files(const struct outcome *outcome, const char *names)
{
    char found[1024];
    struct rig *rig = interop_rig();
    collect_names(outcome, found, sizeof found);
    EXPECT(rig, outcome->code == HAWSER_OK);
    EXPECT_TEXT(rig, found, names);
    for (size_t i = 0; i < outcome->output_count; i++) {
        char wanted[64];
        snprintf(wanted, sizeof wanted, "content of %c",
            *output_property(&outcome->outputs[i], "fileName"));
        EXPECT_TEXT(rig, outcome->outputs[i].bytes, wanted);
    }
}

static void query(const char *operation, const char *names)
{
    struct outcome *outcome = job_none(interop_rig(), "query", operation);
    expect_files(outcome, names);
    outcome_free(outcome);
}

static void refuse(const char *operation)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = job_none(rig, "query", operation);
    EXPECT(rig, outcome->code == HAWSER_BAD_CONFIG);
    EXPECT(rig, outcome->output_count == 0);
    outcome_free(outcome);
}

/* query.no-subdirectories */
static void test_all(void)
{
    make_files(interop_rig());
    query(NULL, "a.txt b.txt c.csv ");
    query("{\"filter\":null}", "a.txt b.txt c.csv ");
    query("{\"filter\":{}}", "a.txt b.txt c.csv ");
}

static void test_empty(void)
{
    query(NULL, "");
}

static void test_missing_directory(void)
{
    struct rig *rig = interop_rig();
    struct document document = {.remote_directory = "/missing"};
    struct outcome *outcome = job_one(rig, "query", NULL, &document);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.directory.missing");
    outcome_free(outcome);
}

/* input.remoteDirectory */
static void test_remote_directory(void)
{
    struct rig *rig = interop_rig();
    char *directory = remote_path(rig, "folder");
    struct document document = {.remote_directory = directory};
    make_files(rig);
    struct outcome *outcome = job_one(rig, "query", NULL, &document);
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT_TEXT(rig, outcome->outputs[0].bytes, "not to be seen");
        EXPECT_TEXT(rig, output_property(&outcome->outputs[0], "remoteDirectory"), directory);
    }
    outcome_free(outcome);
    free(directory);
}

/* query.maximumFiles */
static void test_maximum(void)
{
    struct rig *rig = interop_rig();
    static const struct {
        const char *operation;
        size_t count;
    } cases[] = {{"{\"maximumFiles\":1}", 1}, {"{\"maximumFiles\":2}", 2},
        {"{\"maximumFiles\":3}", 3}, {"{\"maximumFiles\":9}", 3}, {"{\"maximumFiles\":-1}", 3}};
    make_files(rig);
    for (size_t i = 0; i < INTEROP_COUNT(cases); i++) {
        struct outcome *outcome = job_none(rig, "query", cases[i].operation);
        EXPECT_DONE(rig, outcome, cases[i].count);
        outcome_free(outcome);
    }
    refuse("{\"maximumFiles\":0}");
    refuse("{\"maximumFiles\":-2}");
}

/* --- Filters ---------------------------------------------------------------------------------- */

#define NAME(operator, value)                                                                      \
    "{\"property\":\"fileName\",\"operator\":\"" operator"\",\"value\":\"" value "\"}"
#define TIME(operator, value)                                                                      \
    "{\"property\":\"timestamp\",\"operator\":\"" operator"\",\"value\":\"" value "\"}"

static void filter(const char *expression, const char *names)
{
    char operation[2048];
    snprintf(operation, sizeof operation, "{\"filter\":%s}", expression);
    snprintf(interop_rig()->cell, sizeof interop_rig()->cell, "%s", expression);
    query(operation, names);
    *interop_rig()->cell = '\0';
}

/* query.filter */
static void test_filter_names(void)
{
    make_files(interop_rig());
    filter(NAME("eq", "b.txt"), "b.txt ");
    filter(NAME("eq", "B.TXT"), "");
    filter(NAME("ne", "b.txt"), "a.txt c.csv ");
    filter(NAME("lt", "b.txt"), "a.txt ");
    filter(NAME("le", "b.txt"), "a.txt b.txt ");
    filter(NAME("gt", "b.txt"), "c.csv ");
    filter(NAME("ge", "b.txt"), "b.txt c.csv ");
    filter(NAME("regex", "[ab]\\\\.txt"), "a.txt b.txt ");
    filter(NAME("regex", "[ab]"), "");
    filter(NAME("wildcard", "*.txt"), "a.txt b.txt ");
    filter(NAME("wildcard", "?.csv"), "c.csv ");
    filter(NAME("wildcard", "folder/*"), "");
    filter(NAME("eq", "folder/a.txt"), "");
}

/* vsftpd tells the day of old files only, so these differ by years. */
static void test_filter_times(void)
{
    make_files(interop_rig());
    filter(TIME("lt", "2021-01-01 00:00:00.000"), "a.txt ");
    filter(TIME("le", "2021-12-31 23:59:59.999"), "a.txt b.txt ");
    filter(TIME("gt", "2021-12-31 00:00:00.000"), "c.csv ");
    filter(TIME("ge", "2021-01-01 00:00:00.000"), "b.txt c.csv ");
    filter(TIME("eq", "2021-01-01 00:00:00.000"), "");
    filter(TIME("ne", "2021-01-01 00:00:00.000"), "a.txt b.txt c.csv ");
    filter(TIME("wildcard", "2021-03-04 *"), "b.txt ");
    filter(TIME("regex", "20(19|23)-.*"), "a.txt c.csv ");
}

/* filter.timestamp */
static void test_filter_time_exact(void)
{
    struct rig *rig = interop_rig();
    make_files(rig);
    filter(TIME("eq", "2021-03-04 05:06:07.000"), rig->kind == SERVER_VSFTPD ? "" : "b.txt ");
}

/* query.filter */
static void test_filter_logic(void)
{
    make_files(interop_rig());
    filter("{\"and\":[" NAME("wildcard", "*.txt") "," TIME("gt", "2020-01-01 00:00:00.000") "]}",
        "b.txt ");
    filter("{\"or\":[" NAME("eq", "a.txt") "," NAME("eq", "c.csv") "]}", "a.txt c.csv ");
    filter("{\"not\":" NAME("wildcard", "*.txt") "}", "c.csv ");
    filter("{\"and\":[{\"or\":[" NAME("eq", "a.txt") "," NAME("eq", "b.txt") "]},{\"not\":" NAME(
               "eq", "a.txt") "}]}",
        "b.txt ");
    filter("{\"not\":{\"not\":" NAME("eq", "a.txt") "}}", "a.txt ");
}

/* filter.timestamp */
static void test_filter_invalid(void)
{
    static const char *const bad[] = {NAME("like", "a"), TIME("gt", "yesterday"),
        TIME("eq", "2021-03-04"), NAME("regex", "("), "{\"and\":[]}", "{\"xor\":[]}",
        "{\"property\":\"owner\",\"operator\":\"eq\",\"value\":\"x\"}", "\"a.txt\""};
    struct rig *rig = interop_rig();
    make_files(rig);
    for (size_t i = 0; i < INTEROP_COUNT(bad); i++) {
        char operation[512];
        snprintf(operation, sizeof operation, "{\"filter\":%s}", bad[i]);
        snprintf(rig->cell, sizeof rig->cell, "%s", bad[i]);
        refuse(operation);
    }
    *rig->cell = '\0';
}

/* Filter values and file names meet byte by byte, whatever the name. */
static void test_filter_unicode(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "\xc3\xa4.txt", "content of \xc3");
    remote_text(rig, "a.txt", "content of a");
    filter(NAME("eq", "\xc3\xa4.txt"), "\xc3\xa4.txt ");
    filter(NAME("wildcard", "?.txt"), "a.txt \xc3\xa4.txt ");
}

/* --- Links ------------------------------------------------------------------------------------ */

static void make_links(struct rig *rig)
{
    remote_text(rig, "a.txt", "content of a");
    remote_folder(rig, "folder");
    remote_link(rig, "link.txt", "a.txt");
    remote_link(rig, "to-folder", "folder");
}

/* pyftpdlib tells of a link only what it leads to. */
static bool shows_links(const struct rig *rig)
{
    return rig->kind != SERVER_PYFTPDLIB;
}

/* query.followSymbolicLinks */
static void test_links(void)
{
    struct rig *rig = interop_rig();
    make_links(rig);
    struct outcome *outcome = job_none(rig, "query", NULL);
    EXPECT_DONE(rig, outcome, shows_links(rig) ? 1 : 2);
    EXPECT(rig, output_named(outcome, "a.txt") != NULL);
    outcome_free(outcome);
    outcome = job_none(rig, "query", "{\"followSymbolicLinks\":true}");
    if (EXPECT_DONE(rig, outcome, 2)) {
        const struct job_output *link = output_named(outcome, "link.txt");
        EXPECT_TEXT(rig, link != NULL ? link->bytes : NULL, "content of a");
    }
    outcome_free(outcome);
}

/* query.followSymbolicLinks */
static void test_broken_link(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "a.txt", "content of a");
    remote_link(rig, "broken", "nowhere");
    struct outcome *outcome = job_none(rig, "query", NULL);
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
    /* ProFTPD's and pyftpdlib's facts leave a broken link out. */
    if (rig->kind == SERVER_VSFTPD || rig->kind == SERVER_PUREFTPD) {
        outcome = job_none(rig, "query",
            "{\"followSymbolicLinks\":true,"
            "\"returnApplicationErrorResponses\":true}");
        EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_APPLICATION_ERROR);
        EXPECT(rig, output_named(outcome, "a.txt") != NULL);
        EXPECT(rig, outcome->summary.outputs_failed == 1);
        outcome_free(outcome);
    }
}

/* --- Errors of single files, and deletion ----------------------------------------------------- */

/* query.returnApplicationErrorResponses */
static void test_unreadable_file(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "a.txt", "content of a");
    remote_text(rig, "b.txt", "secret");
    remote_text(rig, "c.txt", "content of c");
    remote_hide(rig, "b.txt");
    struct outcome *outcome = job_none(rig, "query", "{\"returnApplicationErrorResponses\":true}");
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.file.denied");
    EXPECT(rig, output_named(outcome, "a.txt") != NULL);
    EXPECT(rig, output_named(outcome, "c.txt") != NULL);
    EXPECT(rig, outcome->summary.outputs_failed == 1);
    outcome_free(outcome);
    outcome = job_none(rig, "query", NULL);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.file.denied");
    outcome_free(outcome);
}

static struct outcome *query_to_folder(struct rig *rig, const char *operation)
{
    struct job job = {.action = "query", .operation = operation, .folder = rig->output_folder};
    return job_run(rig, &job);
}

/* query.deleteAfterReading */
static void test_delete(void)
{
    struct rig *rig = interop_rig();
    make_files(rig);
    struct outcome *outcome = query_to_folder(
        rig, "{\"deleteAfterReading\":true,\"filter\":" NAME("wildcard", "*.txt") "}");
    EXPECT_DONE(rig, outcome, 2);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "c.csv\nfolder\nz.txt\n");
    EXPECT_NAMES(rig, "folder", "a.txt\n");
    char *copy = folder_path(rig->output_folder, "a.txt");
    char *text = file_read(copy, NULL);
    EXPECT_TEXT(rig, text, "content of a");
    free(text);
    free(copy);
}

static void seal(struct rig *rig)
{
    remote_folder(rig, "sealed");
    remote_text(rig, "sealed/a.txt", "content of a");
    remote_text(rig, "sealed/b.txt", "content of b");
    remote_protect(rig, "sealed");
}

static struct outcome *query_sealed(struct rig *rig, const char *operation)
{
    char *directory = remote_path(rig, "sealed");
    struct document document = {.remote_directory = directory};
    struct job job = {.action = "query",
        .operation = operation,
        .documents = &document,
        .count = 1,
        .folder = rig->output_folder};
    seal(rig);
    struct outcome *outcome = job_run(rig, &job);
    EXPECT_NAMES(rig, "sealed", "a.txt\nb.txt\n");
    remote_unprotect(rig, "sealed");
    free(directory);
    return outcome;
}

/* query.failIfUnableToDelete */
static void test_delete_refused(void)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = query_sealed(rig, "{\"deleteAfterReading\":true}");
    EXPECT_DONE(rig, outcome, 2);
    outcome_free(outcome);
    EXPECT(rig, folder_count(rig->output_folder) == 2);
}

/* query.failIfUnableToDelete */
static void test_delete_refused_strictly(void)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome =
        query_sealed(rig, "{\"deleteAfterReading\":true,\"failIfUnableToDelete\":true}");
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.file.delete-refused");
    outcome_free(outcome);
    EXPECT(rig, folder_count(rig->output_folder) == 0);
}

/* --- Properties ------------------------------------------------------------------------------- */

/* output.remoteDirectory output.timestamp query.includeAllMetadata */
static void test_properties(void)
{
    struct rig *rig = interop_rig();
    make_files(rig);
    struct outcome *outcome = job_none(rig, "query", "{\"includeAllMetadata\":true}");
    if (EXPECT_DONE(rig, outcome, 3)) {
        const struct job_output *b = output_named(outcome, "b.txt");
        const char *wanted =
            rig->kind == SERVER_VSFTPD ? "2021-03-04 00:00:00.000" : "2021-03-04 05:06:07.000";
        EXPECT_TEXT(rig, output_property(b, "timestamp"), wanted);
        EXPECT_TEXT(rig, output_property(b, "remoteDirectory"), server_work_directory(rig->server));
    }
    outcome_free(outcome);
}

/* query.plan */
static void test_many(void)
{
    enum { FILES = 60 };
    struct rig *rig = interop_rig();
    for (int i = 0; i < FILES; i++) {
        char name[32];
        snprintf(name, sizeof name, "f%d", i);
        remote_text(rig, name, name);
    }
    struct outcome *outcome = job_none(rig, "query", NULL);
    EXPECT_DONE(rig, outcome, FILES);
    for (size_t i = 0; i < outcome->output_count; i++) {
        EXPECT_TEXT(
            rig, outcome->outputs[i].bytes, output_property(&outcome->outputs[i], "fileName"));
    }
    outcome_free(outcome);
}

static const struct interop_test tests[] = {{"all files", test_all}, {"empty", test_empty},
    {"missing directory", test_missing_directory},
    {"remote directory of the document", test_remote_directory}, {"maximum files", test_maximum},
    {"filter: names", test_filter_names}, {"filter: times", test_filter_times},
    {"filter: exact time", test_filter_time_exact}, {"filter: and, or, not", test_filter_logic},
    {"filter: invalid", test_filter_invalid}, {"filter: not ASCII", test_filter_unicode},
    {"links", test_links}, {"broken link", test_broken_link},
    {"unreadable file", test_unreadable_file}, {"delete after reading", test_delete},
    {"delete refused", test_delete_refused},
    {"delete refused, which is an error", test_delete_refused_strictly},
    {"properties", test_properties}, {"many", test_many}};

int main(void)
{
    return interop_on_each(interop_settings, tests, INTEROP_COUNT(tests));
}
