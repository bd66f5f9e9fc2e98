/* SPDX-License-Identifier: Apache-2.0 */
/* One call into a connector: the callbacks that it is lent, and what they keep. */
#ifndef HAWSER_SDK_CALL_H
#define HAWSER_SDK_CALL_H

#include "loaded.h"

#include <stdbool.h>

#define CALL_EMITS_NOTHING UINT32_MAX

/* A PEM text that stays until the call ends. */
struct call_bundle;
struct state_claim;

/*
 * `abi.host` is the struct itself, so every callback, those for documents included, gets it as its
 * `host`. Whoever makes the call may set the fields down to `progress` between call_init and the
 * call.
 */
struct call {
    hawser_call abi;
    void *execution; /* the owner's; found by the documents' callbacks with call_of(host)->execution
                      */

    /* What may be emitted (HAWSER_EMIT_*), and to whom each goes; its code is what emit returns.
       `text` is the value again, on one line. */
    uint32_t emits;
    int32_t (*emitted)(void *user, json_t *value, const char *text, size_t length);
    void *emitted_user;

    /* Any thread; NULL: not of interest. Gets `execution`. */
    void (*progress)(void *execution, uint64_t input, uint64_t done, uint64_t total);

    hawser_loaded *loaded;
    struct secrets *secrets;
    hawser_problem *problem; /* what fail() said last */
    hawser_problem
        *refusal; /* why the SDK refused what was emitted; it outweighs what the connector says */
    char *state;  /* folder of hawser.state/1; NULL: the extension is not offered */
    bool durable; /* what is kept there has to survive a loss of power */
    struct call_bundle *bundles;
    struct state_claim *claims;
    pthread_mutex_t mutex; /* guards `bundles` and `claims` */
};

/* `secrets` and `control` may be NULL: none set, no limits. All is borrowed until call_done. */
void call_init(struct call *call, hawser_loaded *loaded, struct secrets *secrets,
    const hawser_control *control);
void call_done(struct call *call);

/* Offers hawser.state/1, kept for the link's connection and `action`. Reads and writes nothing yet.
 */
int32_t call_offer_state(struct call *call, const hawser_link *link, const char *action);

static inline struct call *call_of(void *host)
{
    return host;
}

/*
 * Makes of what a table function returned what the SDK returns: a code that is none becomes
 * HAWSER_PROTOCOL; on failure the kept problem, or one that says that the connector said nothing,
 * moves to *ret_problem, with the code that was returned. `function` is the slot's name, for the
 * message.
 */
int32_t call_result(
    struct call *call, int32_t code, const char *function, hawser_problem **ret_problem);

/* Notes that what was emitted is not acceptable; `why` completes the sentence. Returns
 * HAWSER_BAD_ARGUMENT, for emit. */
int32_t call_refuse(struct call *call, const char *why);

/* Writes to the host's log as the SDK, under the call's correlation id. */
__attribute__((format(printf, 3, 4))) void call_log(
    struct call *call, uint32_t level, const char *format, ...);

#endif
