/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/expect.h"
#include "interop/remote.h"

#include <CUnit/CUnit.h>
#include <stdlib.h>
#include <string.h>

static void show_log(struct rig *rig)
{
    fflush(rig->log);
    if (rig->log_text != NULL) {
        fputs(rig->log_text, stderr);
    }
}

static bool judge(struct rig *rig, bool holds, const char *what, const char *file, unsigned line)
{
    if (!holds) {
        fprintf(stderr, "\n%s:%u: on %s %s: %s\n", file, line, server_kind_name(rig->kind),
            rig->cell, what);
        show_log(rig);
    }
    return CU_assertImplementation(holds, line, what, file, "", CU_FALSE);
}

bool expect(struct rig *rig, bool holds, const char *what, const char *file, unsigned line)
{
    return judge(rig, holds, what, file, line);
}

bool expect_text(struct rig *rig, const char *text, const char *wanted, const char *what,
    const char *file, unsigned line)
{
    char shown[512];
    bool holds = text != NULL && strcmp(text, wanted) == 0;
    snprintf(shown, sizeof shown, "%s is \"%s\", not \"%s\"", what, text != NULL ? text : "(null)",
        wanted);
    return judge(rig, holds, holds ? what : shown, file, line);
}

/* --- Executions ------------------------------------------------------------------------------- */

static void show_error(const char *of, const struct job_error *error)
{
    if (error->code != HAWSER_OK) {
        fprintf(stderr, "  %s: %s %s: %s\n", of, hawser_code_name(error->code), error->id,
            error->message);
    }
}

static void show_outcome(const struct outcome *outcome)
{
    fprintf(stderr, "\n  code %s, %zu outputs, %zu results\n", hawser_code_name(outcome->code),
        outcome->output_count, outcome->result_count);
    show_error("problem", &outcome->problem);
    for (size_t i = 0; i < outcome->result_count; i++) {
        const struct job_result *result = &outcome->results[i];
        fprintf(stderr, "  result %zu: %s\n", i, hawser_status_name(result->status));
        show_error("its error", &result->error);
    }
    for (size_t i = 0; i < outcome->output_count; i++) {
        char *text = json_dumps(outcome->outputs[i].properties, JSON_COMPACT);
        fprintf(stderr, "  output %zu: %s %s\n", i, text != NULL ? text : "",
            outcome->outputs[i].record ? outcome->outputs[i].bytes : "");
        free(text);
        show_error("its error", &outcome->outputs[i].error);
    }
}

static bool all_succeeded(const struct outcome *outcome)
{
    bool all = outcome->code == HAWSER_OK && outcome->result_count > 0;
    for (size_t i = 0; i < outcome->result_count; i++) {
        all = all && outcome->results[i].status == HAWSER_STATUS_SUCCESS;
    }
    for (size_t i = 0; i < outcome->output_count; i++) {
        all = all && outcome->outputs[i].error.code == HAWSER_OK;
    }
    return all;
}

bool expect_done(
    struct rig *rig, const struct outcome *outcome, size_t outputs, const char *file, unsigned line)
{
    bool done = all_succeeded(outcome) && outcome->output_count == outputs;
    if (!done) {
        show_outcome(outcome);
        fprintf(stderr, "  wanted: success with %zu outputs\n", outputs);
    }
    return judge(rig, done, "the execution succeeds", file, line);
}

static bool tells(const char *text)
{
    return text != NULL && *text != '\0';
}

static bool keeps_secret(const struct rig *rig, const struct job_error *error)
{
    const char *password = server_password(rig->server);
    return strstr(error->message, password) == NULL &&
           (error->transcript == NULL || strstr(error->transcript, password) == NULL);
}

bool expect_error(struct rig *rig, const struct outcome *outcome, uint32_t status, const char *id,
    const char *file, unsigned line)
{
    const struct job_result *result = &outcome->results[0];
    const struct job_error *error = &result->error;
    bool holds = outcome->result_count > 0 && outcome->code != HAWSER_OK &&
                 result->status == status && error->code != HAWSER_OK && tells(error->id) &&
                 strcmp(error->id, id) == 0 && tells(error->message) && tells(error->hint) &&
                 keeps_secret(rig, error) && outcome->code == error->code;
    if (!holds) {
        show_outcome(outcome);
        fprintf(stderr, "  wanted: %s with %s\n", hawser_status_name(status), id);
    }
    return judge(rig, holds, "the execution ends in this error", file, line);
}

bool expect_names(
    struct rig *rig, const char *folder, const char *names, const char *file, unsigned line)
{
    char *found = remote_names(rig, folder);
    bool held = expect_text(rig, found, names, "the server's folder", file, line);
    free(found);
    return held;
}
