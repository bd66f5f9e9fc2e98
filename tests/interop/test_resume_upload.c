/* SPDX-License-Identifier: Apache-2.0 */
/* Uploads that the server interrupts go on where they were. */
#include "config.h"

#include "interop/suite.h"

#include "support/folder.h"

#include <CUnit/CUnit.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SIZE = 32 * 1024 * 1024 + 11, DROP_EVERY = 9 * 1024 * 1024 };

static const struct rig_options settings[SERVER_KINDS] = {
    [SERVER_VSFTPD] = {.server = {.extra = "anon_max_rate=10000000"}},
    [SERVER_PROFTPD] = {.server = {.extra = "TransferRate RETR,STOR,APPE 10000"}},
    [SERVER_PUREFTPD] = {.server = {.extra = "-T 10000:10000"}},
    [SERVER_PYFTPDLIB] = {.server = {.user = NULL}}};

static char content[SIZE];

struct dropping {
    const struct rig *rig;
    uint64_t at; /* ends the sessions when so much has moved */
    unsigned left;
    unsigned dropped;
    long spoils; /* a byte of the unfinished file: 1 the first, -1 the last */
};

static void spoil(const struct rig *rig, long which)
{
    char *name = remote_names(rig, "");
    name[strcspn(name, "\n")] = '\0';
    char *path = remote_local(rig, name);
    FILE *file = fopen(path, "r+");
    CU_ASSERT_PTR_NOT_NULL(file);
    if (file != NULL) {
        CU_ASSERT_EQUAL(fseek(file, which > 0 ? 0 : -1, which > 0 ? SEEK_SET : SEEK_END), 0);
        int byte = fgetc(file);
        CU_ASSERT_EQUAL(fseek(file, -1, SEEK_CUR), 0);
        CU_ASSERT_NOT_EQUAL(fputc(byte ^ 1, file), EOF);
        fclose(file);
    }
    free(path);
    free(name);
}

static void drop(void *user, uint64_t input, uint64_t done, uint64_t total)
{
    struct dropping *dropping = user;
    (void)input;
    (void)total;
    if (dropping->left > 0 && done >= dropping->at) {
        dropping->left--;
        dropping->at = done + DROP_EVERY;
        dropping->dropped += server_drop_sessions(dropping->rig->server) > 0;
        if (dropping->spoils != 0) {
            spoil(dropping->rig, dropping->spoils);
        }
    }
}

static struct outcome *upload(struct rig *rig, const char *operation, struct dropping *dropping)
{
    struct document document = {.file_name = "up.bin", .bytes = content, .size = SIZE};
    struct job job = {.action = "create",
        .operation = operation,
        .documents = &document,
        .count = 1,
        .progress = drop,
        .progress_user = dropping};
    return job_run(rig, &job);
}

/* pyftpdlib has no processes to kill, so that nothing can be interrupted there. */
static bool can_drop(const struct rig *rig)
{
    return rig->kind != SERVER_PYFTPDLIB;
}

static void check_resumed(struct rig *rig, const char *operation, unsigned drops)
{
    struct dropping dropping = {.rig = rig, .at = DROP_EVERY, .left = drops};
    struct outcome *outcome = upload(rig, operation, &dropping);
    const json_t *offsets = json_object_get(outcome->results[0].detail, "resumedAt");
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, dropping.dropped == drops);
    EXPECT(rig, json_array_size(offsets) == drops);
    EXPECT(rig, json_integer_value(json_array_get(offsets, 0)) > 0);
    EXPECT(rig, json_integer_value(json_object_get(outcome->results[0].detail, "bytes")) == SIZE);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "up.bin\n");
    EXPECT(rig, remote_is(rig, "up.bin", content, SIZE));
}

/* create.resume */
static void test_once(void)
{
    struct rig *rig = interop_rig();
    if (can_drop(rig)) {
        check_resumed(rig, NULL, 1);
    }
}

