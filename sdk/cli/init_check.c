/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "init_check.h"

#include <stdlib.h>
#include <string.h>

#include "configuration.h"
#include "findings.h"
#include "problem.h"
#include "status.h"

/* Findings of one field. */
struct watch {
    struct findings findings;
    const char *name;
};

/* "/name" or anything below it. */
static bool is_in(const char *pointer, const char *name)
{
    size_t length = strlen(name);
    return pointer[0] == '/' && strncmp(pointer + 1, name, length) == 0 &&
           (pointer[length + 1] == '\0' || pointer[length + 1] == '/');
}

static void show(void *user, const hawser_finding *finding)
{
    struct watch *watch = user;
    /* What was typed unseen is not written out: it goes to a file of its own. */
    if (strcmp(finding->code, "secret.literal") != 0 && is_in(finding->pointer, watch->name))
        findings_show(&watch->findings, finding);
}

static bool to_text(const struct console *console, json_t *connection, struct secret_text *ret_text)
{
    struct secret_text text = {.bytes = json_dumps(connection, JSON_COMPACT)};
    if (text.bytes) {
        text.length = strlen(text.bytes);
        if (secret_text_keep(&text)) {
            *ret_text = text;
            return true;
        }
    }
    secret_text_done(&text);
    (void)console_no_memory(console);
    return false;
}

bool init_check_field(const struct console *console, const struct connector_use *use,
    json_t *connection, const char *name)
{
    hawser_problem *problem = NULL;
    struct secret_text text;
    struct watch watch = {
        .findings = {.console = console, .stream = console->err, .all = true}, .name = name};
    if (!to_text(console, connection, &text))
        return false;
    hawser_config config = {.size = sizeof config,
        .flags = HAWSER_VALIDATE_DRAFT,
        .connection = text.bytes,
        .connection_length = text.length};
    int32_t code = hawser_validate(use->loaded, &config, show, &watch, &problem);
    secret_text_done(&text);
    if (code != HAWSER_OK && code != HAWSER_BAD_CONFIG) {
        (void)problem_report(console, code, problem);
        return false;
    }
    hawser_problem_free(problem);
    return watch.findings.errors == 0;
}

int init_check_whole(
    const struct console *console, const struct connector_use *use, json_t *connection)
{
    struct configuration configuration = {0};
    if (!to_text(console, connection, &configuration.connection))
        return STATUS_FAILED;
    int status = configuration_validate(console, use, &configuration, false, false, console->err);
    configuration_done(&configuration);
    return status;
}
