/* SPDX-License-Identifier: Apache-2.0 */
/* Connections that must not come about: each gives one clear error, and moves no byte. */
#include "config.h"

#include "interop/suite.h"
#include "support/folder.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY = 24 * 60 * 60 };

/* What to expect of a connection with `changes` to a server with `options`. */
struct failure {
    const char *name;
    struct rig_options options;
    const char *changes;
    const char *id;
    int32_t code;
};

static const char *const localhost[] = {"localhost", NULL};
static const char *const other_host[] = {"ftp.example.com", NULL};
static const char *const no_addresses[] = {NULL};

/* A download into a folder: nothing may arrive there. */
static void expect_no_get(struct rig *rig, const struct failure *failure)
{
    struct document document = {.id = "secret.txt"};
    struct job job = {
        .action = "get", .documents = &document, .count = 1, .folder = rig->output_folder};
    struct outcome *outcome = job_run(rig, &job);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_FAILURE, failure->id);
    EXPECT(rig, outcome->code == failure->code);
    EXPECT(rig, outcome->problem.code == failure->code);
    outcome_free(outcome);
    EXPECT(rig, folder_count(rig->output_folder) == 0);
}

/* An upload: nothing may be left on the server; the second document is not even begun. */
static void expect_no_create(struct rig *rig, const struct failure *failure)
{
    const struct document documents[] = {{.file_name = "a.txt", .bytes = "a", .size = 1},
        {.file_name = "b.txt", .bytes = "b", .size = 1}};
    struct job job = {.action = "create",
        .operation = "{\"returnApplicationErrorResponses\":true}",
        .documents = documents,
        .count = 2};
    struct outcome *outcome = job_run(rig, &job);
    EXPECT_ERROR(rig, outcome, HAWSER_STATUS_FAILURE, failure->id);
    if (EXPECT(rig, outcome->result_count == 2)) {
        EXPECT(rig, outcome->results[1].status == HAWSER_STATUS_SKIPPED);
    }
    EXPECT(rig, outcome->output_count == 0);
    outcome_free(outcome);
    EXPECT_NAMES(rig, "", "secret.txt\n");
}

/* True where the error is about what came before the password: then it must not have been sent. */
static void check(struct rig *rig, const struct failure *failure)
{
    snprintf(rig->cell, sizeof rig->cell, "{%s}", failure->name);
    remote_text(rig, "secret.txt", "secret");
    if (EXPECT(rig, rig_open(rig, failure->changes))) {
        expect_no_get(rig, failure);
        expect_no_create(rig, failure);
    }
    if (failure->code == HAWSER_TRUST && strncmp(failure->id, "ftp.tls.", 8) == 0) {
        EXPECT(rig, rig_log_count(rig, "> PASS") == 0);
        EXPECT(rig, rig_log_count(rig, "> USER") == 0);
    }
}

static void run(const struct failure *failures, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct rig rig;
        bool started = rig_start(&rig, &failures[i].options);
        CU_ASSERT_TRUE(started);
        if (started) {
            check(&rig, &failures[i]);
        }
        rig_stop(&rig);
    }
}

/* --- Reaching and logging in ------------------------------------------------------------------ */

/* connection.password protocol.C9 */
static void test_login(void)
{
    static const struct failure failures[] = {
        {"wrong password", {.server = {.kind = SERVER_VSFTPD}}, "{\"password\":\"wrong\"}",
            "ftp.login.refused", HAWSER_AUTHENTICATION},
        {"wrong user", {.server = {.kind = SERVER_VSFTPD}}, "{\"userName\":\"nobody-here\"}",
            "ftp.login.refused", HAWSER_AUTHENTICATION},
        {"wrong password over TLS", {.server = {.kind = SERVER_VSFTPD, .tls = SERVER_TLS_EXPLICIT}},
            "{\"password\":\"wrong\"}", "ftp.login.refused", HAWSER_AUTHENTICATION},
        {"no password", {.server = {.kind = SERVER_VSFTPD}}, "{\"password\":null}",
            "ftp.login.refused", HAWSER_AUTHENTICATION}};
    run(failures, INTEROP_COUNT(failures));
}

static void test_login_elsewhere(void)
{
    static const enum server_kind kinds[] = {SERVER_PROFTPD, SERVER_PUREFTPD, SERVER_PYFTPDLIB};
    for (size_t i = 0; i < INTEROP_COUNT(kinds); i++) {
        struct failure failure = {"wrong password", {.server = {.kind = kinds[i]}},
            "{\"password\":\"wrong\"}", "ftp.login.refused", HAWSER_AUTHENTICATION};
        if (rig_missing(kinds[i]) == 0) {
            run(&failure, 1);
        }
    }
}

