/* SPDX-License-Identifier: Apache-2.0 */
/* Dry runs: rows run.dry-run, create.dry-run, get.dry-run, query.dry-run, list.dry-run, delete.dry-run.
 * Each test looks at every byte, mode and time on the server's disk before and after. */
#include "config.h"

#include "interop/settings.h"
#include "interop/suite.h"
#include "support/folder.h"

#include <CUnit/CUnit.h>
#include <dirent.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- What lies on the server ------------------------------------------------------------------ */

static int by_bytes(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static int is_named(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static void note_content(FILE *file, const char *path, const struct stat *about)
{
    char digest[FOLDER_SHA256_SIZE] = "";
    if (S_ISREG(about->st_mode)) {
        file_sha256(path, digest);
    }
    fprintf(file,
        "%s mode %o links %u size %" PRIdMAX " of %" PRIdMAX ".%09ld and %" PRIdMAX ".%09ld %s\n",
        path, (unsigned)about->st_mode, (unsigned)about->st_nlink, (intmax_t)about->st_size,
        (intmax_t)about->st_mtim.tv_sec, about->st_mtim.tv_nsec, (intmax_t)about->st_ctim.tv_sec,
        about->st_ctim.tv_nsec, digest);
}

static void note(FILE *file, const char *path)
{
    struct stat about;
    struct dirent **entries = NULL;
    if (lstat(path, &about) != 0) {
        return;
    }
    note_content(file, path, &about);
    int count = S_ISDIR(about.st_mode) ? scandir(path, &entries, is_named, by_bytes) : 0;
    for (int i = 0; i < count; i++) {
        char *below = folder_path(path, entries[i]->d_name);
        note(file, below);
        free(below);
        free(entries[i]);
    }
    free(entries);
}

static char *snapshot(const struct rig *rig)
{
    char *text = NULL;
    size_t size = 0;
    char *local = remote_local(rig, "");
    FILE *file = open_memstream(&text, &size);
    note(file, local);
    fclose(file);
    free(local);
    return text;
}

/* --- A dry run -------------------------------------------------------------------------------- */

static void expect_only_looks(struct rig *rig)
{
    static const char *const changing[] = {"> RETR", "> STOR", "> STOU", "> APPE", "> MKD", "> RMD",
        "> DELE", "> RNFR", "> RNTO", "> SITE", "> MFMT", "> REST", "> ALLO"};
    for (size_t i = 0; i < INTEROP_COUNT(changing); i++) {
        EXPECT(rig, rig_log_count(rig, changing[i]) == 0);
    }
}

/* "would fileName[ -> to]" of each record, or that it is an error; the server's folder in `to` is left out. */
static char *effects_of(const struct rig *rig, const struct outcome *outcome)
{
    char *text = NULL;
    size_t size = 0;
    char *top = remote_path(rig, "");
    FILE *file = open_memstream(&text, &size);
    for (size_t i = 0; i < outcome->output_count; i++) {
        const struct job_output *output = &outcome->outputs[i];
        const char *to = output_member(output, "to");
        const char *where = output_member(output, "remoteDirectory");
        bool directory = strcmp(output_member(output, "would"), "createDirectory") == 0;
        size_t skip = strlen(top);
        if (output->error.code != HAWSER_OK || json_object_get(output->json, "error")) {
            fprintf(file, "%s\n", output->record ? "error" : "failed");
            continue;
        }
        fprintf(file, "%s %s", output_member(output, "would"),
            directory ? strrchr(where, '/') : output_member(output, "fileName"));
        if (*to) {
            to += strncmp(to, top, skip) == 0 ? skip : 0;
            fprintf(file, " -> %s", to + (*to == '/'));
        }
        fputc('\n', file);
    }
    fclose(file);
    free(top);
    return text;
}

/* Runs dry, into a folder that must not come about, and checks that nothing has changed. */
static struct outcome *rehearse(const char *action, const char *operation,
    const struct document *documents, size_t count, const char *effects)
{
    struct rig *rig = interop_rig();
    char *before = snapshot(rig);
    char *folder = folder_path(rig->output_folder, "dry");
    struct job job = {.action = action,
        .operation = operation,
        .documents = documents,
        .count = count,
        .folder = folder,
        .flags = HAWSER_EXECUTE_DRY_RUN};
    rig_forget(rig);
    struct outcome *outcome = job_run(rig, &job);
    char *after = snapshot(rig);
    char *told = effects_of(rig, outcome);
    EXPECT_TEXT(rig, after, before);
    expect_only_looks(rig);
    EXPECT_TEXT(rig, told, effects);
    EXPECT(rig, access(folder, F_OK) != 0);
    for (size_t i = 0; i < outcome->output_count; i++) {
        EXPECT(rig, outcome->outputs[i].record || outcome->outputs[i].error.code != HAWSER_OK);
    }
    free(told);
    free(after);
    free(before);
    free(folder);
    return outcome;
}

static void expect_statuses(const struct outcome *outcome, const char *statuses)
{
    struct rig *rig = interop_rig();
    if (!EXPECT(rig, outcome->result_count == strlen(statuses))) {
        return;
    }
    for (size_t i = 0; i < outcome->result_count; i++) {
        uint32_t status = outcome->results[i].status;
        EXPECT(rig, (status == HAWSER_STATUS_SUCCESS) == (statuses[i] == 'S'));
        EXPECT(rig, (status == HAWSER_STATUS_APPLICATION_ERROR) == (statuses[i] == 'A'));
        EXPECT(rig, (status == HAWSER_STATUS_SKIPPED) == (statuses[i] == '-'));
    }
}

static void dry(const char *action, const char *operation, const struct document *documents,
    size_t count, const char *effects, const char *statuses)
{
    struct outcome *outcome = rehearse(action, operation, documents, count, effects);
    expect_statuses(outcome, statuses);
    outcome_free(outcome);
}

/* One document whose error is this. */
static void refuse(const char *action, const char *operation, const struct document *document,
    const char *id, const char *effects)
{
    struct outcome *outcome = rehearse(action, operation, document, document != NULL, effects);
    EXPECT_ERROR(interop_rig(), outcome, HAWSER_STATUS_APPLICATION_ERROR, id);
    outcome_free(outcome);
}

/* --- Get -------------------------------------------------------------------------------------- */

static void test_get(void)
{
    struct rig *rig = interop_rig();
    const struct document a = {.id = "a.txt"}, nothing = {.id = "nothing"}, folder = {.id = "in"};
    const struct document both[] = {{.id = "a.txt"}, {.id = "a.txt"}};
    remote_text(rig, "a.txt", "abc");
    remote_folder(rig, "in");
    struct outcome *outcome = rehearse("get", NULL, &a, 1, "read a.txt\n");
    EXPECT(rig, json_integer_value(json_object_get(outcome->outputs[0].json, "size")) == 3);
    outcome_free(outcome);
    dry("get", "{\"deleteAfterReading\":true}", both, 2, "read a.txt\ndelete a.txt\n", "SS");
    dry("get", NULL, &nothing, 1, "", "S");
    refuse("get", "{\"ifMissing\":\"error\"}", &nothing, "ftp.file.not-found", "");
    refuse("get", NULL, &folder, "ftp.file.is-directory", "");
    refuse("get", NULL, &(struct document){.id = " "}, "ftp.name.missing", "");
}

static void test_get_move(void)
{
    struct rig *rig = interop_rig();
    const struct document a = {.id = "a.txt"}, b = {.id = "b.txt"};
    char operation[512];
    char *done = remote_path(rig, "done");
    remote_text(rig, "a.txt", "abc");
    remote_text(rig, "b.txt", "b");
    remote_folder(rig, "done");
    remote_text(rig, "done/b.txt", "old");
    snprintf(operation, sizeof operation, "{\"moveAfterReading\":\"%s\"}", done);
    dry("get", operation, &a, 1, "read a.txt\nmove a.txt -> done/a.txt\n", "S");
    dry("get", operation, &b, 1, "read b.txt\n", "S");
    snprintf(operation, sizeof operation,
        "{\"moveAfterReading\":\"%s\",\"failIfUnableToDelete\":true}", done);
    refuse("get", operation, &b, "ftp.file.exists", "read b.txt\n");
    free(done);
}

/* --- Query and List --------------------------------------------------------------------------- */

static void test_query(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "a.csv", "a");
    remote_text(rig, "b.csv", "");
    remote_text(rig, "c.csv", "c");
    remote_text(rig, "c.csv.ok", "");
    remote_text(rig, "d.txt", "d");
    remote_folder(rig, "e.csv");
    dry("query",
        "{\"orderBy\":\"fileName\",\"filter\":{\"property\":\"fileName\",\"operator\":\"wildcard\","
        "\"value\":\"*.csv\"}}",
        NULL, 0, "read a.csv\nread b.csv\nread c.csv\n", "S");
    dry("query",
        "{\"orderBy\":\"fileName\",\"ifEmpty\":\"skip\",\"maximumFiles\":2,"
        "\"deleteAfterReading\":true}",
        NULL, 0, "read a.csv\ndelete a.csv\nread c.csv\ndelete c.csv\n", "S");
    dry("query", "{\"markerFile\":\"{name}.ok\",\"deleteAfterReading\":true}", NULL, 0,
        "read c.csv\ndelete c.csv\ndelete c.csv.ok\n", "S");
    dry("query", "{\"stableFor\":1,\"maximumFiles\":1,\"orderBy\":\"fileName\"}", NULL, 0,
        "read a.csv\n", "S");
    dry("query", "{\"maximumFiles\":1,\"orderBy\":\"fileName\",\"ifEmpty\":\"error\"}", NULL, 0,
        "read a.csv\n", "S");
}

static void test_query_errors(void)
{
    const struct document nowhere = {.remote_directory = "nowhere"};
    struct rig *rig = interop_rig();
    remote_text(rig, "empty", "");
    refuse("query", NULL, &nowhere, "ftp.directory.missing", "");
    refuse("query", "{\"ifEmpty\":\"error\"}", NULL, "ftp.file.empty", "failed\n");
    refuse("query", "{\"ifEmpty\":\"error\",\"returnApplicationErrorResponses\":true}", NULL,
        "ftp.file.empty", "failed\nerror\n");
}

static void test_list(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "a", "a");
    remote_folder(rig, "b");
    char *before = snapshot(rig);
    struct job job = {.action = "list", .flags = HAWSER_EXECUTE_DRY_RUN};
    struct outcome *outcome = job_run(rig, &job);
    char *after = snapshot(rig);
    EXPECT_TEXT(rig, after, before);
    expect_only_looks(rig);
    EXPECT_DONE(rig, outcome, 2);
    EXPECT(rig, output_named(outcome, "a") && output_named(outcome, "b"));
    outcome_free(outcome);
    free(before);
    free(after);
}

