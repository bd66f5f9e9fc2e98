/* SPDX-License-Identifier: Apache-2.0 */
/* Suggestions for the fields that a fixture names. */
#include <hawser/host.h>
#include <stdlib.h>
#include <string.h>

#include "json_text.h"
#include "pointer.h"
#include "report.h"
#include "tests.h"
#include "trial.h"

/* A second by the header; some of it again for a machine that is busy. */
static const uint64_t longest_ns = 1500000000u;

/* What a suggestion is held against. */
struct asked {
    hawser_loaded *loaded;
    const char *field;
    json_t *value;
    struct verdict *verdict;
};

static void see_finding(void *user, const hawser_finding *finding)
{
    struct asked *asked = user;
    char *text = json_dumps(asked->value, JSON_ENCODE_ANY);
    if (finding->severity == HAWSER_FINDING_ERROR && strcmp(finding->pointer, asked->field) == 0)
        verdict_fail(asked->verdict, "the suggestion %s for %s is refused by its own schema: %s",
            text ? text : "", asked->field, finding->message);
    free(text);
}

/* What is suggested can be taken. */
static void check_accepted(struct asked *asked, const json_t *connection)
{
    json_t *filled = json_deep_copy(connection);
    hawser_problem *problem = NULL;
    pointer_set(filled, asked->field, json_incref(asked->value));
    char *text = report_memory(json_dumps(filled, JSON_COMPACT));
    const hawser_config config = {.size = sizeof config,
        .flags = HAWSER_VALIDATE_DRAFT,
        .connection = text,
        .connection_length = strlen(text)};
    (void)hawser_validate(asked->loaded, &config, see_finding, asked, &problem);
    hawser_problem_free(problem);
    free(text);
    json_decref(filled);
}

static void check_suggestions(const struct subject *subject, const struct host *host,
    hawser_loaded *loaded, const char *field, struct verdict *verdict)
{
    const struct said *said;
    struct asked asked = {.loaded = loaded, .field = field, .verdict = verdict};
    json_t *connection = subject_connection(subject);
    for (size_t i = 0; (said = host_said(host, SAID_SUGGESTION, i)) != NULL; i++) {
        json_t *suggestion = json_loads(said->text, 0, NULL);
        asked.value = json_object_get(suggestion, "value");
        if (!asked.value || !json_member_text(suggestion, "title"))
            verdict_fail(
                verdict, "suggestion %zu for %s lacks a value, or a title that is text", i, field);
        else
            check_accepted(&asked, connection);
        json_decref(suggestion);
    }
    json_decref(connection);
}

static void check_code(
    const struct host *host, int32_t code, const char *field, struct verdict *verdict)
{
    if (code != HAWSER_OK)
        verdict_fail(verdict, "browse answered %s for %s: %s", hawser_code_name(code), field,
            host_said(host, SAID_FAILURE, 0) ? host_said(host, SAID_FAILURE, 0)->text
                                             : "fail() did not say why");
    else if (!host_said(host, SAID_SUGGESTION, 0))
        verdict_fail(verdict, "browse suggests nothing for %s, which the fixture names", field);
}

static void browse_field(const struct subject *subject, hawser_loaded *loaded, const char *field,
    struct verdict *verdict)
{
    struct host host;
    int32_t code = trial_browse(subject, &host, NULL, field);
    check_code(&host, code, field, verdict);
    check_suggestions(subject, &host, loaded, field, verdict);
    host_done(&host);
    uint64_t began = host_now();
    code = trial_browse(subject, &host, &(struct host_plan){.cancelled = true}, field);
    if (host_now() > began + longest_ns)
        verdict_fail(verdict, "browse returned %llu ms after it was cancelled",
            (unsigned long long)(host_now() - began) / 1000000);
    host_done(&host);
}

static void browse_all(
    const struct conform *conform, const struct subject *subject, struct verdict *verdict)
{
    hawser_loaded *loaded = NULL;
    hawser_host *host = report_memory(hawser_host_new());
    size_t i;
    json_t *field;
    if (hawser_load(host, conform->path, &loaded, NULL) != HAWSER_OK)
        verdict_skip(verdict, "it can't be loaded; see the tests load and table");
    json_array_foreach(conform->fixture->browse, i, field)
    {
        if (loaded && !verdict_is_bad(verdict))
            browse_field(subject, loaded, json_string_value(field), verdict);
    }
    hawser_unload(loaded);
    hawser_host_free(host);
}

void test_browse(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    if (!subject_describe(conform, &subject, verdict))
        return;
    if (!HAWSER_HAS(subject.table, hawser_connector, browse) || !subject.table->browse)
        verdict_skip(verdict, "it has no suggestions: browse is NULL");
    else if (!conform->fixture || !conform->fixture->browse)
        verdict_skip(verdict, conform->fixture ? "the fixture has no \"browse\": [FIELD, ...]"
                                               : "it needs --fixture FILE");
    else
        browse_all(conform, &subject, verdict);
    subject_done(&subject);
}
