/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows connection.serverTimeZone, output.timestampUtc, create.preserveTimestamps, get.preserveTimestamps,
 * query.preserveTimestamps, create.permissions, query.minimumAge, protocol.L6: real servers in zones of their own. Times
 * in UTC and what Berlin's or New York's clocks showed then were computed by date(1).
 */
#include "config.h"

#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    WINTER = 1705320000, /* 2024-01-15T12:00:00Z: New York 07:00 */
    SUMMER = 1721044800, /* 2024-07-15T12:00:00Z: New York 08:00 */
    HOUR = 3600,
};

/* input.timestampUtc, output.timestampPrecision and output.timestampSource are asserted throughout. */
static const char *const new_york[] = {"TZ=America/New_York", NULL};
static const char *const kolkata[] = {"TZ=Asia/Kolkata", NULL};
static const char *const berlin[] = {"TZ=Europe/Berlin", NULL};
static const char with_new_york[] = "{\"serverTimeZone\":\"America/New_York\"}";
static const char with_kolkata[] = "{\"serverTimeZone\":\"Asia/Kolkata\"}";
static const char metadata[] = "{\"includeAllMetadata\":true}";
static const char preserving[] = "{\"preserveTimestamps\":true,\"includeAllMetadata\":true}";

static bool begin(struct rig *rig, const struct rig_options *options, const char *changes)
{
    *rig = (struct rig){0};
    if (rig_missing(options->server.kind) != 0)
        return false;
    bool ready = rig_start(rig, options) && rig_open(rig, changes);
    CU_ASSERT_TRUE(ready);
    return ready;
}

static void end(struct rig *rig)
{
    rig_close(rig);
    rig_stop(rig);
}

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

static void put_at(struct rig *rig, const char *name, time_t when)
{
    remote_text(rig, name, name);
    remote_time(rig, name, when);
}

/* --- Zones ------------------------------------------------------------------------------------ */

/* Facts are UTC; what is shown follows the zone, per timestamp. */
static void facts_in_a_zone(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_PROFTPD, .environment = new_york}};
    if (begin(&rig, &options, with_new_york)) {
        put_at(&rig, "f", SUMMER);
        expect_listed(
            &rig, "f", "2024-07-15 08:00:00.000", "2024-07-15T12:00:00.000Z", "second", "mlsd");
        expect_got(
            &rig, "get", "2024-07-15 08:00:00.000", "2024-07-15T12:00:00.000Z", "second", "mlsd");
        put_at(&rig, "f", WINTER);
        expect_listed(
            &rig, "f", "2024-01-15 07:00:00.000", "2024-01-15T12:00:00.000Z", "second", "mlsd");
        expect_got(
            &rig, "query", "2024-01-15 07:00:00.000", "2024-01-15T12:00:00.000Z", "second", "mlsd");
    }
    end(&rig);
}

/* Without one, facts are shown as they are told. */
static void facts_without_a_zone(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_PUREFTPD, .environment = new_york}};
    if (begin(&rig, &options, NULL)) {
        put_at(&rig, "f", SUMMER);
        expect_listed(
            &rig, "f", "2024-07-15 12:00:00.000", "2024-07-15T12:00:00.000Z", "second", "mlsd");
    }
    end(&rig);
}

/* A filter sees what the record shows. */
static void filter_sees_what_is_shown(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB}};
    if (begin(&rig, &options, with_new_york)) {
        put_at(&rig, "f", SUMMER);
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
    end(&rig);
}

/* vsftpd shifts LIST and MDTM alike: only the zone says what they are. It does so by the offset of today, so the
 * zone here is one that keeps its own. */
