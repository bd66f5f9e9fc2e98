/* SPDX-License-Identifier: Apache-2.0 */
/* Secrets: those of the fixture, and markers in the place of each that there could be. */
#include <config.h>

#include <stdlib.h>
#include <string.h>

#include "json_text.h"
#include "pointer.h"
#include "report.h"
#include "tests.h"
#include "trial.h"

#define MARKER "hwsR7marker-q0X"

enum { SHORTEST = 6 };

static bool holds(const char *text, size_t length, const char *secret)
{
    return memmem(text, length, secret, strlen(secret)) != NULL;
}

static void search_secret(const struct host *host, const char *where, const char *pointer,
    const char *secret, struct verdict *verdict)
{
    for (size_t i = 0; i < host->said_count; i++) {
        const struct said *said = &host->said[i];
        if (holds(said->text, said->length, secret))
            verdict_fail(verdict, "the secret at %s stands in %s of %s", pointer,
                said_kind_name(said->kind), where);
    }
    for (size_t i = 0; i < host->output_count; i++) {
        const struct hawser_output *output = host->outputs[i];
        if ((output->flags & HAWSER_OUTPUT_RECORD) && output->bytes &&
            holds(output->bytes, output->length, secret))
            verdict_fail(verdict, "the secret at %s stands in a record of %s", pointer, where);
    }
}

/* A secret that is too short may stand anywhere by chance. */
static void search(const struct host *host, const struct fixture *fixture, const char *where,
    struct verdict *verdict)
{
    const char *pointer;
    json_t *secret;
    json_object_foreach(fixture->secrets, pointer, secret)
    {
        if (json_string_length(secret) >= SHORTEST)
            search_secret(host, where, pointer, json_string_value(secret), verdict);
    }
}

static void search_describe_and_validate(const struct subject *subject, struct verdict *verdict)
{
    struct host host;
    const struct fixture *fixture = subject->conform->fixture;
    json_t *connection = subject_connection(subject);
    host_init(&host, fixture, NULL);
    (void)subject->table->describe(&host.call);
    search(&host, fixture, "describe", verdict);
    host_done(&host);
    host_init(&host, fixture, NULL);
    (void)trial_validate(subject, &host, 0, connection, NULL, NULL);
    search(&host, fixture, "validate", verdict);
    host_done(&host);
    json_decref(connection);
}

static void search_open(const struct subject *subject, struct verdict *verdict)
{
    struct host host;
    hawser_connection *made = NULL;
    json_t *connection = subject_connection(subject);
    char *text = report_memory(json_dumps(connection, JSON_COMPACT));
    host_init(&host, subject->conform->fixture, NULL);
    if (subject->table->open(&host.call, text, strlen(text), &made) == HAWSER_OK)
        (void)subject->table->close(&host.call, made);
    search(&host, subject->conform->fixture, "open", verdict);
    host_done(&host);
    free(text);
    json_decref(connection);
}

static void search_test(const struct subject *subject, struct verdict *verdict)
{
    struct host host;
    (void)trial_test(subject, &host);
    search(&host, subject->conform->fixture, "test", verdict);
    host_done(&host);
}

/* Whether an action succeeds is not asked: with a marker for a password it should not. */
static void search_actions(const struct subject *subject, struct verdict *verdict)
{
    const struct fixture *fixture = subject->conform->fixture;
    for (size_t i = 0; i < fixture->count && !verdict_is_bad(verdict); i++) {
        const struct fixture_action *action = &fixture->actions[i];
        struct trial trial;
        struct verdict ignored = {0};
        if (!subject_action(subject, action->id) ||
            !trial_again(subject, action, trial_one(action), NULL, &trial, &ignored))
            continue;
        search(&trial.host, fixture, action->id, verdict);
        trial_done(&trial);
    }
}

static void search_all(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    if (!subject_describe(conform, &subject, verdict))
        return;
    search_describe_and_validate(&subject, verdict);
    search_open(&subject, verdict);
    if (conform->fixture->test && HAWSER_HAS(subject.table, hawser_connector, test) &&
        subject.table->test)
        search_test(&subject, verdict);
    search_actions(&subject, verdict);
    subject_done(&subject);
}

static void mark(void *user, const char *pointer)
{
    (void)json_object_set_new(user, pointer, json_string(MARKER));
}

void test_secrets(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    struct fixture marked = {0};
    struct conform with_markers = *conform;
    if (!subject_describe(conform, &subject, verdict))
        return;
    json_t *nothing = json_object();
    if (conform->fixture)
        marked = *conform->fixture;
    else
        marked.connection = nothing;
    marked.secrets = json_object();
    pointer_secrets(subject.connection_schema, mark, marked.secrets);
    with_markers.fixture = &marked;
    if (json_object_size(marked.secrets) == 0)
        verdict_skip(verdict, "no field of its connection is a secret");
    else
        search_all(&with_markers, verdict);
    if (conform->fixture && verdict->status == VERDICT_SUCCESS)
        search_all(conform, verdict);
    json_decref(marked.secrets);
    json_decref(nothing);
    subject_done(&subject);
}
