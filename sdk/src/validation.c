/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "validation.h"

#include "call.h"
#include "problem.h"
#include "schema.h"
#include "secrets.h"
#include "validation_connector.h"

#include <string.h>

static int32_t say_no_action(
    const hawser_loaded *loaded, const char *action, hawser_problem **ret_problem)
{
    return problem_set(ret_problem, HAWSER_BAD_ARGUMENT, "config.no-such-action",
        "The connector's description lists its actions.",
        "the connector \"%s\" has no action \"%s\"", loaded->table.id, action);
}

static int32_t init_documents(struct validation *validation)
{
    const hawser_loaded *loaded = validation->loaded;
    struct findings *findings = &validation->findings;

    validation->connection = (struct document){.name = DOCUMENT_CONNECTION,
        .schema = loaded->connection,
        .schema_json = json_object_get(loaded->descriptor, "connectionSchema"),
        .secrets = secrets_new(),
        .findings = findings};
    validation->operation = (struct document){.name = DOCUMENT_OPERATION, .findings = findings};
    if (validation->action != NULL) {
        validation->operation.schema = validation->action->operation;
        validation->operation.schema_json =
            json_object_get(validation->action->json, "operationSchema");
    }
    int32_t first = document_init(&validation->connection);
    int32_t second = document_init(&validation->operation);
    if (validation->connection.secrets == NULL)
        return HAWSER_NO_MEMORY;
    return first == HAWSER_OK ? second : first;
}

int32_t validation_init(struct validation *validation, hawser_loaded *loaded, const char *action,
    hawser_finding_fn each, void *user, hawser_problem **ret_problem)
{
    *validation = (struct validation){.loaded = loaded};
    validation->findings = (struct findings){.each = each, .user = user};
    int32_t code = loaded_describe(loaded, ret_problem);
    if (code != HAWSER_OK)
        return code;
    if (action != NULL) {
        validation->action = loaded_action(loaded, action);
        if (validation->action == NULL)
            return say_no_action(loaded, action, ret_problem);
    }
    code = init_documents(validation);
    return code == HAWSER_OK ? code : problem_no_memory(ret_problem);
}

void validation_done(struct validation *validation)
{
    secrets_free(validation->connection.secrets);
    document_done(&validation->connection);
    document_done(&validation->operation);
    findings_done(&validation->findings);
}

int32_t validation_run(struct validation *validation, const char *connection,
    size_t connection_length, const char *operation, size_t operation_length,
    hawser_problem **ret_problem)
{
    unsigned flags = (validation->flags & HAWSER_VALIDATE_DRAFT) != 0 ? SCHEMA_DRAFT : 0;
    int32_t code = HAWSER_OK;

    if (connection != NULL)
        code = document_check(&validation->connection, connection, connection_length, flags);
    if (code == HAWSER_OK && operation != NULL)
        code = document_check(&validation->operation, operation, operation_length, flags);
    if (code != HAWSER_OK)
        return problem_no_memory(ret_problem);
    code = validation_ask_connector(validation, ret_problem);
    if (code == HAWSER_OK && validation->findings.no_memory)
        return problem_no_memory(ret_problem);
    return code;
}
