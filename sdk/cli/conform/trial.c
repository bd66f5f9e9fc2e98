/* SPDX-License-Identifier: Apache-2.0 */
#include "trial.h"

#include <stdlib.h>
#include <string.h>

#include "allocation.h"
#include "report.h"
#include "shape.h"

enum { CLOSE_SECONDS = 20 };

static char *text_of(const json_t *json, size_t *ret_length)
{
    char *text = json ? report_memory(json_dumps(json, JSON_COMPACT)) : NULL;
    *ret_length = text ? strlen(text) : 0;
    return text;
}

int32_t trial_validate(const struct subject *subject, struct host *host, uint32_t flags,
    const json_t *connection, const char *action, const json_t *operation)
{
    hawser_validate_request request = {.size = sizeof request, .flags = flags, .action = action};
    char *connection_text = text_of(connection, &request.connection_length);
    char *operation_text = text_of(operation, &request.operation_length);
    request.connection = connection_text;
    request.operation = operation_text;
    int32_t code = subject->table->validate(shaped(subject->shape, &host->call, sizeof host->call),
        shaped(subject->shape, &request, sizeof request));
    host_over(host);
    free(connection_text);
    free(operation_text);
    report_alive();
    return code;
}

static hawser_connection *open_connection(const struct subject *subject, int32_t *ret_code)
{
    struct host host;
    size_t length;
    hawser_connection *connection = NULL;
    json_t *json = subject_connection(subject);
    char *text = text_of(json, &length);
    host_init(&host, subject->conform->fixture, NULL);
    *ret_code = subject->table->open(
        shaped(subject->shape, &host.call, sizeof host.call), text, length, &connection);
    host_over(&host);
    host_done(&host);
    free(text);
    json_decref(json);
    return *ret_code == HAWSER_OK ? connection : NULL;
}

static int32_t close_connection(const struct subject *subject, hawser_connection *connection)
{
    struct host host;
    host_init(&host, subject->conform->fixture, NULL);
    report_limit(CLOSE_SECONDS, "close did not return within %d seconds", CLOSE_SECONDS);
    int32_t code =
        subject->table->close(shaped(subject->shape, &host.call, sizeof host.call), connection);
    report_limit_off();
    host_over(&host);
    host_done(&host);
    return code;
}

int32_t trial_test(const struct subject *subject, struct host *host)
{
    json_t *json = subject_connection(subject);
    hawser_test_request request = {.size = sizeof request, .options = "{}", .options_length = 2};
    char *text = text_of(json, &request.connection_length);
    request.connection = text;
    host_init(host, subject->conform->fixture, NULL);
    int32_t code = subject->table->test(&host->call, &request);
    host_over(host);
    free(text);
    json_decref(json);
    report_alive();
    return code;
}

int32_t trial_browse(const struct subject *subject, struct host *host, const struct host_plan *plan,
    const char *field)
{
    json_t *json = subject_connection(subject);
    hawser_browse_request request = {.size = sizeof request, .field = field, .value = ""};
    char *text = text_of(json, &request.connection_length);
    request.connection = text;
    host_init(host, subject->conform->fixture, plan);
    int32_t code = subject->table->browse(&host->call, &request);
    host_over(host);
    free(text);
    json_decref(json);
    report_alive();
    return code;
}

void trial_open_and_close(const struct subject *subject, struct verdict *verdict)
{
    int32_t code;
    hawser_connection *connection = open_connection(subject, &code);
    if (connection)
        (void)close_connection(subject, connection);
    else
        verdict_fail(verdict, "open answered %d to the connection of the fixture", (int)code);
}

static void execute(const struct subject *subject, hawser_connection *connection,
    const struct fixture_action *action, struct trial *trial)
{
    size_t length;
    json_t *schema = json_object_get(subject_action(subject, action->id), "operationSchema");
    json_t *operation = subject_filled(schema, action->operation);
    char *text = text_of(operation, &length);
    hawser_execute_request request = {.size = sizeof request,
        .flags = trial->host.plan.flags,
        .action = action->id,
        .operation = text,
        .operation_length = length,
        .documents = shaped(subject->shape, &trial->host.documents, sizeof trial->host.documents)};
    const hawser_call *call = shaped(subject->shape, &trial->host.call, sizeof trial->host.call);
    const hawser_execute_request *shaped_request = shaped(subject->shape, &request, sizeof request);
    const struct host_plan *plan = &trial->host.plan;
    if (plan->allocations)
        allocation_fail_at(plan->allocation);
    trial->code = subject->table->execute(call, connection, shaped_request);
    trial->allocations = plan->allocations ? allocation_stop() : 0;
    trial->ended_ns = host_now();
    host_over(&trial->host);
    free(text);
    json_decref(operation);
}

bool trial_again(const struct subject *subject, const struct fixture_action *action, size_t count,
    const struct host_plan *plan, struct trial *trial, struct verdict *verdict)
{
    hawser_connection *connection = open_connection(subject, &trial->opened);
    if (!connection) {
        verdict_fail(verdict, "open answered %d and gave %s connection", (int)trial->opened,
            trial->opened == HAWSER_OK ? "no" : "therefore no");
        return false;
    }
    host_init(&trial->host, subject->conform->fixture, plan);
    host_give(&trial->host, action, count);
    execute(subject, connection, action, trial);
    trial->closed = close_connection(subject, connection);
    report_alive();
    return true;
}

static bool run_before(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    struct trial trial;
    const struct fixture_action *before =
        action->after ? fixture_action(subject->conform->fixture, action->after) : NULL;
    if (!before)
        return true;
    if (!trial_again(subject, before, before->count, NULL, &trial, verdict))
        return false;
    int32_t code = trial.code;
    trial_done(&trial);
    if (code != HAWSER_OK)
        verdict_fail(
            verdict, "%s, which comes before %s, answered %d", before->id, action->id, (int)code);
    return code == HAWSER_OK;
}

bool trial_run(const struct subject *subject, const struct fixture_action *action, size_t count,
    const struct host_plan *plan, struct trial *ret_trial, struct verdict *verdict)
{
    return run_before(subject, action, verdict) &&
           trial_again(subject, action, count, plan, ret_trial, verdict);
}

void trial_done(struct trial *trial)
{
    host_done(&trial->host);
}

size_t trial_one(const struct fixture_action *action)
{
    return action->count > 0 ? 1 : 0;
}

void trial_each(const struct conform *conform, struct verdict *verdict,
    void (*each)(const struct subject *subject, const struct fixture_action *action,
        struct verdict *verdict))
{
    struct subject subject;
    const struct fixture *fixture = conform->fixture;
    if (!fixture || fixture->count == 0) {
        verdict_skip(verdict, fixture ? "the fixture has no actions" : "it needs --fixture FILE");
        return;
    }
    if (!subject_describe(conform, &subject, verdict))
        return;
    for (size_t i = 0; i < fixture->count && !verdict_is_bad(verdict); i++) {
        if (subject_action(&subject, fixture->actions[i].id))
            each(&subject, &fixture->actions[i], verdict);
        else
            verdict_fail(verdict, "the fixture's action %s is none of the connector's",
                fixture->actions[i].id);
    }
    subject_done(&subject);
}
