/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "unit/scratch.h"

#include <CUnit/Basic.h>
#include <hawser/host.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static struct scratch scratch;
static hawser_host *host;

static int set_up(void)
{
    scratch_init(&scratch);
    host = hawser_host_new();
    return host == NULL ||
           hawser_host_set(host, HAWSER_SETTING_CONNECTOR_PATH, TEST_CONNECTOR_DIR) != HAWSER_OK;
}

static int tear_down(void)
{
    hawser_host_free(host);
    scratch_done(&scratch);
    return 0;
}

/* Loads, and compares the code and a part of the message. */
static hawser_loaded *load(const char *name, int32_t code, const char *part)
{
    hawser_loaded *loaded = NULL;
    hawser_problem *problem = NULL;
    int32_t result = hawser_load(host, name, &loaded, &problem);

    CU_ASSERT_EQUAL(result, code);
    if (result != HAWSER_OK) {
        const hawser_error *error = hawser_problem_error(problem);
        CU_ASSERT_EQUAL(error->code, result);
        CU_ASSERT_PTR_NOT_NULL(strstr(error->message, part));
        CU_ASSERT_PTR_NULL(loaded);
    }
    hawser_problem_free(problem);
    return loaded;
}

static void test_loads_by_id_and_path(void)
{
    hawser_loaded *by_id = load("echo", HAWSER_OK, "");
    hawser_loaded *by_path = load(TEST_CONNECTOR_DIR "/echo.so", HAWSER_OK, "");

    CU_ASSERT_PTR_NOT_NULL_FATAL(by_id);
    CU_ASSERT_PTR_NOT_NULL_FATAL(by_path);
    CU_ASSERT_STRING_EQUAL(hawser_loaded_path(by_id), TEST_CONNECTOR_DIR "/echo.so");
    CU_ASSERT_STRING_EQUAL(hawser_loaded_table(by_id)->id, "echo");
    CU_ASSERT_STRING_EQUAL(hawser_loaded_table(by_path)->version, "1.2.3");
    /* The table is a copy of what this host knows, though the connector's is longer. */
    CU_ASSERT_PTR_NOT_NULL(hawser_loaded_table(by_id)->is_alive);
    hawser_unload(by_id);
    hawser_unload(by_path);
    hawser_unload(NULL);
}

static void test_refuses_tables(void)
{
    static const struct {
        const char *file;
        int32_t code;
        const char *part;
    } cases[] = {
        {"echo_missing_slot.so", HAWSER_PROTOCOL, "execute"},
        {"echo_other_major.so", HAWSER_UNSUPPORTED, "major version 2"},
        {"echo_null_table.so", HAWSER_UNSUPPORTED, "major version 1"},
        {"echo_short_table.so", HAWSER_PROTOCOL, "bytes"},
        {"echo_bad_threads.so", HAWSER_PROTOCOL, "thread model 7"},
        {"echo_bad_id.so", HAWSER_PROTOCOL, "id"},
        {"echo_no_entry.so", HAWSER_UNSUPPORTED, "hawser_connector_entry"},
        {"no_such.so", HAWSER_NOT_FOUND, "no_such.so"},
    };
    char path[SCRATCH_PATH_SIZE];

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", TEST_CONNECTOR_DIR, cases[i].file);
        CU_ASSERT_PTR_NULL(load(path, cases[i].code, cases[i].part));
    }
}