/* error.unreachable */
static void test_reaching(void)
{
    static const struct failure failures[] = {
        {"no such host", {.server = {.kind = SERVER_VSFTPD}}, "{\"host\":\"no-such-host.invalid\"}",
            "ftp.connect.resolve", HAWSER_NETWORK},
        {"closed port", {.server = {.kind = SERVER_VSFTPD}}, "{\"port\":1}", "ftp.connect.refused",
            HAWSER_NETWORK}};
    run(failures, INTEROP_COUNT(failures));
}

/* connection.remoteDirectory */
static void test_missing_directory(void)
{
    struct rig rig;
    struct rig_options options = {.server = {.kind = SERVER_VSFTPD}};
    bool started = rig_start(&rig, &options);
    CU_ASSERT_TRUE(started);
    if (started && EXPECT(&rig, rig_open(&rig, "{\"remoteDirectory\":\"/missing\"}"))) {
        struct outcome *outcome = job_create(&rig, NULL, "a.txt", "a", 1);
        EXPECT_ERROR(&rig, outcome, HAWSER_STATUS_APPLICATION_ERROR, "ftp.directory.missing");
        EXPECT(&rig, outcome->code == HAWSER_NOT_FOUND);
        outcome_free(outcome);
        EXPECT_NAMES(&rig, "", "");
    }
    rig_stop(&rig);
}

/* --- Who the server is ------------------------------------------------------------------------ */

/* protocol.T6 */
static void test_certificates(void)
{
    time_t now = time(NULL);
    const struct pki_options expired = {.not_before = now - 2 * DAY, .not_after = now - DAY};
    const struct pki_options not_yet = {.not_before = now + DAY, .not_after = now + 2 * DAY};
    const struct pki_options wrong_name = {.dns_names = other_host, .ip_addresses = no_addresses};
    const struct pki_options no_address = {.dns_names = localhost, .ip_addresses = no_addresses};
    const struct pki_options no_san = {.common_name = "127.0.0.1", .no_san = true};
    const struct server_options explicit = {.kind = SERVER_VSFTPD, .tls = SERVER_TLS_EXPLICIT};
    const struct server_options implicit = {.kind = SERVER_VSFTPD, .tls = SERVER_TLS_IMPLICIT};
    const struct failure failures[] = {
        {"unknown authority", {explicit, NULL, true}, NULL, "ftp.tls.untrusted", HAWSER_TRUST},
        {"unknown authority, implicit", {implicit, NULL, true}, NULL, "ftp.tls.untrusted",
            HAWSER_TRUST},
        {"expired", {explicit, &expired, false}, NULL, "ftp.tls.expired", HAWSER_TRUST},
        {"expired, implicit", {implicit, &expired, false}, NULL, "ftp.tls.expired", HAWSER_TRUST},
        {"not yet valid", {explicit, &not_yet, false}, NULL, "ftp.tls.expired", HAWSER_TRUST},
        {"wrong name", {explicit, &wrong_name, false}, NULL, "ftp.tls.wrong-name", HAWSER_TRUST},
        {"name, but not the address", {explicit, &no_address, false}, NULL, "ftp.tls.wrong-name",
            HAWSER_TRUST},
        {"no subject alternative name", {explicit, &no_san, false}, NULL, "ftp.tls.no-san",
            HAWSER_TRUST}};
    run(failures, INTEROP_COUNT(failures));
}

/* --- What protection there is ----------------------------------------------------------------- */

/* connection.sslMode connection.minTlsVersion protocol.T1 */
static void test_protection(void)
{
    static const struct failure failures[] = {
        {"explicit TLS of a plain server", {.server = {.kind = SERVER_VSFTPD}},
            "{\"sslMode\":\"explicit\"}", "ftp.tls.refused", HAWSER_TRUST},
        {"implicit TLS of a plain server", {.server = {.kind = SERVER_VSFTPD}},
            "{\"sslMode\":\"implicit\"}", "ftp.tls.not-spoken", HAWSER_TRUST},
        {"implicit TLS of an explicit server",
            {.server = {.kind = SERVER_VSFTPD, .tls = SERVER_TLS_EXPLICIT}},
            "{\"sslMode\":\"implicit\"}", "ftp.tls.not-spoken", HAWSER_TRUST},
        {"TLS 1.3 of a server with 1.2",
            {.server = {.kind = SERVER_VSFTPD, .tls = SERVER_TLS_EXPLICIT, .tls12_only = true}},
            "{\"minTlsVersion\":\"1.3\"}", "ftp.tls.handshake", HAWSER_TRUST},
        {"clear login where TLS is required",
            {.server = {.kind = SERVER_VSFTPD, .tls = SERVER_TLS_EXPLICIT, .tls_required = true}},
            "{\"sslMode\":\"none\"}", "ftp.login.tls-required", HAWSER_AUTHENTICATION}};
    run(failures, INTEROP_COUNT(failures));
}

