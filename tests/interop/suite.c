/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/suite.h"

#include <CUnit/Basic.h>
#include <stdlib.h>

/* CUnit's functions take no argument: what they work on stands here. */
static struct rig present;
static const struct rig_options *settings;

struct rig *interop_rig(void)
{
    return &present;
}

static int start_rig(void)
{
    enum server_kind kind;
    if (!server_kind_parse(CU_get_current_suite()->pName, &kind)) {
        return 1;
    }
    struct rig_options options = settings[kind];
    options.server.kind = kind;
    return rig_start(&present, &options) ? 0 : 1;
}

static int stop_rig(void)
{
    rig_stop(&present);
    return 0;
}

static void begin_test(void)
{
    rig_clear(&present);
    CU_ASSERT_TRUE(rig_open(&present, NULL));
}

static void end_test(void)
{
    rig_close(&present);
    rig_clear(&present);
}

static bool add_tests(CU_pSuite suite, const struct interop_test *tests, size_t count)
{
    bool added = suite != NULL;
    for (size_t i = 0; added && i < count; i++) {
        added = CU_add_test(suite, tests[i].name, tests[i].function) != NULL;
    }
    return added;
}

/* A suite or a test that could not even begin counts as a failure too. */
static int run(void)
{
    CU_basic_set_mode(CU_BRM_VERBOSE);
    bool passed = CU_basic_run_tests() == CUE_SUCCESS && CU_get_number_of_failures() == 0 &&
                  CU_get_number_of_suites_failed() == 0 && CU_get_number_of_tests_failed() == 0;
    CU_cleanup_registry();
    return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}

int interop_on_each(
    const struct rig_options options[SERVER_KINDS], const struct interop_test *tests, size_t count)
{
    int missing = 0;
    unsigned here = 0;
    settings = options;
    if (CU_initialize_registry() != CUE_SUCCESS) {
        return EXIT_FAILURE;
    }
    for (unsigned kind = 0; kind < SERVER_KINDS; kind++) {
        int status = rig_missing((enum server_kind)kind);
        if (status != 0) {
            missing = status;
            continue;
        }
        here++;
        if (!add_tests(
                CU_add_suite_with_setup_and_teardown(server_kind_name((enum server_kind)kind),
                    start_rig, stop_rig, begin_test, end_test),
                tests, count)) {
            return EXIT_FAILURE;
        }
    }
    return here > 0 ? run() : missing;
}

int interop_alone(enum server_kind kind, const struct interop_test *tests, size_t count)
{
    int missing = rig_missing(kind);
    if (missing != 0) {
        return missing;
    }
    if (CU_initialize_registry() != CUE_SUCCESS ||
        !add_tests(CU_add_suite(server_kind_name(kind), NULL, NULL), tests, count)) {
        return EXIT_FAILURE;
    }
    return run();
}