static void both_shifted(void)
{
    struct rig rig;
    struct rig_options options = {
        .server = {.kind = SERVER_VSFTPD, .environment = kolkata, .local_time = true}};
    if (begin(&rig, &options, NULL)) {
        put_at(&rig, "recent", time(NULL) - HOUR);
        put_at(&rig, "f", SUMMER);
        expect_listed(&rig, "f", "2024-07-15 00:00:00.000", "null", "day", "list");
        expect_listed(&rig, "recent", NULL, "null", "year-guess", "list");
        expect_got(&rig, "get", "2024-07-15 17:30:00.000", "null", "second", "mdtm");
        EXPECT(&rig, rig_open(&rig, with_kolkata));
        expect_listed(
            &rig, "f", "2024-07-15 00:00:00.000", "2024-07-14T18:30:00.000Z", "day", "list");
        expect_got(
            &rig, "get", "2024-07-15 17:30:00.000", "2024-07-15T12:00:00.000Z", "second", "mdtm");
    }
    end(&rig);
}

/* Neither is shifted: LIST and MDTM agree as well, and so nothing is proven. */
static void neither_shifted(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_VSFTPD, .environment = new_york}};
    if (begin(&rig, &options, NULL)) {
        put_at(&rig, "f", SUMMER);
        expect_got(&rig, "get", "2024-07-15 12:00:00.000", "null", "second", "mdtm");
        EXPECT(&rig, rig_open(&rig, "{\"serverTimeZone\":\"UTC\"}"));
        expect_got(
            &rig, "get", "2024-07-15 12:00:00.000", "2024-07-15T12:00:00.000Z", "second", "mdtm");
    }
    end(&rig);
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
    if (begin(&rig, &options, NULL)) {
        when -= when % 60;
        shown_in("+%Y-%m-%dT%H:%M:%S.000Z", "UTC", when, utc, sizeof utc);
        shown_in("+%Y-%m-%d %H:%M:%S.000", "Europe/Berlin", when, shown, sizeof shown);
        put_at(&rig, "f", when + 17);
        put_at(&rig, "summer", SUMMER);
        expect_listed(&rig, "f", shown, utc, "year-guess", "list");
        /* Of another summer: its offset is not known. */
        expect_listed(&rig, "summer", "2024-07-15 00:00:00.000", "null", "day", "list");
        remote_text(&rig, "f", "f");
        remote_time(&rig, "f", SUMMER);
        expect_got(
            &rig, "get", "2024-07-15 12:00:00.000", "2024-07-15T12:00:00.000Z", "second", "mdtm");
    }
    end(&rig);
}

/* One comparison for a session, and none where there are facts. */
static void one_comparison(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB,
                                      .environment = berlin,
                                      .extra = "--without-mlsd --list-local"}};
    if (begin(&rig, &options, NULL)) {
        put_at(&rig, "a", time(NULL) - HOUR);
        put_at(&rig, "b", time(NULL) - HOUR);
        rig_forget(&rig);
        outcome_free(job_none(&rig, "query", NULL));
        outcome_free(job_none(&rig, "list", metadata));
        EXPECT(&rig, rig_log_count(&rig, "> MDTM ") == 1);
    }
    end(&rig);
    options.server.extra = NULL;
    if (begin(&rig, &options, NULL)) {
        put_at(&rig, "a", SUMMER);
        rig_forget(&rig);
        outcome_free(job_none(&rig, "query", NULL));
        outcome_free(job_none(&rig, "list", metadata));
        EXPECT(&rig, rig_log_count(&rig, "> MDTM ") == 0);
    }
    end(&rig);
}

/* MDTM is UTC here though the zone is not: LIST tells them apart. */
static void zone_and_list_shifted(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB,
                                      .environment = new_york,
                                      .extra = "--without-mlsd --list-local"}};
    if (begin(&rig, &options, with_new_york)) {
        put_at(&rig, "recent", time(NULL) - HOUR);
        put_at(&rig, "f", SUMMER);
        expect_got(
            &rig, "get", "2024-07-15 08:00:00.000", "2024-07-15T12:00:00.000Z", "second", "mdtm");
    }
    end(&rig);
}

