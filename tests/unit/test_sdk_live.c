/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <CUnit/Basic.h>
#include <hawser/host.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "call.h"
#include "prepare.h"

static hawser_host *host;
static hawser_loaded *echo;

static int set_up(void)
{
    host = hawser_host_new();
    if (host == NULL)
        return 1;
    hawser_host_set(host, HAWSER_SETTING_CONNECTOR_PATH, TEST_CONNECTOR_DIR);
    hawser_host_set(host, HAWSER_SETTING_TRUST_DIR, "/no/such/folder");
    return hawser_load(host, "echo", &echo, NULL) != HAWSER_OK;
}

static int tear_down(void)
{
    hawser_unload(echo);
    hawser_host_free(host);
    return 0;
}

static int32_t open_with(
    const char *connection, hawser_link **ret_link, hawser_problem **ret_problem)
{
    return hawser_open(echo, connection, strlen(connection), NULL, ret_link, ret_problem);
}

static void test_opens(void)
{
    hawser_link *link = NULL;

    CU_ASSERT_EQUAL(open_with("{\"name\": \"a\"}", &link, NULL), HAWSER_OK);
    CU_ASSERT_PTR_NOT_NULL_FATAL(link);
    CU_ASSERT_EQUAL(hawser_is_alive(link, NULL), HAWSER_NETWORK);
    hawser_close(link, NULL);
    hawser_close(NULL, NULL);
}

/* Limits whose size is not set would not be read, and so not be kept. */
static void test_refuses_limits_without_size(void)
{
    static const char connection[] = "{\"name\": \"a\"}";
    const hawser_control unset = {.cancel_fd = -1, .deadline_ns = 1};
    hawser_link *link = NULL;
    hawser_problem *problem = NULL;

    CU_ASSERT_EQUAL(hawser_open(echo, connection, strlen(connection), &unset, &link, &problem),
        HAWSER_BAD_ARGUMENT);
    CU_ASSERT_PTR_NULL_FATAL(link);
    CU_ASSERT_PTR_NOT_NULL_FATAL(problem);
    CU_ASSERT_PTR_NOT_NULL(strstr(hawser_problem_error(problem)->message, "hawser_control"));
    hawser_problem_free(problem);
    CU_ASSERT_EQUAL(
        hawser_test(echo, connection, strlen(connection), NULL, &unset, NULL, NULL, NULL),
        HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL_FATAL(open_with(connection, &link, NULL), HAWSER_OK);
    CU_ASSERT_EQUAL(hawser_is_alive(link, &unset), HAWSER_BAD_ARGUMENT);
    hawser_execution *run = hawser_execution_new(link, "list", NULL, 0, 0);
    CU_ASSERT_EQUAL(hawser_execution_run(run, &unset, NULL, NULL), HAWSER_BAD_ARGUMENT);
    hawser_execution_free(run);
    hawser_close(link, NULL);
}

static void test_refuses_to_open(void)
{
    static const struct {
        const char *connection;
        int32_t code;
        const char *id;
        const char *part;
    } cases[] = {
        {"{}", HAWSER_BAD_CONFIG, "config.schema.required", "/name"},
        {"{\"name\": \"bad\"}", HAWSER_BAD_CONFIG, "config.echo.bad-name", "(connection /name)"},
        {"{\"name\": \"refuse\"}", HAWSER_BAD_CONFIG, "echo.refused", "asked to refuse"},
        {"{\"name\": \"nothing\"}", HAWSER_PROTOCOL, "open.nothing", "opened nothing"},
        {"{\"name\": \"a\", \"password\": {\"$secret\": \"env:HAWSER_NO_SUCH\"}}",
            HAWSER_BAD_CONFIG, "secret.unreadable", "/password"},
        {"{", HAWSER_BAD_CONFIG, "config.json.malformed", "line 1"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hawser_link *link = NULL;
        hawser_problem *problem = NULL;
        CU_ASSERT_EQUAL(open_with(cases[i].connection, &link, &problem), cases[i].code);
        CU_ASSERT_PTR_NULL(link);
        CU_ASSERT_STRING_EQUAL(hawser_problem_error(problem)->id, cases[i].id);
        CU_ASSERT_PTR_NOT_NULL(strstr(hawser_problem_error(problem)->message, cases[i].part));
        hawser_problem_free(problem);
    }
}

struct stages {
    size_t count;
    json_t *facts;
};

static void take_stage(void *user, const char *json, size_t length)
{
    struct stages *stages = user;
    json_t *stage = json_loadb(json, length, 0, NULL);

    if (stages->count++ == 0)
        stages->facts = json_incref(json_object_get(stage, "facts"));
    json_decref(stage);
}

static const char *fact(const struct stages *stages, const char *name)
{
    return json_string_value(json_object_get(stages->facts, name));
}

/* The connector sees defaults, no secret, and gets the secret by asking. */
static void test_tests_live(void)
{
    static const char connection[] =
        "{\"name\": \"a\", \"password\": {\"$secret\": \"env:HAWSER_TEST_SECRET\"}}";
    struct stages stages = {0};

    setenv("HAWSER_TEST_SECRET", "hunter2", 1);
    CU_ASSERT_EQUAL(
        hawser_test(echo, connection, strlen(connection), NULL, NULL, take_stage, &stages, NULL),
        HAWSER_OK);
    const json_t *seen = json_object_get(stages.facts, "connection");
    CU_ASSERT_EQUAL(stages.count, 1);
    CU_ASSERT_STRING_EQUAL(
        json_string_value(json_object_get(seen, "password")), HAWSER_SECRET_PLACEHOLDER);
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(seen, "limit")), 10);
    CU_ASSERT_STRING_EQUAL(fact(&stages, "secret"), "hunter2");
    CU_ASSERT_EQUAL(
        json_integer_value(json_object_get(stages.facts, "smallCode")), HAWSER_RESOURCE);
    CU_ASSERT_TRUE(json_is_true(json_object_get(stages.facts, "unknownIsNull")));
    json_decref(stages.facts);
}

