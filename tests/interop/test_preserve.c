/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows create.preserveTimestamps, get.preserveTimestamps, query.preserveTimestamps, input.timestampUtc, create.permissions:
 * times and permissions that files take along.
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
static const char with_new_york[] = "{\"serverTimeZone\":\"America/New_York\"}";
static const char with_kolkata[] = "{\"serverTimeZone\":\"Asia/Kolkata\"}";
static const char preserving[] = "{\"preserveTimestamps\":true,\"includeAllMetadata\":true}";

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
    if (times_begin(&rig, options, changes)) {
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
    times_end(&rig);
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
    if (times_begin(&rig, &options, NULL)) {
        struct outcome *outcome = create_at(&rig, preserving, "2024-07-15T12:00:00Z");
        EXPECT_DONE(&rig, outcome, 1);
        EXPECT(&rig, says_preserved(outcome, false));
        EXPECT(&rig, time(NULL) - remote_changed(&rig, "f") < 60);
        EXPECT(&rig, rig_log_count(&rig, "is not preserved") == 1);
        outcome_free(outcome);
    }
    times_end(&rig);
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
    if (times_begin(&rig, &options, with_new_york)) {
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
    times_end(&rig);
}

static void created_without_mfmt(void)
{
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB, .extra = "--without MFMT"}};
    struct rig rig;
    if (times_begin(&rig, &options, NULL)) {
        struct outcome *outcome = create_at(&rig, preserving, "2024-07-15T12:00:00Z");
        EXPECT_DONE(&rig, outcome, 1); /* and pyftpdlib knows neither other way */
        EXPECT(&rig, says_preserved(outcome, false));
        EXPECT(&rig, remote_is_text(&rig, "f", "bytes"));
        outcome_free(outcome);
    }
    times_end(&rig);
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
    if (times_begin(&rig, &options, NULL)) {
        struct outcome *outcome = create_at(&rig, preserving, "2024-07-15T12:00:00Z");
        EXPECT_DONE(&rig, outcome, 1);
        EXPECT(&rig, says_preserved(outcome, false));
        EXPECT(&rig, time(NULL) - remote_changed(&rig, "f") < 60);
        EXPECT(&rig, rig_log_count(&rig, "> SITE UTIME ") == 2); /* both of its forms */
        EXPECT(&rig, rig_log_count(&rig, "is not preserved") == 1);
        outcome_free(outcome);
    }
    times_end(&rig);
}

static void bad_times_of_documents(void)
{
    static const char *const times[] = {
        NULL, "2024-07-15", "2024-07-15T12:00:00", "2024-02-30T12:00:00Z", "soon"};
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB}};
    struct rig rig;
    for (size_t i = 0; times_begin(&rig, &options, NULL) && i < INTEROP_COUNT(times); i++) {
        struct outcome *outcome = create_at(&rig, preserving, times[i]);
        EXPECT_DONE(&rig, outcome, 1);
        EXPECT(&rig, says_preserved(outcome, false));
        EXPECT(&rig, rig_log_count(&rig, "> MFMT ") == 0);
        outcome_free(outcome);
        times_end(&rig);
    }
    times_end(&rig);
}

/* A file of this side brings its time along, and takes the server's over. */
static void files_keep_their_times(void)
{
    struct rig_options options = {.server = {.kind = SERVER_PROFTPD, .environment = new_york}};
    struct rig rig;
    if (times_begin(&rig, &options, NULL)) {
        char path[512];
        struct stat about = {0};
        struct document one = {.id = "f"};
        struct job job = {.action = "get",
            .operation = "{\"preserveTimestamps\":true}",
            .documents = &one,
            .count = 1,
            .folder = rig.output_folder};
        times_put(&rig, "f", SUMMER);
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
    times_end(&rig);
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
    for (int asked = 1; times_begin(&rig, &options, NULL) && asked >= 0; asked--) {
        struct document one = {0};
        struct job job = {.action = "query",
            .operation = asked ? "{\"preserveTimestamps\":true}" : NULL,
            .documents = &one,
            .count = 1,
            .folder = rig.output_folder};
        times_put(&rig, "summer", SUMMER);
        times_put(&rig, "winter", WINTER);
        struct outcome *outcome = job_run(&rig, &job);
        EXPECT_DONE(&rig, outcome, 2);
        EXPECT(&rig, (changed_here(&rig, "summer") == SUMMER) == asked);
        EXPECT(&rig, (changed_here(&rig, "winter") == WINTER) == asked);
        EXPECT(&rig, asked || time(NULL) - changed_here(&rig, "summer") < 60);
        outcome_free(outcome);
        times_end(&rig);
    }
    times_end(&rig);
}

/* An unproven time is not given to a file. */
static void unproven_times_stay_away(void)
{
    struct rig_options options = {
        .server = {.kind = SERVER_VSFTPD, .environment = new_york, .local_time = true}};
    struct rig rig;
    if (times_begin(&rig, &options, NULL)) {
        char path[512];
        struct stat about = {0};
        struct document one = {0};
        struct job job = {.action = "query",
            .operation = "{\"preserveTimestamps\":true}",
            .documents = &one,
            .count = 1,
            .folder = rig.output_folder};
        times_put(&rig, "f", SUMMER);
        snprintf(path, sizeof path, "%s/f", rig.output_folder);
        struct outcome *outcome = job_run(&rig, &job);
        EXPECT_DONE(&rig, outcome, 1);
        EXPECT(&rig, says_preserved(outcome, false));
        EXPECT(&rig, rig_log_count(&rig, "is not preserved") == 1);
        EXPECT(&rig, stat(path, &about) == 0 && time(NULL) - about.st_mtime < 60);
        outcome_free(outcome);
    }
    times_end(&rig);
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
        if (kind != SERVER_VSFTPD && times_begin(&rig, &options, NULL)) {
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
            times_end(&rig);
    }
}

/* vsftpd lets no anonymous user change them. */
static void permissions_are_refused(void)
{
    struct rig_options options = {.server = {.kind = SERVER_VSFTPD}};
    struct rig rig;
    if (times_begin(&rig, &options, NULL)) {
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
    times_end(&rig);
}

static const struct interop_test tests[] = {
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
