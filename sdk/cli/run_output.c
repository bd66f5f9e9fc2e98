/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "run_output.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "amounts.h"
#include "hint_fields.h"
#include "json_text.h"
#include "problem.h"
#include "run_lines.h"
#include "status.h"
#include "text.h"

enum { LONGEST_TITLE = 512 };
static const uint64_t flush_ns = NANOSECONDS_A_SECOND / 10;

/* The file of an earlier run is needed until this one has ended well. */
static bool is_same_file(const char *a, const char *b)
{
    struct stat about_a;
    struct stat about_b;
    return a && b && stat(a, &about_a) == 0 && stat(b, &about_b) == 0 &&
           about_a.st_dev == about_b.st_dev && about_a.st_ino == about_b.st_ino;
}

/* Before anything is done: of a run that is killed it shows what was not. A run without inputs has one result, too.
 * False: not all of it is written. */
static bool write_given(const struct run_output *output)
{
    size_t count = output->inputs->count;
    for (size_t i = 0; i < count; i++) {
        json_t *line = run_line_given(i, count, &output->inputs->items[i]);
        (void)json_dumpf(line, output->results, JSON_COMPACT);
        (void)fputc('\n', output->results);
        json_decref(line);
    }
    if (count == 0)
        (void)fputs("{\"given\":0,\"of\":1,\"properties\":{}}\n", output->results);
    return fflush(output->results) == 0 && !ferror(output->results);
}

static int open_results(struct run_output *output, const struct options *options)
{
    const char *path = option_text(options, OPTION_RESULTS);
    char reason[128];
    if (!path)
        return STATUS_DONE;
    if (is_same_file(path, option_text(options, OPTION_RERUN)))
        return console_fail(output->console, STATUS_USAGE, "cli.usage.results", NULL,
            "--results and --rerun name the same file");
    output->results = fopen(path, "we");
    if (!output->results)
        return console_fail(output->console, STATUS_USAGE, "cli.file", NULL,
            "%s can't be written: %s", path, strerror_r(errno, reason, sizeof reason));
    if (write_given(output))
        return STATUS_DONE;
    return console_fail(output->console, STATUS_FAILED, "cli.results", NULL,
        "%s can't be written, and nothing was done: %s", path,
        strerror_r(errno, reason, sizeof reason));
}

bool run_makes_bytes(const json_t *action)
{
    return !json_is_object(json_object_get(action, "responseProfile")) &&
           strcmp(json_member_text(action, "cardinality"), "1:0") != 0;
}

int run_output_begin(struct run_output *output, const struct console *console,
    const struct options *options, const struct run_inputs *inputs, const json_t *action)
{
    const json_t *profile = json_object_get(action, "responseProfile");
    const char *out = option_text(options, OPTION_OUT);
    *output = (struct run_output){
        .console = console,
        .inputs = inputs,
        .operation = json_object_get(action, "operationSchema"),
        .correlation = option_text(options, OPTION_CORRELATION),
        .makes_bytes = run_makes_bytes(action),
        .dry = option_given(options, OPTION_DRY_RUN),
        .to_standard_output =
            out && strcmp(out, "-") == 0 && !option_given(options, OPTION_DRY_RUN),
        .delivered = calloc(inputs->count + 1, sizeof(bool)),
    };
    run_records_begin(&output->records, console, profile);
    effects_begin(&output->effects, console);
    struct run_extent extent = run_inputs_extent(inputs);
    run_progress_begin(&output->progress, console, &extent);
    return output->delivered ? open_results(output, options) : console_no_memory(console);
}

void run_output_done(struct run_output *output)
{
    run_records_end(&output->records);
    effects_end(&output->effects);
    if (output->results)
        (void)fclose(output->results);
    free(output->delivered);
    run_said_done(&output->said);
    *output = (struct run_output){0};
}

/* The content of a document goes where it was asked for: the file of results says what became of it. */
static void write_document(const struct run_output *output, const hawser_delivered *delivered)
{
    if (output->results)
        console_line(output->results, run_line_document(delivered, output->correlation, false));
    if (output->console->json)
        console_line(output->console->out, run_line_document(delivered, output->correlation, true));
}

/* Takes over `line`. */
static void write_json(const struct run_output *output, json_t *line)
{
    if (output->results)
        console_line(output->results, json_incref(line));
    if (output->console->json)
        console_line(output->console->out, json_incref(line));
    json_decref(line);
}

