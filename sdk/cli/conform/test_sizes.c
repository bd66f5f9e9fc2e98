/* SPDX-License-Identifier: Apache-2.0 */
/* Structs as short as they may be, and longer than they are known. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "report.h"
#include "shape.h"
#include "tests.h"
#include "trial.h"

static void run_plain(
    const struct subject *subject, const struct fixture_action *action, struct verdict *verdict)
{
    struct trial trial;
    if (!trial_run(subject, action, action->count, NULL, &trial, verdict))
        return;
    if (trial.code != HAWSER_OK)
        verdict_fail(verdict, "%s answered %d when its structs had another size", action->id,
            (int)trial.code);
    if (trial.host.faults[FAULT_SIZES][0] != '\0')
        verdict_fail(verdict, "%s: %s", action->id, trial.host.faults[FAULT_SIZES]);
    trial_done(&trial);
}

static void describe(const struct subject *subject, struct verdict *verdict)
{
    struct host host;
    host_init(&host, NULL, NULL);
    int32_t code = subject->table->describe(shaped(subject->shape, &host.call, sizeof host.call));
    if (code != HAWSER_OK)
        verdict_fail(verdict, "describe answered %d when the call had another size", (int)code);
    host_done(&host);
}

static void validate(const struct subject *subject, struct verdict *verdict)
{
    struct host host;
    json_t *nothing = json_object();
    host_init(&host, NULL, NULL);
    int32_t code = trial_validate(subject, &host, 0, nothing, NULL, NULL);
    if (code != HAWSER_OK)
        verdict_fail(verdict, "validate answered %d when its structs had another size", (int)code);
    host_done(&host);
    json_decref(nothing);
}

static void run_shape(struct subject *subject, enum shape shape, struct verdict *verdict)
{
    const struct fixture *fixture = subject->conform->fixture;
    subject->shape = shape;
    describe(subject, verdict);
    validate(subject, verdict);
    for (size_t i = 0; fixture && i < fixture->count && !verdict_is_bad(verdict); i++) {
        if (subject_action(subject, fixture->actions[i].id))
            run_plain(subject, &fixture->actions[i], verdict);
    }
}

void test_sizes(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    if (!subject_describe(conform, &subject, verdict))
        return;
    run_shape(&subject, SHAPE_EXACT, verdict);
    /* A later minor version's fields would be read as they are meant, and they mean nothing. */
    if (subject.table->abi_minor <= HAWSER_ABI_MINOR && !verdict_is_bad(verdict))
        run_shape(&subject, SHAPE_LARGER, verdict);
    subject_done(&subject);
}

struct describer {
    const struct subject *subject;
    const char *expected;
    bool differs;
};

enum { THREADS = 4, REPEATS = 25 };

static void *describe_often(void *user)
{
    struct describer *describer = user;
    json_t *nothing = json_object();
    for (int i = 0; i < REPEATS; i++) {
        struct host host;
        host_init(&host, NULL, NULL);
        (void)describer->subject->table->describe(&host.call);
        const struct said *said = host_said(&host, SAID_DESCRIPTOR, 0);
        if (!said || strcmp(said->text, describer->expected) != 0)
            describer->differs = true;
        host_done(&host);
        host_init(&host, NULL, NULL);
        if (trial_validate(describer->subject, &host, 0, nothing, NULL, NULL) != HAWSER_OK)
            describer->differs = true;
        host_done(&host);
    }
    json_decref(nothing);
    return NULL;
}

static void describe_at_once(
    const struct subject *subject, const char *expected, struct verdict *verdict)
{
    pthread_t threads[THREADS];
    struct describer describers[THREADS];
    int started = 0;
    for (; started < THREADS; started++) {
        describers[started] = (struct describer){.subject = subject, .expected = expected};
        if (pthread_create(&threads[started], NULL, describe_often, &describers[started]) != 0)
            break;
    }
    for (int i = 0; i < started; i++) {
        (void)pthread_join(threads[i], NULL);
        if (describers[i].differs)
            verdict_fail(verdict, "describe or validate fail when others call them too");
    }
}

void test_threads(const struct conform *conform, struct verdict *verdict)
{
    struct subject subject;
    struct host host;
    if (!subject_describe(conform, &subject, verdict))
        return;
    if (subject.table->thread_model == HAWSER_THREADS_SERIAL) {
        verdict_skip(verdict, "its thread model is one call at a time");
    } else {
        host_init(&host, NULL, NULL);
        (void)subject.table->describe(&host.call);
        describe_at_once(&subject, host_said(&host, SAID_DESCRIPTOR, 0)->text, verdict);
        host_done(&host);
    }
    subject_done(&subject);
}
