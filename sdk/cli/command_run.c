/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "configuration.h"
#include "connector_use.h"
#include "json_text.h"
#include "limits.h"
#include "problem.h"
#include "run_inputs.h"
#include "run_lock.h"
#include "run_output.h"
#include "run_sink.h"
#include "status.h"

static const enum option_id taken[] = {
    OPTION_CONNECTION,
    OPTION_SET_CONNECTION,
    OPTION_OPERATION,
    OPTION_SET,
    OPTION_FILTER,
    OPTION_PROPERTY,
    OPTION_INPUT,
    OPTION_RERUN,
    OPTION_OUT,
    OPTION_OVERWRITE,
    OPTION_DRY_RUN,
    OPTION_DURABLE,
    OPTION_ACK_ON_WRITE,
    OPTION_ORDERED,
    OPTION_RESULTS,
    OPTION_TIMEOUT,
    OPTION_LOCK,
    OPTION_CORRELATION,
    OPTION_VERBOSE,
    OPTION_JSON,
    OPTION_HELP,
};

/* One run, from the command line to its end. */
struct run {
    struct console *console;
    const struct options *options;
    struct connector_use use;
    const json_t *action;
    struct run_inputs inputs;
    struct configuration configuration;
    struct limits limits;
    struct run_output output;
    struct run_sink sink;
};

/* Bytes need a place; records are shown. */
static int check_out(const struct run *run)
{
    const struct console *console = run->console;
    const char *out = option_text(run->options, OPTION_OUT);
    const char *action = run->options->words[1];
    bool to_standard_output = out && strcmp(out, "-") == 0;
    if (option_given(run->options, OPTION_OVERWRITE) && (!out || to_standard_output))
        return console_fail(
            console, STATUS_USAGE, "cli.usage.out", NULL, "--overwrite needs --out DIR");
    if (!out && !console->json && run_makes_bytes(run->action) &&
        !option_given(run->options, OPTION_DRY_RUN))
        return console_fail(console, STATUS_USAGE, "cli.usage.out",
            "--out DIR makes files of them, --out - writes one document to standard output",
            "%s delivers documents: say where to with --out", action);
    if (to_standard_output && !run_makes_bytes(run->action))
        return console_fail(console, STATUS_USAGE, "cli.usage.out",
            "leave --out away, or use --json",
            "%s makes records, which are shown; --out - is for the bytes of a document", action);
    if (to_standard_output && console->json)
        return console_fail(console, STATUS_USAGE, "cli.usage.out",
            "--results FILE keeps the lines in a file",
            "--out - and --json can't both have standard output");
    return STATUS_DONE;
}

static uint32_t execution_flags(const struct options *options)
{
    uint32_t flags = 0;
    if (option_given(options, OPTION_DRY_RUN))
        flags |= HAWSER_EXECUTE_DRY_RUN;
    if (option_given(options, OPTION_ORDERED))
        flags |= HAWSER_EXECUTE_ORDERED;
    /* One document is taken there: the first of the inputs, not the first to come. */
    const char *out = option_text(options, OPTION_OUT);
    if (out && strcmp(out, "-") == 0)
        flags |= HAWSER_EXECUTE_ONE_THREAD;
    if (option_given(options, OPTION_DURABLE))
        flags |= HAWSER_EXECUTE_DURABLE;
    if (option_given(options, OPTION_ACK_ON_WRITE))
        flags |= HAWSER_EXECUTE_ACK_ON_WRITE;
    return flags;
}

static int choose_sink(struct run *run, hawser_execution *execution)
{
    const char *out = option_text(run->options, OPTION_OUT);
    uint32_t flags = option_given(run->options, OPTION_OVERWRITE) ? HAWSER_DIRECTORY_OVERWRITE : 0;
    hawser_problem *problem = NULL;
    int32_t code = HAWSER_OK;
    if (option_given(run->options, OPTION_DRY_RUN))
        return STATUS_DONE;
    if (run->output.to_standard_output)
        code = run_sink_use(&run->sink, execution, STDOUT_FILENO, &run->limits.control);
    else if (out)
        code = hawser_execution_to_directory(execution, out, flags, &problem);
    return code == HAWSER_OK ? STATUS_DONE : problem_report(run->console, code, problem);
}

