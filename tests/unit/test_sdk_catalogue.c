/* SPDX-License-Identifier: Apache-2.0 */
/* error.catalogue: what the catalogue adds to a connector's error, and what it leaves alone. */
#include "catalogue.h"

#include "suite.h"

#include <string.h>

static const char descriptor[] = "{\"errors\": ["
                                 "{\"id\": \"x.known\", \"hint\": \"Do this.\"},"
                                 "{\"id\": \"x.silent\", \"hint\": null},"
                                 "{\"id\": 5, \"hint\": \"Not text.\"},"
                                 "{\"hint\": \"Of nothing.\"}]}";

/* The hint of what a host is told; NULL: none. */
static void check(const char *text, const hawser_error *error, const char *expected)
{
    hawser_loaded loaded = {.descriptor = json_loads(text, 0, NULL)};
    hawser_problem *problem = catalogue_problem(&loaded, error);
    CU_ASSERT_PTR_NOT_NULL_FATAL(problem);
    const char *hint = hawser_problem_error(problem)->hint;
    CU_ASSERT_EQUAL(hint == NULL, expected == NULL);
    if (hint != NULL && expected != NULL)
        CU_ASSERT_STRING_EQUAL(hint, expected);
    hawser_problem_free(problem);
    json_decref(loaded.descriptor);
}

static hawser_error error_of(const char *id, const char *hint)
{
    return (hawser_error){.size = sizeof(hawser_error),
        .code = HAWSER_DENIED,
        .id = id,
        .message = "no",
        .hint = hint};
}

static void test_catalogue(void)
{
    static const struct {
        const char *id, *hint, *expected;
    } rows[] = {
        {"x.known", NULL, "Do this."},
        {"x.known", "Rather that.", "Rather that."},
        {"x.silent", NULL, NULL},
        {"x.unknown", NULL, NULL},
        {"", NULL, NULL},
        {NULL, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hawser_error error = error_of(rows[i].id, rows[i].hint);
        check(descriptor, &error, rows[i].expected);
    }
}

static void test_strange_catalogues(void)
{
    hawser_error error = error_of("x.known", NULL);
    check("{}", &error, NULL);
    check("{\"errors\": {\"x.known\": \"Do this.\"}}", &error, NULL);
    check("{\"errors\": [{\"id\": \"x.known\", \"hint\": [\"Do this.\"]}]}", &error, NULL);
}

/* A struct that ends before its last field is read no further than it says. */
static void test_short_struct(void)
{
    hawser_error error = error_of("x.known", NULL);
    error.size = offsetof(hawser_error, hint);
    check(descriptor, &error, NULL);
}

static const struct suite_test tests[] = {
    {"the catalogue's hint, where there is no other", test_catalogue},
    {"catalogues that are none", test_strange_catalogues},
    {"a short struct", test_short_struct},
};

SUITE_MAIN("sdk catalogue", tests)
