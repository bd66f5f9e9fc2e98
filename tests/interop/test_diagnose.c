/* SPDX-License-Identifier: Apache-2.0 */
/* What a live test says of a server, against how the server is set up: diagnosis.resolve to
 * diagnosis.profile. */
#include "config.h"

#include "interop/settings.h"
#include "interop/suite.h"

#include <CUnit/CUnit.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY = 24 * 60 * 60 };

/* The stages of one test, and with what it ended. */
struct told {
    json_t *stages;
    int32_t code;
};

static void keep(void *user, const char *json, size_t length)
{
    struct told *told = user;
    json_array_append_new(told->stages, json_loadb(json, length, 0, NULL));
}

static struct told test_with(struct rig *rig, const char *changes, const char *options)
{
    struct told told = {.stages = json_array()};
    hawser_problem *problem = NULL;
    char *connection = rig_connection(rig, changes);
    told.code =
        hawser_test(rig->ftp, connection, strlen(connection), options, NULL, keep, &told, &problem);
    hawser_problem_free(problem);
    free(connection);
    return told;
}

static struct told test_now(struct rig *rig, const char *changes, bool write)
{
    return test_with(rig, changes, write ? "{\"write\":true}" : NULL);
}

static void forget(struct told *told)
{
    json_decref(told->stages);
}

static const json_t *stage_of(const struct told *told, const char *name)
{
    size_t i;
    const json_t *stage;
    json_array_foreach(told->stages, i, stage)
    {
        if (strcmp(json_string_value(json_object_get(stage, "stage")), name) == 0)
            return stage;
    }
    return NULL;
}

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static const char *status_of(const struct told *told, const char *name)
{
    return text_of(stage_of(told, name), "status");
}

static json_t *fact(const struct told *told, const char *stage, const char *name)
{
    return json_object_get(json_object_get(stage_of(told, stage), "facts"), name);
}

static bool is(const struct told *told, const char *stage, const char *name, bool wanted)
{
    const json_t *value = fact(told, stage, name);
    return wanted ? json_is_true(value) : json_is_false(value);
}

static const char *error_id(const struct told *told, const char *stage)
{
    return text_of(json_object_get(stage_of(told, stage), "error"), "id");
}

static const json_t *advice_of(const struct told *told, const char *stage)
{
    return json_array_get(json_object_get(stage_of(told, stage), "recommendations"), 0);
}

/* --- On each server as it is ------------------------------------------------------------------- */

static void expect_common(struct rig *rig, const struct told *told)
{
    static const char *const passed[] = {"resolve", "connect", "auth", "features", "directory",
        "data-channel", "passive", "active", "rest", "utf8", "write", "clock", "profile"};
    for (size_t i = 0; i < INTEROP_COUNT(passed); i++)
        EXPECT_TEXT(rig, status_of(told, passed[i]), "passed");
    EXPECT(rig, told->code == HAWSER_OK);
    EXPECT_TEXT(rig, json_string_value(fact(told, "passive", "epsv")), "works");
    EXPECT_TEXT(rig, json_string_value(fact(told, "passive", "pasv")), "works");
    EXPECT(rig, is(told, "passive", "addressIsServer", true));
    EXPECT(rig, is(told, "active", "works", true));
    EXPECT(rig, is(told, "rest", "works", true));
    EXPECT(rig, is(told, "write", "renameOver", true));
    EXPECT(rig, is(told, "write", "append", true));
    EXPECT(rig, is(told, "write", "lock", true));
    EXPECT(rig, is(told, "write", "deleted", true));
    EXPECT(rig, is(told, "clock", "known", true));
    EXPECT(rig, llabs(json_integer_value(fact(told, "clock", "skew"))) <= 1);
    EXPECT_TEXT(rig, json_string_value(fact(told, "directory", "directory")),
        server_work_directory(rig->server));
    EXPECT_TEXT(rig, json_string_value(fact(told, "connect", "address")), "127.0.0.1");
}

/* vsftpd has neither MLSD nor MFMT nor, by default, UTF-8 in FEAT. */
static void expect_features(struct rig *rig, const struct told *told)
{
    bool modern = rig->kind != SERVER_VSFTPD;
    EXPECT_TEXT(rig, status_of(told, "mlsd"), modern ? "passed" : "skipped");
    EXPECT(rig, is(told, "mlsd", "offered", modern));
    EXPECT(rig, !modern || is(told, "mlsd", "works", true));
    EXPECT(rig, is(told, "write", "setTime", modern));
    EXPECT_TEXT(
        rig, json_string_value(fact(told, "data-channel", "listing")), modern ? "MLSD" : "LIST");
}