/* A failure weighs more than an application error, whichever came first. */
static int status_of(int32_t code, const hawser_summary *summary)
{
    const uint64_t *statuses = summary->statuses;
    if (code == HAWSER_CANCELLED)
        return STATUS_CANCELLED;
    if (code == HAWSER_TIMEOUT || statuses[HAWSER_STATUS_FAILURE] > 0 ||
        statuses[HAWSER_STATUS_UNKNOWN] > 0)
        return STATUS_FAILED;
    if (statuses[HAWSER_STATUS_APPLICATION_ERROR] > 0)
        return STATUS_DOCUMENTS;
    if (code != HAWSER_OK)
        return problem_status(code);
    return summary->outputs_failed > 0 ? STATUS_DOCUMENTS : STATUS_DONE;
}

/* What a document's own error has said already is not said again. */
static void report(const struct run *run, int status, int32_t code, hawser_problem *problem)
{
    const hawser_error *error = problem ? hawser_problem_error(problem) : NULL;
    bool said = status == STATUS_DOCUMENTS || (error && run_output_said(&run->output, error));
    if (code == HAWSER_OK || said)
        hawser_problem_free(problem);
    else
        (void)problem_report(run->console, code, problem);
}

/* --out - promises exactly one document. */
static int check_sink(const struct run *run, int status)
{
    char reason[128];
    if (!run->output.to_standard_output)
        return status;
    if (run->sink.refused)
        return console_fail(run->console, STATUS_FAILED, "cli.out.many",
            "--out DIR takes any number of documents",
            "--out - takes one document, and there were more");
    if (run->sink.error != 0)
        return console_fail(run->console, STATUS_FAILED, "cli.out.write", NULL,
            "standard output could not be written to: %s",
            strerror_r(run->sink.error, reason, sizeof reason));
    if (status == STATUS_DONE && !run->sink.published)
        return console_fail(run->console, STATUS_DOCUMENTS, "cli.out.none", NULL,
            "there was no document to write to standard output");
    return status;
}

static int finish(
    struct run *run, int32_t code, const hawser_summary *summary, hawser_problem *problem)
{
    int status = status_of(code, summary);
    bool written;
    report(run, status, code, problem);
    status = check_sink(run, status);
    written = run_output_summary(&run->output, summary, code);
    if (!written && status == STATUS_DONE)
        status = STATUS_FAILED;
    if (!written)
        (void)console_fail(run->console, STATUS_FAILED, "cli.results", NULL,
            "the results could not all be written to %s",
            option_text(run->options, OPTION_RESULTS));
    return status;
}

static int execute(struct run *run, hawser_link *link)
{
    hawser_problem *problem = NULL;
    hawser_summary summary = {.size = sizeof summary};
    hawser_execution *execution =
        hawser_execution_new(link, run->configuration.action, run->configuration.operation.bytes,
            run->configuration.operation.length, execution_flags(run->options));
    if (!execution)
        return console_no_memory(run->console);
    run_output_watch(&run->output, execution);
    int status = choose_sink(run, execution);
    if (status == STATUS_DONE)
        status = run_inputs_add(run->console, &run->inputs, execution);
    if (status == STATUS_DONE) {
        int32_t code = hawser_execution_run(execution, &run->limits.control, &summary, &problem);
        status = finish(run, code, &summary, problem);
    }
    hawser_execution_free(execution);
    return status;
}

static int connect_and_execute(struct run *run)
{
    hawser_link *link = NULL;
    hawser_problem *problem = NULL;
    const hawser_control *control = &run->limits.control;
    int32_t code = hawser_open(run->use.loaded, run->configuration.connection.bytes,
        run->configuration.connection.length, control, &link, &problem);
    if (code != HAWSER_OK)
        return problem_report(run->console, code, problem);
    int status = execute(run, link);
    hawser_close(link, control);
    return status;
}