/* A record, which others may follow by the hundred thousand: they are written out ten times a second, and with all
 * other lines. False: it has to be taken apart. */
static bool pass_on(struct run_output *output, const hawser_delivered *delivered)
{
    FILE *streams[] = {output->results, output->console->json ? output->console->out : NULL};
    uint64_t now = amount_now();
    bool due = now - output->flushed_ns >= flush_ns;
    for (size_t i = 0; i < sizeof streams / sizeof streams[0]; i++) {
        if (streams[i] && !run_line_record(streams[i], delivered, output->correlation))
            return false;
        if (streams[i] && due)
            (void)fflush(streams[i]);
    }
    if (due)
        output->flushed_ns = now;
    return true;
}

static bool wants_json(const struct run_output *output)
{
    return output->console->json || output->results;
}

bool run_output_said(const struct run_output *output, const hawser_error *error)
{
    return run_said_has(&output->said, error->message);
}

/* What a person calls a document: its file, its id, or its number. */
static const char *input_name(const struct run_output *output, uint64_t index)
{
    const struct run_input *input =
        index < output->inputs->count ? &output->inputs->items[index] : NULL;
    return input && !input->id ? input->file : input ? input->id : NULL;
}

static void input_title(const struct run_output *output, uint64_t index, char *title)
{
    const char *name = input_name(output, index);
    char *clean = name ? text_clean(name, strlen(name)) : NULL;
    (void)snprintf(title, LONGEST_TITLE, "%s", clean ? clean : "");
    free(clean);
}

static void show_error(struct run_output *output, const char *name, const hawser_error *error)
{
    char title[LONGEST_TITLE + 16];
    (void)snprintf(title, sizeof title, "error: %s%s", name, name[0] != '\0' ? ": " : "");
    hawser_error shown = *error;
    char *hint = hint_with_fields(error->hint, output->operation);
    if (hint)
        shown.hint = hint;
    run_progress_clear(&output->progress);
    flockfile(output->console->err);
    problem_write(output->console, title, &shown);
    funlockfile(output->console->err);
    free(hint);
    run_said_add(&output->said, error->message);
}

/* An output that failed is named by its properties: its input may be that of many. */
static void show_failed_output(struct run_output *output, const hawser_delivered *delivered)
{
    json_t *properties = json_of_json(delivered->properties);
    const char *name = json_member_text(properties, "fileName");
    char title[LONGEST_TITLE];
    char *clean = name ? text_clean(name, strlen(name)) : NULL;
    if (clean)
        (void)snprintf(title, sizeof title, "%s", clean);
    else
        input_title(output, delivered->input, title);
    free(clean);
    json_decref(properties);
    show_error(output, title, delivered->error);
}

/* The document that stands for an error, which is shown with its result. */
static bool is_error(const json_t *record)
{
    return json_is_object(json_object_get(record, "error"));
}

