/* SPDX-License-Identifier: Apache-2.0 */
/* Uploads that the server interrupts go on where they were. */
#include "config.h"

#include "interop/suite.h"

#include "support/folder.h"

#include <CUnit/CUnit.h>
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
};

static void drop(void *user, uint64_t input, uint64_t done, uint64_t total)
{
    struct dropping *dropping = user;
    (void)input;
    (void)total;
    if (dropping->left > 0 && done >= dropping->at) {
        dropping->left--;
        dropping->at = done + DROP_EVERY;
        dropping->dropped += server_drop_sessions(dropping->rig->server) > 0;
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
    {"two interruptions", test_twice}, {"none are allowed", test_no_retries},
    {"not in ASCII", test_ascii}};

int main(void)
{
    random_bytes(7, 0, content, sizeof content);
    return interop_on_each(settings, tests, INTEROP_COUNT(tests));
}
