/* SPDX-License-Identifier: Apache-2.0 */
/* A loaded connector's locks and the ways to look into it. */
#include "config.h"

#include "loaded.h"

#include "problem.h"
#include "serial.h"
#include "wait_lock.h"

#include <string.h>

int32_t loaded_enter(hawser_loaded *loaded, const hawser_control *control)
{
    return loaded->serial == NULL ? HAWSER_OK : wait_lock(serial_mutex(loaded->serial), control);
}

void loaded_leave(hawser_loaded *loaded)
{
    if (loaded->serial != NULL)
        pthread_mutex_unlock(serial_mutex(loaded->serial));
}

int32_t link_enter(hawser_link *link, const hawser_control *control)
{
    if (link->loaded->table.thread_model == HAWSER_THREADS_PER_CONNECTION)
        return wait_lock(&link->mutex, control);
    return loaded_enter(link->loaded, control);
}

void link_leave(hawser_link *link)
{
    if (link->loaded->table.thread_model == HAWSER_THREADS_PER_CONNECTION)
        pthread_mutex_unlock(&link->mutex);
    else
        loaded_leave(link->loaded);
}

int32_t loaded_say_waited(const hawser_loaded *loaded, int32_t code, hawser_problem **ret_problem)
{
    if (code == HAWSER_OK)
        return HAWSER_OK;
    return problem_set(ret_problem, code, "sdk.busy",
        "The connector bears one call at a time: make fewer at once, or give them more time.",
        "the call was %s while it waited for another call of the connector \"%s\"",
        code == HAWSER_CANCELLED ? "cancelled" : "out of time", loaded->table.id);
}

const struct action *loaded_action(const hawser_loaded *loaded, const char *id)
{
    for (size_t i = 0; i < loaded->action_count; i++)
        if (strcmp(loaded->actions[i].id, id) == 0)
            return &loaded->actions[i];
    return NULL;
}

const hawser_connector *hawser_loaded_table(const hawser_loaded *loaded)
{
    return &loaded->table;
}

const char *hawser_loaded_path(const hawser_loaded *loaded)
{
    return loaded->path;
}