static void show_record(struct run_output *output, const hawser_delivered *delivered)
{
    json_t *record = json_loadb(delivered->bytes ? delivered->bytes : "", (size_t)delivered->length,
        JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
    if (output->dry && effects_is_one(record))
        effects_add(&output->effects, record);
    else if (record && !is_error(record) && !output->makes_bytes)
        run_records_add(&output->records, record);
    json_decref(record);
}

static void show_file(struct run_output *output, const hawser_delivered *delivered)
{
    FILE *stream = output->console->out;
    char size[AMOUNT_CAPACITY];
    if (!delivered->file || output->to_standard_output)
        return;
    char *clean = text_clean(delivered->file, strlen(delivered->file));
    (void)fprintf(stream, "%s  %s\n", clean ? clean : "?", amount_bytes(delivered->length, size));
    (void)fflush(stream);
    free(clean);
}

static void on_output(void *user, const hawser_delivered *delivered)
{
    struct run_output *output = user;
    if (wants_json(output) && !pass_on(output, delivered))
        write_document(output, delivered);
    if (delivered->input < output->inputs->count)
        output->delivered[delivered->input] = true;
    run_progress_finish(&output->progress, delivered->input,
        delivered->error || delivered->record ? 0 : delivered->length, !delivered->error);
    if (output->console->json)
        return;
    run_progress_clear(&output->progress);
    if (delivered->error)
        show_failed_output(output, delivered);
    else if (!delivered->record || delivered->file)
        show_file(output, delivered);
    else
        show_record(output, delivered);
}

/* A success that no document tells of. */
static void show_done(struct run_output *output, uint64_t input)
{
    char title[LONGEST_TITLE];
    if (input >= output->inputs->count || output->delivered[input])
        return;
    FILE *stream = output->to_standard_output ? output->console->err : output->console->out;
    input_title(output, input, title);
    run_progress_clear(&output->progress);
    if (title[0] != '\0')
        (void)fprintf(stream, "%s  %s\n", title,
            output->dry           ? "nothing to do"
            : output->makes_bytes ? "nothing to deliver"
                                  : "done");
}

/* A success of a dry run is none for --rerun. */
static json_t *mark(const struct run_output *output, json_t *line)
{
    if (output->dry)
        (void)json_object_set_new(line, "dryRun", json_true());
    return line;
}

static void on_result(void *user, const hawser_outcome *outcome)
{
    struct run_output *output = user;
    char title[LONGEST_TITLE];
    const char *file =
        outcome->input < output->inputs->count ? output->inputs->items[outcome->input].file : NULL;
    if (wants_json(output))
        write_json(output, mark(output, run_line_result(outcome, output->correlation, file)));
    input_title(output, outcome->input, title);
    if (outcome->error && outcome->status != HAWSER_STATUS_SKIPPED)
        show_error(output, title, outcome->error);
    else if (outcome->status == HAWSER_STATUS_SUCCESS && !output->console->json)
        show_done(output, outcome->input);
}

static void on_progress(void *user, uint64_t input, uint64_t done, uint64_t total)
{
    struct run_output *output = user;
    run_progress_move(&output->progress, input, input_name(output, input), done, total);
}

void run_output_watch(struct run_output *output, hawser_execution *execution)
{
    hawser_execution_on_output(execution, on_output, output);
    hawser_execution_on_result(execution, on_result, output);
    hawser_execution_on_progress(execution, on_progress, output);
}

static void write_count(FILE *stream, uint64_t count, const char *what)
{
    if (count > 0)
        (void)fprintf(stream, ", %" PRIu64 " %s", count, what);
}

static void show_summary(const struct run_output *output, const hawser_summary *summary)
{
    FILE *err = output->console->err;
    const uint64_t *statuses = summary->statuses;
    uint64_t bytes = summary->bytes_in + summary->bytes_out;
    char size[AMOUNT_CAPACITY];
    char time[AMOUNT_CAPACITY];
    char rate[AMOUNT_CAPACITY];
    (void)fprintf(
        err, "%" PRIu64 " of %" PRIu64 " done", statuses[HAWSER_STATUS_SUCCESS], summary->inputs);
    write_count(err, statuses[HAWSER_STATUS_APPLICATION_ERROR], "in error");
    write_count(err, statuses[HAWSER_STATUS_FAILURE], "failed");
    write_count(err, statuses[HAWSER_STATUS_UNKNOWN], "unknown");
    write_count(err, statuses[HAWSER_STATUS_SKIPPED], "skipped");
    (void)fprintf(
        err, "; %" PRIu64 " document%s", summary->outputs, summary->outputs == 1 ? "" : "s");
    write_count(err, summary->outputs_failed, "could not be made");
    (void)fprintf(
        err, ", %s in %s", amount_bytes(bytes, size), amount_seconds(summary->elapsed_ns, time));
    double seconds = (double)summary->elapsed_ns / (double)NANOSECONDS_A_SECOND;
    if (bytes > 0 && seconds > 0)
        (void)fprintf(err, ", %s/s", amount_bytes((uint64_t)((double)bytes / seconds), rate));
    (void)fputc('\n', err);
}

bool run_output_summary(struct run_output *output, const hawser_summary *summary, int32_t code)
{
    run_progress_clear(&output->progress);
    run_records_end(&output->records);
    effects_end(&output->effects);
    if (wants_json(output))
        write_json(output, run_line_summary(summary, code, output->correlation));
    if (!output->console->json) {
        (void)fflush(output->console->out);
        show_summary(output, summary);
    }
    if (!output->results)
        return true;
    bool written = !ferror(output->results);
    written = fclose(output->results) == 0 && written;
    output->results = NULL;
    return written;
}
