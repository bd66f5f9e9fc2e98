/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "unit/scratch.h"

#include "secret_source.h"

#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct scratch scratch;
static struct secrets *secrets;

static void set_up(void)
{
    scratch_init(&scratch);
    secrets = secrets_new();
    CU_ASSERT_PTR_NOT_NULL_FATAL(secrets);
}

static void tear_down(void)
{
    secrets_free(secrets);
    scratch_done(&scratch);
}

static void expect_secret(const char *pointer, const char *text)
{
    char buffer[64];
    size_t length = 0;

    CU_ASSERT_EQUAL(secrets_get(secrets, pointer, buffer, sizeof buffer, &length), HAWSER_OK);
    CU_ASSERT_EQUAL(length, strlen(text));
    CU_ASSERT_EQUAL(memcmp(buffer, text, strlen(text)), 0);
}

/* "file:" and the path of a name in the scratch folder. */
static const char *file_reference(const char *name, char buffer[SCRATCH_PATH_SIZE + 8])
{
    char path[SCRATCH_PATH_SIZE];

    snprintf(buffer, SCRATCH_PATH_SIZE + 8, "file:%s", scratch_path(&scratch, name, path));
    return buffer;
}

/* connection.password */
static void test_recognises_references(void)
{
    static const char *const valid[] = {
        "env:A", "env:_a1", "file:/", "file:/a b", "systemd:ftp.password", "systemd:..."};
    static const char *const invalid[] = {"", "env:", "env:1A", "env:A B", "env:A=B",
        "file:", "file:a", "file:./a", "systemd:", "systemd:a/b", "systemd:..", "systemd:.",
        "ENV:A", "vault:A", "env", "password"};

    for (size_t i = 0; i < sizeof valid / sizeof valid[0]; i++)
        CU_ASSERT_TRUE(secret_reference_is_valid(valid[i]));
    for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++)
        CU_ASSERT_FALSE(secret_reference_is_valid(invalid[i]));
}

static void test_keeps_literals(void)
{
    char buffer[4];
    size_t length = 99;

    CU_ASSERT_EQUAL(secrets_add_literal(secrets, "/password", "hunter2", 7), HAWSER_OK);
    CU_ASSERT_EQUAL(secrets_add_literal(secrets, "/blank", "", 0), HAWSER_OK);
    CU_ASSERT_EQUAL(secrets_read(secrets, NULL), HAWSER_OK);
    expect_secret("/password", "hunter2");
    CU_ASSERT_EQUAL(
        secrets_get(secrets, "/blank", buffer, sizeof buffer, &length), HAWSER_NOT_FOUND);
    CU_ASSERT_EQUAL(
        secrets_get(secrets, "/other", buffer, sizeof buffer, &length), HAWSER_NOT_FOUND);
    CU_ASSERT_EQUAL(
        secrets_get(NULL, "/password", buffer, sizeof buffer, &length), HAWSER_NOT_FOUND);
    CU_ASSERT_EQUAL(length, 99);
    CU_ASSERT_EQUAL(
        secrets_get(secrets, "/password", buffer, sizeof buffer, &length), HAWSER_RESOURCE);
    CU_ASSERT_EQUAL(length, 7);
    secrets_free(NULL);
}

static void test_bounds_literals(void)
{
    char *text = calloc(1, SECRET_MAX + 1);

    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_EQUAL(secrets_add_literal(secrets, "/a", text, SECRET_MAX), HAWSER_OK);
    CU_ASSERT_EQUAL(secrets_add_literal(secrets, "/b", text, SECRET_MAX + 1), HAWSER_RESOURCE);
    free(text);
}

static void test_reads_files(void)
{
    static const struct {
        const char *name;
        const char *bytes;
        const char *secret;
    } cases[] = {
        {"plain", "hunter2", "hunter2"},
        {"line", "hunter2\n", "hunter2"},
        {"dos", "hunter2\r\n", "hunter2"},
        {"lines", "hunter2\n\n", "hunter2\n"},
        {"spaces", " hunter2 ", " hunter2 "},
    };
    char reference[SCRATCH_PATH_SIZE + 8];

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        scratch_write(&scratch, cases[i].name, cases[i].bytes, strlen(cases[i].bytes), 0600);
        secrets_add_reference(secrets, cases[i].name, file_reference(cases[i].name, reference));
    }
    CU_ASSERT_EQUAL(secrets_read(secrets, NULL), HAWSER_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect_secret(cases[i].name, cases[i].secret);
}

static void test_reads_environment_and_credentials(void)
{
    scratch_write(&scratch, "ftp", "from systemd", 12, 0400);
    setenv("CREDENTIALS_DIRECTORY", scratch.path, 1);
    setenv("HAWSER_TEST_SECRET", "from the environment\n", 1);
    secrets_add_reference(secrets, "/a", "systemd:ftp");
    secrets_add_reference(secrets, "/b", "env:HAWSER_TEST_SECRET");
    CU_ASSERT_EQUAL(secrets_read(secrets, NULL), HAWSER_OK);
    expect_secret("/a", "from systemd");
    expect_secret("/b", "from the environment\n");
    unsetenv("CREDENTIALS_DIRECTORY");
}

