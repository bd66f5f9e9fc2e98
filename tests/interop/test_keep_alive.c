/* SPDX-License-Identifier: Apache-2.0 */
/* NOOPs while a slow upload lasts: servers answer them at once, after it, or not at all. */
#include "config.h"

#include "interop/settings.h"
#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <string.h>

enum { CONTENT_SIZE = 60000 };

static char content[CONTENT_SIZE];

/* connection.keepAlive */
static void slow_upload(void)
{
    struct rig *rig = interop_rig();
    EXPECT(rig, rig_open(rig, "{\"keepAlive\":1,\"rateLimit\":20000}"));
    struct outcome *outcome = job_create(rig, NULL, "made.bin", content, sizeof content);
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
    /* Pure-FTPd knows only ABOR while it transfers, and is asked no second time. */
    unsigned asked = rig_log_count(rig, "> NOOP");
    EXPECT(rig, rig->kind == SERVER_PUREFTPD ? asked == 1 : asked >= 2);
    EXPECT(rig, remote_is(rig, "made.bin", content, sizeof content));
    /* No reply is left over for the next command: the session goes on. */
    struct document document = {.id = "made.bin"};
    outcome = job_one(rig, "delete", NULL, &document);
    EXPECT_DONE(rig, outcome, 0);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "");
    EXPECT(rig, rig_log_count(rig, "> PASS") == 1);
}

int main(void)
{
    static const struct interop_test tests[] = {{"slow upload", slow_upload}};
    memset(content, 'x', sizeof content);
    return interop_on_each(interop_settings, tests, INTEROP_COUNT(tests));
}
