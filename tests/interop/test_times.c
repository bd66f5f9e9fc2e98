/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows connection.serverTimeZone, output.timestampUtc, query.minimumAge, protocol.L6: what is said of the times of real
 * servers in zones of their own. input.timestampUtc, output.timestampPrecision and output.timestampSource are asserted throughout.
 */
#include "config.h"

#include "interop/times.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const new_york[] = {"TZ=America/New_York", NULL};
static const char *const kolkata[] = {"TZ=Asia/Kolkata", NULL};
static const char *const berlin[] = {"TZ=Europe/Berlin", NULL};
static const char with_new_york[] = "{\"serverTimeZone\":\"America/New_York\"}";
static const char with_kolkata[] = "{\"serverTimeZone\":\"Asia/Kolkata\"}";
static const char metadata[] = "{\"includeAllMetadata\":true}";

/* "null" where it is null. */
static const char *member(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_null(value) ? "null" : json_is_string(value) ? json_string_value(value) : "";
}

static void expect_stamp(struct rig *rig, const json_t *object, const char *shown, const char *utc,
    const char *precision, const char *source)
{
    if (shown)
        EXPECT_TEXT(rig, member(object, "timestamp"), shown);
    EXPECT_TEXT(rig, member(object, "timestampUtc"), utc);
    EXPECT_TEXT(rig, member(object, "timestampPrecision"), precision);
    EXPECT_TEXT(rig, member(object, "timestampSource"), source);
}

static void expect_listed(struct rig *rig, const char *name, const char *shown, const char *utc,
    const char *precision, const char *source)
{
    struct outcome *outcome = job_none(rig, "list", metadata);
    const struct job_output *output = output_named(outcome, name);
    if (EXPECT(rig, output != NULL))
        expect_stamp(rig, output->json, shown, utc, precision, source);
    outcome_free(outcome);
}

static void expect_got(struct rig *rig, const char *action, const char *shown, const char *utc,
    const char *precision, const char *source)
{
    struct document document = {.id = strcmp(action, "get") == 0 ? "f" : NULL};
    struct outcome *outcome = job_one(rig, action, metadata, &document);
    if (EXPECT_DONE(rig, outcome, 1))
        expect_stamp(rig, outcome->outputs[0].properties, shown, utc, precision, source);
    outcome_free(outcome);
}

/* --- Zones ------------------------------------------------------------------------------------ */

/* Facts are UTC; what is shown follows the zone, per timestamp. */
static void facts_in_a_zone(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_PROFTPD, .environment = new_york}};
    if (times_begin(&rig, &options, with_new_york)) {
        times_put(&rig, "f", SUMMER);
        expect_listed(
            &rig, "f", "2024-07-15 08:00:00.000", "2024-07-15T12:00:00.000Z", "second", "mlsd");
        expect_got(
            &rig, "get", "2024-07-15 08:00:00.000", "2024-07-15T12:00:00.000Z", "second", "mlsd");
        times_put(&rig, "f", WINTER);
        expect_listed(
            &rig, "f", "2024-01-15 07:00:00.000", "2024-01-15T12:00:00.000Z", "second", "mlsd");
        expect_got(
            &rig, "query", "2024-01-15 07:00:00.000", "2024-01-15T12:00:00.000Z", "second", "mlsd");
    }
    times_end(&rig);
}

/* Without one, facts are shown as they are told. */
static void facts_without_a_zone(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_PUREFTPD, .environment = new_york}};
    if (times_begin(&rig, &options, NULL)) {
        times_put(&rig, "f", SUMMER);
        expect_listed(
            &rig, "f", "2024-07-15 12:00:00.000", "2024-07-15T12:00:00.000Z", "second", "mlsd");
    }
    times_end(&rig);
}