static int with_output(struct run *run)
{
    int status = limits_begin(&run->limits, run->console, run->options);
    if (status != STATUS_DONE)
        return status;
    status = run_output_begin(&run->output, run->console, run->options, &run->inputs, run->action);
    if (status == STATUS_DONE)
        status = connect_and_execute(run);
    run_output_done(&run->output);
    limits_end(&run->limits);
    return status;
}

static int with_lock(struct run *run)
{
    const char *name = option_text(run->options, OPTION_LOCK);
    int descriptor = -1;
    int status = name ? run_lock_take(run->console, run->use.host, name, &descriptor) : STATUS_DONE;
    if (status == STATUS_DONE)
        status = with_output(run);
    if (descriptor >= 0)
        (void)close(descriptor);
    return status;
}

static int with_configuration(struct run *run)
{
    const struct console *console = run->console;
    int status =
        configuration_read(console, run->options, &run->use, run->action, &run->configuration);
    if (status != STATUS_DONE)
        return status;
    status =
        configuration_validate(console, &run->use, &run->configuration, false, false, console->err);
    if (status == STATUS_DONE)
        status = with_lock(run);
    configuration_done(&run->configuration);
    return status;
}

/* An earlier run may have left nothing to do; an action without inputs would begin all over again.
 */
static bool is_nothing_left(const struct run *run)
{
    return option_given(run->options, OPTION_RERUN) && run->inputs.count == 0;
}

static int with_connector(struct run *run)
{
    run->action = connector_action(run->console, &run->use, run->options->words[1]);
    int status = run->action ? check_out(run) : STATUS_USAGE;
    if (status == STATUS_DONE)
        status = configuration_check_input(run->console, run->options);
    if (status == STATUS_DONE)
        status = run_inputs_gather(run->console, run->options, run->action, &run->inputs);
    if (status == STATUS_DONE && is_nothing_left(run))
        (void)fputs("everything ended in SUCCESS; nothing is left to do\n", run->console->err);
    else if (status == STATUS_DONE)
        status = with_configuration(run);
    run_inputs_done(&run->inputs);
    return status;
}

static int run(struct console *console, const struct options *options)
{
    struct run run = {.console = console, .options = options};
    int status = connector_use_open(console, options->words[0], &run.use);
    if (status != STATUS_DONE)
        return status;
    status = with_connector(&run);
    connector_use_close(&run.use);
    return status;
}

const struct command command_run = {
    .name = "run",
    .summary = "run an action over documents",
    .synopsis = "CONNECTOR ACTION --connection FILE [OPTION]... [INPUT]...",
    .text = "Each INPUT is an id or a local file, as the action takes them; - is standard input, "
            "which\n"
            "needs --property fileName=NAME. With --out DIR each document becomes a file, written "
            "under\n"
            "a temporary name and renamed when it is complete; --out - writes the bytes of exactly "
            "one.\n"
            "Records are shown as a table. With --dry-run nothing is changed, and what would be "
            "done\n"
            "is shown. --json writes a line for each document and each result, "
            "and\n"
            "a summary at the end.\n\n"
            "A filter in text: fileName like \"a*\" and (timestamp > \"2020-01-01 00:00:00.000\"\n"
            "or not fileName matches \"x.*\"), with = != < > <= >= like matches, and or not.",
    .example = "  hawser run ftp get -c conn.json reports/a.csv b.csv --out in\n"
               "  hawser run ftp create -c conn.json out/*.csv\n"
               "  hawser run ftp query -c conn.json --filter 'fileName like \"*.csv\"' --out in\n"
               "  hawser run ftp delete -c conn.json old.csv --dry-run\n"
               "  hawser run ftp list -c conn.json --json",
    .options = COMMAND_OPTIONS(taken),
    .least_words = 2,
    .most_words = COMMAND_ANY_WORDS,
    .run = run,
};