/* A server for implicit TLS waits for the client to speak, and so does a client without TLS. */
/* connection.connectionTimeout */
static void test_plain_client_of_implicit_server(void)
{
    static const struct failure failure = {"clear session with an implicit server",
        {.server = {.kind = SERVER_VSFTPD, .tls = SERVER_TLS_IMPLICIT}},
        "{\"sslMode\":\"none\",\"connectionTimeout\":1000}", "ftp.connect.timeout", HAWSER_TIMEOUT};
    run(&failure, 1);
}

static void test_protection_elsewhere(void)
{
    static const enum server_kind kinds[] = {SERVER_PROFTPD, SERVER_PUREFTPD, SERVER_PYFTPDLIB};
    for (size_t i = 0; i < INTEROP_COUNT(kinds); i++) {
        const struct failure failures[] = {
            {"explicit TLS of a plain server", {.server = {.kind = kinds[i]}},
                "{\"sslMode\":\"explicit\"}", "ftp.tls.refused", HAWSER_TRUST},
            {"clear login where TLS is required",
                {.server = {.kind = kinds[i], .tls = SERVER_TLS_EXPLICIT, .tls_required = true}},
                "{\"sslMode\":\"none\"}", "ftp.login.tls-required", HAWSER_AUTHENTICATION}};
        if (rig_missing(kinds[i]) == 0) {
            run(failures, INTEROP_COUNT(failures));
        }
    }
}

/* --- Session reuse ---------------------------------------------------------------------------- */

static void reuse(const struct server_options *server, const char *id)
{
    struct rig rig;
    struct rig_options options = {.server = *server};
    bool started = rig_start(&rig, &options);
    CU_ASSERT_TRUE(started);
    if (started && EXPECT(&rig, rig_open(&rig, "{\"sessionReuse\":\"off\"}"))) {
        struct outcome *outcome = job_create(&rig, NULL, "a.txt", "a", 1);
        if (id != NULL) {
            EXPECT_ERROR(&rig, outcome, HAWSER_STATUS_FAILURE, id);
            EXPECT(&rig, strstr(outcome->results[0].error.hint, "TLS Session Reuse") != NULL);
            EXPECT_NAMES(&rig, "", "");
        } else {
            EXPECT_DONE(&rig, outcome, 1);
        }
        outcome_free(outcome);
    }
    if (started && EXPECT(&rig, rig_open(&rig, "{\"sessionReuse\":\"required\"}"))) {
        struct outcome *outcome = job_create(&rig, NULL, "b.txt", "b", 1);
        if (EXPECT_DONE(&rig, outcome, 1)) {
            EXPECT(&rig, json_is_true(json_object_get(
                             json_object_get(outcome->results[0].detail, "tls"), "resumed")));
        }
        outcome_free(outcome);
    }
    rig_stop(&rig);
}

/* connection.sessionReuse error.425 protocol.T7 */
static void test_reuse(void)
{
    static const struct server_options servers[] = {
        {.kind = SERVER_VSFTPD, .tls = SERVER_TLS_EXPLICIT, .tls12_only = true},
        {.kind = SERVER_VSFTPD, .tls = SERVER_TLS_EXPLICIT, .tls13_only = true},
        {.kind = SERVER_VSFTPD, .tls = SERVER_TLS_IMPLICIT},
        {.kind = SERVER_PROFTPD, .tls = SERVER_TLS_EXPLICIT, .tls12_only = true},
        {.kind = SERVER_PROFTPD, .tls = SERVER_TLS_EXPLICIT, .tls13_only = true}};
    for (size_t i = 0; i < INTEROP_COUNT(servers); i++) {
        if (rig_missing(servers[i].kind) == 0) {
            reuse(&servers[i], "ftp.data.session-reuse-required");
        }
    }
}

/* connection.sessionReuse */
static void test_reuse_optional(void)
{
    static const struct server_options server = {
        .kind = SERVER_VSFTPD, .tls = SERVER_TLS_EXPLICIT, .reuse = SERVER_REUSE_OPTIONAL};
    reuse(&server, NULL);
}

static const struct interop_test tests[] = {{"login", test_login},
    {"login on other servers", test_login_elsewhere}, {"reaching the server", test_reaching},
    {"missing remote directory", test_missing_directory}, {"certificates", test_certificates},
    {"protection", test_protection},
    {"plain client of an implicit server", test_plain_client_of_implicit_server},
    {"protection on other servers", test_protection_elsewhere},
    {"session reuse required", test_reuse}, {"session reuse optional", test_reuse_optional}};

int main(void)
{
    return interop_alone(SERVER_VSFTPD, tests, INTEROP_COUNT(tests));
}
