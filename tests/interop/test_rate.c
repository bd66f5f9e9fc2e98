/* SPDX-License-Identifier: Apache-2.0 */
/* Row connection.rateLimit: transfers in both directions take as long as they must, and no longer. */
#include "config.h"

#include "interop/settings.h"
#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <time.h>

enum { SIZE = 60000 };

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* The seconds that one upload and one download take. */
static void measure(const char *changes, double *ret_up, double *ret_down)
{
    struct rig *rig = interop_rig();
    const struct document document = {.id = "x"};
    char *bytes = calloc(1, SIZE);
    EXPECT(rig, rig_open(rig, changes));
    struct outcome *outcome = job_none(rig, "list", NULL); /* the login is not measured */
    outcome_free(outcome);
    double began = now();
    outcome = job_create(rig, "{\"actionIfFileExists\":\"overwrite\"}", "x", bytes, SIZE);
    *ret_up = now() - began;
    EXPECT_DONE(rig, outcome, 1);
    outcome_free(outcome);
    began = now();
    outcome = job_one(rig, "get", NULL, &document);
    *ret_down = now() - began;
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, outcome->output_count == 1 && outcome->outputs[0].length == SIZE);
    outcome_free(outcome);
    EXPECT(rig, remote_is(rig, "x", bytes, SIZE));
    free(bytes);
}

static void test_limited(void)
{
    struct rig *rig = interop_rig();
    double up, down;
    measure("{\"rateLimit\":50000}", &up, &down); /* 1.2 s each; the first tenth goes at once */
    EXPECT(rig, up >= 1.0);
    EXPECT(rig, down >= 1.0);
    EXPECT(rig, up < 10 && down < 10);
}

static void test_unlimited(void)
{
    struct rig *rig = interop_rig();
    double up, down;
    measure("{\"rateLimit\":50000000}", &up, &down);
    EXPECT(rig, up < 5 && down < 5);
}

static const struct interop_test tests[] = {
    {"connection.rateLimit", test_limited}, {"connection.rateLimit ample", test_unlimited}};

int main(void)
{
    return interop_on_each(interop_settings, tests, INTEROP_COUNT(tests));
}
