/* SPDX-License-Identifier: Apache-2.0 */
/* The names under which files are created. */
#include "config.h"

#include "interop/creating.h"
#include "interop/settings.h"
#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

/* --- Names ------------------------------------------------------------------------------------ */

/* Pure-FTPd refuses a backslash, and writes "_" in the place of a blank at either end. */
static bool takes_name(const struct rig *rig, const char *name)
{
    bool changed = *name == ' ' || name[strlen(name) - 1] == ' ' || strchr(name, '\\') != NULL;
    return rig->kind != SERVER_PUREFTPD || !changed;
}

/* input.fileName protocol.F6 */
static void test_names(void)
{
    static const char *const names[] = {"two words.txt", " leading blank", "trailing blank ", "-rf",
        "--", "umlaut \xc3\xa4\xc3\xb6\xc3\xbc.txt", "\xe6\x97\xa5\xe6\x9c\xac.txt", "quote\"d.txt",
        "it's.txt", "[br]ack{et}s(1).txt", "star*.txt", "question?.txt", "back\\slash",
        "semi;colon", "percent%41", "#hash", "~tilde", "$dollar", "a..b", ".hidden"};
    struct rig *rig = interop_rig();
    for (size_t i = 0; i < INTEROP_COUNT(names); i++) {
        char listed[128];
        if (!takes_name(rig, names[i])) {
            continue;
        }
        snprintf(rig->cell, sizeof rig->cell, "{%s}", names[i]);
        snprintf(listed, sizeof listed, "%s\n", names[i]);
        rig_clear(rig);
        create_text(NULL, names[i], "named", listed);
        EXPECT(rig, remote_is_text(rig, names[i], "named"));
    }
    *rig->cell = '\0';
}

/* What is kept under another name than was asked for is no success. */
static void test_changed_names(void)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome;
    struct document document = {.file_name = "trailing blank ", .bytes = "named", .size = 5};
    if (rig->kind != SERVER_PUREFTPD)
        return;
    rig_clear(rig);
    outcome = job_one(rig, "create", NULL, &document);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.file.name-refused");
    EXPECT(rig, outcome->output_count == 0);
    outcome_free(outcome);
    rig_clear(rig);
}

/* input.fileName */
static void test_bad_names(void)
{
    static const struct {
        const char *name;
        const char *id;
    } bad[] = {{"", "ftp.name.missing"}, {NULL, "ftp.name.missing"}, {".", "ftp.name.invalid"},
        {"..", "ftp.name.invalid"}, {"folder/", "ftp.name.invalid"}, {"a\nb", "ftp.name.invalid"},
        {"a\r\nDELE b", "ftp.name.invalid"}};
    struct rig *rig = interop_rig();
    remote_folder(rig, "folder");
    for (size_t i = 0; i < INTEROP_COUNT(bad); i++) {
        struct document document = {.file_name = bad[i].name, .bytes = "x", .size = 1};
        snprintf(rig->cell, sizeof rig->cell, "{%s}", bad[i].name != NULL ? bad[i].name : "NULL");
        refuse(NULL, &document, bad[i].id, "folder\n");
    }
    EXPECT_NAMES(rig, "folder", "");
    EXPECT(rig, rig_log_count(rig, "STOR") == 0);
    *rig->cell = '\0';
}

/* output.fileName */
static void test_subdirectories(void)
{
    struct rig *rig = interop_rig();
    char *absolute = remote_path(rig, "b/c/absolute.txt");
    remote_folder(rig, "a");
    remote_folder(rig, "b");
    remote_folder(rig, "b/c");
    struct document document = {
        .file_name = "b/c/relative.txt", .remote_directory = NULL, .bytes = "r", .size = 1};
    struct outcome *outcome = job_one(rig, "create", NULL, &document);
    if (EXPECT_DONE(rig, outcome, 1)) {
        char *directory = remote_path(rig, "b/c");
        EXPECT_TEXT(rig, output_member(&outcome->outputs[0], "fileName"), "relative.txt");
        EXPECT_TEXT(rig, output_member(&outcome->outputs[0], "remoteDirectory"), directory);
        free(directory);
    }
    outcome_free(outcome);
    create_text(NULL, absolute, "a", "a\nb\n");
    EXPECT_NAMES(rig, "b/c", "absolute.txt\nrelative.txt\n");
    EXPECT_NAMES(rig, "a", "");
    refuse_text(NULL, "a/missing/x.txt", "x", "ftp.directory.missing", "a\nb\n");
    free(absolute);
}

/* input.remoteDirectory */
static void test_remote_directory(void)
{
    struct rig *rig = interop_rig();
    char *absolute = remote_path(rig, "there");
    remote_folder(rig, "there");
    struct document document = {
        .file_name = "x.txt", .remote_directory = absolute, .bytes = "x", .size = 1};
    create(NULL, &document, "there\n");
    EXPECT_NAMES(rig, "there", "x.txt\n");
    document.remote_directory = "";
    create(NULL, &document, "there\nx.txt\n");
    document.remote_directory = "/missing";
    refuse(NULL, &document, "ftp.directory.missing", "there\nx.txt\n");
    free(absolute);
}

static const struct interop_test tests[] = {{"names", test_names},
    {"changed names", test_changed_names}, {"bad names", test_bad_names},
    {"subdirectories", test_subdirectories},
    {"remote directory of the document", test_remote_directory}};

int main(void)
{
    return interop_on_each(interop_settings, tests, INTEROP_COUNT(tests));
}