/* A filter sees what the record shows. */
static void filter_sees_what_is_shown(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB}};
    if (times_begin(&rig, &options, with_new_york)) {
        times_put(&rig, "f", SUMMER);
        struct outcome *outcome = job_none(&rig, "list",
            "{\"filter\":{\"property\":\"timestamp\",\"operator\":\"eq\",\"value\":\"2024-07-15 "
            "08:00:00.000\"}}");
        EXPECT_DONE(&rig, outcome, 1);
        outcome_free(outcome);
        outcome = job_none(&rig, "query",
            "{\"filter\":{\"property\":\"timestamp\",\"operator\":\"eq\",\"value\":\"2024-07-15 "
            "12:00:00.000\"}}");
        EXPECT_DONE(&rig, outcome, 0);
        outcome_free(outcome);
    }
    times_end(&rig);
}

/* vsftpd shifts LIST and MDTM alike: only the zone says what they are. It does so by the offset of today, so the
 * zone here is one that keeps its own. */
static void both_shifted(void)
{
    struct rig rig;
    struct rig_options options = {
        .server = {.kind = SERVER_VSFTPD, .environment = kolkata, .local_time = true}};
    if (times_begin(&rig, &options, NULL)) {
        times_put(&rig, "recent", time(NULL) - HOUR);
        times_put(&rig, "f", SUMMER);
        expect_listed(&rig, "f", "2024-07-15 00:00:00.000", "null", "day", "list");
        expect_listed(&rig, "recent", NULL, "null", "year-guess", "list");
        expect_got(&rig, "get", "2024-07-15 17:30:00.000", "null", "second", "mdtm");
        EXPECT(&rig, rig_open(&rig, with_kolkata));
        expect_listed(
            &rig, "f", "2024-07-15 00:00:00.000", "2024-07-14T18:30:00.000Z", "day", "list");
        expect_got(
            &rig, "get", "2024-07-15 17:30:00.000", "2024-07-15T12:00:00.000Z", "second", "mdtm");
    }
    times_end(&rig);
}

/* Neither is shifted: LIST and MDTM agree as well, and so nothing is proven. */
static void neither_shifted(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_VSFTPD, .environment = new_york}};
    if (times_begin(&rig, &options, NULL)) {
        times_put(&rig, "f", SUMMER);
        expect_got(&rig, "get", "2024-07-15 12:00:00.000", "null", "second", "mdtm");
        EXPECT(&rig, rig_open(&rig, "{\"serverTimeZone\":\"UTC\"}"));
        expect_got(
            &rig, "get", "2024-07-15 12:00:00.000", "2024-07-15T12:00:00.000Z", "second", "mdtm");
    }
    times_end(&rig);
}

/* A file of this side's, changed so many seconds ago, as its server's clock shows it. */
static void shown_in(const char *format, const char *zone, time_t when, char *text, size_t size)
{
    char command[128];
    snprintf(command, sizeof command, "TZ=%s date -d @%lld '%s'", zone, (long long)when, format);
    FILE *pipe = popen(command, "r");
    bool got = pipe && fgets(text, (int)size, pipe);
    CU_ASSERT_TRUE(got);
    if (got)
        text[strcspn(text, "\n")] = '\0';
    if (pipe)
        pclose(pipe);
}

/* LIST is shifted and MDTM is not: that proves both. */
static void list_shifted(void)
{
    struct rig rig;
    char utc[64], shown[64];
    time_t when = time(NULL) - HOUR;
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB,
                                      .environment = berlin,
                                      .extra = "--without-mlsd --list-local"}};
    if (times_begin(&rig, &options, NULL)) {
        when -= when % 60;
        shown_in("+%Y-%m-%dT%H:%M:%S.000Z", "UTC", when, utc, sizeof utc);
        shown_in("+%Y-%m-%d %H:%M:%S.000", "Europe/Berlin", when, shown, sizeof shown);
        times_put(&rig, "f", when + 17);
        times_put(&rig, "summer", SUMMER);
        expect_listed(&rig, "f", shown, utc, "year-guess", "list");
        /* Of another summer: its offset is not known. */
        expect_listed(&rig, "summer", "2024-07-15 00:00:00.000", "null", "day", "list");
        remote_text(&rig, "f", "f");
        remote_time(&rig, "f", SUMMER);
        expect_got(
            &rig, "get", "2024-07-15 12:00:00.000", "2024-07-15T12:00:00.000Z", "second", "mdtm");
    }
    times_end(&rig);
}

