/* SPDX-License-Identifier: Apache-2.0 */
/* What a schema may hold, and what it is refused for. */
#include <stdio.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "schema.h"

static struct schema *compile(const char *text, struct schema_problem *problem)
{
    json_error_t error;
    json_t *document = json_loads(text, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
    struct schema *schema = schema_compile(document, problem);
    json_decref(document);
    return schema;
}

/* The place, and a part of the message. */
static void test_refused(void)
{
    static const struct {
        const char *schema;
        const char *pointer;
        const char *part;
    } rows[] = {
        {"5", "", "must be an object, true or false"},
        {"{\"minimun\": 1}", "", "\"minimun\" is not known; did you mean \"minimum\"?"},
        {"{\"frobnicate\": 1}", "", "\"frobnicate\" is not known"},
        {"{\"properties\": {\"a/b\": {\"what\": 1}}}", "/properties/a~1b", "\"what\""},
        {"{\"definitions\": {}}", "", "write \"$defs\""},
        {"{\"dependencies\": {}}", "", "dependentRequired"},
        {"{\"$dynamicRef\": \"#a\"}", "", "\"$dynamicRef\" is not supported"},
        {"{\"$vocabulary\": {}}", "", "\"$vocabulary\" is not supported"},
        {"{\"$schema\": \"http://json-schema.org/draft-07/schema#\"}", "", "2020-12"},
        {"{\"$ref\": \"https://example.com/other\"}", "/$ref", "leads out of this document"},
        {"{\"$ref\": \"#/$defs/a\"}", "/$ref", "where no schema is"},
        {"{\"$ref\": \"#nowhere\"}", "/$ref", "where no schema is"},
        {"{\"$ref\": \"#/%zz\"}", "/$ref", "can't be decoded"},
        {"{\"$ref\": 1}", "/$ref", "must be a text"},
        /* not in the place of a schema */
        {"{\"$ref\": \"#/default\", \"default\": {}}", "/$ref", "where no schema is"},
        {"{\"$ref\": \"#\"}", "", "leads back to itself"},
        {"{\"$defs\": {\"a\": {\"$ref\": \"#b\"}, \"b\": {\"$anchor\": \"b\", \"if\": {\"$ref\": "
         "\"#/$defs/a\"}}}}",
            "/$defs/a", "leads back to itself"},
        {"{\"not\": {\"$ref\": \"#\"}}", "", "leads back to itself"},
        {"{\"$defs\": {\"a\": {\"$anchor\": \"x\"}, \"b\": {\"$anchor\": \"x\"}}}", "/$defs/b",
            "second schema named"},
        {"{\"$anchor\": \"1x\"}", "", "\"$anchor\" must be"},
        {"{\"$id\": \"https://example.com/#here\"}", "", "must not have a fragment"},
        {"{\"type\": \"text\"}", "/type", "\"type\" must be one of"},
        {"{\"type\": []}", "/type", "\"type\" must be one of"},
        {"{\"type\": [\"string\", 1]}", "/type", "\"type\" must be one of"},
        {"{\"enum\": 1}", "/enum", "must be a list"},
        {"{\"minimum\": \"1\"}", "/minimum", "must be a number"},
        {"{\"multipleOf\": 0}", "/multipleOf", "above 0"},
        {"{\"minLength\": -1}", "/minLength", "at least 0"},
        {"{\"maxItems\": 1.5}", "/maxItems", "whole number"},
        {"{\"required\": [1]}", "/required", "list of names"},
        {"{\"required\": true}", "/required", "list of names"},
        {"{\"dependentRequired\": {\"a\": 1}}", "/dependentRequired", "lists of names"},
        {"{\"allOf\": []}", "/allOf", "at least one schema"},
        {"{\"items\": [{}]}", "/items", "must be an object, true or false"},
        {"{\"properties\": {\"a\": 1}}", "/properties/a", "must be an object, true or false"},
        {"{\"properties\": []}", "/properties", "members are schemas"},
        {"{\"pattern\": \"(\"}", "/pattern", "can't be used"},
        {"{\"patternProperties\": {\"[\": {}}}", "/patternProperties", "can't be used"},
        {"{\"format\": \"semver\"}", "/format", "\"semver\" is not supported"},
        {"{\"title\": 1}", "", "\"title\" must be a text"},
        {"{\"x-secret\": \"yes\"}", "", "\"x-secret\" must be true or false"},
        {"{\"x-ui\": {\"order\": \"1\"}}", "", "\"order\" of \"x-ui\""},
        {"{\"uniqueItems\": 1}", "/uniqueItems", "true or false"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct schema_problem problem = {.message = ""};
        CU_ASSERT_PTR_NULL(compile(rows[i].schema, &problem));
        bool as_said = strcmp(problem.pointer, rows[i].pointer) == 0 &&
                       strstr(problem.message, rows[i].part) != NULL;
        CU_ASSERT(as_said);
        if (!as_said)
            printf("\n%s: at \"%s\": %s\n", rows[i].schema, problem.pointer, problem.message);
    }
}

static void test_accepted(void)
{
    static const char *const rows[] = {
        "true",
        "{}",
        "{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\"}",
        "{\"x-anything\": {\"minimun\": 1}, \"$comment\": \"c\", \"readOnly\": true}",
        /* keywords in values are values */
        "{\"default\": {\"frobnicate\": 1}, \"enum\": [{\"$ref\": \"nowhere\"}]}",
        "{\"properties\": {\"minimun\": {}, \"next\": {\"$ref\": \"#\"}}}",
        "{\"$defs\": {\"a\": {\"$anchor\": \"x\"}}, \"$ref\": \"#x\"}",
        "{\"$id\": \"http://a.net/a\", \"$defs\": {\"b\": {\"$id\": \"b\"}}, \"$ref\": \"/b\"}",
        "{\"contentSchema\": {\"type\": \"object\"}, \"contentMediaType\": \"application/json\"}",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct schema_problem problem = {.message = ""};
        struct schema *schema = compile(rows[i], &problem);
        CU_ASSERT_PTR_NOT_NULL(schema);
        if (schema == NULL)
            printf("\n%s: at \"%s\": %s\n", rows[i], problem.pointer, problem.message);
        schema_free(schema);
    }
    schema_free(NULL);
}

/* The document may go or change once it is compiled. */
static void test_copy(void)
{
    json_t *document = json_pack("{s:s}", "type", "string");
    json_t *number = json_integer(1);
    struct schema_problem problem;
    struct schema *schema = schema_compile(document, &problem);
    json_object_set_new(document, "type", json_string("integer"));
    CU_ASSERT_FALSE(schema_validate(schema, number, 0, NULL, NULL));
    json_decref(document);
    CU_ASSERT_FALSE(schema_validate(schema, number, 0, NULL, NULL));
    json_decref(number);
    schema_free(schema);
}

static void test_too_deep(void)
{
    json_t *document = json_object();
    for (int i = 0; i < SCHEMA_MAX_DOCUMENT_DEPTH; i++)
        document = json_pack("{s:o}", "not", document);
    struct schema_problem problem;
    CU_ASSERT_PTR_NULL(schema_compile(document, &problem));
    CU_ASSERT_PTR_NOT_NULL(strstr(problem.message, "levels deep"));
    json_decref(document);
}

static void test_too_many(void)
{
    json_t *list = json_array();
    for (int i = 0; i < SCHEMA_MAX_NODES; i++)
        json_array_append_new(list, json_true());
    json_t *document = json_pack("{s:o}", "allOf", list);
    struct schema_problem problem;
    CU_ASSERT_PTR_NULL(schema_compile(document, &problem));
    CU_ASSERT_PTR_NOT_NULL(strstr(problem.message, "subschemas"));
    json_decref(document);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("schema compilation", NULL, NULL);
    CU_add_test(suite, "refused", test_refused);
    CU_add_test(suite, "accepted", test_accepted);
    CU_add_test(suite, "the document is copied", test_copy);
    CU_add_test(suite, "too deep", test_too_deep);
    CU_add_test(suite, "too many subschemas", test_too_many);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures != 0;
}