static void as_it_is(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "kept.txt", "kept");
    struct told told = test_now(rig, NULL, true);
    expect_common(rig, &told);
    expect_features(rig, &told);
    EXPECT_NAMES(rig, "", "kept.txt\n");
    EXPECT(rig, remote_is_text(rig, "kept.txt", "kept"));
    bool clear = rig->tls == SERVER_TLS_NONE;
    EXPECT_TEXT(rig, status_of(&told, "session-reuse"), clear ? "skipped" : "passed");
    EXPECT(rig, clear == (stage_of(&told, "tls") == NULL));
    forget(&told);
}

/* Nothing is written unless it is asked for. */
static void without_writing(void)
{
    struct rig *rig = interop_rig();
    struct told told = test_now(rig, NULL, false);
    EXPECT(rig, told.code == HAWSER_OK);
    EXPECT(rig, stage_of(&told, "write") == NULL);
    EXPECT_TEXT(rig, status_of(&told, "clock"), "skipped");
    EXPECT(rig,
        rig_log_count(rig, "> STOR") + rig_log_count(rig, "> MKD") + rig_log_count(rig, "> DELE") ==
            0);
    forget(&told);
}

/* The session over a profile asks no FEAT, and finds the same. */
static void profile(void)
{
    struct rig *rig = interop_rig();
    remote_text(rig, "a.txt", "a");
    struct told told = test_now(rig, NULL, false);
    char *changes = json_dumps(json_object_get(stage_of(&told, "profile"), "facts"), JSON_COMPACT);
    json_t *facts = json_loads(changes, 0, NULL);
    json_t *members = json_pack("{s:O}", "serverProfile", json_object_get(facts, "profile"));
    free(changes);
    changes = json_dumps(members, JSON_COMPACT);
    EXPECT(rig, rig_open(rig, changes));
    rig_forget(rig);
    struct outcome *outcome = job_none(rig, "list", NULL);
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, rig_log_count(rig, "> FEAT") == 0);
    EXPECT(rig, rig_log_count(rig, "Server Profile") == 0);
    outcome_free(outcome);
    EXPECT(rig, rig_open(rig, NULL));
    rig_forget(rig);
    outcome = job_none(rig, "list", NULL);
    EXPECT_DONE(rig, outcome, 1);
    EXPECT(rig, rig_log_count(rig, "> FEAT") == 1);
    outcome_free(outcome);
    free(changes);
    json_decref(members);
    json_decref(facts);
    forget(&told);
}

/* Whoever only wants the certificates shows no password. */
static void until_tls(void)
{
    struct rig *rig = interop_rig();
    struct told told = test_with(rig, NULL, "{\"until\":\"tls\"}");
    EXPECT(rig, told.code == HAWSER_OK);
    EXPECT(rig, json_array_size(told.stages) == 3);
    EXPECT(rig, rig_log_count(rig, "> USER") == 0);
    forget(&told);
    told = test_with(rig, NULL, "[]");
    EXPECT(rig, told.code == HAWSER_BAD_ARGUMENT);
    forget(&told);
}

static void wrong_password(void)
{
    struct rig *rig = interop_rig();
    if (rig->kind == SERVER_VSFTPD) /* its anonymous takes any */
        return;
    struct told told = test_now(rig, "{\"password\":\"not-this-one\"}", true);
    EXPECT(rig, told.code == HAWSER_AUTHENTICATION);
    EXPECT_TEXT(rig, status_of(&told, "auth"), "failed");
    EXPECT(rig, stage_of(&told, "features") == NULL);
    forget(&told);
}

static void wrong_directory(void)
{
    struct rig *rig = interop_rig();
    struct told told = test_now(rig, "{\"remoteDirectory\":\"/nowhere\"}", true);
    EXPECT_TEXT(rig, status_of(&told, "directory"), "failed");
    EXPECT_TEXT(rig, text_of(advice_of(&told, "directory"), "field"), "/remoteDirectory");
    EXPECT_TEXT(rig, text_of(advice_of(&told, "directory"), "value"), "/");
    EXPECT(rig, stage_of(&told, "data-channel") == NULL);
    forget(&told);
}

/* --- On servers set up for it ------------------------------------------------------------------ */

/* One server and one test of it. False: not here, or not started. */
static bool told_by(struct rig *rig, const struct rig_options *options, const char *changes,
    bool write, struct told *ret_told)
{
    bool here = rig_missing(options->server.kind) == 0;
    if (here && !rig_start(rig, options)) {
        CU_FAIL("no server");
        here = false;
        rig_stop(rig);
    }
    if (!here)
        return false;
    *ret_told = test_now(rig, changes, write);
    return true;
}

static void ended(struct rig *rig, struct told *told)
{
    forget(told);
    rig_stop(rig);
}

