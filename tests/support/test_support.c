/* SPDX-License-Identifier: Apache-2.0 */
/* Folders, files and processes, as the other tests rely on them. */
#include "config.h"

#include "support/folder.h"
#include "support/process.h"

#include <CUnit/Basic.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LARGE = 1024 * 1024, TIMEOUT_MS = 300, SOON_MS = 5000 };

/* The examples of FIPS 180-4. */
static void sha256_is_the_standard_one(void)
{
    static const struct {
        const char *text;
        const char *digest;
    } cases[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    };
    char *folder = folder_new("digest");
    char *path = folder_path(folder, "file");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char digest[FOLDER_SHA256_SIZE] = "";
        CU_ASSERT_TRUE(file_write_text(path, cases[i].text));
        CU_ASSERT_TRUE(file_sha256(path, digest));
        CU_ASSERT_STRING_EQUAL(digest, cases[i].digest);
    }
    free(path);
    folder_free(folder);
}

static void random_files_are_repeatable(void)
{
    char *folder = folder_new("random");
    char *longer = folder_path(folder, "longer");
    char *shorter = folder_path(folder, "shorter");
    unsigned char part[100];
    CU_ASSERT_TRUE(file_write_random(longer, 200003, 7));
    CU_ASSERT_TRUE(file_write_random(shorter, 1003, 7));
    CU_ASSERT_EQUAL(file_size(longer), 200003);
    char *all = file_read(longer, NULL);
    char *beginning = file_read(shorter, NULL);
    CU_ASSERT_EQUAL(memcmp(all, beginning, 1003), 0);
    random_bytes(7, 131065, part, sizeof part);
    CU_ASSERT_EQUAL(memcmp(all + 131065, part, sizeof part), 0);
    CU_ASSERT_FALSE(file_same(longer, shorter));
    CU_ASSERT_TRUE(file_write_random(shorter, 200003, 8));
    CU_ASSERT_FALSE(file_same(longer, shorter));
    CU_ASSERT_TRUE(file_write_random(shorter, 200003, 7));
    CU_ASSERT_TRUE(file_same(longer, shorter));
    free(all);
    free(beginning);
    free(longer);
    free(shorter);
    folder_free(folder);
}

static void folders_go_but_not_what_links_name(void)
{
    char *kept = folder_new("kept");
    char *gone = folder_new("gone");
    char *kept_file = folder_path(kept, "file");
    char *below = folder_path(gone, "below");
    char *file = folder_path(below, "file");
    char *link = folder_path(below, "link");
    CU_ASSERT_TRUE(file_write_text(kept_file, "kept"));
    CU_ASSERT_EQUAL(mkdir(below, 0755), 0);
    CU_ASSERT_TRUE(file_write_text(file, "gone"));
    CU_ASSERT_EQUAL(symlink(kept, link), 0);
    CU_ASSERT_EQUAL(folder_count(gone), 1);
    CU_ASSERT_EQUAL(chmod(below, 0), 0);
    CU_ASSERT_TRUE(folder_remove(gone));
    CU_ASSERT_NOT_EQUAL(access(gone, F_OK), 0);
    CU_ASSERT_EQUAL(file_size(kept_file), 4);
    CU_ASSERT_TRUE(folder_remove(gone));
    free(gone);
    free(below);
    free(file);
    free(link);
    free(kept_file);
    folder_free(kept);
}

static void what_is_not_there_is_refused(void)
{
    char digest[FOLDER_SHA256_SIZE] = "untouched";
    CU_ASSERT_PTR_NULL(file_read("/nonexistent/file", NULL));
    CU_ASSERT_FALSE(file_sha256("/nonexistent/file", digest));
    CU_ASSERT_STRING_EQUAL(digest, "untouched");
    CU_ASSERT_EQUAL(file_size("/nonexistent/file"), -1);
    CU_ASSERT_EQUAL(folder_count("/nonexistent"), -1);
    CU_ASSERT_FALSE(file_write_text("/nonexistent/file", ""));
}

static struct process_result run_shell(const char *script, const struct process_options *options)
{
    const char *const argv[] = {"sh", "-c", script, NULL};
    struct process_options complete = *options;
    struct process_result result = {.exit_code = -2};
    complete.argv = argv;
    CU_ASSERT_TRUE_FATAL(process_run(&complete, &result));
    return result;
}

