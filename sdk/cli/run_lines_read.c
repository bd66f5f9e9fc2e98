/* SPDX-License-Identifier: Apache-2.0 */
/* Input documents as JSON, one a line: those of --input, and those that the results of an earlier run leave to be done. */
#include <config.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "json_text.h"
#include "run_inputs.h"
#include "status.h"
#include "suggest.h"

struct lines {
    const struct console *console;
    const char *path;
    FILE *stream;
    unsigned long long number; /* of the line, from 1 */
    bool rerun;
    bool told;    /* of an earlier run at all */
    size_t known; /* inputs that the earlier run was given, and said so before it began */
    size_t given; /* how many it said that it had, or 0 */
    struct run_inputs *inputs;
};

static int refuse(const struct lines *lines, const char *reason, const char *hint)
{
    return console_fail(lines->console, STATUS_USAGE, "cli.usage.line", hint, "%s, line %llu: %s",
        lines->path, lines->number, reason);
}

static int check_members(const struct lines *lines, json_t *line)
{
    static const char *const known[] = {"id", "file", "properties"};
    char hint[SUGGEST_LONGEST * 2];
    const char *name;
    json_t *value;
    json_object_foreach(line, name, value)
    {
        struct suggestion suggestion = suggestion_for(name);
        bool found = false;
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
            found = found || strcmp(known[i], name) == 0;
            suggestion_offer(&suggestion, known[i]);
        }
        if (!found)
            return refuse(lines, "a member that is neither id, file nor properties",
                suggestion_hint(&suggestion, "", hint, sizeof hint, NULL));
    }
    return STATUS_DONE;
}

static bool is_text_or_absent(const json_t *line, const char *name)
{
    const json_t *value = json_object_get(line, name);
    return !value || json_is_string(value) || json_is_null(value);
}

static int take(const struct lines *lines, const json_t *line)
{
    json_t *properties = json_object_get(line, "properties");
    if (!is_text_or_absent(line, "id") || !is_text_or_absent(line, "file"))
        return refuse(lines, "id and file have to be text", NULL);
    if (properties && !json_is_null(properties) && !json_is_object(properties))
        return refuse(lines, "properties have to be an object", NULL);
    return run_inputs_append(lines->console, lines->inputs, json_member_text(line, "id"),
        json_member_text(line, "file"),
        json_is_object(properties) ? json_incref(properties) : NULL);
}

static size_t count_of(const json_t *given)
{
    json_int_t count = json_integer_value(json_object_get(given, "of"));
    return count > 0 ? (size_t)count : 0;
}

/* What a run was given stands before all else in its results, so that nothing is forgotten of one that was killed. */
static int take_given(struct lines *lines, const json_t *line)
{
    const json_t *number = json_object_get(line, "given");
    if (lines->known != lines->inputs->count ||
        json_integer_value(number) != (json_int_t)lines->known)
        return refuse(
            lines, "the inputs of a run are numbered from 0, and stand before its results", NULL);
    int status = take(lines, line);
    if (lines->known == 0)
        lines->given = count_of(line);
    lines->known += status == STATUS_DONE;
    return status;
}

/* Only what did not succeed, or only in a dry run, is left. */
static int take_result(const struct lines *lines, const json_t *line)
{
    const char *status = json_member_text(line, "status");
    json_int_t number = json_integer_value(json_object_get(line, "result"));
    if (!status)
        return refuse(lines, "a result without a status", NULL);
    bool done = strcmp(status, "SUCCESS") == 0 && !json_is_true(json_object_get(line, "dryRun"));
    if (lines->known == 0)
        return done ? STATUS_DONE : take(lines, line);
    if (number < 0 || (size_t)number >= lines->known)
        return refuse(lines, "a result of an input that was not given", NULL);
    if (done)
        lines->inputs->items[number].done = true;
    return STATUS_DONE;
}

