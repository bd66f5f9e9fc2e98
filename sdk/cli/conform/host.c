/* SPDX-License-Identifier: Apache-2.0 */
#include "host.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "allocation.h"
#include "pointer.h"
#include "report.h"

enum { ENDLESS_PAUSE_US = 500, NANOSECONDS = 1000000000 };

const char *host_callback_name(enum host_callback callback)
{
    static const char *const names[CALLBACK_COUNT] = {
        [CALLBACK_EMIT] = "emit",
        [CALLBACK_SECRET] = "secret",
        [CALLBACK_TRUST] = "hawser.trust/1",
        [CALLBACK_STATE] = "hawser.state/1",
        [CALLBACK_NEXT_INPUT] = "next_input",
        [CALLBACK_DOC_READ] = "doc_read",
        [CALLBACK_OUT_OPEN] = "out_open",
        [CALLBACK_OUT_WRITE] = "out_write",
        [CALLBACK_OUT_PREPARE] = "out_prepare",
        [CALLBACK_OUT_PUBLISH] = "out_publish",
        [CALLBACK_OUT_FAIL] = "out_fail",
        [CALLBACK_RESULT] = "result",
    };
    return names[callback];
}

const char *said_kind_name(enum said_kind kind)
{
    static const char *const names[SAID_COUNT] = {
        [SAID_DESCRIPTOR] = "the descriptor",
        [SAID_FINDING] = "a finding",
        [SAID_STAGE] = "a stage",
        [SAID_SUGGESTION] = "a suggestion",
        [SAID_LOG] = "a log line",
        [SAID_FAILURE] = "the error of a call",
        [SAID_RESULT] = "a result",
        [SAID_PROPERTIES] = "the properties of an output",
    };
    return names[kind];
}

uint64_t host_now(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * NANOSECONDS + (uint64_t)now.tv_nsec;
}

void host_fault(struct host *host, enum host_fault fault, const char *format, ...)
{
    va_list arguments;
    if (host->faults[fault][0] != '\0')
        return;
    va_start(arguments, format);
    (void)vsnprintf(host->faults[fault], FAULT_LONGEST, format, arguments);
    va_end(arguments);
}

static void cancel(struct host *host)
{
    uint64_t one = 1;
    host->cancelled = true;
    host->cancelled_ns = host_now();
    (void)!write(host->cancel_fd, &one, sizeof one);
}

void host_enter_void(struct host *host)
{
    allocation_pause(true);
    (void)pthread_mutex_lock(&host->mutex);
    if (host->over)
        host_fault(host, FAULT_LATE, "a callback was invoked after the call had returned");
    if (host->plan.flags & HAWSER_EXECUTE_ONE_THREAD)
        host_on_call(host, "a callback");
}

void host_on_call(struct host *host, const char *callback)
{
    if (!pthread_equal(pthread_self(), host->thread))
        host_fault(host, FAULT_THREADS, "%s was invoked on another thread than that of the call%s",
            callback,
            host->plan.flags & HAWSER_EXECUTE_ONE_THREAD ? ", despite HAWSER_EXECUTE_ONE_THREAD"
                                                         : "");
}

bool host_is_dry(struct host *host, struct host_input *input)
{
    bool is_dry = (host->plan.flags & HAWSER_EXECUTE_DRY_RUN) != 0;
    if (is_dry && input)
        input->refused = true;
    return is_dry;
}

void host_leave(struct host *host)
{
    (void)pthread_mutex_unlock(&host->mutex);
    allocation_pause(false);
}

bool host_is_endless(const struct host *host)
{
    return host->plan.endless && (host->cancelled || host->plan.deadline_ns != 0);
}

/* After a cancellation an endless host does not let itself be hurried. */
static void rest(struct host *host)
{
    (void)pthread_mutex_unlock(&host->mutex);
    (void)usleep(ENDLESS_PAUSE_US);
    (void)pthread_mutex_lock(&host->mutex);
}

