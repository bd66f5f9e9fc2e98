/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include <CUnit/Basic.h>
#include <hawser/host.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define LISTED 32

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

/* "severity document pointer code" of each finding. */
struct listing {
    size_t count;
    char lines[LISTED][256];
    char json[LISTED][1024];
};

static void note(void *user, const hawser_finding *finding)
{
    static const char *const severities[] = {"error", "warning", "info"};
    struct listing *listing = user;

    CU_ASSERT_FATAL(listing->count < LISTED);
    snprintf(listing->json[listing->count], sizeof listing->json[0], "%s", finding->json);
    snprintf(listing->lines[listing->count++], sizeof listing->lines[0], "%s %s %s %s",
        severities[finding->severity], finding->document, finding->pointer, finding->code);
}

static int32_t validate(const char *connection, const char *action, const char *operation,
    uint32_t flags, struct listing *listing)
{
    hawser_config config = {.size = sizeof config,
        .flags = flags,
        .connection = connection,
        .connection_length = connection == NULL ? 0 : strlen(connection),
        .action = action,
        .operation = operation,
        .operation_length = operation == NULL ? 0 : strlen(operation)};

    *listing = (struct listing){0};
    return hawser_validate(echo, &config, note, listing, NULL);
}

struct expectation {
    const char *connection;
    const char *action;
    const char *operation;
    uint32_t flags;
    int32_t code;
    const char *lines[4];
};

static void check(const struct expectation *expected)
{
    struct listing listing;
    size_t count = 0;

    CU_ASSERT_EQUAL(validate(expected->connection, expected->action, expected->operation,
                        expected->flags, &listing),
        expected->code);
    for (; count < 4 && expected->lines[count] != NULL; count++)
        if (count < listing.count && strcmp(listing.lines[count], expected->lines[count]) != 0) {
            fprintf(stderr, "%s: got %s\n", expected->connection, listing.lines[count]);
            CU_FAIL("another finding");
        }
    CU_ASSERT_EQUAL(listing.count, count);
}

