/* SPDX-License-Identifier: Apache-2.0 */
/* Servers that insist on a reused TLS session, and have forgotten it. */
#include "config.h"

#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FORGOTTEN_AFTER_MS = 2200 };

static const char required[] = "{\"sessionReuse\":\"required\"}";

static void pass_time(void)
{
    struct timespec pause = {
        .tv_sec = FORGOTTEN_AFTER_MS / 1000, .tv_nsec = FORGOTTEN_AFTER_MS % 1000 * 1000000L};
    nanosleep(&pause, NULL);
}

/* ProFTPD whose sessions are good for a second. */
static bool start_forgetful(struct rig *rig, bool tls12_only)
{
    struct rig_options options = {.server = {.kind = SERVER_PROFTPD,
                                      .tls = SERVER_TLS_EXPLICIT,
                                      .tls12_only = tls12_only,
                                      .tls13_only = !tls12_only,
                                      .session_seconds = 1}};
    return rig_start(rig, &options);
}

static void expect_file(struct rig *rig, const char *id, unsigned logins)
{
    struct document document = {.id = id};
    struct outcome *outcome = job_one(rig, "get", NULL, &document);
    if (EXPECT_DONE(rig, outcome, 1)) {
        const json_t *tls = json_object_get(outcome->results[0].detail, "tls");
        EXPECT(rig, json_is_true(json_object_get(tls, "resumed")));
    }
    EXPECT(rig, rig_log_count(rig, "> PASS") == logins);
    outcome_free(outcome);
}

static void forgotten(bool tls12_only, const char *changes)
{
    struct rig rig;
    if (start_forgetful(&rig, tls12_only)) {
        remote_text(&rig, "a.txt", "a");
        EXPECT(&rig, rig_open(&rig, changes));
        expect_file(&rig, "a.txt", 1);
        pass_time();
        expect_file(&rig, "a.txt", 2);
    } else {
        CU_FAIL("no server");
    }
    rig_stop(&rig);
}

/* connection.sessionReuse */
static void forgotten_12(void)
{
    forgotten(true, NULL);
    forgotten(true, required);
}

static void forgotten_13(void)
{
    forgotten(false, NULL);
    forgotten(false, required);
}

/* One login more, and no third. */
static void never(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB,
                                      .tls = SERVER_TLS_EXPLICIT,
                                      .tls12_only = true,
                                      .extra = "--no-reuse"}};
    if (rig_missing(SERVER_PYFTPDLIB) != 0) {
        return;
    }
    if (rig_start(&rig, &options)) {
        EXPECT(&rig, rig_open(&rig, required));
        struct outcome *outcome = job_none(&rig, "list", NULL);
        EXPECT_ERROR(&rig, outcome, HAWSER_STATUS_FAILURE, "ftp.data.session-reuse-required");
        EXPECT(&rig, rig_log_count(&rig, "> PASS") == 2);
        outcome_free(outcome);
    } else {
        CU_FAIL("no server");
    }
    rig_stop(&rig);
}

int main(void)
{
    static const struct interop_test tests[] = {
        {"forgotten, TLS 1.2", forgotten_12},
        {"forgotten, TLS 1.3", forgotten_13},
        {"never", never},
    };
    return interop_alone(SERVER_PROFTPD, tests, INTEROP_COUNT(tests));
}
