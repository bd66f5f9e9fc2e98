/* SPDX-License-Identifier: Apache-2.0 */
#include "command.h"
#include "configuration.h"
#include "connector_use.h"
#include "limits.h"
#include "problem.h"
#include "stages.h"
#include "status.h"

static const enum option_id taken[] = {
    OPTION_CONNECTION,
    OPTION_SET_CONNECTION,
    OPTION_TIMEOUT,
    OPTION_CORRELATION,
    OPTION_VERBOSE,
    OPTION_JSON,
    OPTION_HELP,
};

/* A failed stage said already, on this very screen, what the problem says. */
static int finish(const struct console *console, const struct stages *stages, int32_t code,
    hawser_problem *problem)
{
    if (code == HAWSER_OK)
        return STATUS_DONE;
    if (!stages->failed || console->json || console->verbose)
        return problem_report(console, code, problem);
    (void)fprintf(console->err, "hawser: the test failed\n");
    hawser_problem_free(problem);
    return problem_status(code);
}

static int try(const struct console *console, const struct options *options,
    const struct connector_use *use, const struct configuration *configuration)
{
    struct limits limits;
    struct stages stages = {.console = console};
    hawser_problem *problem = NULL;
    int status = configuration_validate(console, use, configuration, false, false, console->err);
    if (status == STATUS_DONE)
        status = limits_begin(&limits, console, options);
    if (status != STATUS_DONE)
        return status;
    int32_t code = hawser_test(use->loaded, configuration->connection.bytes,
        configuration->connection.length, NULL, &limits.control, stages_show, &stages, &problem);
    limits_end(&limits);
    json_decref(stages.chain);
    return finish(console, &stages, code, problem);
}

static int run(struct console *console, const struct options *options)
{
    struct connector_use use;
    struct configuration configuration;
    int status = connector_use_open(console, options->words[0], &use);
    if (status != STATUS_DONE)
        return status;
    status = configuration_read(console, options, &use, NULL, &configuration);
    if (status == STATUS_DONE) {
        status = try(console, options, &use, &configuration);
        configuration_done(&configuration);
    }
    connector_use_close(&use);
    return status;
}

const struct command command_test = {
    .name = "test",
    .summary = "try a connection live, step by step",
    .synopsis = "CONNECTOR --connection FILE [OPTION]...",
    .text =
        "Connects, logs in and looks around, changing nothing, and shows each stage with its time\n"
        "and what was learnt. Ends at the first stage that fails, with what to change.",
    .example = "  hawser test ftp --connection conn.json --timeout 30",
    .options = COMMAND_OPTIONS(taken),
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
