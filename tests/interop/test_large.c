/* SPDX-License-Identifier: Apache-2.0 */
/* Files that are larger than what a process may hold, through the program. */
#include "config.h"

#include "interop/program.h"
#include "interop/suite.h"
#include "support/folder.h"
#include "support/sanitized.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

#define MEBI ((uint64_t)1024 * 1024)

enum { SHORT_MIB = 64, LONG_MIB = 2048, PEAK_KIB = 20 * 1024, LONG_TIMEOUT_MS = 600000 };

static bool is_long(void)
{
    const char *asked = getenv("HAWSER_CHECK_LONG");
    return asked != NULL && strcmp(asked, "1") == 0;
}

static void run_program(struct rig *rig, const struct program_run *run)
{
    struct process_result result;
    if (!EXPECT(rig, program_run(rig, run, &result))) {
        return;
    }
    if (!EXPECT(rig, result.exit_code == 0)) {
        fprintf(stderr, "%s%s\n", result.output, result.errors);
    }
    printf("%s: %u ms, %ld KiB at most\n", rig->cell, result.elapsed_ms, result.peak_kib);
    EXPECT(rig, SANITIZED || result.peak_kib < PEAK_KIB);
    process_result_done(&result);
}

static void up(struct rig *rig, const char *source, unsigned timeout_ms)
{
    struct program_run run = {
        .action = "create", .words = {source, NULL}, .timeout_ms = timeout_ms};
    char *stored = remote_local(rig, "large.bin");
    snprintf(rig->cell, sizeof rig->cell, "{up, TLS mode %d}", (int)rig->tls);
    run_program(rig, &run);
    EXPECT(rig, file_same(source, stored));
    EXPECT_NAMES(rig, "", "large.bin\n");
    free(stored);
}

static void down(struct rig *rig, const char *source, unsigned timeout_ms)
{
    struct program_run run = {.action = "get",
        .words = {"large.bin", "--out", rig->output_folder, NULL},
        .timeout_ms = timeout_ms};
    char *copy = folder_path(rig->output_folder, "large.bin");
    snprintf(rig->cell, sizeof rig->cell, "{down, TLS mode %d}", (int)rig->tls);
    run_program(rig, &run);
    EXPECT(rig, file_same(source, copy));
    EXPECT(rig, folder_count(rig->output_folder) == 1);
    free(copy);
}

static void up_and_down(enum server_tls tls)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_VSFTPD, .tls = tls}};
    uint64_t size = (uint64_t)(is_long() ? LONG_MIB : SHORT_MIB) * MEBI + 17;
    unsigned timeout_ms = is_long() ? LONG_TIMEOUT_MS : 0;
    CU_ASSERT_TRUE_FATAL(rig_start(&rig, &options));
    char *source = folder_path(rig.folder, "large.bin");
    CU_ASSERT_TRUE_FATAL(file_write_random(source, size, 5));
    up(&rig, source, timeout_ms);
    down(&rig, source, timeout_ms);
    free(source);
    rig_stop(&rig);
}

/* create.sizes protocol.D11 */
static void test_clear(void)
{
    up_and_down(SERVER_TLS_NONE);
}

static void test_tls(void)
{
    up_and_down(SERVER_TLS_EXPLICIT);
}

static const struct interop_test tests[] = {{"in clear", test_clear}, {"over TLS", test_tls}};

int main(void)
{
    return interop_alone(SERVER_VSFTPD, tests, INTEROP_COUNT(tests));
}
