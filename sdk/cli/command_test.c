/* SPDX-License-Identifier: Apache-2.0 */
#include "command.h"

#include <string.h>

#include "configuration.h"
#include "connector_use.h"
#include "limits.h"
#include "problem.h"
#include "profile_file.h"
#include "stages.h"
#include "status.h"

#define WRITING "{\"write\":true}"

static const enum option_id taken[] = {
    OPTION_CONNECTION,
    OPTION_SET_CONNECTION,
    OPTION_WRITE,
    OPTION_SAVE_PROFILE,
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

static int save(const struct console *console, const struct options *options, json_t *profile)
{
    const char *file = option_text(options, OPTION_SAVE_PROFILE);
    if (!file)
        return STATUS_DONE;
    if (strcmp(file, "-") == 0)
        return console_fail(console, STATUS_USAGE, "cli.usage.profile", NULL,
            "--save-profile needs a file; --json shows the profile on standard output");
    if (!profile)
        return console_fail(console, STATUS_USAGE, "cli.profile", NULL,
            "this connector learns no profile of a server: nothing was saved");
    return profile_save(console, file, option_text(options, OPTION_CONNECTION), profile);
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
        configuration->connection.length, option_given(options, OPTION_WRITE) ? WRITING : NULL,
        &limits.control, stages_show, &stages, &problem);
    limits_end(&limits);
    status = finish(console, &stages, code, problem);
    if (status == STATUS_DONE)
        status = save(console, options, stages.profile);
    json_decref(stages.chain);
    json_decref(stages.profile);
    return status;
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
    .text = "Connects, logs in and looks around, changing nothing but with --write, and shows each "
            "stage\n"
            "with its time and what was learnt. Ends at the first stage that fails, with what to "
            "change.",
    .example = "  hawser test ftp --connection conn.json --timeout 30\n"
               "  hawser test ftp --connection conn.json --write --save-profile conn.json",
    .options = COMMAND_OPTIONS(taken),
    .least_words = 1,
    .most_words = 1,
    .run = run,
};