static void unknown_zone(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB}};
    if (begin(&rig, &options, "{\"serverTimeZone\":\"Europe/Atlantis\"}")) {
        struct outcome *outcome = job_none(&rig, "list", metadata);
        EXPECT(&rig, outcome->code == HAWSER_BAD_CONFIG);
        EXPECT_TEXT(&rig, outcome->problem.id, "ftp.config.time-zone");
        EXPECT(&rig, strstr(outcome->problem.message, "Europe/Atlantis") != NULL);
        outcome_free(outcome);
    }
    end(&rig);
}

/* --- Ages ------------------------------------------------------------------------------------- */

/* A clock five hours behind makes a new file look old, unless its zone is known. */
static void age_in_a_zone(void)
{
    struct rig rig;
    struct rig_options options = {
        .server = {.kind = SERVER_VSFTPD, .environment = new_york, .local_time = true}};
    if (begin(&rig, &options, with_new_york)) {
        put_at(&rig, "new", time(NULL) - 10 * 60);
        put_at(&rig, "old", time(NULL) - 2 * HOUR);
        struct outcome *outcome = job_none(&rig, "query", "{\"minimumAge\":3600}");
        if (EXPECT_DONE(&rig, outcome, 1))
            EXPECT_TEXT(&rig, output_property(&outcome->outputs[0], "fileName"), "old");
        outcome_free(outcome);
    }
    end(&rig);
}

/* --- Preserving ------------------------------------------------------------------------------- */

static time_t remote_changed(const struct rig *rig, const char *name)
{
    char *path = remote_local(rig, name);
    struct stat about = {0};
    bool there = stat(path, &about) == 0;
    free(path);
    return there ? about.st_mtime : 0;
}

static unsigned remote_mode(const struct rig *rig, const char *name)
{
    char *path = remote_local(rig, name);
    struct stat about = {0};
    bool there = stat(path, &about) == 0;
    free(path);
    return there ? about.st_mode & 07777u : 0;
}

static struct outcome *create_at(struct rig *rig, const char *operation, const char *when)
{
    struct document document = {
        .file_name = "f", .bytes = "bytes", .size = 5, .timestamp_utc = when};
    return job_one(rig, "create", operation, &document);
}

static bool says_preserved(const struct outcome *outcome, bool preserved)
{
    const json_t *said = json_object_get(outcome->results[0].detail, "timestampPreserved");
    return preserved ? json_is_true(said) : json_is_false(said);
}

static void create_keeps(
    const struct rig_options *options, const char *changes, const char *command)
{
    struct rig rig;
    if (begin(&rig, options, changes)) {
        struct outcome *outcome = create_at(&rig, preserving, "2024-07-15T14:00:00.25+02:00");
        if (EXPECT_DONE(&rig, outcome, 1)) {
            EXPECT(&rig, says_preserved(outcome, true));
            EXPECT_TEXT(&rig, output_member(&outcome->outputs[0], "timestampUtc"),
                "2024-07-15T12:00:00.000Z");
        }
        EXPECT(&rig, remote_changed(&rig, "f") == SUMMER);
        EXPECT(&rig, remote_is_text(&rig, "f", "bytes"));
        EXPECT_NAMES(&rig, "", "f\n");
        EXPECT(&rig, rig_log_count(&rig, command) >= 1);
        outcome_free(outcome);
    }
    end(&rig);
}

static void created_by_each(void)
{
    for (int kind = 0; kind < SERVER_KINDS; kind++) {
        struct rig_options options = {
            .server = {.kind = (enum server_kind)kind, .environment = new_york}};
        create_keeps(&options, NULL, kind == SERVER_VSFTPD ? "> MDTM 20240715120000 " : "> MFMT ");
    }
}