/* --- Delete ----------------------------------------------------------------------------------- */

static void test_delete(void)
{
    struct rig *rig = interop_rig();
    const struct document all[] = {{.id = "a"}, {.id = "a"}, {.id = "in/b"}};
    remote_text(rig, "a", "abc");
    remote_folder(rig, "in");
    remote_text(rig, "in/b", "b");
    dry("delete", NULL, all, 1, "delete a\n", "S");
    dry("delete", NULL, all, 3, "delete a\n", "SA-");
    refuse("delete", NULL, &(struct document){.id = "nothing"}, "ftp.file.not-found", "");
    refuse("delete", NULL, &(struct document){.id = "in"}, "ftp.file.is-directory", "");
    refuse("delete", NULL, &(struct document){.id = "no/where"}, "ftp.directory.missing", "");
    struct outcome *outcome = rehearse("delete", "{\"returnApplicationErrorResponses\":true}", all,
        3, "delete a\nerror\ndelete b\n");
    expect_statuses(outcome, "SAS");
    outcome_free(outcome);
}

/* --- Create ----------------------------------------------------------------------------------- */

static const struct document one = {.file_name = "x.txt", .bytes = "xyz", .size = 3};

#define PART "x.txt.hawser-????????????.part"

static void test_create(void)
{
    struct rig *rig = interop_rig();
    const struct document twice[] = {one, one};
    const char *unique = "{\"actionIfFileExists\":\"createUniqueName\"}";
    dry("create", NULL, &one, 1, "write x.txt\nrename " PART " -> x.txt\n", "S");
    dry("create", NULL, twice, 2, "write x.txt\nrename " PART " -> x.txt\n", "SA");
    dry("create", "{\"directUpload\":true}", &one, 1, "write x.txt\n", "S");
    dry("create", "{\"actionIfFileExists\":\"append\"}", twice, 2, "write x.txt\nappend x.txt\n",
        "SS");
    remote_text(rig, "x.txt", "old");
    dry("create", unique, twice, 2,
        "write x1.txt\nrename " PART " -> x1.txt\nwrite x2.txt\nrename " PART " -> x2.txt\n", "SS");
    dry("create", "{\"actionIfFileExists\":\"overwrite\"}", &one, 1,
        "write x.txt\nreplace " PART " -> x.txt\n", "S");
    dry("create", "{\"actionIfFileExists\":\"overwrite\",\"directUpload\":true}", &one, 1,
        "replace x.txt\n", "S");
    dry("create", "{\"actionIfFileExists\":\"append\"}", &one, 1, "append x.txt\n", "S");
    refuse("create", NULL, &one, "ftp.file.exists", "");
    refuse("create", NULL, &(struct document){.bytes = "x", .size = 1}, "ftp.name.missing", "");
}

