/* SPDX-License-Identifier: Apache-2.0 */
/* The schema of a real connection: compiled, and applied to one that is valid. */
#include "config.h"
#include "micro.h"

#include "schema.h"
#include "schemas/embedded.h"

#include <stdlib.h>
#include <string.h>

struct checked {
    json_t *document;
    json_t *instance;
    struct schema *schema;
};

static const char connection[] =
    "{\"host\":\"ftp.example.org\",\"port\":2121,\"userName\":\"deliveries\","
    "\"password\":\"not this one\",\"sslMode\":\"explicit\","
    "\"connectionMode\":\"passive\"}";

static void *begin(void)
{
    const struct embedded_schema *embedded = schema_embedded("ftp/connection.json");
    struct checked *checked = calloc(1, sizeof *checked);
    struct schema_problem problem;
    if (checked == NULL || embedded == NULL)
        micro_fail("there is no schema");
    checked->document = json_loadb(embedded->text, embedded->length, 0, NULL);
    checked->instance = json_loads(connection, 0, NULL);
    checked->schema = schema_compile(checked->document, &problem);
    if (checked->schema == NULL || checked->instance == NULL)
        micro_fail("the schema can't be used");
    return checked;
}

static void end(void *state)
{
    struct checked *checked = state;
    schema_free(checked->schema);
    json_decref(checked->instance);
    json_decref(checked->document);
    free(checked);
}

static void run_compile(void *state, size_t count)
{
    const struct checked *checked = state;
    struct schema_problem problem;
    for (size_t i = 0; i < count; i++) {
        struct schema *schema = schema_compile(checked->document, &problem);
        if (schema == NULL)
            micro_fail("the schema can't be compiled");
        schema_free(schema);
    }
}

static void say(const struct schema_finding *finding, void *user)
{
    (void)user;
    if (finding->severity == SCHEMA_ERROR)
        micro_fail(finding->message);
}

static void run_validate(void *state, size_t count)
{
    const struct checked *checked = state;
    for (size_t i = 0; i < count; i++) {
        if (!schema_validate(checked->schema, checked->instance, 0, say, NULL))
            micro_fail("the connection is not valid");
    }
}

static const struct micro_case cases[] = {
    {"schema-compile", "schema", 5, 0, begin, run_compile, end},
    {"schema-validate", "connection", 100, 0, begin, run_validate, end},
};

const struct micro_cases micro_schema = {cases, sizeof cases / sizeof cases[0]};
