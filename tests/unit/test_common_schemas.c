/* SPDX-License-Identifier: Apache-2.0 */
/* The schemas as files: well formed, of the known dialect, complete for a form, embedded as they
 * are. */
#include "schemas/embedded_table.h"

#include <CUnit/Basic.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_SIZE = 4096, MOST_ORDERS = 64 };

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++) {
        if (!strcmp(*words, word))
            return true;
    }
    return false;
}

/* Keywords, by what their value holds. */
static const char *const of_values[] = {"$schema", "$id", "$ref", "$anchor", "$comment", "title",
    "description", "default", "examples", "deprecated", "readOnly", "writeOnly", "type", "enum",
    "const", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minLength", "maxLength", "pattern", "format", "minItems", "maxItems", "uniqueItems",
    "required", "minProperties", "maxProperties", "dependentRequired", NULL};
static const char *const of_schema[] = {"items", "contains", "additionalProperties",
    "propertyNames", "not", "if", "then", "else", NULL};
static const char *const of_schemas[] = {"allOf", "anyOf", "oneOf", "prefixItems", NULL};
static const char *const of_named_schemas[] = {
    "$defs", "properties", "patternProperties", "dependentSchemas", NULL};

struct walk {
    const char *file;
    bool form; /* a person fills it in: every property has a place in the form */
    unsigned faults;
};

static void fault(struct walk *walk, const char *what, const char *where)
{
    fprintf(stderr, "%s: %s: %s\n", walk->file, where, what);
    walk->faults++;
}

static bool has_text(const json_t *schema, const char *member)
{
    const char *text = json_string_value(json_object_get(schema, member));
    return text && *text;
}

static void check_property(struct walk *walk, const char *name, const json_t *schema)
{
    if (!has_text(schema, "title"))
        fault(walk, "no title", name);
    if (!has_text(schema, "description"))
        fault(walk, "no description", name);
    if (walk->form && !json_is_integer(json_object_get(json_object_get(schema, "x-ui"), "order")))
        fault(walk, "no x-ui.order", name);
}

static void check_orders(struct walk *walk, json_t *properties)
{
    json_int_t seen[MOST_ORDERS];
    size_t count = 0;
    const char *name;
    json_t *schema;
    json_object_foreach(properties, name, schema)
    {
        json_int_t order =
            json_integer_value(json_object_get(json_object_get(schema, "x-ui"), "order"));
        for (size_t i = 0; walk->form && i < count; i++) {
            if (seen[i] == order)
                fault(walk, "x-ui.order is that of another", name);
        }
        if (count < MOST_ORDERS)
            seen[count++] = order;
    }
}

static void check_schema(struct walk *walk, json_t *schema);

static void check_named(struct walk *walk, const char *keyword, json_t *schemas)
{
    bool properties = !strcmp(keyword, "properties");
    const char *name;
    json_t *schema;
    json_object_foreach(schemas, name, schema) check_schema(walk, schema);
    if (properties) {
        json_object_foreach(schemas, name, schema) check_property(walk, name, schema);
        check_orders(walk, schemas);
    }
}

/* A property within an "if" or "then" only adds to one that is described elsewhere. */
static void check_condition(struct walk *walk, json_t *schema)
{
    json_t *properties = json_object_get(schema, "properties"), *property;
    const char *name;
    json_object_foreach(properties, name, property) check_schema(walk, property);
}

static bool is_condition(const char *keyword)
{
    return !strcmp(keyword, "if") || !strcmp(keyword, "then") || !strcmp(keyword, "else");
}

static void check_keyword(struct walk *walk, const char *keyword, json_t *value)
{
    size_t index;
    json_t *item;
    if (is_one_of(keyword, of_values) || !strncmp(keyword, "x-", 2))
        return;
    if (is_condition(keyword)) {
        check_condition(walk, value);
    } else if (is_one_of(keyword, of_schema)) {
        check_schema(walk, value);
    } else if (is_one_of(keyword, of_schemas)) {
        json_array_foreach(value, index, item) check_schema(walk, item);
    } else if (is_one_of(keyword, of_named_schemas)) {
        check_named(walk, keyword, value);
    } else {
        fault(walk, "a keyword that is not of the dialect", keyword);
    }
}

static void check_schema(struct walk *walk, json_t *schema)
{
    const char *keyword, *target;
    json_t *value;
    if (json_is_boolean(schema))
        return;
    if (!json_is_object(schema))
        fault(walk, "neither an object nor true nor false", "a schema");
    json_object_foreach(schema, keyword, value) check_keyword(walk, keyword, value);
    target = json_string_value(json_object_get(schema, "$ref"));
    if (target && strncmp(target, "#/$defs/", 8) != 0)
        fault(walk, "a $ref that leaves the file's $defs", target);
}

static json_t *parsed(const struct embedded_schema *embedded)
{
    json_error_t error;
    json_t *json = json_loadb(embedded->text, embedded->length, JSON_REJECT_DUPLICATES, &error);
    if (!json)
        fprintf(stderr, "%s:%d: %s\n", embedded->name, error.line, error.text);
    return json;
}

static void each_file_is_a_schema_of_the_dialect(void)
{
    CU_ASSERT_TRUE(schemas_count > 0);
    for (size_t i = 0; i < schemas_count; i++) {
        const char *name = schemas_table[i].name;
        struct walk walk = {.file = name, .form = strchr(name, '/') != NULL};
        json_t *schema = parsed(&schemas_table[i]);
        CU_ASSERT_PTR_NOT_NULL(schema);
        if (!strstr(name, "/connector.json"))
            check_schema(&walk, schema);
        CU_ASSERT_EQUAL(walk.faults, 0);
        json_decref(schema);
    }
}

