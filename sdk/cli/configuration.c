/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "configuration.h"

#include <stdlib.h>
#include <string.h>

#include "filter_text.h"
#include "findings.h"
#include "json_text.h"
#include "problem.h"
#include "settings.h"
#include "status.h"

static int assign_all(const struct console *console, const struct options *options,
    enum option_id id, const char *name, const json_t *schema, json_t *object)
{
    size_t cursor = 0;
    const char *assignment;
    while ((assignment = option_next(options, id, &cursor))) {
        int status = settings_assign(console, name, schema, assignment, object);
        if (status != STATUS_DONE)
            return status;
    }
    return STATUS_DONE;
}

static int to_text(const struct console *console, json_t *object, struct secret_text *ret_text)
{
    char *bytes = json_dumps(object, JSON_COMPACT);
    json_decref(object);
    if (!bytes)
        return console_no_memory(console);
    struct secret_text text = {.bytes = bytes, .length = strlen(bytes)};
    if (!secret_text_keep(&text)) {
        secret_text_done(&text);
        return console_no_memory(console);
    }
    *ret_text = text;
    return STATUS_DONE;
}

static int read_connection(const struct console *console, const struct options *options,
    const struct connector_use *use, struct configuration *configuration)
{
    const char *path = option_text(options, OPTION_CONNECTION);
    json_t *connection = NULL;
    if (!path)
        return console_fail(console, STATUS_USAGE, "cli.usage.connection",
            "hawser init CONNECTOR > conn.json writes one to begin with",
            "the connection is missing: --connection FILE");
    int status = input_file_object(console, "the connection", path, &connection);
    if (status == STATUS_DONE)
        status = assign_all(console, options, OPTION_SET_CONNECTION, "--set-connection",
            connector_connection_schema(use), connection);
    if (status == STATUS_DONE)
        return to_text(console, connection, &configuration->connection);
    json_decref(connection);
    return status;
}

static int parse_filter(const struct console *console, const char *text, json_t **ret_filter)
{
    struct filter_fault fault;
    json_error_t error;
    if (text[strspn(text, " \t\r\n")] == '{') {
        *ret_filter = json_loads(text, JSON_REJECT_DUPLICATES, &error);
        if (*ret_filter)
            return STATUS_DONE;
        return console_fail(console, STATUS_USAGE, "cli.usage.filter", NULL,
            "--filter is not JSON: line %d, column %d: %s", error.line, error.column, error.text);
    }
    *ret_filter = filter_text_parse(text, &fault);
    if (*ret_filter)
        return STATUS_DONE;
    return console_fail(console, STATUS_USAGE, "cli.usage.filter",
        "such as: fileName like \"*.csv\" and not fileName = \"old.csv\"",
        "--filter, column %zu: %s\n%s\n%*s", fault.column, fault.reason, text, (int)fault.column,
        "^");
}

static int apply_filter(const struct console *console, const struct options *options,
    const json_t *schema, const char *action, json_t *operation)
{
    const char *text = option_text(options, OPTION_FILTER);
    json_t *filter;
    if (!text)
        return STATUS_DONE;
    if (!json_object_get(json_object_get(schema, "properties"), "filter"))
        return console_fail(console, STATUS_USAGE, "cli.usage.filter", NULL,
            "--filter: %s takes no filter", action);
    int status = parse_filter(console, text, &filter);
    if (status == STATUS_DONE && json_object_set_new(operation, "filter", filter) != 0)
        status = console_no_memory(console);
    return status;
}

static int read_operation(const struct console *console, const struct options *options,
    const json_t *action, struct configuration *configuration)
{
    const char *path = option_text(options, OPTION_OPERATION);
    const json_t *schema = json_object_get(action, "operationSchema");
    json_t *operation = NULL;
    int status = STATUS_DONE;
    if (path)
        status = input_file_object(console, "the operation", path, &operation);
    else
        operation = json_object();
    if (status == STATUS_DONE)
        status = assign_all(console, options, OPTION_SET, "--set", schema, operation);
    if (status == STATUS_DONE)
        status = apply_filter(console, options, schema, configuration->action, operation);
    if (status == STATUS_DONE)
        return to_text(console, operation, &configuration->operation);
    json_decref(operation);
    return status;
}

/* A word may be - only where it means a document's bytes. */
int configuration_check_input(const struct console *console, const struct options *options)
{
    static const enum option_id ids[] = {OPTION_CONNECTION, OPTION_OPERATION, OPTION_INPUT};
    unsigned count = 0;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const char *path = option_text(options, ids[i]);
        count += path && strcmp(path, "-") == 0 ? 1 : 0;
    }
    for (size_t i = 2; i < options->word_count; i++)
        count += strcmp(options->words[i], "-") == 0 ? 1 : 0;
    if (count > 1)
        return console_fail(console, STATUS_USAGE, "cli.usage.input", NULL,
            "only one of --connection, --operation, --input and the inputs can be -, standard "
            "input");
    return STATUS_DONE;
}

int configuration_read(const struct console *console, const struct options *options,
    const struct connector_use *use, const json_t *action, struct configuration *ret_configuration)
{
    struct configuration configuration = {.action = action ? json_member_text(action, "id") : NULL};
    int status = configuration_check_input(console, options);
    if (status == STATUS_DONE)
        status = read_connection(console, options, use, &configuration);
    if (status == STATUS_DONE && action)
        status = read_operation(console, options, action, &configuration);
    if (status != STATUS_DONE) {
        configuration_done(&configuration);
        return status;
    }
    *ret_configuration = configuration;
    return STATUS_DONE;
}

void configuration_done(struct configuration *configuration)
{
    secret_text_done(&configuration->connection);
    secret_text_done(&configuration->operation);
    configuration->action = NULL;
}

int configuration_validate(const struct console *console, const struct connector_use *use,
    const struct configuration *configuration, bool draft, bool all, FILE *stream)
{
    hawser_problem *problem = NULL;
    struct findings findings = {.console = console, .stream = stream, .all = all};
    hawser_config config = {
        .size = sizeof config,
        .flags = draft ? HAWSER_VALIDATE_DRAFT : 0,
        .connection = configuration->connection.bytes,
        .connection_length = configuration->connection.length,
        .action = configuration->action,
        .operation = configuration->operation.bytes,
        .operation_length = configuration->operation.length,
    };
    int32_t code = hawser_validate(use->loaded, &config, findings_show, &findings, &problem);
    if (code != HAWSER_OK && code != HAWSER_BAD_CONFIG)
        return problem_report(console, code, problem);
    hawser_problem_free(problem);
    if (all)
        findings_total(&findings);
    return code == HAWSER_OK ? STATUS_DONE : STATUS_CONFIG;
}
