/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program is killed in the middle of an upload, and run again (delivery.killed). What is there
 * afterwards is the document once, and nothing else, whatever the option.
 */
#include "config.h"

#include "interop/program.h"
#include "interop/suite.h"

#include "support/folder.h"

#include <CUnit/CUnit.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SIZE = 4 * 1024 * 1024 + 11, BEFORE = 1000, RUN_MS = 20000 };

/* So slow that there is a middle. */
static const struct rig_options settings[SERVER_KINDS] = {
    [SERVER_VSFTPD] = {.server = {.extra = "anon_max_rate=8000000"}},
    [SERVER_PROFTPD] = {.server = {.extra = "TransferRate RETR,STOR,APPE 8000"}},
    [SERVER_PUREFTPD] = {.server = {.extra = "-T 8000:8000"}},
    [SERVER_PYFTPDLIB] = {.server = {.user = NULL}}};

static char content[BEFORE + SIZE];

/* When the victim is killed: once all files of a folder together have so many bytes. */
struct moment {
    char *folder;
    uint64_t bytes;
};

static uint64_t bytes_in(const char *folder)
{
    uint64_t bytes = 0;
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries != NULL && (entry = readdir(entries)) != NULL;) {
        struct stat status;
        if (fstatat(dirfd(entries), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(status.st_mode)) {
            bytes += (uint64_t)status.st_size;
        }
    }
    if (entries != NULL) {
        closedir(entries);
    }
    return bytes;
}

static bool has_come(void *context, pid_t pid)
{
    struct moment *moment = context;
    (void)pid;
    return bytes_in(moment->folder) >= moment->bytes;
}

static bool upload(const char *file, const char *const options[], struct moment *moment,
    struct process_result *ret_result)
{
    struct program_run run = {
        .action = "create", .timeout_ms = RUN_MS, .words = {"--property", "fileName=up.bin", file}};
    for (size_t i = 0; options[i] != NULL; i++) {
        run.words[3 + 2 * i] = "--set";
        run.words[4 + 2 * i] = options[i];
    }
    if (moment != NULL) { /* slowly, so that it still sends when it is killed */
        size_t last = 3;
        while (run.words[last] != NULL) {
            last++;
        }
        run.words[last] = "--set-connection";
        run.words[last + 1] = "rateLimit=6000000";
        run.signal = SIGKILL;
        run.signal_when = has_come;
        run.signal_context = moment;
    }
    return program_run(interop_rig(), &run, ret_result);
}

/* The first run is killed once `bytes` of the document are there. False: it was too fast for that.
 */
static bool kill_at(
    const char *file, const char *const options[], const char *folder, uint64_t bytes)
{
    struct process_result result;
    struct moment moment = {.folder = remote_local(interop_rig(), folder), .bytes = bytes};
    bool killed = false;
    if (EXPECT(interop_rig(), upload(file, options, &moment, &result))) {
        killed = result.ended_by == SIGKILL;
        EXPECT(interop_rig(), killed || result.exit_code == 0);
        process_result_done(&result);
    }
    free(moment.folder);
    return killed;
}

static void run_again(const char *file, const char *const options[])
{
    struct process_result result;
    if (EXPECT(interop_rig(), upload(file, options, NULL, &result))) {
        if (!EXPECT(interop_rig(), result.exit_code == 0)) {
            fprintf(stderr, "%s\n", result.errors);
        }
        process_result_done(&result);
    }
}

struct way {
    const char *name;
    const char *options[4];
    const char *folder; /* where the bytes go first */
    const char *text;   /* what has the name before; NULL: nothing */
    bool appends;
};

static void check(const struct way *way, uint64_t bytes)
{
    struct rig *rig = interop_rig();
    char *file = folder_path(rig->folder, "document");
    size_t before = way->appends ? BEFORE : 0;
    EXPECT(rig, file != NULL && file_write(file, content + BEFORE, SIZE));
    rig_clear(rig);
    remote_folder(rig, "stage");
    if (way->appends) {
        remote_put(rig, "up.bin", content, BEFORE);
    } else if (way->text != NULL) {
        remote_text(rig, "up.bin", way->text);
    }
    char *stage = remote_path(rig, "stage");
    char staging[512];
    snprintf(staging, sizeof staging, "stagingDirectory=%s", stage != NULL ? stage : "");
    const char *staged[] = {staging, NULL};
    const char *const *options = *way->folder ? staged : way->options;
    free(stage);
    snprintf(rig->cell, sizeof rig->cell, "%s, killed at byte %llu", way->name,
        (unsigned long long)bytes);
    if (kill_at(file, options, way->folder, before + bytes)) {
        run_again(file, options);
    } else {
        printf("    %s: not killed\n", rig->cell);
    }
    EXPECT(rig, remote_is(rig, "up.bin", content + BEFORE - before, SIZE + before));
    EXPECT_NAMES(rig, "", "stage\nup.bin\n");
    EXPECT_NAMES(rig, "stage", "");
    free(file);
}

#define IF_EXISTS "actionIfFileExists="

static const struct way ways[] = {{"error", {NULL}, "", NULL, false},
    {"overwrite", {IF_EXISTS "overwrite"}, "", "old", false},
    {"unique name", {IF_EXISTS "createUniqueName"}, "", NULL, false},
    {"staging", {NULL}, "stage", NULL, false}, {"append", {IF_EXISTS "append"}, "", NULL, true},
    {"direct", {"directUpload=true"}, "", NULL, false},
    {"direct, overwrite", {"directUpload=true", IF_EXISTS "overwrite"}, "", "old", false}};

static void test_killed(void)
{
    static uint64_t seed = 40503;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        /* Anywhere, but early enough that there is something left to do. */
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        check(&ways[i], 1 + (seed >> 33) % (SIZE * 3 / 4));
    }
    interop_rig()->cell[0] = '\0';
}

static const struct interop_test tests[] = {{"delivery.killed", test_killed}};

int main(void)
{
    random_bytes(11, 0, content, sizeof content);
    return interop_on_each(settings, tests, INTEROP_COUNT(tests));
}
