/* SPDX-License-Identifier: Apache-2.0 */
/* The main function of a CUnit suite: SUITE_MAIN("name", tests), tests being a table of struct
 * suite_test. */
#ifndef HAWSER_TESTS_UNIT_SUITE_H
#define HAWSER_TESTS_UNIT_SUITE_H

#include <CUnit/Basic.h>
#include <stdbool.h>
#include <stddef.h>

struct suite_test {
    const char *name;
    void (*function)(void);
};

static inline bool suite_add(const char *name, const struct suite_test *tests, size_t count)
{
    CU_pSuite suite = CU_add_suite(name, NULL, NULL);
    for (size_t i = 0; suite && i < count; i++) {
        if (!CU_add_test(suite, tests[i].name, tests[i].function))
            return false;
    }
    return suite != NULL;
}

/* 0 where every test passed. */
static inline int suite_run(const char *name, const struct suite_test *tests, size_t count)
{
    bool passed = false;
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    if (suite_add(name, tests, count)) {
        CU_basic_set_mode(CU_BRM_VERBOSE);
        passed = CU_basic_run_tests() == CUE_SUCCESS && CU_get_number_of_failures() == 0;
    }
    CU_cleanup_registry();
    return passed ? 0 : 1;
}

#define SUITE_MAIN(name, tests)                                                                    \
    int main(void)                                                                                 \
    {                                                                                              \
        return suite_run(name, tests, sizeof(tests) / sizeof((tests)[0]));                         \
    }

#endif