/* MDTM takes local time here; only the zone says which. */
static void created_in_a_zone(void)
{
    struct rig_options options = {
        .server = {.kind = SERVER_VSFTPD, .environment = kolkata, .local_time = true}};
    struct rig rig;
    create_keeps(&options, with_kolkata, "> MDTM 20240715173000 ");
    if (begin(&rig, &options, NULL)) {
        struct outcome *outcome = create_at(&rig, preserving, "2024-07-15T12:00:00Z");
        EXPECT_DONE(&rig, outcome, 1);
        EXPECT(&rig, says_preserved(outcome, false));
        EXPECT(&rig, time(NULL) - remote_changed(&rig, "f") < 60);
        EXPECT(&rig, rig_log_count(&rig, "is not preserved") == 1);
        outcome_free(outcome);
    }
    end(&rig);
}

/* vsftpd shifts all times by the offset of today: it is the right one for one of these. */
static void created_in_another_season(void)
{
    static const struct {
        const char *text;
        time_t when;
    } times[] = {{"2024-07-15T12:00:00Z", SUMMER}, {"2024-01-15T12:00:00Z", WINTER}};
    struct rig_options options = {
        .server = {.kind = SERVER_VSFTPD, .environment = new_york, .local_time = true}};
    struct rig rig;
    if (begin(&rig, &options, with_new_york)) {
        unsigned kept = 0;
        for (size_t i = 0; i < INTEROP_COUNT(times); i++) {
            rig_clear(&rig);
            struct outcome *outcome =
                create_at(&rig, "{\"preserveTimestamps\":true}", times[i].text);
            EXPECT_DONE(&rig, outcome, 1);
            bool same = remote_changed(&rig, "f") == times[i].when;
            EXPECT(&rig, says_preserved(outcome, same));
            kept += same;
            outcome_free(outcome);
        }
        EXPECT(&rig, kept == 1);
    }
    end(&rig);
}

static void created_without_mfmt(void)
{
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB, .extra = "--without MFMT"}};
    struct rig rig;
    if (begin(&rig, &options, NULL)) {
        struct outcome *outcome = create_at(&rig, preserving, "2024-07-15T12:00:00Z");
        EXPECT_DONE(&rig, outcome, 1); /* and pyftpdlib knows neither other way */
        EXPECT(&rig, says_preserved(outcome, false));
        EXPECT(&rig, remote_is_text(&rig, "f", "bytes"));
        outcome_free(outcome);
    }
    end(&rig);
}

#define WITHOUT_MFMT "<Limit MFMT>\nDenyAll\n</Limit>\n"

/* ProFTPD's mod_site_misc, where MFMT is taken from it. It sets no time by MDTM. */
static void created_by_utime(void)
{
    struct rig_options options = {.server = {.kind = SERVER_PROFTPD,
                                      .environment = new_york,
                                      .extra = "LoadModule mod_site_misc.c\n" WITHOUT_MFMT}};
    create_keeps(&options, NULL, "> SITE UTIME ");
}

static void created_without_utime(void)
{
    struct rig_options options = {.server = {.kind = SERVER_PROFTPD, .extra = WITHOUT_MFMT}};
    struct rig rig;
    if (begin(&rig, &options, NULL)) {
        struct outcome *outcome = create_at(&rig, preserving, "2024-07-15T12:00:00Z");
        EXPECT_DONE(&rig, outcome, 1);
        EXPECT(&rig, says_preserved(outcome, false));
        EXPECT(&rig, time(NULL) - remote_changed(&rig, "f") < 60);
        EXPECT(&rig, rig_log_count(&rig, "> SITE UTIME ") == 2); /* both of its forms */
        EXPECT(&rig, rig_log_count(&rig, "is not preserved") == 1);
        outcome_free(outcome);
    }
    end(&rig);
}