/* diagnosis.reuse */
static void reuse(void)
{
    static const enum server_kind kinds[] = {SERVER_VSFTPD, SERVER_PROFTPD};
    for (size_t i = 0; i < 2 * INTEROP_COUNT(kinds); i++) {
        struct rig rig;
        struct told told;
        bool required = i % 2 == 0;
        struct rig_options options = {
            .server = {.kind = kinds[i / 2],
                .tls = SERVER_TLS_EXPLICIT,
                .reuse = required ? SERVER_REUSE_REQUIRED : SERVER_REUSE_OPTIONAL}};
        if (!told_by(&rig, &options, NULL, false, &told))
            continue;
        EXPECT(&rig, told.code == HAWSER_OK);
        EXPECT(&rig, is(&told, "session-reuse", "resumed", true));
        EXPECT(&rig, is(&told, "session-reuse", "required", required));
        ended(&rig, &told);
    }
}

static void reuse_switched_off(void)
{
    struct rig rig;
    struct told told;
    struct rig_options options = {
        .server = {
            .kind = SERVER_VSFTPD, .tls = SERVER_TLS_EXPLICIT, .reuse = SERVER_REUSE_REQUIRED}};
    if (!told_by(&rig, &options, "{\"sessionReuse\":\"off\"}", false, &told))
        return;
    EXPECT_TEXT(&rig, status_of(&told, "data-channel"), "failed");
    EXPECT_TEXT(&rig, text_of(advice_of(&told, "data-channel"), "field"), "/sessionReuse");
    EXPECT_TEXT(&rig, text_of(advice_of(&told, "data-channel"), "value"), "auto");
    ended(&rig, &told);
}

/* diagnosis.tls: `left` days, and how the stage ends with and without verification. */
static void expect_expiry(long left, bool verified, const char *status, const char *id)
{
    struct rig rig;
    struct told told;
    struct pki_options certificate = {.not_after = time(NULL) + left * DAY + DAY / 2};
    struct rig_options options = {
        .server = {.kind = SERVER_PYFTPDLIB, .tls = SERVER_TLS_EXPLICIT, .tls12_only = true},
        .certificate = &certificate};
    const char *changes = verified ? NULL : "{\"verifyCertificate\":false}";
    if (!told_by(&rig, &options, changes, false, &told))
        return;
    const json_t *leaf = json_array_get(fact(&told, "tls", "chain"), 0);
    EXPECT_TEXT(&rig, status_of(&told, "tls"), status);
    EXPECT_TEXT(&rig, error_id(&told, "tls"), id);
    EXPECT(&rig, json_integer_value(fact(&told, "tls", "daysLeft")) == left);
    EXPECT(&rig, json_integer_value(json_object_get(leaf, "daysLeft")) == left);
    EXPECT(&rig, strstr(text_of(leaf, "names"), "DNS:localhost") != NULL);
    EXPECT_TEXT(&rig, json_string_value(fact(&told, "tls", "version")), "TLS1.2");
    ended(&rig, &told);
}

static void expiry(void)
{
    expect_expiry(400, true, "passed", "");
    expect_expiry(31, true, "passed", "");
    expect_expiry(28, true, "warned", "ftp.tls.expires-soon");
    expect_expiry(-3, true, "failed", "ftp.tls.expired");
    expect_expiry(-3, false, "warned", "ftp.tls.expires-soon");
}

/* diagnosis.advice: the server refuses the mode that is set. */
static void no_passive(void)
{
    struct rig rig;
    struct told told;
    struct rig_options options = {.server = {.kind = SERVER_VSFTPD, .extra = "pasv_enable=NO\n"}};
    if (!told_by(&rig, &options, NULL, false, &told))
        return;
    EXPECT(&rig, told.code != HAWSER_OK);
    EXPECT_TEXT(&rig, status_of(&told, "data-channel"), "failed");
    EXPECT_TEXT(&rig, text_of(advice_of(&told, "data-channel"), "field"), "/connectionMode");
    EXPECT_TEXT(&rig, text_of(advice_of(&told, "data-channel"), "value"), "active");
    forget(&told);
    told = test_now(&rig, "{\"connectionMode\":\"active\"}", false);
    EXPECT(&rig, told.code == HAWSER_OK);
    EXPECT_TEXT(&rig, status_of(&told, "passive"), "warned");
    EXPECT_TEXT(&rig, status_of(&told, "active"), "passed");
    ended(&rig, &told);
}

