/* SPDX-License-Identifier: Apache-2.0 */
/* A connector that was loaded, and a connection that was opened with it. */
#ifndef HAWSER_SDK_LOADED_H
#define HAWSER_SDK_LOADED_H

#include <hawser/host.h>
#include <jansson.h>
#include <pthread.h>

struct schema;
struct secrets;
struct serial;

/* What an action's entry in the descriptor was compiled to. */
struct action {
    const json_t *json; /* of the descriptor: "cardinality", "inputKind", "inputProperties", ... */
    const char *id;
    struct schema *operation;
};

struct hawser_loaded {
    hawser_host *host;
    void *handle; /* of dlopen; stays loaded */
    char *path;
    hawser_connector table; /* our copy, complete */
    struct serial *serial;  /* the lock that all loads of a SERIAL connector share; else NULL */
    pthread_mutex_t mutex;  /* guards all that follows until it was described */
    char *text;             /* the descriptor as one line */
    size_t text_length;
    json_t *descriptor;
    struct schema *connection;
    struct action *actions;
    size_t action_count;
};

struct hawser_link {
    hawser_loaded *loaded;
    hawser_connection *connection; /* the connector's */
    char *text;                    /* what the connector was given: defaults in, secrets out */
    size_t length;
    struct secrets *secrets;
    pthread_mutex_t mutex; /* one call at a time, for a PER_CONNECTION connector */
};

/*
 * Waits until a call of describe, validate, test, browse or open may begin; it ends with
 * loaded_leave. HAWSER_CANCELLED, HAWSER_TIMEOUT: the control's limits came first, nothing is held.
 * NULL waits for ever.
 */
int32_t loaded_enter(hawser_loaded *loaded, const hawser_control *control);
void loaded_leave(hawser_loaded *loaded);

/* The same for execute, close and is_alive. */
int32_t link_enter(hawser_link *link, const hawser_control *control);
void link_leave(hawser_link *link);

/* Describes the connector, once. After HAWSER_OK `descriptor`, `connection` and `actions` are set
 * for good. */
int32_t loaded_describe(hawser_loaded *loaded, hawser_problem **ret_problem);

/* Frees what loaded_describe made. */
void loaded_forget(hawser_loaded *loaded);

/* Makes a problem of what loaded_enter or link_enter returned, and returns it. */
int32_t loaded_say_waited(const hawser_loaded *loaded, int32_t code, hawser_problem **ret_problem);

/* The action of that id; NULL: none. The connector must have been described, as it is where a link
 * exists. */
const struct action *loaded_action(const hawser_loaded *loaded, const char *id);

#endif
