/* SPDX-License-Identifier: Apache-2.0 */
/* connection.encoding: names on disk in other encodings than UTF-8. */
#include "config.h"

#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

static const struct rig_options settings[SERVER_KINDS] = {
    [SERVER_PYFTPDLIB] = {.server = {.extra = "--raw-names"}},
};

/* The bytes are from the code charts. */
static const struct {
    const char *changes;
    const char *text;
    const char *bytes;
} cases[] = {
    {"{\"encoding\":\"ISO-8859-1\"}", "B\xc3\xa4r \xc3\xbf.txt", "B\xe4r \xff.txt"},
    {"{\"encoding\":\"iso-8859-1\"}", "\xc3\xbf\xc3\xbf", "\xff\xff"},
    /* U+8868 and U+30BD end in 0x5C, the backslash */
    {"{\"encoding\":\"SHIFT_JIS\"}", "\xe8\xa1\xa8\xe3\x82\xbd.txt", "\x95\x5c\x83\x5c.txt"},
    {"{\"encoding\":\"GB18030\"}", "\xe4\xb8\xad\xc3\xa4.txt", "\xd6\xd0\x81\x30\x8a\x31.txt"},
    {"{\"encoding\":\"UTF-8\"}", "\xc3\xa4.txt", "\xc3\xa4.txt"},
    {"{\"encoding\":\"\"}", "\xc3\xa4.txt", "\xc3\xa4.txt"},
};

/* Pure-FTPd refuses backslashes, also those in a character. */
static bool takes(const struct rig *rig, const char *bytes)
{
    return rig->kind != SERVER_PUREFTPD || strchr(bytes, '\\') == NULL;
}

static void expect_name(const json_t *object, const char *text)
{
    struct rig *rig = interop_rig();
    EXPECT_TEXT(rig, json_string_value(json_object_get(object, "fileName")), text);
    EXPECT(rig, json_object_get(object, "fileNameBytes") == NULL);
}

static void list(const char *text)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = job_none(rig, "list", NULL);
    if (EXPECT_DONE(rig, outcome, 1)) {
        expect_name(outcome->outputs[0].json, text);
    }
    outcome_free(outcome);
}

static void expect_file(struct outcome *outcome, const char *text)
{
    struct rig *rig = interop_rig();
    if (EXPECT_DONE(rig, outcome, 1)) {
        expect_name(outcome->outputs[0].properties, text);
        EXPECT_TEXT(rig, outcome->outputs[0].bytes, "content");
    }
    outcome_free(outcome);
}

static void query(const char *text)
{
    json_t *operation = json_pack(
        "{s:{s:s, s:s, s:s}}", "filter", "property", "fileName", "operator", "eq", "value", text);
    char *json = json_dumps(operation, JSON_COMPACT);
    expect_file(job_none(interop_rig(), "query", json), text);
    free(json);
    json_decref(operation);
}

static void test_every_action(void)
{
    struct rig *rig = interop_rig();
    for (size_t i = 0; i < INTEROP_COUNT(cases); i++) {
        const char *text = cases[i].text;
        struct document document = {.id = text};
        char listed[64];
        if (!takes(rig, cases[i].bytes)) {
            continue;
        }
        snprintf(rig->cell, sizeof rig->cell, "{%s}", cases[i].changes);
        snprintf(listed, sizeof listed, "%s\n", cases[i].bytes);
        rig_clear(rig);
        EXPECT(rig, rig_open(rig, cases[i].changes));
        struct outcome *outcome = job_create(rig, NULL, text, "content", 7);
        if (EXPECT_DONE(rig, outcome, 1)) {
            expect_name(outcome->outputs[0].json, text);
        }
        outcome_free(outcome);
        EXPECT_NAMES(rig, "", listed); /* what RNTO made of the temporary name */
        list(text);
        query(text);
        expect_file(job_one(rig, "get", NULL, &document), text);
        outcome = job_one(rig, "delete", NULL, &document);
        EXPECT_DONE(rig, outcome, 0);
        outcome_free(outcome);
        EXPECT_NAMES(rig, "", "");
    }
    *rig->cell = '\0';
}

/* A slash ends a directory's name, and a byte of a character never does. */
static void test_directories(void)
{
    struct rig *rig = interop_rig();
    for (size_t i = 0; i < INTEROP_COUNT(cases); i++) {
        char on_disk[80], id[80];
        struct document document = {.id = id};
        if (!takes(rig, cases[i].bytes)) {
            continue;
        }
        snprintf(rig->cell, sizeof rig->cell, "{%s}", cases[i].changes);
        snprintf(on_disk, sizeof on_disk, "%s/%s", cases[i].bytes, cases[i].bytes);
        snprintf(id, sizeof id, "%s/%s", cases[i].text, cases[i].text);
        rig_clear(rig);
        remote_folder(rig, cases[i].bytes);
        remote_text(rig, on_disk, "content");
        EXPECT(rig, rig_open(rig, cases[i].changes));
        struct outcome *outcome = job_one(rig, "get", NULL, &document);
        if (EXPECT_DONE(rig, outcome, 1)) {
            char *directory = remote_path(rig, cases[i].text);
            const json_t *properties = outcome->outputs[0].properties;
            expect_name(properties, cases[i].text);
            EXPECT_TEXT(
                rig, json_string_value(json_object_get(properties, "remoteDirectory")), directory);
            EXPECT(rig, json_object_get(properties, "remoteDirectoryBytes") == NULL);
            free(directory);
        }
        outcome_free(outcome);
    }
    *rig->cell = '\0';
}

