/* SPDX-License-Identifier: Apache-2.0 */
/* Many files over one session, so that commands go out before the server asks for them: every byte comes and goes, in
 * clear and over both versions of TLS, and the session lasts. */
#include "config.h"

#include "interop/suite.h"
#include "support/folder.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3, AT_ONCE = 16, LARGEST = 200000, NAME_MAX_LENGTH = 16 };

/* One buffer's end, several, and none at all. */
static const size_t sizes[] = {1000, 0, 1, 65535, 65536, 65537, LARGEST, 4096};

struct file {
    char name[NAME_MAX_LENGTH];
    const char *bytes;
    size_t size;
};

static void make_file(struct file *file, const char *bytes, unsigned number)
{
    snprintf(file->name, sizeof file->name, "f%02u.bin", number);
    file->bytes = bytes + number; /* no two begin with the same */
    file->size = sizes[number % INTEROP_COUNT(sizes)];
}

static void send_files(struct rig *rig, const char *operation, const struct file *files)
{
    struct document documents[AT_ONCE] = {{.id = NULL}};
    for (unsigned i = 0; i < AT_ONCE; i++)
        documents[i] = (struct document){
            .file_name = files[i].name, .bytes = files[i].bytes, .size = files[i].size};
    struct job job = {
        .action = "create", .operation = operation, .documents = documents, .count = AT_ONCE};
    struct outcome *outcome = job_run(rig, &job);
    EXPECT_DONE(rig, outcome, AT_ONCE);
    outcome_free(outcome);
    for (unsigned i = 0; i < AT_ONCE; i++)
        EXPECT(rig, remote_is(rig, files[i].name, files[i].bytes, files[i].size));
}

static void fetch_files(struct rig *rig, const struct file *files, unsigned count)
{
    struct outcome *outcome = job_none(rig, "query", NULL);
    EXPECT_DONE(rig, outcome, count);
    for (unsigned i = 0; i < count; i++) {
        const struct job_output *output = output_named(outcome, files[i].name);
        EXPECT(rig, output && output->size == files[i].size &&
                        memcmp(output->bytes, files[i].bytes, files[i].size) == 0);
    }
    outcome_free(outcome);
}

static void there_and_back(struct rig *rig, const char *connection, const char *operation)
{
    struct file files[ROUNDS * AT_ONCE];
    char *bytes = malloc(LARGEST + INTEROP_COUNT(files));
    random_bytes(7, 0, bytes, LARGEST + INTEROP_COUNT(files));
    for (unsigned i = 0; i < INTEROP_COUNT(files); i++)
        make_file(&files[i], bytes, i);
    rig_clear(rig);
    EXPECT(rig, rig_open(rig, connection));
    for (unsigned i = 0; i < ROUNDS; i++)
        send_files(rig, operation, files + (size_t)i * AT_ONCE);
    fetch_files(rig, files, INTEROP_COUNT(files));
    EXPECT(rig, rig_log_count(rig, "> PASS") == 1);
    /* Nothing was asked for twice. */
    EXPECT(rig, rig_log_count(rig, "> STOR") == INTEROP_COUNT(files));
    EXPECT(rig, rig_log_count(rig, "> RETR") == INTEROP_COUNT(files));
    free(bytes);
}

static void on_server(enum server_kind kind, enum server_tls tls, bool newest)
{
    const struct rig_options options = {
        .server = {.kind = kind, .tls = tls, .tls12_only = !newest, .tls13_only = newest}};
    struct rig rig;
    if (rig_start(&rig, &options)) {
        const char *mode = tls == SERVER_TLS_NONE ? "{\"sslMode\":\"none\",\"parallelism\":1}"
                                                  : "{\"parallelism\":1}";
        snprintf(rig.cell, sizeof rig.cell, "{server %d, TLS %d, 1.%d}", (int)kind, (int)tls,
            newest ? 3 : 2);
        there_and_back(&rig, mode, "{\"actionIfFileExists\":\"overwrite\"}");
        there_and_back(&rig, mode, "{\"actionIfFileExists\":\"overwrite\",\"directUpload\":true}");
    } else {
        CU_FAIL("no server");
    }
    rig_stop(&rig);
}

/* protocol.C14 protocol.D7 */
static void in_clear(void)
{
    for (int kind = 0; kind < SERVER_KINDS; kind++)
        on_server((enum server_kind)kind, SERVER_TLS_NONE, true);
}

static void over_tls(bool newest)
{
    for (int kind = 0; kind < SERVER_KINDS; kind++)
        if (server_has_tls((enum server_kind)kind, SERVER_TLS_EXPLICIT))
            on_server((enum server_kind)kind, SERVER_TLS_EXPLICIT, newest);
}

static void over_tls12(void)
{
    over_tls(false);
}

static void over_tls13(void)
{
    over_tls(true);
}

int main(void)
{
    static const struct interop_test tests[] = {
        {"in clear", in_clear}, {"TLS 1.2", over_tls12}, {"TLS 1.3", over_tls13}};
    for (int kind = 0; kind < SERVER_KINDS; kind++) {
        int missing = rig_missing((enum server_kind)kind);
        if (missing)
            return missing;
    }
    return interop_alone(SERVER_VSFTPD, tests, INTEROP_COUNT(tests));
}
