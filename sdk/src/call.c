/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "call.h"

#include "call_extensions.h"
#include "catalogue.h"
#include "host.h"
#include "problem.h"
#include "secrets.h"
#include "state_claim.h"
#include "text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Of one piece of JSON that is emitted: a descriptor holds the schemas of all actions. */
#define EMITTED_MAX (16u * 1024u * 1024u)
#define MESSAGE_LINE_MAX 200

static const char *emitted_name(uint32_t kind)
{
    switch (kind) {
    case HAWSER_EMIT_DESCRIPTOR:
        return "a descriptor";
    case HAWSER_EMIT_FINDING:
        return "a finding";
    case HAWSER_EMIT_STAGE:
        return "a stage";
    case HAWSER_EMIT_SUGGESTION:
        return "a suggestion";
    default:
        return "something unknown";
    }
}

int32_t call_refuse(struct call *call, const char *why)
{
    if (call->refusal == NULL)
        problem_set(&call->refusal, HAWSER_PROTOCOL, "sdk.bad-emission",
            "Ask the connector's maker for a version without this fault.",
            "the connector \"%s\" emitted %s that can't be used: %.*s", call->loaded->table.id,
            emitted_name(call->emits), MESSAGE_LINE_MAX, why);
    return HAWSER_BAD_ARGUMENT;
}

/* One line of text. A descriptor is long, and asked for at each start: one that is a line already is not written
 * anew. */
static char *line_of(const struct call *call, const json_t *value, const char *json, size_t length)
{
    if (call->emits == HAWSER_EMIT_DESCRIPTOR && !memchr(json, '\n', length) &&
        !memchr(json, '\r', length))
        return strndup(json, length);
    return text_of_json(value, JSON_COMPACT);
}

static int32_t pass_on(struct call *call, json_t *value, const char *json, size_t length)
{
    char *text = line_of(call, value, json, length);

    if (text == NULL)
        return HAWSER_NO_MEMORY;
    int32_t code = call->emitted(call->emitted_user, value, text, strlen(text));
    free(text);
    return code;
}

static int32_t on_emit(void *host, uint32_t kind, const char *json, size_t length)
{
    struct call *call = call_of(host);
    json_error_t error;

    if (kind != call->emits || call->emitted == NULL)
        return call_refuse(call, "this call is not for it");
    if (json == NULL || length > EMITTED_MAX)
        return call_refuse(call, "it is over 16 MiB");
    errno = 0;
    json_t *value = json_loadb(json, length, JSON_REJECT_DUPLICATES, &error);
    if (value == NULL)
        return errno == ENOMEM ? HAWSER_NO_MEMORY : call_refuse(call, error.text);
    int32_t code = json_is_object(value) ? pass_on(call, value, json, length)
                                         : call_refuse(call, "it is not a JSON object");
    json_decref(value);
    return code;
}

static void on_fail(void *host, const hawser_error *error)
{
    struct call *call = call_of(host);

    if (error == NULL)
        return;
    hawser_problem_free(call->problem);
    call->problem = catalogue_problem(call->loaded, error);
}

static void on_log(void *host, uint32_t level, const char *line, size_t length)
{
    struct call *call = call_of(host);

    host_log(
        call->loaded->host, level, call->loaded->table.id, call->abi.correlation_id, line, length);
}

static void on_progress(void *host, uint64_t input, uint64_t done, uint64_t total)
{
    struct call *call = call_of(host);

    if (call->progress != NULL)
        call->progress(call->execution, input, done, total);
}

static int32_t on_secret(
    void *host, const char *pointer, char *buffer, size_t capacity, size_t *ret_length)
{
    return secrets_get(call_of(host)->secrets, pointer, buffer, capacity, ret_length);
}

void call_init(struct call *call, hawser_loaded *loaded, struct secrets *secrets,
    const hawser_control *control)
{
    *call = (struct call){.emits = CALL_EMITS_NOTHING, .loaded = loaded, .secrets = secrets};
    call->abi = (hawser_call){
        .size = sizeof call->abi,
        .abi_minor = HAWSER_ABI_MINOR,
        .cancel_fd = -1,
        .host = call,
        .emit = on_emit,
        .fail = on_fail,
        .log = on_log,
        .progress = on_progress,
        .secret = on_secret,
        .extension = call_extension,
    };
    if (control != NULL && HAWSER_HAS(control, hawser_control, correlation_id)) {
        call->abi.cancel_fd = control->cancel_fd;
        call->abi.deadline_ns = control->deadline_ns;
        call->abi.correlation_id = control->correlation_id;
    }
    pthread_mutex_init(&call->mutex, NULL);
}

void call_done(struct call *call)
{
    call_bundles_free(call->bundles);
    state_claims_free(call->claims, call->state);
    free(call->state);
    hawser_problem_free(call->problem);
    hawser_problem_free(call->refusal);
    pthread_mutex_destroy(&call->mutex);
}

static bool is_code(int32_t code)
{
    return code >= HAWSER_OK && code <= HAWSER_INTERNAL && code != HAWSER_END;
}

static int32_t say_nothing_said(
    struct call *call, int32_t code, const char *function, hawser_problem **ret_problem)
{
    if (code == HAWSER_NO_MEMORY)
        return problem_no_memory(ret_problem);
    return problem_set(ret_problem, code, "sdk.unexplained", NULL,
        "the connector \"%s\" failed in %s (%s) and did not say why", call->loaded->table.id,
        function, hawser_code_name(code));
}

int32_t call_result(
    struct call *call, int32_t code, const char *function, hawser_problem **ret_problem)
{
    hawser_problem *problem = call->refusal != NULL ? call->refusal : call->problem;

    if (call->refusal != NULL) {
        call->refusal = NULL;
        return problem_give(ret_problem, problem);
    }
    if (code == HAWSER_OK)
        return HAWSER_OK;
    if (!is_code(code))
        return problem_set(ret_problem, HAWSER_PROTOCOL, "sdk.bad-code", NULL,
            "the connector \"%s\" returned %d from %s, which is no code for that",
            call->loaded->table.id, code, function);
    if (problem == NULL)
        return say_nothing_said(call, code, function, ret_problem);
    call->problem = NULL;
    problem->error.code = code;
    return problem_give(ret_problem, problem);
}

void call_log(struct call *call, uint32_t level, const char *format, ...)
{
    va_list list;

    if (!host_logs(call->loaded->host, level))
        return;
    va_start(list, format);
    char *line = text_format_list(format, list);
    va_end(list);
    if (line != NULL)
        host_log(call->loaded->host, level, NULL, call->abi.correlation_id, line, strlen(line));
    free(line);
}