static void no_active(void)
{
    struct rig rig;
    struct told told;
    struct rig_options options = {.server = {.kind = SERVER_VSFTPD, .extra = "port_enable=NO\n"}};
    if (!told_by(&rig, &options, NULL, false, &told))
        return;
    EXPECT(&rig, told.code == HAWSER_OK);
    EXPECT_TEXT(&rig, status_of(&told, "active"), "warned");
    EXPECT(&rig, is(&told, "active", "works", false));
    forget(&told);
    told = test_now(&rig, "{\"connectionMode\":\"active\"}", false);
    EXPECT_TEXT(&rig, text_of(advice_of(&told, "data-channel"), "value"), "passive");
    ended(&rig, &told);
}

/* diagnosis.passive: a server behind address translation that names another address. */
static void named_address(void)
{
    struct rig rig;
    struct told told;
    struct rig_options options = {
        .server = {.kind = SERVER_VSFTPD, .extra = "pasv_address=192.0.2.77\n"}};
    if (!told_by(&rig, &options, NULL, false, &told))
        return;
    EXPECT(&rig, told.code == HAWSER_OK);
    EXPECT_TEXT(&rig, json_string_value(fact(&told, "passive", "address")), "192.0.2.77");
    EXPECT(&rig, is(&told, "passive", "addressIsServer", false));
    EXPECT_TEXT(&rig, json_string_value(fact(&told, "passive", "pasv")), "works");
    ended(&rig, &told);
}

/* diagnosis.mlsd */
static void no_mlsd(void)
{
    struct rig rig;
    struct told told;
    struct rig_options options = {.server = {.kind = SERVER_PYFTPDLIB, .extra = "--without-mlsd"}};
    if (!told_by(&rig, &options, NULL, false, &told))
        return;
    EXPECT(&rig, told.code == HAWSER_OK);
    EXPECT(&rig, !is(&told, "mlsd", "works", true));
    EXPECT_TEXT(&rig, json_string_value(fact(&told, "data-channel", "listing")), "LIST");
    ended(&rig, &told);
}

/* diagnosis.write: no rights, and files that may not be replaced. */
static void no_writing(void)
{
    struct rig rig;
    struct told told;
    struct rig_options options = {.server = {.kind = SERVER_VSFTPD, .extra = "write_enable=NO\n"}};
    if (!told_by(&rig, &options, NULL, true, &told))
        return;
    EXPECT(&rig, told.code != HAWSER_OK);
    EXPECT_TEXT(&rig, status_of(&told, "write"), "failed");
    EXPECT(&rig, stage_of(&told, "profile") == NULL);
    EXPECT_NAMES(&rig, "", "");
    ended(&rig, &told);
}

static void no_replacing(void)
{
    struct rig rig;
    struct told told;
    struct rig_options options = {.server = {.kind = SERVER_PROFTPD, .refuse_restart = true}};
    if (!told_by(&rig, &options, NULL, true, &told))
        return;
    EXPECT(&rig, told.code == HAWSER_OK);
    EXPECT(&rig, is(&told, "write", "append", false));
    EXPECT(&rig, is(&told, "write", "resume", false));
    EXPECT(&rig, is(&told, "write", "deleted", true));
    EXPECT_NAMES(&rig, "", "");
    ended(&rig, &told);
    options.server = (struct server_options){.kind = SERVER_PROFTPD, .refuse_overwrite = true};
    if (!told_by(&rig, &options, NULL, true, &told))
        return;
    EXPECT(&rig, told.code == HAWSER_OK);
    EXPECT(&rig, is(&told, "write", "create", true));
    EXPECT(&rig, is(&told, "write", "deleted", true));
    EXPECT_NAMES(&rig, "", "");
    ended(&rig, &told);
}

int main(void)
{
    static const struct interop_test each[] = {
        {"diagnosis: each stage of a server as it is", as_it_is},
        {"diagnosis.write: only when asked", without_writing},
        {"diagnosis.profile: asks less, finds the same", profile},
        {"diagnosis.tls: no further", until_tls},
        {"diagnosis.auth: wrong password", wrong_password},
        {"diagnosis.directory: not there", wrong_directory},
        {"diagnosis.reuse: required or not", reuse},
        {"diagnosis.reuse: switched off", reuse_switched_off},
        {"diagnosis.tls: expiry", expiry},
        {"diagnosis.passive: refused", no_passive},
        {"diagnosis.active: refused", no_active},
        {"diagnosis.passive: another address", named_address},
        {"diagnosis.mlsd: not there", no_mlsd},
        {"diagnosis.write: no rights", no_writing},
        {"diagnosis.write: no replacing", no_replacing},
    };
    static const size_t on_each = 6;
    int status = interop_on_each(interop_settings, each, on_each);
    if (status != 0)
        return status;
    return interop_alone(SERVER_VSFTPD, each + on_each, INTEROP_COUNT(each) - on_each);
}