int32_t host_enter(struct host *host, enum host_callback callback)
{
    host_enter_void(host);
    host->callbacks++;
    host->counts[callback]++;
    if (host->plan.deadline_ns != 0 && !host->cancelled && host_now() >= host->plan.deadline_ns) {
        host->cancelled = true;
        host->cancelled_ns = host->plan.deadline_ns;
        host->cancelled_in = callback;
    }
    if (host_is_endless(host))
        rest(host);
    if (host->callbacks == host->plan.cancels_at) {
        cancel(host);
        host->cancelled_in = callback;
        if (host->plan.answers)
            return HAWSER_CANCELLED;
    }
    if (callback == host->plan.fails && host->counts[callback] == host->plan.fails_at) {
        host->failed = true;
        return HAWSER_HOST;
    }
    return HAWSER_OK;
}

bool host_is_object(const char *json, size_t length)
{
    json_t *value = json ? json_loadb(json, length, 0, NULL) : NULL;
    bool is_object = json_is_object(value);
    json_decref(value);
    return is_object;
}

static const char *secret_at(const struct host *host, const char *pointer)
{
    if (!host->fixture)
        return NULL;
    return json_string_value(json_object_get(host->fixture->secrets, pointer));
}

static int32_t on_secret(
    void *user, const char *pointer, char *buffer, size_t capacity, size_t *ret_length)
{
    struct host *host = user;
    int32_t code = host_enter(host, CALLBACK_SECRET);
    const char *secret = secret_at(host, pointer);
    size_t length = secret ? strlen(secret) : 0;
    if (code == HAWSER_OK && !secret)
        code = HAWSER_NOT_FOUND;
    if (code == HAWSER_OK) {
        *ret_length = length;
        if (length > capacity)
            code = HAWSER_RESOURCE;
        else
            memcpy(buffer, secret, length);
    }
    host_leave(host);
    return code;
}

void host_init(struct host *host, const struct fixture *fixture, const struct host_plan *plan)
{
    *host = (struct host){.fixture = fixture, .cancel_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    (void)pthread_mutex_init(&host->mutex, NULL);
    if (plan)
        host->plan = *plan;
    host->call = (hawser_call){.size = sizeof host->call,
        .abi_minor = HAWSER_ABI_MINOR,
        .cancel_fd = host->cancel_fd,
        .deadline_ns = host->plan.expired ? 1 : host->plan.deadline_ns,
        .correlation_id = "conform",
        .host = host,
        .secret = on_secret,
        .extension = host_extension};
    host_says(&host->call);
    host->thread = pthread_self();
    host->documents.size = sizeof host->documents;
    host_inputs_of(&host->documents);
    host_outputs_of(&host->documents);
    if (host->plan.cancelled)
        cancel(host);
    if (host->plan.expired) {
        host->cancelled = true;
        host->cancelled_ns = host_now();
    }
}

void host_give(struct host *host, const struct fixture_action *action, size_t count)
{
    host->action = action;
    host->count = count;
}

static void check_outputs(struct host *host)
{
    for (size_t i = 0; i < host->output_count; i++) {
        const struct hawser_output *output = host->outputs[i];
        if (!output->gone)
            host_fault(host, FAULT_OUTPUTS, "the %s left an output of document %zu open", "call",
                (size_t)output->input);
    }
}

void host_over(struct host *host)
{
    (void)pthread_mutex_lock(&host->mutex);
    host->over = true;
    for (size_t i = 0; i < host->taken; i++) {
        if (host->inputs[i]->results == 0)
            host_fault(host, FAULT_RESULTS, "document %zu of %zu was taken but got no result", i,
                host->taken);
    }
    check_outputs(host);
    (void)pthread_mutex_unlock(&host->mutex);
}

void host_done(struct host *host)
{
    for (size_t i = 0; i < host->said_count; i++)
        free(host->said[i].text);
    free(host->said);
    for (size_t i = 0; i < host->taken; i++)
        free(host->inputs[i]);
    free(host->inputs);
    host_outputs_done(host);
    host_state_done(host);
    (void)close(host->cancel_fd);
    (void)pthread_mutex_destroy(&host->mutex);
    *host = (struct host){.cancel_fd = -1};
}

const struct said *host_said(const struct host *host, enum said_kind kind, size_t n)
{
    for (size_t i = 0; i < host->said_count; i++) {
        if (host->said[i].kind == kind && n-- == 0)
            return &host->said[i];
    }
    return NULL;
}
