/* SPDX-License-Identifier: Apache-2.0 */
/* Schemas and what they are checked against: {"schema": .., "instance": ..}. */
#include "schema.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz/host_targets.h"
#include "pointer.h"

struct told {
    const struct schema *schema;
    size_t errors, findings;
};

static bool is_text(const char *text)
{
    json_auto_t *value = text ? json_string(text) : NULL;
    return value != NULL;
}

/* What is within a secret is one. */
static void check_secret(const struct schema *schema, const char *pointer)
{
    char *inside = pointer_append(pointer, "inside");
    FUZZ_CHECK(inside != NULL);
    FUZZ_CHECK(!schema_is_secret(schema, pointer) || schema_is_secret(schema, inside));
    free(inside);
}

static void note(const struct schema_finding *finding, void *user)
{
    struct told *told = user;
    told->findings++;
    told->errors += finding->severity == SCHEMA_ERROR;
    FUZZ_CHECK(is_text(finding->code) && is_text(finding->label) && is_text(finding->hint));
    FUZZ_CHECK(is_text(finding->message) && *finding->message);
    FUZZ_CHECK(is_text(finding->pointer) && is_text(finding->schema_pointer));
    FUZZ_CHECK(pointer_is_valid(finding->pointer, strlen(finding->pointer)));
    FUZZ_CHECK(json_is_array(finding->recommended));
    check_secret(told->schema, finding->pointer);
}

static void check_instance(const struct schema *schema, const json_t *instance)
{
    struct told told = {.schema = schema}, draft = {.schema = schema};
    bool valid = schema_validate(schema, instance, 0, note, &told);
    FUZZ_CHECK(valid == (told.errors == 0) && told.findings <= SCHEMA_MAX_FINDINGS + 1);
    FUZZ_CHECK(valid == schema_validate(schema, instance, 0, NULL, NULL));
    bool valid_draft = schema_validate(schema, instance, SCHEMA_DRAFT, note, &draft);
    FUZZ_CHECK(valid_draft == (draft.errors == 0));
    schema_validate(schema, instance, SCHEMA_FORMATS_INFORM, note, &draft);
    json_auto_t *filled = json_deep_copy(instance);
    FUZZ_CHECK(!json_is_object(filled) || schema_apply_defaults(schema, filled));
}

void fuzz_schema(const char *data, size_t length)
{
    json_auto_t *root = json_loadb(data, length, 0, NULL);
    const json_t *document = json_object_get(root, "schema");
    const json_t *instance = json_object_get(root, "instance");
    struct schema_problem problem = {.message = ""};
    if (!document)
        return;
    struct schema *schema = schema_compile(document, &problem);
    if (schema) {
        check_secret(schema, "");
        if (instance)
            check_instance(schema, instance);
    } else {
        FUZZ_CHECK(is_text(problem.message) && *problem.message && is_text(problem.pointer));
    }
    schema_free(schema);
}
