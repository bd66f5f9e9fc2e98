/* SPDX-License-Identifier: Apache-2.0 */
#include "connector_use.h"

#include <stdio.h>
#include <string.h>

#include "json_text.h"
#include "log_lines.h"
#include "problem.h"
#include "status.h"
#include "suggest.h"

enum { LONGEST_LIST = 512 };

hawser_host *connector_host(struct console *console)
{
    hawser_host *host = hawser_host_new();
    if (!host) {
        (void)console_no_memory(console);
        return NULL;
    }
    log_lines_to(host, console);
    return host;
}

static int load(const struct console *console, const char *name, struct connector_use *use)
{
    hawser_problem *problem = NULL;
    int32_t code = hawser_load(use->host, name, &use->loaded, &problem);
    if (code == HAWSER_OK)
        return STATUS_DONE;
    int status = problem_report(console, code, problem);
    return code == HAWSER_NOT_FOUND ? STATUS_USAGE : status;
}

static int describe(const struct console *console, struct connector_use *use)
{
    hawser_problem *problem = NULL;
    const char *json;
    size_t length;
    int32_t code = hawser_describe(use->loaded, &json, &length, &problem);
    if (code != HAWSER_OK)
        return problem_report(console, code, problem);
    use->descriptor = json_loadb(json, length, 0, NULL);
    return use->descriptor ? STATUS_DONE : console_no_memory(console);
}

int connector_use_open(struct console *console, const char *name, struct connector_use *ret_use)
{
    struct connector_use use = {.host = connector_host(console)};
    if (!use.host)
        return STATUS_FAILED;
    int status = load(console, name, &use);
    if (status == STATUS_DONE)
        status = describe(console, &use);
    if (status != STATUS_DONE) {
        connector_use_close(&use);
        return status;
    }
    *ret_use = use;
    return STATUS_DONE;
}

void connector_use_close(struct connector_use *use)
{
    json_decref(use->descriptor);
    hawser_unload(use->loaded);
    hawser_host_free(use->host);
    *use = (struct connector_use){0};
}

static void refuse_action(const struct console *console, const json_t *actions, const char *id)
{
    char hint[SUGGEST_LONGEST * 2];
    char list[LONGEST_LIST];
    size_t used = (size_t)snprintf(list, sizeof list, "its actions are");
    struct suggestion suggestion = suggestion_for(id);
    size_t i;
    json_t *action;
    json_array_foreach(actions, i, action)
    {
        const char *known = json_member_text(action, "id");
        suggestion_offer(&suggestion, known);
        if (used < sizeof list)
            used += (size_t)snprintf(list + used, sizeof list - used, " %s", known);
    }
    (void)console_fail(console, STATUS_USAGE, "cli.usage.action",
        suggestion_hint(&suggestion, "", hint, sizeof hint, list),
        "the connector has no action \"%s\"", id);
}

const json_t *connector_action(
    const struct console *console, const struct connector_use *use, const char *id)
{
    const json_t *actions = json_object_get(use->descriptor, "actions");
    size_t i;
    json_t *action;
    json_array_foreach(actions, i, action)
    {
        if (strcmp(json_member_text(action, "id"), id) == 0)
            return action;
    }
    refuse_action(console, actions, id);
    return NULL;
}

const json_t *connector_connection_schema(const struct connector_use *use)
{
    return json_object_get(use->descriptor, "connectionSchema");
}
