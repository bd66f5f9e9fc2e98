/* SPDX-License-Identifier: Apache-2.0 */
/* Foreign values can't exhaust the checker; drafts, defaults and secrets. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "schema.h"

static json_t *load(const char *text)
{
    json_error_t error;
    json_t *value = json_loads(text, JSON_DECODE_ANY, &error);
    CU_ASSERT_PTR_NOT_NULL(value);
    return value;
}

static struct schema *compile(const char *text)
{
    struct schema_problem problem;
    json_t *document = load(text);
    struct schema *schema = schema_compile(document, &problem);
    CU_ASSERT_PTR_NOT_NULL_FATAL(schema);
    json_decref(document);
    return schema;
}

struct noted {
    size_t count;
    char first_code[32];
    char last_code[32];
    char message[256];
};

static void note(const struct schema_finding *finding, void *user)
{
    struct noted *noted = user;
    if (noted->count++ == 0)
        snprintf(noted->first_code, sizeof noted->first_code, "%s", finding->code);
    snprintf(noted->last_code, sizeof noted->last_code, "%s", finding->code);
    snprintf(noted->message, sizeof noted->message, "%s", finding->message);
}

/* Takes the instance. */
static void expect_limit(const char *schema_text, json_t *instance, const char *part)
{
    struct noted noted = {.count = 0};
    struct schema *schema = compile(schema_text);
    CU_ASSERT_FALSE(schema_validate(schema, instance, 0, note, &noted));
    CU_ASSERT_STRING_EQUAL(noted.last_code, "schema.limit");
    CU_ASSERT_PTR_NOT_NULL(strstr(noted.message, part));
    CU_ASSERT_FALSE(schema_validate(schema, instance, 0, NULL, NULL));
    json_decref(instance);
    schema_free(schema);
}

static json_t *nested(size_t depth)
{
    json_t *value = json_integer(1);
    for (size_t i = 0; i < depth; i++)
        value = json_pack("[o]", value);
    return value;
}

static void test_depth(void)
{
    struct schema *schema = compile("{\"items\": {\"$ref\": \"#\"}}");
    json_t *deepest = nested(SCHEMA_MAX_INSTANCE_DEPTH);
    CU_ASSERT(schema_validate(schema, deepest, 0, NULL, NULL));
    json_decref(deepest);
    schema_free(schema);
    expect_limit("{\"items\": {\"$ref\": \"#\"}}", nested(SCHEMA_MAX_INSTANCE_DEPTH + 1),
        "nested too deeply");
    /* `not` must not turn a check that was broken off into a match */
    expect_limit("{\"not\": {\"type\": \"string\"}}", nested(2000), "nested too deeply");
    expect_limit("{\"items\": {\"allOf\": [{\"allOf\": [{\"allOf\": [{\"allOf\": [{\"allOf\": "
                 "[{\"$ref\": \"#\"}]}]}]}]}]}}",
        nested(SCHEMA_MAX_INSTANCE_DEPTH), "nested too deeply");
}

/* A missing field at the greatest depth is one level below it. */
static void test_deepest_finding(void)
{
    struct noted noted = {.count = 0};
    struct schema *schema = compile("{\"items\": {\"$ref\": \"#\"}, \"required\": [\"a\"]}");
    json_t *value = json_object();
    for (size_t i = 1; i < SCHEMA_MAX_INSTANCE_DEPTH; i++)
        value = json_pack("[o]", value);
    CU_ASSERT_FALSE(schema_validate(schema, value, 0, note, &noted));
    CU_ASSERT_STRING_EQUAL(noted.last_code, "schema.required");
    json_decref(value);
    schema_free(schema);
}

/* Two ways down at each level: 2^n without a budget. */
static void test_steps(void)
{
    expect_limit("{\"anyOf\": [{\"items\": {\"$ref\": \"#\"}, \"type\": \"array\"}, {\"items\": "
                 "{\"$ref\": \"#\"}, \"type\": [\"array\"]}]}",
        nested(60), "too many steps");
}

/* The same, but only for what explains a failure: that ends in a coarser message. */
static void test_explanations(void)
{
    struct noted noted = {.count = 0};
    struct schema *schema =
        compile("{\"anyOf\": [{\"items\": {\"$ref\": \"#\"}, \"minItems\": 2}, {\"items\": "
                "{\"$ref\": \"#\"}, \"minItems\": 3}, {\"type\": \"null\"}]}");
    json_t *value = nested(60);
    CU_ASSERT_FALSE(schema_validate(schema, value, 0, note, &noted));
    CU_ASSERT(noted.count > 0);
    json_decref(value);
    schema_free(schema);
}

static void test_patterns(void)
{
    char text[200];
    memset(text, 'a', sizeof text);
    text[sizeof text - 2] = '!';
    text[sizeof text - 1] = '\0';
    expect_limit("{\"pattern\": \"^(a+)+$\"}", json_string(text), "pattern takes too long");
    expect_limit(
        "{\"not\": {\"pattern\": \"^(a+)+$\"}}", json_string(text), "pattern takes too long");
}

static void test_unique(void)
{
    json_t *list = json_array();
    struct schema *schema = compile("{\"uniqueItems\": true}");
    for (int i = 0; i < 100000; i++)
        json_array_append_new(list, json_integer(i));
    CU_ASSERT(schema_validate(schema, list, 0, NULL, NULL));
    json_array_append_new(list, json_real(5.0));
    CU_ASSERT_FALSE(schema_validate(schema, list, 0, NULL, NULL));
    json_decref(list);
    schema_free(schema);
}