static void test_refuses_names(void)
{
    static const char *const names[] = {
        "", "Echo", "e.so", "1echo", "echo_bare", "a-name-of-more-than-thirty-two-bytes"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        CU_ASSERT_PTR_NULL(load(names[i], HAWSER_BAD_ARGUMENT, "neither"));
    CU_ASSERT_PTR_NULL(load("no-such", HAWSER_NOT_FOUND, TEST_CONNECTOR_DIR));
}

static void test_refuses_files(void)
{
    char path[SCRATCH_PATH_SIZE];

    scratch_copy(&scratch, "writable.so", TEST_CONNECTOR_DIR "/echo.so", 0757);
    load(scratch_path(&scratch, "writable.so", path), HAWSER_DENIED, "written to by others");
    scratch_copy(&scratch, "group.so", TEST_CONNECTOR_DIR "/echo.so", 0775);
    load(scratch_path(&scratch, "group.so", path), HAWSER_DENIED, "written to by others");
    scratch_write(&scratch, "text.so", "no ELF", 6, 0755);
    load(scratch_path(&scratch, "text.so", path), HAWSER_UNSUPPORTED, "can't be loaded");
    scratch_write(&scratch, "empty.so", "", 0, 0755);
    load(scratch_path(&scratch, "empty.so", path), HAWSER_UNSUPPORTED, "can't be loaded");
    CU_ASSERT_EQUAL(mkdir(scratch_path(&scratch, "folder.so", path), 0755), 0);
    load(path, HAWSER_DENIED, "not a regular file");
    CU_ASSERT_EQUAL(mkfifo(scratch_path(&scratch, "pipe.so", path), 0644), 0);
    load(path, HAWSER_DENIED, "not a regular file");
    if (geteuid() == 0) {
        scratch_copy(&scratch, "foreign.so", TEST_CONNECTOR_DIR "/echo.so", 0755);
        CU_ASSERT_EQUAL(chown(scratch_path(&scratch, "foreign.so", path), 4242, 0), 0);
        load(path, HAWSER_DENIED, "user 4242");
    }
}

/* A file that is found by an id has to be of that id. */
static void test_refuses_other_id(void)
{
    struct scratch folder;

    scratch_init(&folder);
    scratch_copy(&folder, "renamed.so", TEST_CONNECTOR_DIR "/echo.so", 0755);
    CU_ASSERT_EQUAL(hawser_host_set(host, HAWSER_SETTING_CONNECTOR_PATH, folder.path), HAWSER_OK);
    CU_ASSERT_PTR_NULL(load("renamed", HAWSER_PROTOCOL, "\"echo\""));
    hawser_host_set(host, HAWSER_SETTING_CONNECTOR_PATH, TEST_CONNECTOR_DIR);
    scratch_done(&folder);
}

static void test_describes(void)
{
    hawser_loaded *loaded = load("echo", HAWSER_OK, "");
    const char *text = NULL;
    const char *again = NULL;
    size_t length = 0;

    CU_ASSERT_PTR_NOT_NULL_FATAL(loaded);
    CU_ASSERT_EQUAL(hawser_describe(loaded, &text, &length, NULL), HAWSER_OK);
    json_t *json = json_loadb(text, length, 0, NULL);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(json, "title")), "Echo");
    CU_ASSERT_EQUAL(json_array_size(json_object_get(json, "actions")), 3);
    json_decref(json);
    CU_ASSERT_EQUAL(hawser_describe(loaded, &again, &length, NULL), HAWSER_OK);
    CU_ASSERT_PTR_EQUAL(text, again);
    hawser_unload(loaded);
}

static void test_refuses_descriptors(void)
{
    static const struct {
        const char *file;
        const char *part;
    } cases[] = {
        {"echo_not_json.so", "can't be used"},
        {"echo_no_descriptor.so", "no descriptor"},
        {"echo_two_descriptors.so", "second"},
        {"echo_other_id.so", "not the id"},
        {"echo_bad_schema.so", "tpye"},
    };
    char path[SCRATCH_PATH_SIZE];

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *text = NULL;
        size_t length = 0;
        hawser_problem *problem = NULL;
        snprintf(path, sizeof path, "%s/%s", TEST_CONNECTOR_DIR, cases[i].file);
        hawser_loaded *loaded = load(path, HAWSER_OK, "");
        CU_ASSERT_PTR_NOT_NULL_FATAL(loaded);
        CU_ASSERT_EQUAL(hawser_describe(loaded, &text, &length, &problem), HAWSER_PROTOCOL);
        CU_ASSERT_PTR_NOT_NULL(strstr(hawser_problem_error(problem)->message, cases[i].part));
        CU_ASSERT_PTR_NULL(text);
        hawser_problem_free(problem);
        hawser_unload(loaded);
    }
}

/* Empty optional slots answer UNSUPPORTED, and say which it is. */
static void test_fills_optional_slots(void)
{
    static const char connection[] = "{\"name\": \"a\"}";
    hawser_loaded *loaded = load(TEST_CONNECTOR_DIR "/echo_bare.so", HAWSER_OK, "");
    hawser_problem *problem = NULL;
    hawser_link *link = NULL;

    CU_ASSERT_PTR_NOT_NULL_FATAL(loaded);
    CU_ASSERT_EQUAL(
        hawser_test(loaded, connection, strlen(connection), NULL, NULL, NULL, NULL, &problem),
        HAWSER_UNSUPPORTED);
    CU_ASSERT_PTR_NOT_NULL(strstr(hawser_problem_error(problem)->message, "test"));
    hawser_problem_free(problem);
    CU_ASSERT_EQUAL(
        hawser_browse(loaded, connection, strlen(connection), "/name", "", NULL, NULL, NULL, NULL),
        HAWSER_UNSUPPORTED);
    CU_ASSERT_EQUAL(
        hawser_open(loaded, connection, strlen(connection), NULL, &link, NULL), HAWSER_OK);
    CU_ASSERT_EQUAL(hawser_is_alive(link, NULL), HAWSER_UNSUPPORTED);
    hawser_close(link, NULL);
    hawser_unload(loaded);
}

struct tally {
    size_t good;
    size_t bad;
    size_t stop_after;
    char last[SCRATCH_PATH_SIZE];
    int ordered;
};

