/* SPDX-License-Identifier: Apache-2.0 */
#include "command.h"
#include "configuration.h"
#include "connector_use.h"
#include "status.h"

static const enum option_id taken[] = {
    OPTION_CONNECTION,
    OPTION_SET_CONNECTION,
    OPTION_ACTION,
    OPTION_OPERATION,
    OPTION_SET,
    OPTION_FILTER,
    OPTION_DRAFT,
    OPTION_VERBOSE,
    OPTION_JSON,
    OPTION_HELP,
};

/* What is said of an operation makes no sense without an action. */
static int check_action(const struct console *console, const struct options *options)
{
    if (option_given(options, OPTION_ACTION))
        return STATUS_DONE;
    if (option_given(options, OPTION_OPERATION) || option_given(options, OPTION_SET) ||
        option_given(options, OPTION_FILTER))
        return console_fail(console, STATUS_USAGE, "cli.usage.action", NULL,
            "--operation, --set and --filter need --action ACTION");
    return STATUS_DONE;
}

static int validate(
    struct console *console, const struct options *options, const struct connector_use *use)
{
    struct configuration configuration;
    const char *name = option_text(options, OPTION_ACTION);
    const json_t *action = name ? connector_action(console, use, name) : NULL;
    if (name && !action)
        return STATUS_USAGE;
    int status = configuration_read(console, options, use, action, &configuration);
    if (status != STATUS_DONE)
        return status;
    status = configuration_validate(
        console, use, &configuration, option_given(options, OPTION_DRAFT), true, console->out);
    configuration_done(&configuration);
    return status;
}

static int run(struct console *console, const struct options *options)
{
    struct connector_use use;
    int status = check_action(console, options);
    if (status == STATUS_DONE)
        status = connector_use_open(console, options->words[0], &use);
    if (status != STATUS_DONE)
        return status;
    status = validate(console, options, &use);
    connector_use_close(&use);
    return status;
}

const struct command command_validate = {
    .name = "validate",
    .summary = "check a connection, and an operation, without connecting",
    .synopsis = "CONNECTOR --connection FILE [--action ACTION [--operation FILE]] [OPTION]...",
    .text =
        "Checks a configuration by the connector's schemas and by the connector itself. Touches\n"
        "no network and reads no secret. Status 3: at least one error was found.",
    .example = "  hawser validate ftp -c conn.json --action query --set maximumFiles=10",
    .options = COMMAND_OPTIONS(taken),
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
