/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

enum { FILES = 12, LIMIT = 5 };

static bool begin(struct rig *rig, unsigned limit)
{
    struct rig_options options = {.server = {.kind = SERVER_PUREFTPD, .listing_limit = limit}};
    bool ready = rig_start(rig, &options) && rig_open(rig, NULL);
    CU_ASSERT_TRUE(ready);
    for (int i = 0; ready && i < FILES; i++) {
        char name[16];
        snprintf(name, sizeof name, "f%02d", i);
        remote_text(rig, name, name);
    }
    return ready;
}

static void end(struct rig *rig)
{
    rig_close(rig);
    rig_stop(rig);
}

static bool is_incomplete(const struct outcome *outcome)
{
    return json_is_true(json_object_get(outcome->results[0].detail, "incomplete"));
}

/* list.incomplete */
static void a_cut_listing_says_so(void)
{
    struct rig rig = {0};
    if (begin(&rig, LIMIT)) {
        struct outcome *outcome = job_none(&rig, "list", NULL);
        EXPECT(&rig, outcome->code == HAWSER_OK && outcome->output_count < FILES);
        EXPECT(&rig, is_incomplete(outcome));
        const char *reason =
            json_string_value(json_object_get(outcome->results[0].detail, "incompleteReason"));
        EXPECT(&rig, reason != NULL && strstr(reason, "cut") != NULL);
        outcome_free(outcome);
    }
    end(&rig);
}

static void a_whole_listing_does_not(void)
{
    struct rig rig = {0};
    if (begin(&rig, 0)) {
        struct outcome *outcome = job_none(&rig, "list", NULL);
        EXPECT_DONE(&rig, outcome, FILES);
        EXPECT(&rig, !is_incomplete(outcome));
        outcome_free(outcome);
    }
    end(&rig);
}

static void nothing_is_deleted_on_it(void)
{
    struct rig rig = {0};
    if (begin(&rig, LIMIT)) {
        struct outcome *outcome = job_none(&rig, "query", "{\"deleteAfterReading\":true}");
        EXPECT_ERROR(&rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.listing.incomplete");
        EXPECT(&rig, outcome->output_count == 0);
        outcome_free(outcome);
        outcome = job_none(&rig, "query", NULL);
        EXPECT(&rig, outcome->code == HAWSER_OK && is_incomplete(outcome));
        outcome_free(outcome);
        EXPECT(&rig, remote_exists(&rig, "f00") && remote_exists(&rig, "f11"));
    }
    end(&rig);
}

static const struct interop_test tests[] = {
    {"a listing that the server cut says so", a_cut_listing_says_so},
    {"a whole listing does not", a_whole_listing_does_not},
    {"nothing is deleted on the strength of a cut listing", nothing_is_deleted_on_it},
};

int main(void)
{
    return interop_alone(SERVER_PUREFTPD, tests, INTEROP_COUNT(tests));
}