static void test_accepts(void)
{
    static const struct expectation cases[] = {
        {.connection = "{\"name\": \"a\"}"},
        {.connection = "{\"name\": \"a\", \"limit\": 3, \"password\": {\"$secret\": \"env:P\"}}"},
        {.connection = "{\"name\": \"a\", \"password\": \"\"}"},
        {.connection = "{\"name\": \"a\", \"tls\": {\"passphrase\": {\"$secret\": \"file:/p\"}}}"},
        {.connection = "{\"name\": \"a\"}", .action = "get"},
        {.action = "list", .operation = "{\"prefix\": \"x\"}"},
        {.connection = "{}", .flags = HAWSER_VALIDATE_DRAFT},
        {.connection = NULL},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check(&cases[i]);
}

static void test_warns(void)
{
    static const struct expectation cases[] = {
        {.connection = "{\"name\": \"a\", \"password\": \"hunter2\"}",
            .lines = {"warning connection /password secret.literal"}},
        {.connection = "{\"name\": \"warn\"}", .lines = {"warning connection /name echo.warning"}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check(&cases[i]);
}

/* What a schema asks of a secret it asks of the secret, where that is known, and shows neither it nor
   its length. */
static void test_checks_secrets(void)
{
    static const char *const names[] = {
        "a", "bad"}; /* of the second the connector finds something */
    static const struct {
        const char *passphrase;
        const char *line; /* NULL: it is right */
        const char *message;
    } cases[] = {
        {"correcthorse", NULL, NULL},
        {"horse", "error connection /tls/passphrase schema.length",
            "Passphrase must have at least 10 characters"},
        {"Correct-Horse", "error connection /tls/passphrase schema.pattern",
            "Passphrase must match the pattern ^[a-z]*$; its value is not shown"},
    };

    for (size_t i = 0; i < 2 * sizeof cases / sizeof cases[0]; i++) {
        char connection[128];
        struct listing listing;
        size_t k = i / 2, others = 1 + i % 2;
        snprintf(connection, sizeof connection,
            "{\"name\": \"%s\", \"tls\": {\"passphrase\": \"%s\"}}", names[i % 2],
            cases[k].passphrase);
        CU_ASSERT_EQUAL(validate(connection, NULL, NULL, 0, &listing),
            others == 2 || cases[k].line ? HAWSER_BAD_CONFIG : HAWSER_OK);
        CU_ASSERT_EQUAL_FATAL(listing.count, others + (cases[k].line != NULL));
        CU_ASSERT_STRING_EQUAL(
            listing.lines[0], "warning connection /tls/passphrase secret.literal");
        if (!cases[k].line)
            continue;
        json_t *finding = json_loads(listing.json[1], 0, NULL);
        CU_ASSERT_STRING_EQUAL(listing.lines[1], cases[k].line);
        CU_ASSERT_STRING_EQUAL(
            json_string_value(json_object_get(finding, "message")), cases[k].message);
        CU_ASSERT_PTR_NULL(strstr(listing.json[1], cases[k].passphrase));
        json_decref(finding);
    }
}

static void test_finds_errors(void)
{
    static const struct expectation cases[] = {
        {.connection = "{}",
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error connection /name schema.required"}},
        {.connection = "{\"name\": \"bad\"}",
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error connection /name echo.bad-name"}},
        /* The connector says the same of the limit: once is enough. */
        {.connection = "{\"name\": \"a\", \"limit\": 0}",
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error connection /limit schema.range"}},
        {.connection = "{\"name\": \"a\", \"lmit\": 1}",
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error connection /lmit schema.unknown-field"}},
        {.connection = "[]", .code = HAWSER_BAD_CONFIG, .lines = {"error connection  schema.type"}},
        {.connection = "{\"name\": \"x\"}",
            .action = "list",
            .operation = "{\"prefix\": \"x\"}",
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error operation /prefix echo.same"}},
        {.connection = "{\"name\": \"bad\"}",
            .action = "list",
            .operation = "{\"prefix\": 1}",
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error operation /prefix schema.type",
                "error connection /name echo.bad-name"}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check(&cases[i]);
}

static void test_finds_misused_secrets(void)
{
    static const struct expectation cases[] = {
        {.connection = "{\"name\": {\"$secret\": \"env:P\"}}",
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error connection /name secret.misplaced"}},
        {.connection = "{\"name\": \"a\", \"password\": {\"$secret\": \"vault:P\"}}",
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error connection /password secret.unknown-source"}},
        {.connection = "{\"name\": \"a\", \"password\": {\"$secret\": \"file:p\"}}",
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error connection /password secret.unknown-source"}},
        {.connection = "{\"name\": \"a\", \"password\": {\"$secret\": \"env:P\", \"x\": 1}}",
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error connection /password secret.bad-reference"}},
        {.connection = "{\"name\": \"a\", \"password\": {}}",
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error connection /password secret.bad-reference"}},
        {.connection = "{\"name\": \"a\", \"password\": 42}",
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error connection /password secret.wrong-type"}},
        {.connection = "{\"name\": \"a\", \"password\": null}",
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error connection /password schema.type"}},
        {.action = "list",
            .operation = "{\"prefix\": {\"$secret\": \"env:P\"}}",
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error operation /prefix secret.misplaced"}},
        {.connection = "{\"$secret\": \"env:P\"}",
            .flags = HAWSER_VALIDATE_DRAFT,
            .code = HAWSER_BAD_CONFIG,
            .lines = {"error connection  secret.misplaced",
                "error connection /$secret schema.unknown-field"}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check(&cases[i]);
}

static void test_finds_malformed_text(void)
{
    static const struct {
        const char *text;
        const char *part;
    } cases[] = {
        {"", "ends too early"},
        {"{\n  \"name\": hunter2\n}", "line 2"},
        {"{\"name\": \"a\"", "ends too early"},
        {"{\"name\": \"a\"} {}", "follows the end"},
        {"{\"name\": \"a\", \"name\": \"b\"}", "twice"},
        {"{\"limit\": 99999999999999999999}", "too large"},
        {"{\"name\": \"\xff\"}", "UTF-8"},
        {"{\"name\": \"\\u0000\"}", "NUL"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct listing listing;
        CU_ASSERT_EQUAL(validate(cases[i].text, NULL, NULL, 0, &listing), HAWSER_BAD_CONFIG);
        CU_ASSERT_EQUAL(listing.count, 1);
        CU_ASSERT_STRING_EQUAL(listing.lines[0], "error connection  json.malformed");
        CU_ASSERT_PTR_NOT_NULL(strstr(listing.json[0], cases[i].part));
        CU_ASSERT_PTR_NULL(strstr(listing.json[0], "hunter2"));
    }
}

/* What a finding looks like for machines. */
static void test_finding_json(void)
{
    struct listing listing;

    validate("{\"name\": \"warn\"}", NULL, NULL, 0, &listing);
    json_t *json = json_loads(listing.json[0], 0, NULL);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(json, "severity")), "warning");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(json, "document")), "connection");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(json, "pointer")), "/name");
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(json, "message")), "Echo says so.");
    CU_ASSERT_EQUAL(json_array_size(json_object_get(json, "recommended")), 1);
    CU_ASSERT_TRUE(json_is_true(json_object_get(json, "visible")));
    CU_ASSERT_PTR_NULL(json_object_get(json, "hint"));
    CU_ASSERT_PTR_NULL(strchr(listing.json[0], '\n'));
    json_decref(json);
}

static void test_no_secret_in_findings(void)
{
    struct listing listing;

    validate(
        "{\"name\": \"bad\", \"password\": \"hunter2\", \"limit\": 0}", NULL, NULL, 0, &listing);
    CU_ASSERT_EQUAL(listing.count, 3);
    for (size_t i = 0; i < listing.count; i++)
        CU_ASSERT_PTR_NULL(strstr(listing.json[i], "hunter2"));
}

static void test_reports_bad_connectors(void)
{
    static const struct {
        const char *connection;
        int32_t code;
        const char *part;
    } cases[] = {
        {"{\"name\": \"garbage\"}", HAWSER_PROTOCOL, "a finding that can't be used"},
        {"{\"name\": \"wrong-kind\"}", HAWSER_PROTOCOL, "not for it"},
        {"{\"name\": \"bad-finding\"}", HAWSER_PROTOCOL, "severity"},
        {"{\"name\": \"bad-code\"}", HAWSER_PROTOCOL, "99"},
        {"{\"name\": \"silent\"}", HAWSER_NETWORK, "did not say why"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        hawser_problem *problem = NULL;
        hawser_config config = {.size = sizeof config,
            .connection = cases[i].connection,
            .connection_length = strlen(cases[i].connection)};
        CU_ASSERT_EQUAL(hawser_validate(echo, &config, NULL, NULL, &problem), cases[i].code);
        CU_ASSERT_PTR_NOT_NULL(strstr(hawser_problem_error(problem)->message, cases[i].part));
        hawser_problem_free(problem);
    }
}

static void test_refuses_arguments(void)
{
    struct listing listing;
    hawser_config config = {.size = 8};
    hawser_problem *problem = NULL;

    CU_ASSERT_EQUAL(validate("{}", "fly", NULL, 0, &listing), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_EQUAL(listing.count, 0);
    CU_ASSERT_EQUAL(hawser_validate(echo, &config, NULL, NULL, NULL), HAWSER_BAD_ARGUMENT);
    config = (hawser_config){
        .size = sizeof config, .flags = 0x80, .connection = "{}", .connection_length = 2};
    CU_ASSERT_EQUAL(hawser_validate(echo, &config, NULL, NULL, &problem), HAWSER_BAD_ARGUMENT);
    CU_ASSERT_STRING_EQUAL(hawser_problem_error(problem)->id, "sdk.bad-flags");
    hawser_problem_free(problem);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"accepts", test_accepts},
        {"warns", test_warns},
        {"checks secrets", test_checks_secrets},
        {"finds errors", test_finds_errors},
        {"finds misused secrets", test_finds_misused_secrets},
        {"finds malformed text", test_finds_malformed_text},
        {"puts findings into JSON", test_finding_json},
        {"shows no secret in findings", test_no_secret_in_findings},
        {"reports bad connectors", test_reports_bad_connectors},
        {"refuses arguments", test_refuses_arguments},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {
        {.pName = "validate", .pInitFunc = set_up, .pCleanupFunc = tear_down, .pTests = tests},
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