/* Reads one reference that must be refused. */
static void expect_refusal(const char *reference, const char *id, const char *part)
{
    struct vault vault = {0};
    hawser_problem *problem = NULL;

    CU_ASSERT_EQUAL(
        secret_source_read(reference, "/password", &vault, &problem), HAWSER_BAD_CONFIG);
    const hawser_error *error = hawser_problem_error(problem);
    CU_ASSERT_STRING_EQUAL(error->id, id);
    CU_ASSERT_PTR_NOT_NULL(strstr(error->message, "/password"));
    CU_ASSERT_PTR_NOT_NULL(strstr(error->message, part));
    CU_ASSERT_PTR_NULL(strstr(error->message, "hunter2"));
    CU_ASSERT_PTR_NULL(vault.bytes);
    hawser_problem_free(problem);
}

static void test_refuses_files(void)
{
    char reference[SCRATCH_PATH_SIZE + 8];

    scratch_write(&scratch, "open", "hunter2", 7, 0644);
    expect_refusal(file_reference("open", reference), "secret.world-readable", "every user");
    expect_refusal(file_reference("missing", reference), "secret.unreadable", "No such file");
    expect_refusal("file:/", "secret.unreadable", "not a regular file");
    expect_refusal("file:/dev/null", "secret.unreadable", "not a regular file");
}

static void test_bounds_files(void)
{
    char reference[SCRATCH_PATH_SIZE + 8];
    char *bytes = malloc(SECRET_MAX + 2);
    struct vault vault = {0};

    CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
    memset(bytes, 'x', SECRET_MAX + 2);
    scratch_write(&scratch, "big", bytes, SECRET_MAX + 1, 0600);
    expect_refusal(file_reference("big", reference), "secret.unreadable", "64 KiB");
    bytes[SECRET_MAX] = '\n';
    scratch_write(&scratch, "fits", bytes, SECRET_MAX + 1, 0600);
    CU_ASSERT_EQUAL(
        secret_source_read(file_reference("fits", reference), "/p", &vault, NULL), HAWSER_OK);
    CU_ASSERT_EQUAL(vault.length, SECRET_MAX);
    vault_done(&vault);
    free(bytes);
}

static void test_refuses_what_is_not_set(void)
{
    unsetenv("HAWSER_NO_SUCH");
    unsetenv("CREDENTIALS_DIRECTORY");
    expect_refusal("env:HAWSER_NO_SUCH", "secret.unreadable", "environment variable");
    expect_refusal("systemd:ftp", "secret.unreadable", "CREDENTIALS_DIRECTORY");
    expect_refusal("vault:x", "secret.unreadable", "none of");
}

static void note_blank(void *user, const char *pointer)
{
    snprintf(user, 16, "%s", pointer);
}

static void test_names_blank_ones(void)
{
    char blank[16] = "";
    char reference[SCRATCH_PATH_SIZE + 8];

    scratch_write(&scratch, "empty", "\n", 1, 0600);
    secrets_add_literal(secrets, "/a", "x", 1);
    secrets_add_reference(secrets, "/b", file_reference("empty", reference));
    CU_ASSERT_EQUAL(secrets_read(secrets, NULL), HAWSER_OK);
    secrets_each_blank(secrets, note_blank, blank);
    CU_ASSERT_STRING_EQUAL(blank, "/b");
}

static void test_vault_is_empty_when_done(void)
{
    struct vault vault;

    CU_ASSERT_EQUAL(vault_init(&vault, 0), 0);
    CU_ASSERT_PTR_NOT_NULL(vault.bytes);
    vault_done(&vault);
    CU_ASSERT_PTR_NULL(vault.bytes);
    vault_done(&vault);
}

int main(void)
{
    CU_TestInfo tests[] = {
        {"recognises references", test_recognises_references},
        {"keeps literals", test_keeps_literals},
        {"bounds literals", test_bounds_literals},
        {"reads files", test_reads_files},
        {"reads the environment and credentials", test_reads_environment_and_credentials},
        {"refuses files", test_refuses_files},
        {"bounds files", test_bounds_files},
        {"refuses what is not set", test_refuses_what_is_not_set},
        {"names blank ones", test_names_blank_ones},
        {"empties vaults", test_vault_is_empty_when_done},
        CU_TEST_INFO_NULL,
    };
    CU_SuiteInfo suites[] = {
        {.pName = "secrets", .pSetUpFunc = set_up, .pTearDownFunc = tear_down, .pTests = tests},
        CU_SUITE_INFO_NULL,
    };

    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return EXIT_FAILURE;
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures() + CU_get_number_of_suites_failed();
    CU_cleanup_registry();
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
