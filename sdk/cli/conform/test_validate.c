/* SPDX-License-Identifier: Apache-2.0 */
/* Validation, of configurations that a seed repeats. */
#include <config.h>

#include <hawser/host.h>
#include <stdlib.h>
#include <string.h>

#include "json_text.h"
#include "mutation.h"
#include "pointer.h"
#include "report.h"
#include "sandbox.h"
#include "tests.h"
#include "trial.h"

enum { CONFIGURATIONS = 200, WATCHED = 40 };

/* A connection, an action and its operation. */
struct sample {
    size_t number;
    uint32_t flags;
    json_t *connection; /* NULL: left out */
    const char *action; /* NULL: none */
    json_t *operation_schema;
    json_t *operation;
};

static void sample_make(const struct subject *subject, size_t number, struct sample *ret_sample)
{
    struct random random = {subject->conform->seed + number};
    struct sample sample = {.number = number};
    json_t *actions = json_object_get(subject->descriptor, "actions");
    size_t choice = random_below(&random, json_array_size(actions) + 1);
    sample.connection = mutation_of(subject->connection_schema, &random);
    sample.flags = random_below(&random, 2) == 0 ? HAWSER_VALIDATE_DRAFT : 0;
    if (choice > 0) {
        json_t *action = json_array_get(actions, choice - 1);
        sample.action = json_member_text(action, "id");
        sample.operation_schema = json_object_get(action, "operationSchema");
        sample.operation = mutation_of(sample.operation_schema, &random);
    }
    if (sample.action && random_below(&random, 8) == 0) {
        json_decref(sample.connection);
        sample.connection = NULL;
    }
    *ret_sample = sample;
}

static void sample_done(struct sample *sample)
{
    json_decref(sample->connection);
    json_decref(sample->operation);
}

static int32_t sample_run(
    const struct subject *subject, const struct sample *sample, struct host *host)
{
    host_init(host, NULL, NULL);
    return trial_validate(
        subject, host, sample->flags, sample->connection, sample->action, sample->operation);
}

static void each_sample(const struct conform *conform, size_t count, struct verdict *verdict,
    void (*each)(
        const struct subject *subject, const struct sample *sample, struct verdict *verdict))
{
    struct subject subject;
    if (!subject_describe(conform, &subject, verdict))
        return;
    for (size_t i = 0; i < count && !verdict_is_bad(verdict); i++) {
        struct sample sample;
        sample_make(&subject, i, &sample);
        each(&subject, &sample, verdict);
        sample_done(&sample);
    }
    subject_done(&subject);
}

static void expect_ok(
    const struct subject *subject, const struct sample *sample, struct verdict *verdict)
{
    struct host host;
    int32_t code = sample_run(subject, sample, &host);
    if (code != HAWSER_OK)
        verdict_fail(verdict,
            "validate answered %d to configuration %zu of seed %llu: a bad configuration is for "
            "findings",
            (int)code, sample->number, (unsigned long long)subject->conform->seed);
    host_done(&host);
}

void test_validate(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    struct host host;
    each_sample(conform, CONFIGURATIONS, verdict, expect_ok);
    if (verdict->status != VERDICT_SUCCESS || !subject_describe(conform, &subject, verdict))
        return;
    json_t *nothing = json_object();
    host_init(&host, NULL, NULL);
    int32_t code = trial_validate(&subject, &host, 0, nothing, "noSuchAction", nothing);
    if (code != HAWSER_BAD_ARGUMENT && code != HAWSER_OK)
        verdict_fail(verdict, "validate answered %d to an action that it does not have", (int)code);
    host_done(&host);
    json_decref(nothing);
    subject_done(&subject);
}

/* Where a finding points: the document that it names, or the beginning of its pointer. */
static const char *pointer_of(const json_t *finding, bool *ret_operation)
{
    const char *document = json_member_text(finding, "document");
    const char *pointer = json_member_text(finding, "pointer");
    *ret_operation = document && strcmp(document, "operation") == 0;
    if (document || !pointer)
        return pointer;
    if (strncmp(pointer, "/connection", 11) == 0 && (pointer[11] == '/' || pointer[11] == '\0'))
        return pointer + 11;
    *ret_operation =
        strncmp(pointer, "/operation", 10) == 0 && (pointer[10] == '/' || pointer[10] == '\0');
    return *ret_operation ? pointer + 10 : NULL;
}

/* A message names its field as a form does. Only fields at the top are looked up: what is in lists and
   behind references has no one title. */
static void check_label(
    const json_t *schema, const json_t *finding, const char *pointer, struct verdict *verdict)
{
    const char *name = pointer[0] == '/' && !strchr(pointer + 1, '/') ? pointer + 1 : NULL;
    const json_t *field =
        name ? json_object_get(json_object_get(schema, "properties"), name) : NULL;
    const char *title = json_member_text(field, "title");
    const char *message = json_member_text(finding, "message");
    if (title && !strcasestr(message, title))
        verdict_fail(verdict,
            "the message of the finding %s at %s does not name the field by its label, \"%s\": %s",
            json_member_text(finding, "code"), pointer, title, message);
}

