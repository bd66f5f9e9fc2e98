/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "prepare.h"

#include "control.h"
#include "document_secrets.h"
#include "host.h"
#include "problem.h"
#include "secrets.h"
#include "validation.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

#define EMPTY_OPERATION "{}"

/* Who validates in order to run has no one to show warnings to but the log. */
static void log_warning(void *user, const hawser_finding *finding)
{
    const hawser_loaded *loaded = user;

    if (finding->severity == HAWSER_FINDING_WARNING)
        host_say(loaded->host, HAWSER_LOG_WARNING, "%s: %s (%s%s%s)", loaded->table.id,
            finding->message, finding->document, finding->pointer[0] == '\0' ? "" : " ",
            finding->pointer);
}

/* An error is a problem here; the first stands for all. */
static int32_t settle(struct validation *validation, hawser_problem **ret_problem)
{
    if (validation->findings.errors == 0)
        return HAWSER_OK;
    hawser_problem *first = validation->findings.first;
    validation->findings.first = NULL;
    return problem_give(ret_problem, first);
}

/* A secret that turned out blank is not set, and must not look as if it were. */
static void show_blank(void *user, const char *pointer)
{
    json_t *blank = json_string("");

    (void)document_replace(user, pointer, blank);
    json_decref(blank);
}

static int32_t finish_connection(
    struct document *document, struct prepared *ret_prepared, hawser_problem **ret_problem)
{
    int32_t code = secrets_read(document->secrets, ret_problem);

    if (code != HAWSER_OK)
        return code;
    secrets_each_blank(document->secrets, show_blank, document->value);
    char *text = text_of_json(document->value, JSON_COMPACT);
    if (text == NULL)
        return problem_no_memory(ret_problem);
    *ret_prepared =
        (struct prepared){.text = text, .length = strlen(text), .secrets = document->secrets};
    document->secrets = NULL;
    return HAWSER_OK;
}

static int32_t require_object(const struct document *document, hawser_problem **ret_problem)
{
    if (json_is_object(document->value))
        return HAWSER_OK;
    return problem_set(ret_problem, HAWSER_BAD_CONFIG, "config.not-an-object", NULL,
        "the %s must be a JSON object", document->name);
}

int32_t prepare_connection(hawser_loaded *loaded, const char *connection, size_t length,
    uint32_t flags, const hawser_control *control, struct prepared *ret_prepared,
    hawser_problem **ret_problem)
{
    struct validation validation;
    int32_t code = control_check(control, ret_problem);

    if (code != HAWSER_OK)
        return code;
    code = validation_init(&validation, loaded, NULL, log_warning, loaded, ret_problem);
    validation.flags = flags;
    validation.control = control;
    if (code == HAWSER_OK)
        code = validation_run(&validation, connection, length, NULL, 0, ret_problem);
    if (code == HAWSER_OK)
        code = settle(&validation, ret_problem);
    if (code == HAWSER_OK)
        code = require_object(&validation.connection, ret_problem);
    if (code == HAWSER_OK)
        code = finish_connection(&validation.connection, ret_prepared, ret_problem);
    validation_done(&validation);
    return code;
}

void prepared_done(struct prepared *prepared)
{
    free(prepared->text);
    secrets_free(prepared->secrets);
    *prepared = (struct prepared){0};
}

static int32_t finish_operation(const struct document *document, char **ret_text,
    size_t *ret_length, hawser_problem **ret_problem)
{
    char *text = text_of_json(document->value, JSON_COMPACT);

    if (text == NULL)
        return problem_no_memory(ret_problem);
    *ret_text = text;
    *ret_length = strlen(text);
    return HAWSER_OK;
}

int32_t prepare_operation(hawser_link *link, const char *action, const char *operation,
    size_t length, const hawser_control *control, char **ret_text, size_t *ret_length,
    hawser_problem **ret_problem)
{
    struct validation validation;
    hawser_loaded *loaded = link->loaded;
    int32_t code = validation_init(&validation, loaded, action, log_warning, loaded, ret_problem);

    validation.control = control;
    validation.given = link->text;
    validation.given_length = link->length;
    if (operation == NULL) {
        operation = EMPTY_OPERATION;
        length = strlen(EMPTY_OPERATION);
    }
    if (code == HAWSER_OK)
        code = validation_run(&validation, NULL, 0, operation, length, ret_problem);
    if (code == HAWSER_OK)
        code = settle(&validation, ret_problem);
    if (code == HAWSER_OK)
        code = require_object(&validation.operation, ret_problem);
    if (code == HAWSER_OK)
        code = finish_operation(&validation.operation, ret_text, ret_length, ret_problem);
    validation_done(&validation);
    return code;
}
