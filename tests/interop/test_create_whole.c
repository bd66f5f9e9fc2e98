/* SPDX-License-Identifier: Apache-2.0 */
/* Names that many take at once, directories that are missing, and what earlier executions left. */
#include "config.h"

#include "interop/settings.h"
#include "interop/suite.h"
#include "support/folder.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TAKERS = 4, EACH = 5, OLD_S = 3600, HOUR_S = 3600 };

static const char unique[] = "{\"actionIfFileExists\":\"createUniqueName\"}";
static const char making[] = "{\"createDirectories\":true}";

static struct outcome *create_in(
    const char *operation, const char *directory, const char *name, const char *text)
{
    struct document document = {
        .file_name = name, .remote_directory = directory, .bytes = text, .size = strlen(text)};
    return job_one(interop_rig(), "create", operation, &document);
}

static bool is_exclusive(const struct outcome *outcome)
{
    return json_is_true(json_object_get(outcome->results[0].detail, "exclusive"));
}

/* --- Many at once
 * ------------------------------------------------------------------------------------ */

/* A process of its own, with a link of its own. Its status: how many documents failed. */
static int take(unsigned taker, const char *operation)
{
    struct rig *rig = interop_rig();
    int failed = 0;
    rig->link = NULL; /* the parent's: its session is not ours to end */
    if (!rig_open(rig, NULL)) {
        return EACH;
    }
    for (unsigned i = 0; i < EACH; i++) {
        char text[32];
        snprintf(text, sizeof text, "%u of %u\n", i, taker);
        struct outcome *outcome = job_create(rig, operation, "same.txt", text, strlen(text));
        bool done = outcome->code == HAWSER_OK && is_exclusive(outcome);
        if (!done && outcome->results[0].error.id != NULL &&
            strcmp(outcome->results[0].error.id, "ftp.file.exists") != 0) {
            fprintf(stderr, "%s\n", outcome->results[0].error.message);
        }
        failed += done ? 0 : 1;
        outcome_free(outcome);
    }
    rig_close(rig);
    return failed;
}

/* How many documents failed, in all processes. */
static int take_all(const char *operation)
{
    pid_t takers[TAKERS];
    int failed = 0;
    fflush(NULL);
    for (unsigned i = 0; i < TAKERS; i++) {
        takers[i] = fork();
        if (takers[i] == 0) {
            _exit(take(i, operation));
        }
    }
    for (unsigned i = 0; i < TAKERS; i++) {
        int status = -1;
        CU_ASSERT_EQUAL(waitpid(takers[i], &status, 0), takers[i]);
        CU_ASSERT_TRUE(WIFEXITED(status));
        failed += WEXITSTATUS(status);
    }
    return failed;
}

static unsigned lines_of(const char *text)
{
    unsigned lines = 0;
    for (; (text = strchr(text, '\n')) != NULL; text++) {
        lines++;
    }
    return lines;
}

/* Every text that was sent stands in exactly one file. */
static unsigned texts_found(const struct rig *rig)
{
    unsigned found = 0;
    for (unsigned taker = 0; taker < TAKERS; taker++) {
        for (unsigned i = 0; i < EACH; i++) {
            char text[32];
            snprintf(text, sizeof text, "%u of %u\n", i, taker);
            unsigned here = 0;
            for (unsigned number = 0; number < 2 * TAKERS * EACH; number++) {
                char name[32] = "same.txt";
                if (number > 0) {
                    snprintf(name, sizeof name, "same%u.txt", number);
                }
                here += remote_exists(rig, name) && remote_is_text(rig, name, text);
            }
            found += here == 1;
        }
    }
    return found;
}

/* create.exclusion */
static void test_unique_at_once(void)
{
    struct rig *rig = interop_rig();
    EXPECT(rig, take_all(unique) == 0);
    char *names = remote_names(rig, "");
    EXPECT(rig, lines_of(names) == TAKERS * EACH);
    EXPECT(rig, texts_found(rig) == TAKERS * EACH);
    free(names);
}

/* One takes the name, and all others are told. */
static void test_error_at_once(void)
{
    struct rig *rig = interop_rig();
    EXPECT(rig, take_all("{\"actionIfFileExists\":\"error\"}") == TAKERS * EACH - 1);
    EXPECT_NAMES(rig, "", "same.txt\n");
}

/* --- Locks
 * ------------------------------------------------------------------------------------------- */

/* create.exclusion */
static void test_stale_lock(void)
{
    static const char *const operations[] = {unique, NULL};
    struct rig *rig = interop_rig();
    for (size_t i = 0; i < INTEROP_COUNT(operations); i++) {
        rig_clear(rig);
        remote_folder(rig, "a.txt.hawser-lock");
        remote_time(rig, "a.txt.hawser-lock", time(NULL) - OLD_S);
        struct outcome *outcome = create_in(operations[i], NULL, "a.txt", "a");
        EXPECT_DONE(rig, outcome, 1);
        EXPECT(rig, is_exclusive(outcome));
        outcome_free(outcome);
        EXPECT_NAMES(rig, "", "a.txt\n");
        EXPECT(rig, rig_log_count(rig, "had left behind") == 1);
    }
}

/* A lock that is not old stays, and the next name is taken. */
/* create.exclusion */
static void test_fresh_lock(void)
{
    struct rig *rig = interop_rig();
    remote_folder(rig, "a.txt.hawser-lock");
    struct outcome *outcome = create_in(unique, NULL, "a.txt", "a");
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, is_exclusive(outcome));
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "a.txt.hawser-lock\na1.txt\n");
}

