/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/matrix.h"

#include "interop/suite.h"
#include "support/folder.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

enum { CONTENT_SIZE = 70001 };

/* A server as it is set up once for all of its cells. */
struct row {
    const char *name;
    enum server_tls tls;
    bool tls12_only;
    bool tls13_only;
    bool ipv6;
    const char *version; /* of TLS, as the receipt has to say */
};

static enum server_kind kind;

static const struct row plain = {.name = "none", .tls = SERVER_TLS_NONE};
static const struct row plain_ipv6 = {.name = "none, IPv6", .tls = SERVER_TLS_NONE, .ipv6 = true};
static const struct row explicit_12 = {.name = "explicit, TLS 1.2",
    .tls = SERVER_TLS_EXPLICIT,
    .tls12_only = true,
    .version = "TLS1.2"};
static const struct row explicit_13 = {.name = "explicit, TLS 1.3",
    .tls = SERVER_TLS_EXPLICIT,
    .tls13_only = true,
    .version = "TLS1.3"};
static const struct row explicit_ipv6 = {.name = "explicit, TLS 1.3, IPv6",
    .tls = SERVER_TLS_EXPLICIT,
    .tls13_only = true,
    .ipv6 = true,
    .version = "TLS1.3"};
static const struct row implicit_12 = {.name = "implicit, TLS 1.2",
    .tls = SERVER_TLS_IMPLICIT,
    .tls12_only = true,
    .version = "TLS1.2"};
static const struct row implicit_13 = {.name = "implicit, TLS 1.3",
    .tls = SERVER_TLS_IMPLICIT,
    .tls13_only = true,
    .version = "TLS1.3"};

/* --- Cells ------------------------------------------------------------------------------------ */

static char content[CONTENT_SIZE];

static bool holds_content(const struct job_output *output)
{
    return output != NULL && output->size == CONTENT_SIZE &&
           memcmp(output->bytes, content, CONTENT_SIZE) == 0;
}

/* The data connection was protected as the row wants, and no less. */
static void expect_protection(struct rig *rig, const struct row *row, const struct outcome *outcome)
{
    const json_t *tls = json_object_get(outcome->results[0].detail, "tls");
    const char *version = json_string_value(json_object_get(tls, "version"));
    if (row->version == NULL) {
        EXPECT(rig, tls == NULL || json_is_null(tls));
    } else {
        EXPECT_TEXT(rig, version, row->version);
    }
}

/* output.remoteDirectory */
static void create(struct rig *rig, const struct row *row)
{
    struct outcome *outcome = job_create(rig, NULL, "made.bin", content, sizeof content);
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT_TEXT(rig, output_member(&outcome->outputs[0], "fileName"), "made.bin");
        EXPECT_TEXT(rig, output_member(&outcome->outputs[0], "remoteDirectory"),
            server_work_directory(rig->server));
        expect_protection(rig, row, outcome);
    }
    outcome_free(outcome);
    EXPECT(rig, remote_is(rig, "made.bin", content, sizeof content));
    EXPECT_NAMES(rig, "", "made.bin\n");
    outcome = job_create(rig, NULL, "made.bin", "other", 5);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.file.exists");
    outcome_free(outcome);
    EXPECT(rig, remote_is(rig, "made.bin", content, sizeof content));
}

static void get(struct rig *rig, const struct row *row)
{
    struct document document = {.id = "kept.bin"};
    remote_put(rig, "kept.bin", content, sizeof content);
    struct outcome *outcome = job_one(rig, "get", NULL, &document);
    if (EXPECT_DONE(rig, outcome, 1)) {
        EXPECT(rig, holds_content(&outcome->outputs[0]));
        EXPECT_TEXT(rig, output_property(&outcome->outputs[0], "fileName"), "kept.bin");
        expect_protection(rig, row, outcome);
    }
    outcome_free(outcome);
    document.id = "missing.bin";
    outcome = job_one(rig, "get", NULL, &document);
    EXPECT_DONE(rig, outcome, 0);
    outcome_free(outcome);
}

static void query(struct rig *rig, const struct row *row)
{
    static const char filter[] =
        "{\"filter\":{\"property\":\"fileName\",\"operator\":\"wildcard\",\"value\":\"*.bin\"}}";
    (void)row;
    remote_put(rig, "a.bin", content, sizeof content);
    remote_text(rig, "b.bin", "b");
    remote_text(rig, "c.txt", "c");
    remote_folder(rig, "d.bin");
    struct outcome *outcome = job_none(rig, "query", filter);
    if (EXPECT_DONE(rig, outcome, 2)) {
        EXPECT(rig, holds_content(output_named(outcome, "a.bin")));
        EXPECT(rig, output_named(outcome, "b.bin") != NULL);
    }
    outcome_free(outcome);
    outcome = job_none(rig, "query",
        "{\"filter\":{\"property\":\"fileName\",\"operator\":\"eq\",\"value\":\"missing\"}}");
    EXPECT_DONE(rig, outcome, 0);
    outcome_free(outcome);
}

