/* SPDX-License-Identifier: Apache-2.0 */
/* Labels in hints get the names by which a command line sets their fields, and nothing else does. */
#include <CUnit/Basic.h>
#include <CUnit/CUnit.h>
#include <stdlib.h>

#include "hint_fields.h"

static const char schema_text[] =
    "{\"properties\":{\"stableFor\":{\"title\":\"Stable For\"},\"ifFileExists\":{\"title\":\"If "
    "File "
    "Exists\"},\"file\":{\"title\":\"File\"},\"fileSize\":{\"title\":\"File Size\"},"
    "\"age\":{\"title\":\"Minimum Age (s)\"},\"untitled\":{}}}";

static void check(const char *hint, const char *wanted)
{
    json_t *schema = json_loads(schema_text, 0, NULL);
    char *got = hint_with_fields(hint, schema);
    if (wanted && got)
        CU_ASSERT_STRING_EQUAL(got, wanted);
    CU_ASSERT_EQUAL(got != NULL, wanted != NULL);
    free(got);
    json_decref(schema);
}

static void labels_get_names(void)
{
    check("Set Stable For.", "Set Stable For (stableFor).");
    check("Stable For", "Stable For (stableFor)");
    /* A label may be written a little otherwise in a sentence. */
    check("Set If file exists to error.", "Set If file exists (ifFileExists) to error.");
    check("Set Stable For, or File Size.", "Set Stable For (stableFor), or File Size (fileSize).");
    check("Lower Minimum Age (s).", "Lower Minimum Age (s) (age).");
}

static void all_else_stays(void)
{
    check("Try again.", NULL);
    check("", NULL);
    check(NULL, NULL);
    check("It is stable for a while.", NULL); /* a sentence's own words */
    check("Unstable For ever.", NULL);        /* within a word */
    check("Stable Forms are.", NULL);
    check("Stable Fo", NULL);
    check("Name the File.", NULL); /* its name says nothing more */
    char *got = hint_with_fields("Set Stable For.", NULL);
    CU_ASSERT_PTR_NULL(got);
    free(got);
}

int main(void)
{
    CU_TestInfo tests[] = {{"labels get names", labels_get_names},
        {"all else stays", all_else_stays}, CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"hints", NULL, NULL, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 99;
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures != 0;
}
