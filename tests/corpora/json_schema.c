/* SPDX-License-Identifier: Apache-2.0 */
/* Runs the public JSON Schema test suite: FILE.json or FOLDER arguments, a line for each case that
 * goes wrong, a closing count. A group whose schema our dialect refuses counts as refused; so that
 * nothing is refused by accident, "-v" names the reasons.
 *
 * In files below a folder named "format", formats are asserted; elsewhere they only annotate, which
 * is the default that the suite assumes. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "schema.h"

enum {
    EXIT_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_SKIP = 77,
};

struct tally {
    size_t passed;
    size_t failed;
    size_t refused;
    bool verbose;
};

static void count_error(const struct schema_finding *finding, void *user)
{
    *(size_t *)user += finding->severity == SCHEMA_ERROR && finding->message[0] != '\0';
}

/* The verdict must be the same with and without findings, and have findings if it is bad. */
static void run_case(const struct schema *schema, const json_t *test, unsigned flags,
    const char *where, struct tally *tally)
{
    bool expected = json_is_true(json_object_get(test, "valid"));
    size_t errors = 0;
    const json_t *data = json_object_get(test, "data");
    bool valid = schema_validate(schema, data, flags, NULL, NULL);
    bool consistent = schema_validate(schema, data, flags, count_error, &errors) == valid &&
                      (errors == 0) == valid;
    if (valid == expected && consistent) {
        tally->passed++;
        return;
    }
    tally->failed++;
    printf("FAIL %s: %s: %s, must be %s%s\n", where,
        json_string_value(json_object_get(test, "description")), valid ? "valid" : "invalid",
        expected ? "valid" : "invalid", consistent ? "" : "; its findings say otherwise");
}

static void run_group(const json_t *group, unsigned flags, const char *path, struct tally *tally)
{
    struct schema_problem problem;
    const json_t *tests = json_object_get(group, "tests");
    struct schema *schema = schema_compile(json_object_get(group, "schema"), &problem);
    char where[512];
    snprintf(where, sizeof where, "%s: %s", path,
        json_string_value(json_object_get(group, "description")));
    if (schema == NULL) {
        tally->refused += json_array_size(tests);
        if (tally->verbose)
            printf("REFUSED %s: at %s: %s\n", where, problem.pointer, problem.message);
        return;
    }
    size_t index;
    const json_t *test;
    json_array_foreach(tests, index, test)
    {
        run_case(schema, test, flags, where, tally);
    }
    schema_free(schema);
}

static void run_file(const char *path, struct tally *tally)
{
    json_error_t error;
    json_t *groups = json_load_file(path, JSON_ALLOW_NUL, &error);
    unsigned flags = strstr(path, "/format/") != NULL ? 0 : SCHEMA_FORMATS_INFORM;
    if (!json_is_array(groups)) {
        printf("FAIL %s: line %d: %s\n", path, error.line, error.text);
        tally->failed++;
    }
    size_t index;
    const json_t *group;
    json_array_foreach(groups, index, group)
    {
        run_group(group, flags, path, tally);
    }
    json_decref(groups);
}

static int is_wanted(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static void run_path(const char *path, struct tally *tally);

static void run_folder(const char *path, struct tally *tally)
{
    struct dirent **entries = NULL;
    int count = scandir(path, &entries, is_wanted, alphasort);
    for (int i = 0; i < count; i++) {
        char inner[4096];
        snprintf(inner, sizeof inner, "%s/%s", path, entries[i]->d_name);
        run_path(inner, tally);
        free(entries[i]);
    }
    free(entries);
}

static void run_path(const char *path, struct tally *tally)
{
    struct stat status;
    size_t length = strlen(path);
    if (stat(path, &status) != 0) {
        printf("FAIL %s: can't be read\n", path);
        tally->failed++;
    } else if (S_ISDIR(status.st_mode)) {
        run_folder(path, tally);
    } else if (length > 5 && strcmp(path + length - 5, ".json") == 0) {
        run_file(path, tally);
    }
}

/* Without arguments: what HAWSER_CORPORA holds, or nothing, which is no failure. */
static int run_default(struct tally *tally)
{
    const char *corpora = getenv("HAWSER_CORPORA");
    const char *top = getenv("srcdir"); /* automake sets it */
    char path[4096];
    struct stat status;
    if (corpora != NULL)
        snprintf(path, sizeof path, "%s/json-schema/draft2020-12", corpora);
    else
        snprintf(path, sizeof path, "%s/../shared/corpora/json-schema/draft2020-12",
            top == NULL ? "." : top);
    if (stat(path, &status) != 0) {
        printf("skipped: %s isn't there; HAWSER_CORPORA names the folder of the corpora\n", path);
        return EXIT_SKIP;
    }
    run_path(path, tally);
    return 0;
}

int main(int argc, char **argv)
{
    struct tally tally = {.verbose = argc > 1 && strcmp(argv[1], "-v") == 0};
    int first = tally.verbose ? 2 : 1;
    if (first >= argc) {
        int outcome = run_default(&tally);
        if (outcome != 0)
            return outcome;
    }
    for (int i = first; i < argc; i++)
        run_path(argv[i], &tally);
    printf("%zu passed, %zu failed, %zu refused\n", tally.passed, tally.failed, tally.refused);
    if (tally.passed + tally.refused == 0 && tally.failed == 0) {
        printf("no test was found\n");
        return EXIT_USAGE;
    }
    return tally.failed == 0 ? 0 : EXIT_FAILED;
}