static void list(struct rig *rig, const struct row *row)
{
    struct document elsewhere = {.remote_directory = "missing"};
    (void)row;
    remote_text(rig, "a.txt", "a");
    remote_folder(rig, "folder");
    struct outcome *outcome = job_none(rig, "list", NULL);
    if (EXPECT_DONE(rig, outcome, 2)) {
        EXPECT_TEXT(rig, output_member(output_named(outcome, "a.txt"), "fileType"), "regular_file");
        EXPECT_TEXT(rig, output_member(output_named(outcome, "folder"), "fileType"), "directory");
    }
    outcome_free(outcome);
    outcome = job_one(rig, "list", NULL, &elsewhere);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.directory.missing");
    outcome_free(outcome);
}

static void delete (struct rig *rig, const struct row *row)
{
    struct document document = {.id = "gone.txt"};
    (void)row;
    remote_text(rig, "gone.txt", "g");
    remote_text(rig, "stays.txt", "s");
    struct outcome *outcome = job_one(rig, "delete", NULL, &document);
    EXPECT_DONE(rig, outcome, 0);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "stays.txt\n");
    outcome = job_one(rig, "delete", NULL, &document);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.file.not-found");
    outcome_free(outcome);
}

static const struct cell {
    const char *action;
    void (*check)(struct rig *rig, const struct row *row);
} cells[] = {
    {"create", create}, {"get", get}, {"query", query}, {"list", list}, {"delete", delete}};

static const struct mode {
    const char *name;
    const char *changes;
} modes[] = {
    {"passive", "{\"connectionMode\":\"passive\"}"}, {"active", "{\"connectionMode\":\"active\"}"}};

/* --- Rows ------------------------------------------------------------------------------------- */

/* connection.connectionMode protocol.T8 */
static void run_modes(struct rig *rig, const struct row *row)
{
    for (size_t m = 0; m < INTEROP_COUNT(modes); m++) {
        for (size_t c = 0; c < INTEROP_COUNT(cells); c++) {
            snprintf(rig->cell, sizeof rig->cell, "{%s, %s, %s}", row->name, modes[m].name,
                cells[c].action);
            rig_clear(rig);
            if (EXPECT(rig, rig_open(rig, modes[m].changes))) {
                cells[c].check(rig, row);
            }
        }
    }
}

/* connection.sslMode */
static void run_row(const struct row *row)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = kind,
                                      .tls = row->tls,
                                      .tls12_only = row->tls12_only,
                                      .tls13_only = row->tls13_only,
                                      .ipv6 = row->ipv6}};
    bool started = rig_start(&rig, &options);
    CU_ASSERT_TRUE(started);
    if (started) {
        run_modes(&rig, row);
    }
    rig_stop(&rig);
}

static void test_plain(void)
{
    run_row(&plain);
}

/* connection.host */
static void test_plain_ipv6(void)
{
    run_row(&plain_ipv6);
}

static void test_explicit_12(void)
{
    run_row(&explicit_12);
}

static void test_explicit_13(void)
{
    run_row(&explicit_13);
}

static void test_explicit_ipv6(void)
{
    run_row(&explicit_ipv6);
}

static void test_implicit_12(void)
{
    run_row(&implicit_12);
}

/* protocol.T4 */
static void test_implicit_13(void)
{
    run_row(&implicit_13);
}

static const struct interop_test tests[] = {{"none", test_plain},
    {"explicit, TLS 1.2", test_explicit_12}, {"explicit, TLS 1.3", test_explicit_13},
    {"none, IPv6", test_plain_ipv6}, {"explicit, IPv6", test_explicit_ipv6},
    {"implicit, TLS 1.2", test_implicit_12}, {"implicit, TLS 1.3", test_implicit_13}};

enum { IMPLICIT_TESTS = 2 };

int matrix_main(enum server_kind server)
{
    size_t count = INTEROP_COUNT(tests);
    kind = server;
    random_bytes(1, 0, content, sizeof content);
    if (!server_has_tls(server, SERVER_TLS_IMPLICIT)) {
        count -= IMPLICIT_TESTS;
    }
    return interop_alone(server, tests, count);
}