/* The directories of the connection and of the operation are names as well. */
static void test_settings(void)
{
    struct rig *rig = interop_rig();
    char *there = remote_path(rig, "\xc3\xa4");
    json_t *changes = json_pack("{s:s, s:s}", "encoding", "ISO-8859-1", "remoteDirectory", there);
    char *text = json_dumps(changes, JSON_COMPACT);
    remote_folder(rig, "\xe4");
    remote_folder(rig, "\xe4/\xf6");
    EXPECT(rig, rig_open(rig, text));
    free(text);
    text = remote_path(rig, "\xc3\xa4/\xc3\xb6");
    json_t *operation =
        json_pack("{s:s, s:s}", "stagingDirectory", text, "temporaryExtension", "\xc3\xbc");
    free(text);
    text = json_dumps(operation, JSON_COMPACT);
    struct outcome *outcome = job_create(rig, text, "x", "x", 1);
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "\xe4", "x\n\xf6\n");
    EXPECT_NAMES(rig, "\xe4/\xf6", "");
    free(text);
    free(there);
    json_decref(operation);
    json_decref(changes);
}

static void test_unique_names(void)
{
    struct rig *rig = interop_rig();
    static const char unique[] = "{\"actionIfFileExists\":\"createUniqueName\"}";
    remote_text(rig, "\xe4.txt", "old");
    EXPECT(rig, rig_open(rig, "{\"encoding\":\"ISO-8859-1\"}"));
    struct outcome *outcome = job_create(rig, unique, "\xc3\xa4.txt", "new", 3);
    if (EXPECT_DONE(rig, outcome, 1)) {
        expect_name(outcome->outputs[0].json, "\xc3\xa4"
                                              "1.txt");
    }
    outcome_free(outcome);
    EXPECT_NAMES(rig, "",
        "\xe4.txt\n\xe4"
        "1.txt\n");
}

static void test_inexpressible(void)
{
    struct rig *rig = interop_rig();
    struct document document = {.id = "\xe2\x82\xac.txt"};
    EXPECT(rig, rig_open(rig, "{\"encoding\":\"ISO-8859-1\"}"));
    struct outcome *outcome = job_create(rig, NULL, "\xe2\x82\xac.txt", "x", 1);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.name.invalid");
    EXPECT(rig, strstr(outcome->results[0].error.message, "ISO-8859-1") != NULL);
    outcome_free(outcome);
    outcome = job_one(rig, "delete", NULL, &document);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.name.invalid");
    outcome_free(outcome);
    EXPECT(rig, rig_log_count(rig, "> ") == 0); /* not even a login */
    EXPECT_NAMES(rig, "", "");
    outcome = job_none(rig, "list", NULL); /* the link still serves */
    EXPECT_DONE(rig, outcome, 0);
    outcome_free(outcome);
    outcome = job_create(rig, "{\"stagingDirectory\":\"\xe2\x82\xac\"}", "x", "x", 1);
    EXPECT(rig, outcome->code == HAWSER_BAD_CONFIG);
    outcome_free(outcome);
}

/* What the encoding does not know is shown as U+FFFD, and can be reached by its bytes. */
static void test_undecodable(void)
{
    struct rig *rig = interop_rig();
    struct document document = {.file_name_bytes = "YYE="};
    remote_text(rig, "a\x81", "content");
    EXPECT(rig, rig_open(rig, "{\"encoding\":\"WINDOWS-1252\"}"));
    struct outcome *outcome = job_none(rig, "list", NULL);
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT_TEXT(rig, output_member(&outcome->outputs[0], "fileName"), "a\xef\xbf\xbd");
        EXPECT_TEXT(rig, output_member(&outcome->outputs[0], "fileNameBytes"), "YYE=");
    }
    outcome_free(outcome);
    outcome = job_one(rig, "delete", NULL, &document);
    EXPECT_DONE(rig, outcome, 0);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "");
}

static void refuse_encoding(const char *name, const char *reason)
{
    struct rig *rig = interop_rig();
    char changes[128];
    hawser_problem *problem = NULL;
    hawser_link *link = NULL;
    snprintf(changes, sizeof changes, "{\"encoding\":\"%s\"}", name);
    char *connection = rig_connection(rig, changes);
    int32_t code = hawser_open(rig->ftp, connection, strlen(connection), NULL, &link, &problem);
    EXPECT(rig, code == HAWSER_BAD_CONFIG && problem != NULL);
    if (problem != NULL) {
        EXPECT(rig, strstr(hawser_problem_error(problem)->message, reason) != NULL);
    }
    hawser_problem_free(problem);
    if (link != NULL) {
        hawser_close(link, NULL);
    }
    free(connection);
}

static void test_refused_encodings(void)
{
    refuse_encoding("NO-SUCH", "is not known");
    refuse_encoding("UTF-16", "can't be used");
    refuse_encoding("ISO-2022-JP", "can't be used");
    refuse_encoding("IBM037", "can't be used");
    EXPECT(interop_rig(), rig_log_count(interop_rig(), "> ") == 0);
}

/* A server that converts names would do so twice. */
static void test_no_utf8_option(void)
{
    struct rig *rig = interop_rig();
    EXPECT(rig, rig_open(rig, "{\"encoding\":\"ISO-8859-1\"}"));
    outcome_free(job_none(rig, "list", NULL));
    EXPECT(rig, rig_log_count(rig, "> OPTS UTF8") == 0 && rig_log_count(rig, "> FEAT") == 1);
}

static const struct interop_test tests[] = {{"every action", test_every_action},
    {"directories", test_directories}, {"settings", test_settings},
    {"unique names", test_unique_names}, {"inexpressible", test_inexpressible},
    {"undecodable", test_undecodable}, {"refused encodings", test_refused_encodings},
    {"no OPTS UTF8", test_no_utf8_option}};

int main(void)
{
    return interop_on_each(settings, tests, INTEROP_COUNT(tests));
}