static void bad_times_of_documents(void)
{
    static const char *const times[] = {
        NULL, "2024-07-15", "2024-07-15T12:00:00", "2024-02-30T12:00:00Z", "soon"};
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB}};
    struct rig rig;
    for (size_t i = 0; begin(&rig, &options, NULL) && i < INTEROP_COUNT(times); i++) {
        struct outcome *outcome = create_at(&rig, preserving, times[i]);
        EXPECT_DONE(&rig, outcome, 1);
        EXPECT(&rig, says_preserved(outcome, false));
        EXPECT(&rig, rig_log_count(&rig, "> MFMT ") == 0);
        outcome_free(outcome);
        end(&rig);
    }
    end(&rig);
}

/* A file of this side brings its time along, and takes the server's over. */
static void files_keep_their_times(void)
{
    struct rig_options options = {.server = {.kind = SERVER_PROFTPD, .environment = new_york}};
    struct rig rig;
    if (begin(&rig, &options, NULL)) {
        char path[512];
        struct stat about = {0};
        struct document one = {.id = "f"};
        struct job job = {.action = "get",
            .operation = "{\"preserveTimestamps\":true}",
            .documents = &one,
            .count = 1,
            .folder = rig.output_folder};
        put_at(&rig, "f", SUMMER);
        snprintf(path, sizeof path, "%s/f", rig.output_folder);
        struct outcome *outcome = job_run(&rig, &job);
        EXPECT_DONE(&rig, outcome, 1);
        EXPECT(&rig, stat(path, &about) == 0 && about.st_mtime == SUMMER);
        outcome_free(outcome);
        struct document back = {.file = path, .file_name = "again"};
        outcome = job_one(&rig, "create", "{\"preserveTimestamps\":true}", &back);
        EXPECT_DONE(&rig, outcome, 1);
        EXPECT(&rig, remote_changed(&rig, "again") == SUMMER);
        outcome_free(outcome);
        unlink(path);
        job.operation = NULL; /* not asked for */
        outcome = job_run(&rig, &job);
        EXPECT(&rig, stat(path, &about) == 0 && time(NULL) - about.st_mtime < 60);
        outcome_free(outcome);
    }
    end(&rig);
}

static time_t changed_here(const struct rig *rig, const char *name)
{
    char path[512];
    struct stat about = {0};
    snprintf(path, sizeof path, "%s/%s", rig->output_folder, name);
    return stat(path, &about) == 0 ? about.st_mtime : 0;
}

/* Each file of a query gets its own time, and only where that is asked for. */
static void queried_files_keep_their_times(void)
{
    struct rig_options options = {.server = {.kind = SERVER_PROFTPD, .environment = new_york}};
    struct rig rig;
    for (int asked = 1; begin(&rig, &options, NULL) && asked >= 0; asked--) {
        struct document one = {0};
        struct job job = {.action = "query",
            .operation = asked ? "{\"preserveTimestamps\":true}" : NULL,
            .documents = &one,
            .count = 1,
            .folder = rig.output_folder};
        put_at(&rig, "summer", SUMMER);
        put_at(&rig, "winter", WINTER);
        struct outcome *outcome = job_run(&rig, &job);
        EXPECT_DONE(&rig, outcome, 2);
        EXPECT(&rig, (changed_here(&rig, "summer") == SUMMER) == asked);
        EXPECT(&rig, (changed_here(&rig, "winter") == WINTER) == asked);
        EXPECT(&rig, asked || time(NULL) - changed_here(&rig, "summer") < 60);
        outcome_free(outcome);
        end(&rig);
    }
    end(&rig);
}

/* An unproven time is not given to a file. */
static void unproven_times_stay_away(void)
{
    struct rig_options options = {
        .server = {.kind = SERVER_VSFTPD, .environment = new_york, .local_time = true}};
    struct rig rig;
    if (begin(&rig, &options, NULL)) {
        char path[512];
        struct stat about = {0};
        struct document one = {0};
        struct job job = {.action = "query",
            .operation = "{\"preserveTimestamps\":true}",
            .documents = &one,
            .count = 1,
            .folder = rig.output_folder};
        put_at(&rig, "f", SUMMER);
        snprintf(path, sizeof path, "%s/f", rig.output_folder);
        struct outcome *outcome = job_run(&rig, &job);
        EXPECT_DONE(&rig, outcome, 1);
        EXPECT(&rig, says_preserved(outcome, false));
        EXPECT(&rig, rig_log_count(&rig, "is not preserved") == 1);
        EXPECT(&rig, stat(path, &about) == 0 && time(NULL) - about.st_mtime < 60);
        outcome_free(outcome);
    }
    end(&rig);
}