static void output_and_status_come_back(void)
{
    static const char *const changes[] = {"HAWSER_ADDED=yes", "HOME", NULL};
    struct process_result result =
        run_shell("echo $HAWSER_ADDED-${HOME-none}; pwd; echo bad >&2; exit 3",
            &(struct process_options){.environment = changes, .folder = "/usr"});
    CU_ASSERT_EQUAL(result.exit_code, 3);
    CU_ASSERT_EQUAL(result.ended_by, 0);
    CU_ASSERT_STRING_EQUAL(result.output, "yes-none\n/usr\n");
    CU_ASSERT_STRING_EQUAL(result.errors, "bad\n");
    CU_ASSERT_TRUE(result.peak_kib > 0);
    process_result_done(&result);
}

static void much_input_goes_through(void)
{
    char *input = malloc(LARGE);
    random_bytes(1, 0, input, LARGE);
    struct process_result result =
        run_shell("cat", &(struct process_options){.input = input, .input_size = LARGE});
    CU_ASSERT_EQUAL_FATAL(result.output_size, LARGE);
    CU_ASSERT_EQUAL(memcmp(result.output, input, LARGE), 0);
    process_result_done(&result);
    /* One that doesn't read its input must not end the test. */
    result = run_shell("exit 0", &(struct process_options){.input = input, .input_size = LARGE});
    CU_ASSERT_EQUAL(result.exit_code, 0);
    process_result_done(&result);
    free(input);
}

static void a_program_that_hangs_is_killed(void)
{
    struct process_result result =
        run_shell("sleep 60; exit 0", &(struct process_options){.timeout_ms = TIMEOUT_MS});
    CU_ASSERT_TRUE(result.timed_out);
    CU_ASSERT_EQUAL(result.ended_by, SIGKILL);
    CU_ASSERT_EQUAL(result.exit_code, -1);
    CU_ASSERT_TRUE(result.elapsed_ms < SOON_MS);
    process_result_done(&result);
}

static bool file_is_there(void *context, pid_t pid)
{
    (void)pid;
    return file_size(context) >= 0;
}

static void a_signal_comes_when_asked_for(void)
{
    char *folder = folder_new("signal");
    char *path = folder_path(folder, "ready");
    static const char script[] = "trap 'exit 5' TERM; : >ready; while :; do sleep 0.02; done";
    struct process_result result = run_shell(script, &(struct process_options){.folder = folder,
                                                         .signal = SIGTERM,
                                                         .signal_when = file_is_there,
                                                         .signal_context = path});
    CU_ASSERT_TRUE(result.signalled);
    CU_ASSERT_FALSE(result.timed_out);
    CU_ASSERT_EQUAL(result.exit_code, 5);
    CU_ASSERT_TRUE(result.signal_to_end_ms <= result.elapsed_ms);
    process_result_done(&result);
    result = run_shell("exec sleep 60",
        &(struct process_options){.signal = SIGINT, .signal_after_ms = TIMEOUT_MS});
    CU_ASSERT_EQUAL(result.ended_by, SIGINT);
    CU_ASSERT_TRUE(result.elapsed_ms >= TIMEOUT_MS);
    process_result_done(&result);
    free(path);
    folder_free(folder);
}

static void a_missing_program_is_told(void)
{
    const char *const argv[] = {"/nonexistent/program", NULL};
    struct process_result result = {.exit_code = 0};
    CU_ASSERT_TRUE_FATAL(process_run(&(struct process_options){.argv = argv}, &result));
    CU_ASSERT_EQUAL(result.exit_code, 127);
    process_result_done(&result);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS) {
        return EXIT_FAILURE;
    }
    CU_pSuite suite = CU_add_suite("support", NULL, NULL);
    CU_ADD_TEST(suite, sha256_is_the_standard_one);
    CU_ADD_TEST(suite, random_files_are_repeatable);
    CU_ADD_TEST(suite, folders_go_but_not_what_links_name);
    CU_ADD_TEST(suite, what_is_not_there_is_refused);
    CU_ADD_TEST(suite, output_and_status_come_back);
    CU_ADD_TEST(suite, much_input_goes_through);
    CU_ADD_TEST(suite, a_program_that_hangs_is_killed);
    CU_ADD_TEST(suite, a_signal_comes_when_asked_for);
    CU_ADD_TEST(suite, a_missing_program_is_told);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
