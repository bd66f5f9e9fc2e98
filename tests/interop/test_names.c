/* SPDX-License-Identifier: Apache-2.0 */
/* protocol.C10 protocol.C11 protocol.C12: names as awkward as a server may have them, through every action, byte by byte. */
#include "config.h"

#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_LONGEST = 255 };

static const struct rig_options settings[SERVER_KINDS] = {
    [SERVER_PYFTPDLIB] = {.server = {.extra = "--raw-names"}},
};

#define LETTERS_50 "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwx"
/* two bytes each */
#define UMLAUTS_25                                                                                 \
    "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3" \
    "\xa4\xc3\xa4"                                                                                 \
    "\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3\xa4\xc3" \
    "\xa4"

static const char *const names[] = {
    " leading",
    "trailing ",
    " both ",
    "two  words",
    "\"quoted\"",
    "one\"quote",
    "\"",
    "\"\"",
    "[a]",
    "[!a]*",
    "*?",
    "*",
    "{a,b}",
    "-la",
    "-",
    "--",
    "~x",
    "~",
    "#",
    "%41",
    "a;b",
    "type=file; x",
    "a -> b",
    "|ls",
    "$HOME",
    "`id`",
    "'",
    "&",
    "!",
    "...",
    "a\\b",
    "combining a\xcc\x88.txt",
    "precomposed \xc3\xa4.txt",
    "emoji \xf0\x9f\x98\x80.txt",
    "flag \xf0\x9f\x8f\xb4\xf3\xa0\x81\xa7\xf3\xa0\x81\xbf.txt",
    "right to left \xd7\xa9.txt",
    "\xe6\x97\xa5\xe6\x9c\xac",
    "-rw-r--r-- 1 a b 5 Jan 1 00:00 x",
    LETTERS_50 LETTERS_50 LETTERS_50 LETTERS_50 LETTERS_50 ".text",
    UMLAUTS_25 UMLAUTS_25 UMLAUTS_25 UMLAUTS_25 UMLAUTS_25 ".text",
};

/* Pure-FTPd refuses a backslash, writes "_" in the place of a blank at either end, and hides names
 * with a leading dot. */
static bool takes(const struct rig *rig, const char *name)
{
    bool changed = *name == ' ' || name[strlen(name) - 1] == ' ' || strchr(name, '\\') != NULL;
    return rig->kind != SERVER_PUREFTPD || !changed;
}

static char *filter_of(const char *name)
{
    json_t *operation = json_pack(
        "{s:{s:s, s:s, s:s}}", "filter", "property", "fileName", "operator", "eq", "value", name);
    char *text = json_dumps(operation, JSON_COMPACT);
    json_decref(operation);
    return text;
}

static void expect_file(const struct outcome *outcome, const char *name)
{
    struct rig *rig = interop_rig();
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT_TEXT(rig, output_property(&outcome->outputs[0], "fileName"), name);
        EXPECT(rig, json_object_get(outcome->outputs[0].properties, "fileNameBytes") == NULL);
        EXPECT_TEXT(rig, outcome->outputs[0].bytes, name);
    }
}

static void create(const char *name)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = job_create(rig, NULL, name, name, strlen(name));
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT_TEXT(rig, output_member(&outcome->outputs[0], "fileName"), name);
    }
    outcome_free(outcome);
}

static void list(const char *name)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = job_none(rig, "list", NULL);
    if (EXPECT_DONE(rig, outcome, 2)) { /* the decoy too */
        EXPECT(rig, output_named(outcome, name) != NULL);
    }
    outcome_free(outcome);
}

static void query(const char *name)
{
    char *operation = filter_of(name);
    struct outcome *outcome = job_none(interop_rig(), "query", operation);
    expect_file(outcome, name);
    outcome_free(outcome);
    free(operation);
}

static void get(const char *name)
{
    struct document document = {.id = name};
    struct outcome *outcome = job_one(interop_rig(), "get", NULL, &document);
    expect_file(outcome, name);
    outcome_free(outcome);
}

static void delete (const struct document *document)
{
    struct outcome *outcome = job_one(interop_rig(), "delete", NULL, document);
    EXPECT_DONE(interop_rig(), outcome, 0);
    outcome_free(outcome);
}

/* A file whose name every pattern of the names matches: no server may take it for one of them. */
static const char decoy[] = "a";

static void expect_two(const char *name)
{
    char listed[NAME_LONGEST + 8];
    bool first = strcmp(name, decoy) < 0;
    snprintf(listed, sizeof listed, "%s\n%s\n", first ? name : decoy, first ? decoy : name);
    EXPECT_NAMES(interop_rig(), "", listed);
}

static void test_every_action(void)
{
    struct rig *rig = interop_rig();
    for (size_t i = 0; i < INTEROP_COUNT(names); i++) {
        struct document document = {.id = names[i]};
        /* A server may hide a name with a leading dot from listings, as ls does. */
        bool hidden = *names[i] == '.';
        if (!takes(rig, names[i])) {
            continue;
        }
        snprintf(rig->cell, sizeof rig->cell, "{%.100s}", names[i]);
        rig_clear(rig);
        remote_text(rig, decoy, "decoy");
        create(names[i]);
        expect_two(names[i]);
        EXPECT(rig, remote_is_text(rig, names[i], names[i]));
        if (!hidden) {
            list(names[i]);
            query(names[i]);
        }
        get(names[i]);
        delete (&document);
        EXPECT_NAMES(rig, "", "a\n");
    }
    *rig->cell = '\0';
}

