/* SPDX-License-Identifier: Apache-2.0 */
/* Whole configurations through the host and the FTP connector: {"connection": .., "action": ..,
 * "operation": ..}. Each finding is one by its schema, and a connection without errors opens. */
#include <hawser/host.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz/host_targets.h"
#include "schema.h"
#include "schemas/embedded.h"

/* Made once: to load a connector takes longer than a thousand cases. */
struct world {
    hawser_host *host;
    hawser_loaded *ftp;
    struct schema *finding;
};

static struct schema *compile_finding(void)
{
    struct schema_problem problem;
    const struct embedded_schema *text = schema_embedded("finding.json");
    json_auto_t *document = text ? json_loadb(text->text, text->length, 0, NULL) : NULL;
    return document ? schema_compile(document, &problem) : NULL;
}

static struct world *world(void)
{
    static struct world made;
    if (!made.ftp) {
        made.finding = compile_finding();
        made.host = hawser_host_new();
        FUZZ_CHECK(made.finding && made.host);
        FUZZ_CHECK(hawser_load(made.host, FUZZ_CONNECTOR, &made.ftp, NULL) == HAWSER_OK);
    }
    return &made;
}

static void note(void *user, const hawser_finding *finding)
{
    size_t *errors = user;
    json_auto_t *object = json_loads(finding->json, 0, NULL);
    FUZZ_CHECK(object && schema_validate(world()->finding, object, 0, NULL, NULL));
    FUZZ_CHECK(strcmp(finding->document, "connection") == 0 ||
               strcmp(finding->document, "operation") == 0);
    FUZZ_CHECK(*finding->code && *finding->message);
    *errors += finding->severity == HAWSER_FINDING_ERROR;
}

/* Whether it validates, which is when no error was told of. */
static bool validates(const hawser_config *config)
{
    hawser_problem *problem = NULL;
    size_t errors = 0;
    int32_t code = hawser_validate(world()->ftp, config, note, &errors, &problem);
    FUZZ_CHECK(code == HAWSER_OK || code == HAWSER_BAD_CONFIG || code == HAWSER_BAD_ARGUMENT);
    FUZZ_CHECK(code != HAWSER_OK || errors == 0);
    FUZZ_CHECK(code != HAWSER_BAD_CONFIG || (errors > 0 && !problem));
    FUZZ_CHECK(code != HAWSER_BAD_ARGUMENT || problem);
    hawser_problem_free(problem);
    return code == HAWSER_OK;
}

/* A secret may be somewhere else, and then not be there. */
static void check_open(const char *connection, size_t length)
{
    hawser_link *link = NULL;
    if (strstr(connection, "$secret"))
        return;
    FUZZ_CHECK(hawser_open(world()->ftp, connection, length, NULL, &link, NULL) == HAWSER_OK);
    hawser_close(link, NULL);
}

static void check_connection(const char *connection, size_t length)
{
    hawser_config config = {
        .size = sizeof config, .connection = connection, .connection_length = length};
    if (!validates(&config))
        return;
    check_open(connection, length);
    config.flags = HAWSER_VALIDATE_DRAFT;
    FUZZ_CHECK(validates(&config));
}

static void check_operation(const char *action, const char *operation, size_t length)
{
    hawser_config config = {.size = sizeof config,
        .action = action,
        .operation = operation,
        .operation_length = length};
    if (!validates(&config))
        return;
    config.flags = HAWSER_VALIDATE_DRAFT;
    FUZZ_CHECK(validates(&config));
}

void fuzz_validate(const char *data, size_t length)
{
    json_auto_t *root = json_loadb(data, length, JSON_ALLOW_NUL, NULL);
    char *connection = json_dumps(json_object_get(root, "connection"), JSON_ENCODE_ANY);
    char *operation = json_dumps(json_object_get(root, "operation"), JSON_ENCODE_ANY);
    const char *action = json_string_value(json_object_get(root, "action"));
    char *text = fuzz_copy_text(data, length);
    check_connection(text, length);
    if (connection)
        check_connection(connection, strlen(connection));
    if (action)
        check_operation(action, operation, operation ? strlen(operation) : 0);
    free(connection);
    free(operation);
    free(text);
}