static void test_create_directories(void)
{
    struct rig *rig = interop_rig();
    const struct document deep[] = {{.file_name = "p/q/x.txt", .bytes = "x", .size = 1},
        {.file_name = "p/q/y.txt", .bytes = "y", .size = 1}};
    remote_folder(rig, "p");
    refuse("create", NULL, deep, "ftp.directory.missing", "");
    dry("create", "{\"createDirectories\":true,\"directUpload\":true}", deep, 2,
        "createDirectory /q\nwrite x.txt\nwrite y.txt\n", "SS");
}

static void test_create_staging(void)
{
    struct rig *rig = interop_rig();
    char *staging = remote_path(rig, "staging");
    struct document document = one;
    document.staging_directory = staging;
    document.temporary_extension = "tmp";
    refuse("create", NULL, &document, "ftp.directory.missing", "");
    remote_folder(rig, "staging");
    struct outcome *outcome = rehearse("create", NULL, &document, 1,
        "write x.txt\nrename x.txt.hawser-????????????.tmp -> x.txt\n");
    EXPECT_TEXT(rig, output_member(&outcome->outputs[0], "temporaryDirectory"), staging);
    EXPECT_TEXT(rig, output_member(&outcome->outputs[1], "remoteDirectory"), staging);
    outcome_free(outcome);
    free(staging);
}

static const struct interop_test tests[] = {{"get.dry-run", test_get},
    {"get.dry-run move", test_get_move}, {"query.dry-run", test_query},
    {"query.dry-run errors", test_query_errors}, {"list.dry-run", test_list},
    {"delete.dry-run", test_delete}, {"create.dry-run", test_create},
    {"create.dry-run directories", test_create_directories},
    {"create.dry-run staging", test_create_staging}};

int main(void)
{
    return interop_on_each(interop_settings, tests, INTEROP_COUNT(tests));
}