/* One comparison for a session, and none where there are facts. */
static void one_comparison(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB,
                                      .environment = berlin,
                                      .extra = "--without-mlsd --list-local"}};
    if (times_begin(&rig, &options, NULL)) {
        times_put(&rig, "a", time(NULL) - HOUR);
        times_put(&rig, "b", time(NULL) - HOUR);
        rig_forget(&rig);
        outcome_free(job_none(&rig, "query", NULL));
        outcome_free(job_none(&rig, "list", metadata));
        EXPECT(&rig, rig_log_count(&rig, "> MDTM ") == 1);
    }
    times_end(&rig);
    options.server.extra = NULL;
    if (times_begin(&rig, &options, NULL)) {
        times_put(&rig, "a", SUMMER);
        rig_forget(&rig);
        outcome_free(job_none(&rig, "query", NULL));
        outcome_free(job_none(&rig, "list", metadata));
        EXPECT(&rig, rig_log_count(&rig, "> MDTM ") == 0);
    }
    times_end(&rig);
}

/* MDTM is UTC here though the zone is not: LIST tells them apart. */
static void zone_and_list_shifted(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB,
                                      .environment = new_york,
                                      .extra = "--without-mlsd --list-local"}};
    if (times_begin(&rig, &options, with_new_york)) {
        times_put(&rig, "recent", time(NULL) - HOUR);
        times_put(&rig, "f", SUMMER);
        expect_got(
            &rig, "get", "2024-07-15 08:00:00.000", "2024-07-15T12:00:00.000Z", "second", "mdtm");
    }
    times_end(&rig);
}

static void unknown_zone(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB}};
    if (times_begin(&rig, &options, "{\"serverTimeZone\":\"Europe/Atlantis\"}")) {
        struct outcome *outcome = job_none(&rig, "list", metadata);
        EXPECT(&rig, outcome->code == HAWSER_BAD_CONFIG);
        EXPECT_TEXT(&rig, outcome->problem.id, "ftp.config.time-zone");
        EXPECT(&rig, strstr(outcome->problem.message, "Europe/Atlantis") != NULL);
        outcome_free(outcome);
    }
    times_end(&rig);
}

/* --- Ages ------------------------------------------------------------------------------------- */

/* A clock five hours behind makes a new file look old, unless its zone is known. */
static void age_in_a_zone(void)
{
    struct rig rig;
    struct rig_options options = {
        .server = {.kind = SERVER_VSFTPD, .environment = new_york, .local_time = true}};
    if (times_begin(&rig, &options, with_new_york)) {
        times_put(&rig, "new", time(NULL) - 10 * 60);
        times_put(&rig, "old", time(NULL) - 2 * HOUR);
        struct outcome *outcome = job_none(&rig, "query", "{\"minimumAge\":3600}");
        if (EXPECT_DONE(&rig, outcome, 1))
            EXPECT_TEXT(&rig, output_property(&outcome->outputs[0], "fileName"), "old");
        outcome_free(outcome);
    }
    times_end(&rig);
}

static const struct interop_test tests[] = {
    {"connection.serverTimeZone: facts in a zone", facts_in_a_zone},
    {"output.timestampUtc: facts without a zone", facts_without_a_zone},
    {"connection.serverTimeZone: a filter sees what is shown", filter_sees_what_is_shown},
    {"output.timestampUtc: both shifted", both_shifted},
    {"output.timestampUtc: neither shifted", neither_shifted},
    {"output.timestampUtc: LIST shifted", list_shifted},
    {"output.timestampUtc: one comparison", one_comparison},
    {"connection.serverTimeZone: MDTM in UTC", zone_and_list_shifted},
    {"connection.serverTimeZone: unknown", unknown_zone},
    {"query.minimumAge: in a zone", age_in_a_zone},
};

int main(void)
{
    return interop_alone(SERVER_PYFTPDLIB, tests, INTEROP_COUNT(tests));
}