/* Documents and the summary are passed over. */
static int take_left(struct lines *lines, const json_t *line)
{
    lines->told = lines->told || json_object_get(line, "given") || json_object_get(line, "result");
    if (json_is_integer(json_object_get(line, "given")))
        return take_given(lines, line);
    return json_object_get(line, "result") ? take_result(lines, line) : STATUS_DONE;
}

/* A run that was killed may have been in the middle of its last line. */
static bool is_torn(const struct lines *lines, const char *text, size_t length)
{
    return lines->rerun && text[length - 1] != '\n' && feof(lines->stream);
}

/* What a document's line has is not needed, be it as long as a record. The rest of such a line is passed over. */
static bool skip_document(const struct lines *lines, const char *text)
{
    static const char begin[] = "{\"document\":";
    int c = text[strlen(text) - 1];
    if (!lines->rerun || strncmp(text, begin, sizeof begin - 1) != 0)
        return false;
    while (c != '\n' && c != EOF)
        c = getc(lines->stream);
    return true;
}

static int read_line(struct lines *lines, const char *text, size_t length)
{
    if (length > RUN_INPUT_LONGEST_LINE && skip_document(lines, text))
        return STATUS_DONE;
    if (length > RUN_INPUT_LONGEST_LINE)
        return refuse(lines, "a line may have up to 1 MiB", NULL);
    if (strspn(text, " \t\r\n") == length)
        return STATUS_DONE;
    json_t *line = json_loadb(text, length, JSON_REJECT_DUPLICATES, NULL);
    if (!json_is_object(line)) {
        json_decref(line);
        if (is_torn(lines, text, length))
            return STATUS_DONE;
        return refuse(lines, "this is not one JSON object on one line",
            "such as {\"id\": \"a.csv\", \"properties\": {}}");
    }
    int status = STATUS_DONE;
    if (lines->rerun) {
        status = take_left(lines, line);
    } else {
        status = check_members(lines, line);
        if (status == STATUS_DONE)
            status = take(lines, line);
    }
    json_decref(line);
    return status;
}

/* The buffer takes one byte more than a line may have, which gives a longer one away. */
static int read_lines(struct lines *lines)
{
    const size_t capacity = RUN_INPUT_LONGEST_LINE + 2;
    char *text = malloc(capacity);
    int status = text ? STATUS_DONE : console_no_memory(lines->console);
    while (status == STATUS_DONE && fgets(text, (int)capacity, lines->stream)) {
        lines->number++;
        status = read_line(lines, text, strlen(text));
    }
    if (status == STATUS_DONE && ferror(lines->stream))
        status = refuse(lines, "can't be read any further", NULL);
    free(text);
    return status;
}

/* The rest would be forgotten in silence. */
static int refuse_torn(const struct lines *lines)
{
    return console_fail(lines->console, STATUS_USAGE, "cli.usage.input",
        "run it again as it was: it was ended before it began, so that nothing was done",
        "%s has %zu of the %zu documents that its run was given", lines->path, lines->known,
        lines->given);
}

int run_lines_read(
    const struct console *console, const char *path, bool rerun, struct run_inputs *inputs)
{
    bool is_standard = strcmp(path, "-") == 0;
    struct lines lines = {.console = console,
        .path = path,
        .stream = is_standard ? stdin : fopen(path, "re"),
        .rerun = rerun,
        .inputs = inputs};
    char reason[128];
    if (!lines.stream)
        return console_fail(console, STATUS_USAGE, "cli.file", NULL, "%s can't be read: %s", path,
            strerror_r(errno, reason, sizeof reason));
    int status = read_lines(&lines);
    if (status == STATUS_DONE && rerun && !lines.told)
        status = console_fail(console, STATUS_USAGE, "cli.usage.input",
            "name the file that --results of that run wrote", "%s tells of no run", path);
    if (status == STATUS_DONE && lines.known < lines.given)
        status = refuse_torn(&lines);
    if (rerun)
        run_inputs_drop_done(inputs);
    if (!is_standard)
        (void)fclose(lines.stream);
    return status;
}
