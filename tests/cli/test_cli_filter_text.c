/* SPDX-License-Identifier: Apache-2.0 */
#include <CUnit/Basic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "filter_text.h"

struct good {
    const char *text;
    const char *json;
};

struct bad {
    const char *text;
    size_t column;
    const char *reason; /* a part of it */
};

#define LIKE_A "{\"property\":\"fileName\",\"operator\":\"wildcard\",\"value\":\"a*\"}"
#define IS_B "{\"property\":\"fileName\",\"operator\":\"eq\",\"value\":\"b\"}"
#define IS_C "{\"property\":\"size\",\"operator\":\"gt\",\"value\":\"1\"}"

static void parses(void)
{
    static const struct good rows[] = {
        {"fileName like \"a*\"", LIKE_A},
        {"  fileName  =  \"b\"  ", IS_B},
        {"fileName=\"b\"", IS_B},
        {"size>\"1\"", IS_C},
        {"a != \"x\"", "{\"property\":\"a\",\"operator\":\"ne\",\"value\":\"x\"}"},
        {"a < \"x\"", "{\"property\":\"a\",\"operator\":\"lt\",\"value\":\"x\"}"},
        {"a <= \"x\"", "{\"property\":\"a\",\"operator\":\"le\",\"value\":\"x\"}"},
        {"a >= \"x\"", "{\"property\":\"a\",\"operator\":\"ge\",\"value\":\"x\"}"},
        {"a matches \"x.*\"", "{\"property\":\"a\",\"operator\":\"regex\",\"value\":\"x.*\"}"},
        {"a MATCHES \"x\"", "{\"property\":\"a\",\"operator\":\"regex\",\"value\":\"x\"}"},
        {"fileName like \"a*\" and fileName = \"b\"", "{\"and\":[" LIKE_A "," IS_B "]}"},
        {"fileName like \"a*\" or fileName = \"b\" or size > \"1\"",
            "{\"or\":[" LIKE_A "," IS_B "," IS_C "]}"},
        {"fileName like \"a*\" or fileName = \"b\" and size > \"1\"",
            "{\"or\":[" LIKE_A ",{\"and\":[" IS_B "," IS_C "]}]}"},
        {"(fileName like \"a*\" or fileName = \"b\") and size > \"1\"",
            "{\"and\":[{\"or\":[" LIKE_A "," IS_B "]}," IS_C "]}"},
        {"not fileName = \"b\" and size > \"1\"", "{\"and\":[{\"not\":" IS_B "}," IS_C "]}"},
        {"not (fileName = \"b\" and size > \"1\")", "{\"not\":{\"and\":[" IS_B "," IS_C "]}}"},
        {"not not fileName = \"b\"", "{\"not\":{\"not\":" IS_B "}}"},
        {"((fileName = \"b\"))", IS_B},
        {"notes = \"b\"", "{\"property\":\"notes\",\"operator\":\"eq\",\"value\":\"b\"}"},
        {"a = \"\"", "{\"property\":\"a\",\"operator\":\"eq\",\"value\":\"\"}"},
        {"a = \"x\\\"y\"", "{\"property\":\"a\",\"operator\":\"eq\",\"value\":\"x\\\"y\"}"},
        {"a = \"x\\\\\"", "{\"property\":\"a\",\"operator\":\"eq\",\"value\":\"x\\\\\"}"},
        {"a matches \"x\\.y\\d\"",
            "{\"property\":\"a\",\"operator\":\"regex\",\"value\":\"x\\\\.y\\\\d\"}"},
        {"a = \"and ) or\"", "{\"property\":\"a\",\"operator\":\"eq\",\"value\":\"and ) or\"}"},
        {"a = \"gr\xC3\xBC\xC3\x9F\"",
            "{\"property\":\"a\",\"operator\":\"eq\",\"value\":\"gr\xC3\xBC\xC3\x9F\"}"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct filter_fault fault = {0};
        json_t *expected = json_loads(rows[i].json, 0, NULL);
        json_t *got = filter_text_parse(rows[i].text, &fault);
        CU_ASSERT_PTR_NOT_NULL(expected);
        CU_ASSERT(json_equal(expected, got));
        if (!json_equal(expected, got))
            printf("\n  %s\n", rows[i].text);
        CU_ASSERT_PTR_NULL(fault.reason);
        json_decref(expected);
        json_decref(got);
    }
}

static void check_refused(const struct bad *row)
{
    struct filter_fault fault = {0};
    json_t *got = filter_text_parse(row->text, &fault);
    bool right =
        !got && fault.reason && fault.column == row->column && strstr(fault.reason, row->reason);
    CU_ASSERT(right);
    if (!right)
        printf("\n  %s: column %zu, %s\n", row->text, fault.column,
            fault.reason ? fault.reason : "(taken)");
    json_decref(got);
}

static void refuses(void)
{
    static const struct bad rows[] = {
        {"", 1, "a property"},
        {"   ", 4, "a property"},
        {"and", 1, "a property"},
        {"\"b\" = fileName", 1, "a property"},
        {"fileName", 9, "an operator"},
        {"fileName == \"b\"", 11, "one ="},
        {"fileName is \"b\"", 10, "an operator"},
        {"fileName ! \"b\"", 10, "an operator"},
        {"fileName = b", 12, "double quotes"},
        {"fileName = 'b'", 12, "double quotes"},
        {"fileName =", 11, "double quotes"},
        {"fileName = \"b", 12, "no closing"},
        {"fileName = \"b\\\"", 12, "no closing"},
        {"fileName = \"b\" size = \"1\"", 16, "the end"},
        {"fileName = \"b\" and", 19, "a property"},
        {"fileName = \"b\" and and", 20, "a property"},
        {"or fileName = \"b\"", 1, "a property"},
        {"(fileName = \"b\"", 1, "not closed"},
        {"(fileName = \"b\" size = \"1\")", 17, "expected and"},
        {"fileName = \"b\")", 15, "the end"},
        {"()", 2, "a property"},
        {"not", 4, "a property"},
        {"a = \"\xFF\"", 6, "UTF-8"},
        {"a; = \"x\"", 2, "an operator"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check_refused(&rows[i]);
}

/* `count` times `part`, then `rest`. The caller frees it. */
static char *repeated(const char *part, size_t count, const char *rest)
{
    size_t length = strlen(part);
    char *text = malloc(length * count + strlen(rest) + 1);
    for (size_t i = 0; text && i < count; i++)
        memcpy(text + i * length, part, length);
    if (text)
        memcpy(text + count * length, rest, strlen(rest) + 1);
    return text;
}

static void bounds_depth(void)
{
    struct filter_fault fault = {0};
    char *deepest = repeated("not ", FILTER_TEXT_DEEPEST, "a = \"x\"");
    json_t *got = filter_text_parse(deepest, &fault);
    CU_ASSERT_PTR_NOT_NULL(got);
    json_decref(got);
    free(deepest);

    char *deeper = repeated("(", FILTER_TEXT_DEEPEST + 1, "a = \"x\"");
    CU_ASSERT_PTR_NULL(filter_text_parse(deeper, &fault));
    CU_ASSERT_EQUAL(fault.column, FILTER_TEXT_DEEPEST + 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(fault.reason, "too deeply"));
    free(deeper);
}

/* A chain is no nesting: only its length bounds it. */
static void takes_long_chains(void)
{
    struct filter_fault fault = {0};
    char *chain = repeated("a = \"x\" or ", 1000, "a = \"x\"");
    json_t *got = filter_text_parse(chain, &fault);
    CU_ASSERT_EQUAL(json_array_size(json_object_get(got, "or")), 1001);
    json_decref(got);
    free(chain);

    char *endless = repeated(" ", FILTER_TEXT_LONGEST, "a = \"x\"");
    CU_ASSERT_PTR_NULL(filter_text_parse(endless, &fault));
    CU_ASSERT_PTR_NOT_NULL(strstr(fault.reason, "64 KiB"));
    free(endless);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("filter text", NULL, NULL);
    CU_add_test(suite, "parses", parses);
    CU_add_test(suite, "refuses", refuses);
    CU_add_test(suite, "bounds depth", bounds_depth);
    CU_add_test(suite, "takes long chains", takes_long_chains);
    CU_basic_run_tests();
    unsigned failed = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failed ? 1 : 0;
}