static int32_t count(void *user, const hawser_found *found)
{
    struct tally *tally = user;

    tally->ordered = tally->ordered && strcmp(tally->last, found->path) < 0;
    snprintf(tally->last, sizeof tally->last, "%s", found->path);
    if (found->problem == NULL)
        CU_ASSERT_STRING_EQUAL(found->id, "echo");
    if (found->problem == NULL)
        tally->good++;
    else
        tally->bad++;
    return tally->good + tally->bad == tally->stop_after;
}

static void test_finds(void)
{
    struct tally all = {.ordered = 1};
    struct tally one = {.ordered = 1, .stop_after = 1};

    CU_ASSERT_EQUAL(hawser_find(host, count, &all, NULL), HAWSER_OK);
    /* echo, bare, and the five whose fault is in what they describe, load; the others don't. */
    CU_ASSERT_EQUAL(all.good, 7);
    CU_ASSERT_EQUAL(all.bad, 7);
    CU_ASSERT_TRUE(all.ordered);
    CU_ASSERT_EQUAL(hawser_find(host, count, &one, NULL), HAWSER_OK);
    CU_ASSERT_EQUAL(one.good + one.bad, 1);
}

static void test_passes_missing_folders_over(void)
{
    struct tally all = {.ordered = 1};

    hawser_host_set(host, HAWSER_SETTING_CONNECTOR_PATH, "/no/such::" TEST_CONNECTOR_DIR ":");
    CU_ASSERT_EQUAL(hawser_find(host, count, &all, NULL), HAWSER_OK);
    CU_ASSERT_EQUAL(all.good + all.bad, 14);
    hawser_unload(load("echo", HAWSER_OK, ""));
    hawser_host_set(host, HAWSER_SETTING_CONNECTOR_PATH, TEST_CONNECTOR_DIR);
}

static void test_settings(void)
{
    setenv("HAWSER_CONNECTOR_PATH", "/a:/b", 1);
    setenv("HAWSER_STATE_DIR", "/state", 1);
    hawser_host *other = hawser_host_new();

    CU_ASSERT_PTR_NOT_NULL_FATAL(other);
    CU_ASSERT_PTR_EQUAL(strstr(hawser_host_get(other, HAWSER_SETTING_CONNECTOR_PATH), "/a:/b:/"),
        hawser_host_get(other, HAWSER_SETTING_CONNECTOR_PATH));
    CU_ASSERT_STRING_EQUAL(hawser_host_get(other, HAWSER_SETTING_STATE_DIR), "/state");
    CU_ASSERT_PTR_NULL(hawser_host_get(other, 99));
    CU_ASSERT_EQUAL(hawser_host_set(other, 99, "x"), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(hawser_host_set(other, HAWSER_SETTING_TRUST_DIR, NULL), HAWSER_BAD_ARGUMENT);
    hawser_host_free(other);
    hawser_host_free(NULL);
    unsetenv("HAWSER_CONNECTOR_PATH");
    unsetenv("HAWSER_STATE_DIR");
}

static void test_names(void)
{
    CU_ASSERT_STRING_EQUAL(hawser_code_name(HAWSER_NOT_FOUND), "NOT_FOUND");
    CU_ASSERT_STRING_EQUAL(hawser_code_name(HAWSER_INTERNAL), "INTERNAL");
    CU_ASSERT_STRING_EQUAL(hawser_code_name(HAWSER_INTERNAL + 1), "UNKNOWN");
    CU_ASSERT_STRING_EQUAL(hawser_code_name(-1), "UNKNOWN");
    CU_ASSERT_STRING_EQUAL(hawser_status_name(HAWSER_STATUS_UNKNOWN), "UNKNOWN");
    CU_ASSERT_STRING_EQUAL(hawser_status_name(5), "UNKNOWN");
    CU_ASSERT_STRING_EQUAL(hawser_retry_name(HAWSER_RETRY_LATER), "LATER");
    CU_ASSERT_STRING_EQUAL(hawser_retry_name(4), "UNKNOWN");
    CU_ASSERT_STRING_EQUAL(hawser_version(), "0.1.0");
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"loads by id and by path", test_loads_by_id_and_path},
        {"refuses tables that break the ABI", test_refuses_tables},
        {"refuses what is no name", test_refuses_names},
        {"refuses files by kind, owner and mode", test_refuses_files},
        {"refuses a file of another id", test_refuses_other_id},
        {"describes, once", test_describes},
        {"refuses descriptors", test_refuses_descriptors},
        {"fills optional slots", test_fills_optional_slots},
        {"finds all", test_finds},
        {"passes missing folders over", test_passes_missing_folders_over},
        {"reads settings", test_settings},
        {"names codes", test_names},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {
        {.pName = "load", .pInitFunc = set_up, .pCleanupFunc = tear_down, .pTests = tests},
        CU_SUITE_INFO_NULL,
    };

    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures() + CU_get_number_of_suites_failed();
    CU_cleanup_registry();
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