/* The same as directories: entered, told and left again. */
static void test_directories(void)
{
    struct rig *rig = interop_rig();
    for (size_t i = 0; i < INTEROP_COUNT(names); i++) {
        char id[NAME_LONGEST + 8];
        struct document document = {.id = id};
        struct outcome *outcome;
        if (!takes(rig, names[i])) {
            continue;
        }
        snprintf(rig->cell, sizeof rig->cell, "{%.100s}", names[i]);
        snprintf(id, sizeof id, "%s/x", names[i]);
        rig_clear(rig);
        remote_folder(rig, names[i]);
        remote_text(rig, id, "inside");
        outcome = job_one(rig, "get", NULL, &document);
        if (EXPECT_DONE(rig, outcome, 1)) {
            char *directory = remote_path(rig, names[i]);
            EXPECT_TEXT(rig, output_property(&outcome->outputs[0], "remoteDirectory"), directory);
            free(directory);
        }
        outcome_free(outcome);
    }
    *rig->cell = '\0';
}

/* --- Names that are no text ------------------------------------------------------------------- */

static const struct {
    const char *name;
    const char *shown;
    const char *bytes;
} raw[] = {
    {"\xff", "\xef\xbf\xbd", "/w=="}, {"\xff\xff.txt", "\xef\xbf\xbd\xef\xbf\xbd.txt", "//8udHh0"},
    {"caf\xe9.txt", "caf\xef\xbf\xbd.txt", "Y2Fm6S50eHQ="},
    {"\xff\xfb\x61",
        "\xef\xbf\xbd\xef\xbf\xbd"
        "a",
        "//th"},                                      /* IAC WILL to telnet */
    {"\xff\xf4", "\xef\xbf\xbd\xef\xbf\xbd", "//Q="}, /* IAC IP */
};

static void expect_raw(const json_t *object, size_t i)
{
    struct rig *rig = interop_rig();
    const char *name = json_string_value(json_object_get(object, "fileName"));
    const char *bytes = json_string_value(json_object_get(object, "fileNameBytes"));
    EXPECT_TEXT(rig, name, raw[i].shown);
    EXPECT_TEXT(rig, bytes, raw[i].bytes);
}

static void list_raw(size_t i)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = job_none(rig, "list", NULL);
    if (EXPECT_DONE(rig, outcome, 1)) {
        expect_raw(outcome->outputs[0].json, i);
    }
    outcome_free(outcome);
}

static void read_raw(size_t i, const char *action, const struct document *document)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome =
        document ? job_one(rig, action, NULL, document) : job_none(rig, action, NULL);
    if (EXPECT_DONE(rig, outcome, 1)) {
        expect_raw(outcome->outputs[0].properties, i);
        EXPECT_TEXT(rig, outcome->outputs[0].bytes, "raw");
    }
    outcome_free(outcome);
}

static void test_raw_names(void)
{
    struct rig *rig = interop_rig();
    for (size_t i = 0; i < INTEROP_COUNT(raw); i++) {
        struct document document = {.file_name_bytes = raw[i].bytes};
        snprintf(rig->cell, sizeof rig->cell, "{%s}", raw[i].bytes);
        rig_clear(rig);
        remote_text(rig, raw[i].name, "raw");
        list_raw(i);
        read_raw(i, "query", NULL);
        read_raw(i, "get", &document);
        delete (&document);
        EXPECT_NAMES(rig, "", "");
    }
    *rig->cell = '\0';
}

/* What the U+FFFD stands for can't be guessed, so the shown name is another one. */
static void test_shown_name_is_not_the_name(void)
{
    struct rig *rig = interop_rig();
    struct document document = {.id = raw[2].shown};
    remote_text(rig, raw[2].name, "raw");
    struct outcome *outcome = job_one(rig, "delete", NULL, &document);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.file.not-found");
    outcome_free(outcome);
    EXPECT(rig, remote_is_text(rig, raw[2].name, "raw"));
}

/* CR, LF and NUL, in the bytes as in the text: nothing is sent. */
static void test_refused_bytes(void)
{
    static const char *const coded[] = {
        "YQpi", "YQ0KREVMRSBi", "YQBi", "not base64!", "Lg==", "Li4="};
    struct rig *rig = interop_rig();
    remote_text(rig, "b", "b");
    for (size_t i = 0; i < INTEROP_COUNT(coded); i++) {
        struct document document = {.file_name_bytes = coded[i]};
        struct outcome *outcome = job_one(rig, "delete", NULL, &document);
        EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.name.invalid");
        outcome_free(outcome);
    }
    EXPECT(rig, rig_log_count(rig, "> DELE") == 0);
    EXPECT_NAMES(rig, "", "b\n");
}

static const struct interop_test tests[] = {{"every action", test_every_action},
    {"directories", test_directories}, {"names that are no text", test_raw_names},
    {"the shown name is not the name", test_shown_name_is_not_the_name},
    {"refused bytes", test_refused_bytes}};

int main(void)
{
    return interop_on_each(settings, tests, INTEROP_COUNT(tests));
}