static void test_twice(void)
{
    struct rig *rig = interop_rig();
    /* Pure-FTPd takes the file away to a name of its own for as long as it goes on with it: killed
     * then, it has lost it. */
    if (can_drop(rig) && rig->kind != SERVER_PUREFTPD) {
        check_resumed(rig, "{\"actionIfFileExists\":\"createUniqueName\"}", 2);
    }
}

/* create.resume: what the server has is not what was sent, though as long. */
static void check_spoiled(struct rig *rig, long which)
{
    struct dropping dropping = {.rig = rig, .at = DROP_EVERY, .left = 1, .spoils = which};
    struct outcome *outcome = upload(rig, NULL, &dropping);
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, dropping.dropped == 1);
    EXPECT(rig, json_object_get(outcome->results[0].detail, "resumedAt") == NULL);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "up.bin\n");
    EXPECT(rig, remote_is(rig, "up.bin", content, SIZE));
}

static void test_spoiled_first(void)
{
    if (interop_rig()->kind == SERVER_PROFTPD) { /* no other tells checksums */
        check_spoiled(interop_rig(), 1);
    }
}

/* vsftpd does not let anonymous users read what they wrote. */
static void test_spoiled_last(void)
{
    if (interop_rig()->kind == SERVER_PROFTPD || interop_rig()->kind == SERVER_PUREFTPD) {
        check_spoiled(interop_rig(), -1);
    }
}

/* connection.receiptHash: of the whole document, though it went up in parts. */
static void test_hashed(void)
{
    struct rig *rig = interop_rig();
    struct dropping dropping = {.rig = rig, .at = DROP_EVERY, .left = 1};
    unsigned char raw[32];
    char text[65];
    if (rig->kind != SERVER_PROFTPD && rig->kind != SERVER_VSFTPD) {
        return;
    }
    CU_ASSERT_EQUAL(gnutls_hash_fast(GNUTLS_DIG_SHA256, content, SIZE, raw), 0);
    for (size_t i = 0; i < sizeof raw; i++) {
        snprintf(text + 2 * i, 3, "%02x", raw[i]);
    }
    EXPECT(rig, rig_open(rig, "{\"receiptHash\":\"sha256\"}"));
    struct outcome *outcome = upload(rig, NULL, &dropping);
    const json_t *detail = outcome->results[0].detail;
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, json_array_size(json_object_get(detail, "resumedAt")) == 1);
    EXPECT_TEXT(rig, json_string_value(json_object_get(detail, "sha256")), text);
    EXPECT(rig, remote_is(rig, "up.bin", content, SIZE));
    outcome_free(outcome);
}

static void check_not_resumed(struct rig *rig, const char *operation)
{
    struct dropping dropping = {.rig = rig, .at = DROP_EVERY, .left = 1};
    struct outcome *outcome = upload(rig, operation, &dropping);
    EXPECT(rig, dropping.dropped == 1);
    EXPECT(rig, outcome->code != HAWSER_OK);
    EXPECT(rig, outcome->results[0].status == HAWSER_STATUS_FAILURE);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "");
}

/* connection.maxRetries */
static void test_no_retries(void)
{
    struct rig *rig = interop_rig();
    if (can_drop(rig)) {
        EXPECT(rig, rig_open(rig, "{\"maxRetries\":0}"));
        check_not_resumed(rig, NULL);
    }
}

/* ascii.no-resume */
static void test_ascii(void)
{
    struct rig *rig = interop_rig();
    if (can_drop(rig)) {
        check_not_resumed(rig, "{\"transferFormat\":\"ascii\"}");
    }
}

static const struct interop_test tests[] = {{"one interruption", test_once},
    {"two interruptions", test_twice},
    {"create.resume: a part whose first byte was spoiled", test_spoiled_first},
    {"create.resume: a part whose last byte was spoiled", test_spoiled_last},
    {"connection.receiptHash: over two sessions", test_hashed},
    {"none are allowed", test_no_retries}, {"not in ASCII", test_ascii}};

int main(void)
{
    random_bytes(7, 0, content, sizeof content);
    return interop_on_each(settings, tests, INTEROP_COUNT(tests));
}