/* --- Permissions ------------------------------------------------------------------------------ */

static void permissions_are_set(void)
{
    static const char *const operations[] = {"{\"permissions\":\"640\"}",
        "{\"permissions\":\"0640\",\"directUpload\":true}",
        "{\"permissions\":\"640\",\"actionIfFileExists\":\"append\"}"};
    for (int kind = 0; kind < SERVER_KINDS; kind++) {
        struct rig_options options = {.server = {.kind = (enum server_kind)kind}};
        struct rig rig;
        if (kind != SERVER_VSFTPD && begin(&rig, &options, NULL)) {
            for (size_t i = 0; i < INTEROP_COUNT(operations); i++) {
                rig_clear(&rig);
                struct outcome *outcome = job_create(&rig, operations[i], "a file", "bytes", 5);
                EXPECT_DONE(&rig, outcome, 1);
                EXPECT(&rig, remote_mode(&rig, "a file") == 0640);
                EXPECT_NAMES(&rig, "", "a file\n");
                outcome_free(outcome);
            }
        }
        if (kind != SERVER_VSFTPD)
            end(&rig);
    }
}

/* vsftpd lets no anonymous user change them. */
static void permissions_are_refused(void)
{
    struct rig_options options = {.server = {.kind = SERVER_VSFTPD}};
    struct rig rig;
    if (begin(&rig, &options, NULL)) {
        struct outcome *outcome = job_create(&rig, "{\"permissions\":\"600\"}", "f", "secret", 6);
        EXPECT_ERROR(
            &rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.file.permissions-refused");
        EXPECT_NAMES(&rig, "", "");
        outcome_free(outcome);
        remote_text(&rig, "f", "before");
        outcome = job_create(&rig, "{\"permissions\":\"600\",\"actionIfFileExists\":\"overwrite\"}",
            "f", "secret", 6);
        EXPECT_ERROR(
            &rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.file.permissions-refused");
        EXPECT(&rig, remote_is_text(&rig, "f", "before"));
        EXPECT_NAMES(&rig, "", "f\n");
        outcome_free(outcome);
        outcome = job_create(
            &rig, "{\"permissions\":\"600\",\"actionIfFileExists\":\"append\"}", "f", "+", 1);
        EXPECT_ERROR(
            &rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.file.permissions-refused");
        EXPECT(&rig, outcome->result_count == 1 &&
                         strstr(outcome->results[0].error.message, "all bytes") != NULL);
        outcome_free(outcome);
    }
    end(&rig);
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
    {"create.preserveTimestamps: each server", created_by_each},
    {"create.preserveTimestamps: MDTM in local time", created_in_a_zone},
    {"create.preserveTimestamps: another season", created_in_another_season},
    {"create.preserveTimestamps: not taken", created_without_mfmt},
    {"create.preserveTimestamps: SITE UTIME", created_by_utime},
    {"create.preserveTimestamps: neither way", created_without_utime},
    {"create.preserveTimestamps: no time given", bad_times_of_documents},
    {"get.preserveTimestamps: files", files_keep_their_times},
    {"query.preserveTimestamps: files", queried_files_keep_their_times},
    {"query.preserveTimestamps: unproven", unproven_times_stay_away},
    {"create.permissions: set", permissions_are_set},
    {"create.permissions: refused", permissions_are_refused},
};

int main(void)
{
    return interop_alone(SERVER_PYFTPDLIB, tests, INTEROP_COUNT(tests));
}