/* The template of a descriptor is no schema, but holds some. */
static void the_schemas_of_actions_are_of_the_dialect(void)
{
    static const char *const members[] = {"inputProperties", "outputProperties", "responseProfile"};
    struct walk walk = {.file = "ftp/connector.json", .form = true};
    json_t *connector = parsed(schema_embedded(walk.file)), *action;
    size_t index;
    json_array_foreach(json_object_get(connector, "actions"), index, action)
    {
        for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
            json_t *schema = json_object_get(action, members[i]);
            CU_ASSERT_PTR_NOT_NULL(schema);
            if (!json_is_null(schema))
                check_schema(&walk, schema);
        }
    }
    CU_ASSERT_EQUAL(index, 5);
    CU_ASSERT_EQUAL(walk.faults, 0);
    json_decref(connector);
}

static void each_action_has_its_operation_schema(void)
{
    json_t *connector = parsed(schema_embedded("ftp/connector.json")), *action;
    size_t index;
    json_array_foreach(json_object_get(connector, "actions"), index, action)
    {
        char name[64];
        snprintf(
            name, sizeof name, "ftp/%s.json", json_string_value(json_object_get(action, "id")));
        CU_ASSERT_PTR_NOT_NULL(schema_embedded(name));
    }
    json_decref(connector);
}

static void the_walk_notices_what_is_wrong(void)
{
    static const char *const wrong[] = {
        "{\"tpye\": \"string\"}",
        "{\"anyOf\": [{\"$dynamicRef\": \"#a\"}]}",
        "{\"$ref\": \"other.json\"}",
        "{\"items\": 7}",
        "{\"properties\": {\"a\": {\"title\": \"A\", \"x-ui\": {\"order\": 1}}}}",
        "{\"properties\": {\"a\": {\"description\": \"A.\", \"x-ui\": {\"order\": 1}}}}",
        "{\"properties\": {\"a\": {\"title\": \"A\", \"description\": \"A.\"}}}",
        "{\"properties\": {\"a\": {\"title\": \"A\", \"description\": \"A.\", \"x-ui\": "
        "{\"order\": 1}},"
        "\"b\": {\"title\": \"B\", \"description\": \"B.\", \"x-ui\": {\"order\": 1}}}}",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct walk walk = {.file = "(meant to be wrong)", .form = true};
        json_t *schema = json_loads(wrong[i], 0, NULL);
        check_schema(&walk, schema);
        CU_ASSERT_EQUAL(walk.faults, 1);
        json_decref(schema);
    }
}

static FILE *open_source(const char *name)
{
    const char *srcdir = getenv("srcdir");
    char path[PATH_SIZE];
    snprintf(path, sizeof path, "%s/schemas/%s", srcdir ? srcdir : ".", name);
    return fopen(path, "rb");
}

static bool equals_file(const struct embedded_schema *embedded)
{
    FILE *file = open_source(embedded->name);
    bool equal = file != NULL;
    for (size_t i = 0; equal && i < embedded->length; i++)
        equal = fgetc(file) == (unsigned char)embedded->text[i];
    equal = equal && fgetc(file) == EOF;
    if (file)
        fclose(file);
    return equal;
}

static void embedded_text_is_the_file(void)
{
    for (size_t i = 0; i < schemas_count; i++)
        CU_ASSERT_TRUE(equals_file(&schemas_table[i]));
}

static void schemas_are_found_by_name(void)
{
    const struct embedded_schema *found = schema_embedded("ftp/connection.json");
    CU_ASSERT_PTR_NOT_NULL_FATAL(found);
    CU_ASSERT_STRING_EQUAL(found->name, "ftp/connection.json");
    CU_ASSERT_PTR_NULL(schema_embedded("ftp/connection"));
    CU_ASSERT_PTR_NULL(schema_embedded("connection.json"));
    CU_ASSERT_PTR_NULL(schema_embedded("schemas/descriptor.json"));
    CU_ASSERT_PTR_NULL(schema_embedded(""));
}

static json_t *field(json_t *schema, const char *name)
{
    return json_object_get(json_object_get(schema, "properties"), name);
}

static void the_password_is_a_secret(void)
{
    json_t *connection = parsed(schema_embedded("ftp/connection.json"));
    json_t *password = field(connection, "password");
    CU_ASSERT_TRUE(json_is_true(json_object_get(password, "x-secret")));
    CU_ASSERT_TRUE(json_is_true(json_object_get(password, "writeOnly")));
    CU_ASSERT_PTR_NULL(json_object_get(password, "default"));
    json_decref(connection);
}

static void forms_take_no_unknown_fields(void)
{
    for (size_t i = 0; i < schemas_count; i++) {
        if (strncmp(schemas_table[i].name, "ftp/", 4) != 0 ||
            !strcmp(schemas_table[i].name, "ftp/connector.json"))
            continue;
        json_t *schema = parsed(&schemas_table[i]);
        CU_ASSERT_TRUE(json_is_false(json_object_get(schema, "additionalProperties")));
        json_decref(schema);
    }
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"each file is a schema of the dialect", each_file_is_a_schema_of_the_dialect},
        {"the schemas of actions are of the dialect", the_schemas_of_actions_are_of_the_dialect},
        {"each action has its operation schema", each_action_has_its_operation_schema},
        {"the walk notices what is wrong", the_walk_notices_what_is_wrong},
        {"embedded text is the file", embedded_text_is_the_file},
        {"schemas are found by name", schemas_are_found_by_name},
        {"the password is a secret", the_password_is_a_secret},
        {"forms take no unknown fields", forms_take_no_unknown_fields},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {
        {"schemas", NULL, NULL, NULL, NULL, tests},
        CU_SUITE_INFO_NULL,
    };
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 2;
    CU_basic_set_mode(CU_BRM_NORMAL);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures > 0;
}