/* A reference that turns out blank is as good as none. */
static void test_blank_secret_is_not_set(void)
{
    static const char connection[] =
        "{\"name\": \"a\", \"password\": {\"$secret\": \"env:HAWSER_TEST_SECRET\"}}";
    struct stages stages = {0};

    setenv("HAWSER_TEST_SECRET", "", 1);
    CU_ASSERT_EQUAL(
        hawser_test(echo, connection, strlen(connection), NULL, NULL, take_stage, &stages, NULL),
        HAWSER_OK);
    CU_ASSERT_EQUAL(
        json_integer_value(json_object_get(stages.facts, "secretCode")), HAWSER_NOT_FOUND);
    CU_ASSERT_STRING_EQUAL(
        json_string_value(json_object_get(json_object_get(stages.facts, "connection"), "password")),
        "");
    json_decref(stages.facts);
}

static void test_failed_test(void)
{
    static const char connection[] = "{\"name\": \"a\"}";
    struct stages stages = {0};

    CU_ASSERT_EQUAL(hawser_test(echo, connection, strlen(connection), "{\"fail\": true}", NULL,
                        take_stage, &stages, NULL),
        HAWSER_NETWORK);
    CU_ASSERT_EQUAL(stages.count, 2);
    json_decref(stages.facts);
    CU_ASSERT_EQUAL(hawser_test(echo, connection, strlen(connection), "[]", NULL, NULL, NULL, NULL),
        HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(hawser_test(echo, "{}", 2, NULL, NULL, NULL, NULL, NULL), HAWSER_BAD_CONFIG);
}

static void count_emitted(void *user, const char *json, size_t length)
{
    CU_ASSERT_EQUAL(strlen(json), length);
    ++*(size_t *)user;
}

static void test_browses(void)
{
    size_t count = 0;

    CU_ASSERT_EQUAL(
        hawser_browse(echo, "{}", 2, "/name", "a", NULL, count_emitted, &count, NULL), HAWSER_OK);
    CU_ASSERT_EQUAL(count, 1);
    CU_ASSERT_EQUAL(hawser_browse(echo, "{}", 2, "/limit", "", NULL, count_emitted, &count, NULL),
        HAWSER_PROTOCOL);
    CU_ASSERT_EQUAL(hawser_browse(echo, "{}", 2, "name", "", NULL, count_emitted, &count, NULL),
        HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(count, 1);
}

static void test_prepares_operations(void)
{
    hawser_link *link = NULL;
    hawser_problem *problem = NULL;
    char *text = NULL;
    size_t length = 0;

    CU_ASSERT_EQUAL_FATAL(open_with("{\"name\": \"x\"}", &link, NULL), HAWSER_OK);
    CU_ASSERT_EQUAL(
        prepare_operation(link, "list", NULL, 0, NULL, &text, &length, NULL), HAWSER_OK);
    CU_ASSERT_STRING_EQUAL(text, "{\"prefix\":\"\"}");
    CU_ASSERT_EQUAL(length, strlen(text));
    free(text);
    /* The connector sees the connection beside it. */
    CU_ASSERT_EQUAL(
        prepare_operation(link, "list", "{\"prefix\": \"x\"}", 15, NULL, &text, &length, &problem),
        HAWSER_BAD_CONFIG);
    CU_ASSERT_STRING_EQUAL(hawser_problem_error(problem)->id, "config.echo.same");
    hawser_problem_free(problem);
    CU_ASSERT_EQUAL(
        prepare_operation(link, "list", "3", 1, NULL, &text, &length, NULL), HAWSER_BAD_CONFIG);
    CU_ASSERT_EQUAL(
        prepare_operation(link, "fly", NULL, 0, NULL, &text, &length, NULL), HAWSER_BAD_ARGUMENT);
    hawser_close(link, NULL);
}

struct heard {
    size_t count;
    char line[64];
    char connector[64];
};

static void hear(void *user, uint32_t level, const char *connector, const char *correlation_id,
    const char *line, size_t length)
{
    struct heard *heard = user;

    CU_ASSERT_EQUAL(level, HAWSER_LOG_INFO);
    CU_ASSERT_STRING_EQUAL(correlation_id, "c-1");
    CU_ASSERT_EQUAL(strlen(line), length);
    heard->count++;
    snprintf(heard->line, sizeof heard->line, "%s", line);
    snprintf(heard->connector, sizeof heard->connector, "%s", connector);
}

/* Below the level nothing is heard; control characters don't reach the log. */
static void test_log(void)
{
    static const char connection[] = "{\"name\": \"a\"}";
    hawser_control control = {.size = sizeof control, .cancel_fd = -1, .correlation_id = "c-1"};
    struct heard heard = {0};

    hawser_host_on_log(host, hear, &heard, HAWSER_LOG_WARNING);
    hawser_test(echo, connection, strlen(connection), NULL, &control, NULL, NULL, NULL);
    CU_ASSERT_EQUAL(heard.count, 0);
    hawser_host_on_log(host, hear, &heard, HAWSER_LOG_INFO);
    hawser_test(echo, connection, strlen(connection), NULL, &control, NULL, NULL, NULL);
    hawser_host_on_log(host, NULL, NULL, 0);
    CU_ASSERT_EQUAL(heard.count, 1);
    CU_ASSERT_STRING_EQUAL(heard.line, "facts?were? collected");
    CU_ASSERT_STRING_EQUAL(heard.connector, "echo");
}

/* Two loads of a SERIAL connector share one lock, and who waits can be cancelled. */
static void test_serial(void)
{
    hawser_loaded *first = NULL;
    hawser_loaded *second = NULL;
    hawser_link *link = NULL;
    hawser_problem *problem = NULL;
    int ends[2];
    static const char path[] = TEST_CONNECTOR_DIR "/echo_bare.so";
    static const char connection[] = "{\"name\": \"a\"}";

    CU_ASSERT_EQUAL_FATAL(hawser_load(host, path, &first, NULL), HAWSER_OK);
    CU_ASSERT_EQUAL_FATAL(hawser_load(host, path, &second, NULL), HAWSER_OK);
    CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
    CU_ASSERT_EQUAL(loaded_describe(second, NULL), HAWSER_OK);
    hawser_control cancelled = {.size = sizeof cancelled, .cancel_fd = ends[0]};
    hawser_control late = {.size = sizeof late, .cancel_fd = -1, .deadline_ns = 1};
    CU_ASSERT_EQUAL(write(ends[1], "x", 1), 1);
    CU_ASSERT_EQUAL(loaded_enter(first, NULL), HAWSER_OK);
    CU_ASSERT_EQUAL(loaded_enter(second, &cancelled), HAWSER_CANCELLED);
    CU_ASSERT_EQUAL(hawser_open(second, connection, strlen(connection), &late, &link, &problem),
        HAWSER_TIMEOUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(hawser_problem_error(problem)->message, "waited"));
    hawser_problem_free(problem);
    loaded_leave(first);
    CU_ASSERT_EQUAL(
        hawser_open(second, connection, strlen(connection), NULL, &link, NULL), HAWSER_OK);
    hawser_close(link, NULL);
    close(ends[0]);
    close(ends[1]);
    hawser_unload(second);
    hawser_unload(first);
}

/* An error that is shorter than the ABI's says nothing that could be relied on. */
static void test_problems_of_connectors(void)
{
    struct call call;
    hawser_problem *problem = NULL;
    hawser_error error = {.size = sizeof error,
        .code = HAWSER_DENIED,
        .id = "a.b",
        .message = "bad\x1b[2J",
        .transcript = "> A\n< B",
        .native = 550};

    call_init(&call, echo, NULL, NULL);
    call.abi.fail(call.abi.host, &error);
    CU_ASSERT_EQUAL(call_result(&call, HAWSER_NETWORK, "open", &problem), HAWSER_NETWORK);
    CU_ASSERT_EQUAL(hawser_problem_error(problem)->code, HAWSER_NETWORK);
    CU_ASSERT_EQUAL(hawser_problem_error(problem)->native, 550);
    CU_ASSERT_STRING_EQUAL(hawser_problem_error(problem)->message, "bad?[2J");
    CU_ASSERT_STRING_EQUAL(hawser_problem_error(problem)->transcript, "> A\n< B");
    hawser_problem_free(problem);
    error.size = 4;
    call.abi.fail(call.abi.host, &error);
    call.abi.fail(call.abi.host, NULL);
    CU_ASSERT_EQUAL(call_result(&call, HAWSER_DENIED, "open", &problem), HAWSER_DENIED);
    CU_ASSERT_STRING_EQUAL(hawser_problem_error(problem)->id, "sdk.nameless-error");
    hawser_problem_free(problem);
    call_done(&call);
    CU_ASSERT_EQUAL(hawser_problem_error(NULL)->code, HAWSER_NO_MEMORY);
    hawser_problem_free(NULL);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"opens", test_opens},
        {"refuses limits without a size", test_refuses_limits_without_size},
        {"refuses to open", test_refuses_to_open},
        {"tests live", test_tests_live},
        {"takes a blank secret for none", test_blank_secret_is_not_set},
        {"reports a failed test", test_failed_test},
        {"browses", test_browses},
        {"prepares operations", test_prepares_operations},
        {"logs", test_log},
        {"lets one call into a serial connector", test_serial},
        {"keeps problems of connectors", test_problems_of_connectors},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {
        {.pName = "live", .pInitFunc = set_up, .pCleanupFunc = tear_down, .pTests = tests},
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