static void check_finding(const struct subject *subject, const struct sample *sample,
    const json_t *finding, struct verdict *verdict)
{
    static const char *const members[] = {"severity", "code", "pointer", "message"};
    bool operation;
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        if (!json_member_text(finding, members[i])) {
            verdict_fail(verdict, "a finding has no %s", members[i]);
            return;
        }
    }
    const char *code = json_member_text(finding, "code");
    const char *pointer = pointer_of(finding, &operation);
    if (!pointer)
        verdict_fail(verdict, "the finding %s does not say in which document it points", code);
    else if (!pointer_leads(operation ? sample->operation_schema : subject->connection_schema,
                 operation ? sample->operation : sample->connection, pointer))
        verdict_fail(verdict, "the finding %s points to %s, which does not exist", code, pointer);
    else
        check_label(operation ? sample->operation_schema : subject->connection_schema, finding,
            pointer, verdict);
}

/* What a host makes of them: it refuses what is no finding by schemas/finding.json. */
static void pass_to_host(
    const struct sample *sample, hawser_loaded *loaded, struct verdict *verdict)
{
    hawser_problem *problem = NULL;
    char *connection = sample->connection ? json_dumps(sample->connection, JSON_COMPACT) : NULL;
    char *operation = sample->action ? json_dumps(sample->operation, JSON_COMPACT) : NULL;
    const hawser_config config = {.size = sizeof config,
        .flags = sample->flags,
        .connection = connection,
        .connection_length = connection ? strlen(connection) : 0,
        .action = sample->action,
        .operation = operation,
        .operation_length = operation ? strlen(operation) : 0};
    if (hawser_validate(loaded, &config, NULL, NULL, &problem) == HAWSER_PROTOCOL)
        verdict_fail(verdict, "a host can't use what validate emits: %s",
            hawser_problem_error(problem)->message);
    hawser_problem_free(problem);
    free(connection);
    free(operation);
    report_alive();
}

static void check_by_host(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    hawser_loaded *loaded = NULL;
    hawser_host *host = report_memory(hawser_host_new());
    const char *json;
    size_t length;
    bool known = subject_describe(conform, &subject, verdict);
    /* What is wrong with the descriptor is another test's. */
    if (known && hawser_load(host, conform->path, &loaded, NULL) == HAWSER_OK &&
        hawser_describe(loaded, &json, &length, NULL) == HAWSER_OK) {
        for (size_t i = 0; i < CONFIGURATIONS && !verdict_is_bad(verdict); i++) {
            struct sample sample;
            sample_make(&subject, i, &sample);
            pass_to_host(&sample, loaded, verdict);
            sample_done(&sample);
        }
    }
    if (known)
        subject_done(&subject);
    hawser_unload(loaded);
    hawser_host_free(host);
}

static void compare_findings(
    const struct subject *subject, const struct sample *sample, struct verdict *verdict)
{
    struct host first;
    struct host second;
    (void)sample_run(subject, sample, &first);
    (void)sample_run(subject, sample, &second);
    for (size_t i = 0; !verdict_is_bad(verdict); i++) {
        const struct said *one = host_said(&first, SAID_FINDING, i);
        const struct said *other = host_said(&second, SAID_FINDING, i);
        if (!one && !other)
            break;
        if (!one || !other || strcmp(one->text, other->text) != 0) {
            verdict_fail(verdict,
                "configuration %zu of seed %llu has other findings the second time, from number "
                "%zu on",
                sample->number, (unsigned long long)subject->conform->seed, i);
            break;
        }
        json_t *finding = json_loads(one->text, 0, NULL);
        check_finding(subject, sample, finding, verdict);
        json_decref(finding);
    }
    host_done(&first);
    host_done(&second);
}

void test_findings(const struct conform *conform, struct verdict *verdict)
{
    each_sample(conform, CONFIGURATIONS, verdict, compare_findings);
    if (verdict->status == VERDICT_SUCCESS)
        check_by_host(conform, verdict);
}

static void watch(
    const struct subject *subject, const struct sample *sample, struct verdict *verdict)
{
    struct host host;
    (void)verdict;
    sandbox_where("validate");
    (void)sample_run(subject, sample, &host);
    host_done(&host);
}

static void watch_open(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    if (!conform->fixture || !subject_describe(conform, &subject, verdict))
        return;
    sandbox_where("open");
    trial_open_and_close(&subject, verdict);
    subject_done(&subject);
}

void test_isolation(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    /* The loader reads files, and this program's JSON library a seed, before the watch begins. */
    if (!subject_open(conform, &subject, verdict))
        return;
    json_decref(json_object());
    if (!sandbox_enter(SANDBOX_NETWORK | SANDBOX_FILES | SANDBOX_PROCESSES, "describe"))
        verdict_skip(verdict, "this system can't watch system calls");
    else
        each_sample(conform, WATCHED, verdict, watch);
    if (verdict->status == VERDICT_SUCCESS)
        watch_open(conform, verdict);
    subject_done(&subject);
}