static void test_findings(void)
{
    struct noted noted = {.count = 0};
    struct schema *schema = compile("{\"items\": {\"type\": \"string\"}}");
    json_t *list = json_array();
    for (int i = 0; i < SCHEMA_MAX_FINDINGS * 2; i++)
        json_array_append_new(list, json_integer(i));
    CU_ASSERT_FALSE(schema_validate(schema, list, 0, note, &noted));
    CU_ASSERT_EQUAL(noted.count, SCHEMA_MAX_FINDINGS + 1);
    CU_ASSERT_STRING_EQUAL(noted.first_code, "schema.type");
    CU_ASSERT_STRING_EQUAL(noted.last_code, "schema.more");
    json_decref(list);
    schema_free(schema);
}

static void test_drafts(void)
{
    static const struct {
        const char *schema;
        const char *instance;
        bool draft;
        bool complete;
    } rows[] = {
        {"{\"required\": [\"a\"]}", "{}", true, false},
        {"{\"required\": [\"a\"], \"properties\": {\"a\": {\"type\": \"null\"}}}", "{\"a\": 1}",
            false, false},
        {"{\"dependentRequired\": {\"a\": [\"b\"]}}", "{\"a\": 1}", true, false},
        {"{\"properties\": {\"o\": {\"required\": [\"a\"]}}}", "{\"o\": {}}", true, false},
        /* conditions are what they are */
        {"{\"not\": {\"required\": [\"a\"]}}", "{}", true, true},
        {"{\"not\": {\"required\": [\"a\"]}}", "{\"a\": 1}", false, false},
        {"{\"if\": {\"required\": [\"a\"]}, \"then\": false}", "{}", true, true},
        {"{\"oneOf\": [{\"required\": [\"a\"]}, {\"required\": [\"b\"]}]}", "{}", true, false},
        {"{\"oneOf\": [{\"required\": [\"a\"]}, {\"required\": [\"b\"]}]}", "{\"a\": 1}", true,
            true},
        {"{\"oneOf\": [{\"required\": [\"a\"]}, {\"required\": [\"b\"]}]}", "{\"a\": 1, \"b\": 1}",
            false, false},
        {"{\"anyOf\": [{\"required\": [\"a\"]}, {\"type\": \"null\"}]}", "{}", true, false},
        {"{\"contains\": {\"required\": [\"a\"]}, \"maxContains\": 1}", "[{}, {}]", true, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct schema *schema = compile(rows[i].schema);
        json_t *value = load(rows[i].instance);
        CU_ASSERT_EQUAL(schema_validate(schema, value, SCHEMA_DRAFT, NULL, NULL), rows[i].draft);
        CU_ASSERT_EQUAL(schema_validate(schema, value, 0, NULL, NULL), rows[i].complete);
        json_decref(value);
        schema_free(schema);
    }
}

static void test_defaults(void)
{
    struct schema *schema = compile(
        "{\"properties\": {\"a\": {\"default\": 1}, \"b\": {\"default\": {\"x\": 1}}, \"c\": {}, "
        "\"d\": {\"default\": 4}, \"a\\u00e4\": {\"default\": null}}, \"allOf\": [{\"properties\": "
        "{\"e\": {\"default\": 5}, \"a\": {\"default\": 9}}}], \"anyOf\": [{\"properties\": "
        "{\"f\": {\"default\": 6}}}]}");
    json_t *value = load("{\"d\": 0}");
    json_t *expected =
        load("{\"d\": 0, \"a\": 1, \"b\": {\"x\": 1}, \"e\": 5, \"a\\u00e4\": null}");
    CU_ASSERT(schema_apply_defaults(schema, value));
    CU_ASSERT(json_equal(value, expected));
    json_decref(value);
    json_decref(expected);
    value = json_integer(1);
    CU_ASSERT(schema_apply_defaults(schema, value));
    json_decref(value);
    schema_free(schema);
}

static const char secrets[] =
    "{\"properties\": {\"password\": {\"x-secret\": true}, \"host\": {}, \"tls\": {\"$ref\": "
    "\"#/$defs/tls\"}, \"list\": {\"items\": {\"x-secret\": true}}, \"loop\": {\"$ref\": \"#\"}}, "
    "\"$defs\": {\"tls\": {\"properties\": {\"key/pass\": {\"allOf\": [{\"x-secret\": true}]}, "
    "\"file\": {\"x-secret\": false}}}}}";

static void test_secret_pointers(void)
{
    static const struct {
        const char *pointer;
        bool secret;
    } rows[] = {
        {"/password", true},
        {"/password/inside", true},
        {"/tls/key~1pass", true},
        {"/list/3", true},
        {"/loop/loop/password", true},
        {"", false},
        {"/host", false},
        {"/tls", false},
        {"/tls/file", false},
        {"/list", false},
        {"/nothing/password", false},
    };
    struct schema *schema = compile(secrets);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CU_ASSERT_EQUAL(schema_is_secret(schema, rows[i].pointer), rows[i].secret);
    schema_free(schema);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("schema bounds, drafts, defaults, secrets", NULL, NULL);
    CU_add_test(suite, "depth", test_depth);
    CU_add_test(suite, "deepest finding", test_deepest_finding);
    CU_add_test(suite, "steps", test_steps);
    CU_add_test(suite, "explanations", test_explanations);
    CU_add_test(suite, "patterns", test_patterns);
    CU_add_test(suite, "unique", test_unique);
    CU_add_test(suite, "findings", test_findings);
    CU_add_test(suite, "drafts", test_drafts);
    CU_add_test(suite, "defaults", test_defaults);
    CU_add_test(suite, "secrets by pointer", test_secret_pointers);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures != 0;
}
