/* SPDX-License-Identifier: Apache-2.0 */
/* Open connections. */
#include "config.h"

#include "call.h"
#include "control.h"
#include "host.h"
#include "prepare.h"
#include "problem.h"
#include "secrets.h"

#include <stdlib.h>

static hawser_link *link_new(hawser_loaded *loaded, struct prepared *prepared)
{
    hawser_link *link = calloc(1, sizeof *link);

    if (link == NULL)
        return NULL;
    link->loaded = loaded;
    link->text = prepared->text;
    link->length = prepared->length;
    link->secrets = prepared->secrets;
    pthread_mutex_init(&link->mutex, NULL);
    *prepared = (struct prepared){0};
    return link;
}

static void link_free(hawser_link *link)
{
    pthread_mutex_destroy(&link->mutex);
    secrets_free(link->secrets);
    free(link->text);
    free(link);
}

static int32_t open_link(
    hawser_link *link, const hawser_control *control, hawser_problem **ret_problem)
{
    hawser_loaded *loaded = link->loaded;
    hawser_connection *connection = NULL;
    struct call call;
    int32_t code = loaded_say_waited(loaded, loaded_enter(loaded, control), ret_problem);

    if (code != HAWSER_OK)
        return code;
    call_init(&call, loaded, link->secrets, control);
    code = loaded->table.open(&call.abi, link->text, link->length, &connection);
    code = call_result(&call, code, "open", ret_problem);
    call_done(&call);
    loaded_leave(loaded);
    if (code == HAWSER_OK && connection == NULL)
        return problem_set(ret_problem, HAWSER_PROTOCOL, "open.nothing", NULL,
            "the connector \"%s\" opened nothing, and did not say that it failed",
            loaded->table.id);
    link->connection = connection;
    return code;
}

int32_t hawser_open(hawser_loaded *loaded, const char *connection, size_t length,
    const hawser_control *control, hawser_link **ret_link, hawser_problem **ret_problem)
{
    struct prepared prepared = {0};
    int32_t code =
        prepare_connection(loaded, connection, length, 0, control, &prepared, ret_problem);

    if (code != HAWSER_OK)
        return code;
    hawser_link *link = link_new(loaded, &prepared);
    prepared_done(&prepared);
    if (link == NULL)
        return problem_no_memory(ret_problem);
    code = open_link(link, control, ret_problem);
    if (code == HAWSER_OK)
        *ret_link = link;
    else
        link_free(link);
    return code;
}

/* The limits are the connector's to keep: the connection must be freed, so the wait for other calls
 * has none. */
void hawser_close(hawser_link *link, const hawser_control *control)
{
    struct call call;
    hawser_problem *problem = NULL;

    if (link == NULL)
        return;
    link_enter(link, NULL);
    call_init(&call, link->loaded, link->secrets, control);
    int32_t code = link->loaded->table.close(&call.abi, link->connection);
    code = call_result(&call, code, "close", &problem);
    if (code != HAWSER_OK)
        call_log(&call, HAWSER_LOG_WARNING, "a connection did not end well: %s",
            hawser_problem_error(problem)->message);
    hawser_problem_free(problem);
    call_done(&call);
    link_leave(link);
    link_free(link);
}

int32_t hawser_is_alive(hawser_link *link, const hawser_control *control)
{
    struct call call;
    int32_t code = control_check(control, NULL);

    if (code == HAWSER_OK)
        code = link_enter(link, control);
    if (code != HAWSER_OK)
        return code;
    call_init(&call, link->loaded, link->secrets, control);
    code = link->loaded->table.is_alive(&call.abi, link->connection);
    code = call_result(&call, code, "is_alive", NULL);
    call_done(&call);
    link_leave(link);
    return code;
}