/* Nobody else can be excluded where nothing is claimed. */
static void test_no_claim(void)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome =
        create_in("{\"actionIfFileExists\":\"overwrite\"}", NULL, "a.txt", "a");
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, json_object_get(outcome->results[0].detail, "exclusive") == NULL);
    outcome_free(outcome);
    EXPECT(rig, rig_log_count(rig, "MKD") == 0);
}

static void test_direct(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "a.txt", "old");
    struct outcome *outcome =
        create_in("{\"actionIfFileExists\":\"createUniqueName\",\"directUpload\":true}", NULL,
            "a.txt", "new");
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, is_exclusive(outcome));
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "a.txt\na1.txt\n");
    EXPECT(rig, remote_is_text(rig, "a.txt", "old"));
}

/* --- Directories
 * ------------------------------------------------------------------------------------- */

/* create.createDirectories protocol.F7 */
static void test_directories(void)
{
    struct rig *rig = interop_rig();
    char *in = remote_path(rig, "in");
    struct outcome *outcome = create_in(making, in, "2024/may/a.txt", "a");
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT(rig, json_integer_value(
                        json_object_get(outcome->results[0].detail, "directoriesMade")) == 3);
    }
    outcome_free(outcome);
    EXPECT(rig, remote_is_text(rig, "in/2024/may/a.txt", "a"));
    outcome = create_in(making, in, "2024/june/b.txt", "b");
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "in/2024", "june\nmay\n");
    outcome = create_in(making, in, "2024/may/b.txt", "b");
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, json_object_get(outcome->results[0].detail, "directoriesMade") == NULL);
    outcome_free(outcome);
    free(in);
}

/* create.createDirectories */
static void test_no_directories(void)
{
    struct rig *rig = interop_rig();
    struct outcome *outcome = create_in(NULL, NULL, "missing/a.txt", "a");
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.directory.missing");
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "");
}

/* A file stands where a directory is wanted; and a directory in which nothing may be made. */
static void test_directories_refused(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "file", "f");
    struct outcome *outcome = create_in(making, NULL, "file/below/a.txt", "a");
    EXPECT(rig, outcome->code != HAWSER_OK);
    EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_APPLICATION_ERROR);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "file\n");
    EXPECT(rig, remote_is_text(rig, "file", "f"));
    EXPECT(rig, rig_open(rig, NULL));
    outcome = create_in(making, "/forbidden", "a.txt", "a");
    EXPECT(rig, outcome->code != HAWSER_OK);
    EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_APPLICATION_ERROR);
    outcome_free(outcome);
}

/* --- Leftovers
 * --------------------------------------------------------------------------------------- */

static void put_aged(const struct rig *rig, const char *name, long hours)
{
    remote_text(rig, name, "leftover");
    remote_time(rig, name, time(NULL) - hours * HOUR_S);
}

/* create.sweepAge */
static void test_sweep(void)
{
    static const char *const kept[] = {"b.txt.hawser-0123456789ab.tmp", "b.txt.hawser-0123456789ab",
        "b.txt.hawser-0123456789a.part", "b.txt.hawser-0123456789AB.part",
        "b.txt-0123456789ab.part", "b.txt.hawser-0123456789ab.part.old", "b.part"};
    struct rig *rig = interop_rig();
    for (size_t i = 0; i < INTEROP_COUNT(kept); i++) {
        put_aged(rig, kept[i], 100);
    }
    put_aged(rig, "b.txt.hawser-0123456789ab.part", 30);
    put_aged(rig, "c.txt.hawser-0123456789ab.part", 20);
    struct outcome *outcome = create_in(NULL, NULL, "a.txt", "a");
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
    EXPECT(rig, !remote_exists(rig, "b.txt.hawser-0123456789ab.part"));
    EXPECT(rig, remote_exists(rig, "c.txt.hawser-0123456789ab.part"));
    for (size_t i = 0; i < INTEROP_COUNT(kept); i++) {
        EXPECT(rig, remote_exists(rig, kept[i]));
    }
    EXPECT(rig, rig_log_count(rig, "had left unfinished") == 1);
}

/* create.sweepAge */
static void test_sweep_settings(void)
{
    struct rig *rig = interop_rig();
    remote_folder(rig, "staging");
    put_aged(rig, "b.txt.hawser-0123456789ab.tmp", 5);
    put_aged(rig, "staging/b.txt.hawser-0123456789ab.tmp", 5);
    struct outcome *outcome =
        create_in("{\"temporaryExtension\":\"tmp\",\"sweepAge\":0}", NULL, "a.txt", "a");
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "a.txt\nb.txt.hawser-0123456789ab.tmp\nstaging\n");
    char *staging = remote_path(rig, "staging");
    char operation[256];
    snprintf(operation, sizeof operation,
        "{\"temporaryExtension\":\"tmp\",\"sweepAge\":4,\"stagingDirectory\":\"%s\"}", staging);
    outcome = create_in(operation, NULL, "c.txt", "c");
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "a.txt\nb.txt.hawser-0123456789ab.tmp\nc.txt\nstaging\n");
    EXPECT_NAMES(rig, "staging", "");
    free(staging);
}

static const struct interop_test tests[] = {{"a unique name for each of many", test_unique_at_once},
    {"one of many takes a name", test_error_at_once}, {"a lock left behind", test_stale_lock},
    {"a lock that is held", test_fresh_lock}, {"no lock for overwrite", test_no_claim},
    {"a unique name with direct upload", test_direct}, {"missing directories", test_directories},
    {"directories are not made unasked", test_no_directories},
    {"directories that can't be made", test_directories_refused}, {"sweep", test_sweep},
    {"sweep settings", test_sweep_settings}};

int main(void)
{
    return interop_on_each(interop_settings, tests, INTEROP_COUNT(tests));
}
