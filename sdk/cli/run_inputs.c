/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "run_inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "json_text.h"
#include "settings.h"
#include "status.h"

enum { FIRST_CAPACITY = 16 };

static bool grow(struct run_inputs *inputs)
{
    if (inputs->count < inputs->capacity)
        return true;
    size_t capacity = inputs->capacity ? inputs->capacity * 2 : FIRST_CAPACITY;
    struct run_input *larger = reallocarray(inputs->items, capacity, sizeof *larger);
    if (!larger)
        return false;
    inputs->items = larger;
    inputs->capacity = capacity;
    return true;
}

static void input_done(struct run_input *input)
{
    free(input->id);
    free(input->file);
    json_decref(input->properties);
}

int run_inputs_append(const struct console *console, struct run_inputs *inputs, const char *id,
    const char *file, json_t *own)
{
    struct run_input input = {
        .id = id ? strdup(id) : NULL,
        .file = file ? strdup(file) : NULL,
        .properties = json_copy(inputs->properties),
    };
    bool complete = (!id || input.id) && (!file || input.file) && input.properties &&
                    (!own || json_object_update(input.properties, own) == 0) && grow(inputs);
    json_decref(own);
    if (!complete) {
        input_done(&input);
        return console_no_memory(console);
    }
    inputs->items[inputs->count++] = input;
    return STATUS_DONE;
}

struct run_extent run_inputs_extent(const struct run_inputs *inputs)
{
    struct run_extent extent = {.documents = inputs->count};
    for (size_t i = 0; i < inputs->count; i++) {
        struct stat about;
        const char *file = inputs->items[i].file;
        bool known = file && stat(file, &about) == 0 && S_ISREG(about.st_mode);
        if (!known || extent.bytes == HAWSER_SIZE_UNKNOWN)
            extent.bytes = HAWSER_SIZE_UNKNOWN;
        else
            extent.bytes += (uint64_t)about.st_size;
    }
    if (inputs->count == 0)
        extent.bytes = HAWSER_SIZE_UNKNOWN;
    return extent;
}

void run_inputs_done(struct run_inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++)
        input_done(&inputs->items[i]);
    free(inputs->items);
    json_decref(inputs->properties);
    *inputs = (struct run_inputs){0};
}

void run_inputs_drop_done(struct run_inputs *inputs)
{
    size_t kept = 0;
    for (size_t i = 0; i < inputs->count; i++) {
        if (inputs->items[i].done)
            input_done(&inputs->items[i]);
        else
            inputs->items[kept++] = inputs->items[i];
    }
    inputs->count = kept;
}

static int read_properties(const struct console *console, const struct options *options,
    const json_t *action, struct run_inputs *inputs)
{
    size_t cursor = 0;
    const char *assignment;
    int status = STATUS_DONE;
    inputs->properties = json_object();
    while (status == STATUS_DONE && (assignment = option_next(options, OPTION_PROPERTY, &cursor)))
        status = settings_assign(console, "--property", json_object_get(action, "inputProperties"),
            assignment, inputs->properties);
    return status;
}

static int words_to_inputs(const struct console *console, const struct options *options,
    bool takes_content, struct run_inputs *inputs)
{
    int status = STATUS_DONE;
    for (size_t i = 2; status == STATUS_DONE && i < options->word_count; i++) {
        const char *word = options->words[i];
        status = run_inputs_append(
            console, inputs, takes_content ? NULL : word, takes_content ? word : NULL, NULL);
    }
    return status;
}

/* Found out before anything is done to the first document. */
static int check_file(const struct console *console, const char *path)
{
    struct stat about;
    char reason[128];
    if (stat(path, &about) != 0 || access(path, R_OK) != 0)
        return console_fail(console, STATUS_USAGE, "cli.file", NULL, "%s can't be read: %s", path,
            strerror_r(errno, reason, sizeof reason));
    if (S_ISDIR(about.st_mode))
        return console_fail(console, STATUS_USAGE, "cli.file", "name the files in it instead",
            "%s is a directory", path);
    return STATUS_DONE;
}

/* Whoever started this may have closed it. */
static int check_standard_input(const struct console *console, const struct options *options)
{
    int flags = fcntl(STDIN_FILENO, F_GETFL);
    if (option_given(options, OPTION_DRY_RUN)) /* reads none of it */
        return STATUS_DONE;
    if (flags >= 0 && (flags & O_ACCMODE) != O_WRONLY)
        return STATUS_DONE;
    return console_fail(console, STATUS_USAGE, "cli.file",
        "it is closed: give it a file, or a pipe",
        "the document can't be read from standard input");
}

static int check_content(
    const struct console *console, const struct options *options, const struct run_inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++) {
        const struct run_input *input = &inputs->items[i];
        if (!input->file || input->id)
            return console_fail(console, STATUS_USAGE, "cli.usage.input", NULL,
                "input document %zu needs a file, and no id", i);
        bool is_standard = strcmp(input->file, "-") == 0;
        int status =
            is_standard ? check_standard_input(console, options) : check_file(console, input->file);
        if (status != STATUS_DONE)
            return status;
        if (is_standard && !json_object_get(input->properties, "fileName"))
            return console_fail(console, STATUS_USAGE, "cli.usage.input",
                "add --property fileName=NAME", "standard input has no name of its own");
    }
    if (inputs->count > 1 && json_object_get(inputs->properties, "fileName"))
        return console_fail(console, STATUS_USAGE, "cli.usage.input",
            "use --input FILE.jsonl to name each document",
            "--property fileName would give all %zu documents one name", inputs->count);
    return STATUS_DONE;
}

static int check_ids(const struct console *console, const struct run_inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++) {
        if (!inputs->items[i].id || inputs->items[i].file)
            return console_fail(console, STATUS_USAGE, "cli.usage.input", NULL,
                "input document %zu needs an id, and no file", i);
    }
    return STATUS_DONE;
}

static int check_bare(const struct console *console, const struct run_inputs *inputs)
{
    for (size_t i = 0; i < inputs->count; i++) {
        if (inputs->items[i].id || inputs->items[i].file)
            return console_fail(console, STATUS_USAGE, "cli.usage.input", NULL,
                "this action takes no documents but their properties");
    }
    return STATUS_DONE;
}

static int check_count(const struct console *console, const struct run_inputs *inputs,
    const char *action, bool takes_content)
{
    if (inputs->count > 0)
        return STATUS_DONE;
    return console_fail(console, STATUS_USAGE, "cli.usage.input",
        "name them behind the action, or use --input FILE.jsonl", "%s needs at least one %s",
        action, takes_content ? "file" : "id");
}

/* One source of inputs at a time, so that the index of each is plain. */
static int check_sources(const struct console *console, const struct options *options)
{
    int sources = (options->word_count > 2) + option_given(options, OPTION_INPUT) +
                  option_given(options, OPTION_RERUN);
    if (sources > 1)
        return console_fail(console, STATUS_USAGE, "cli.usage.input", NULL,
            "inputs come from the command line, from --input or from --rerun, one at a time");
    return STATUS_DONE;
}

static int gather(const struct console *console, const struct options *options, bool takes_content,
    struct run_inputs *inputs)
{
    const char *lines = option_text(options, OPTION_INPUT);
    const char *rerun = option_text(options, OPTION_RERUN);
    if (lines)
        return run_lines_read(console, lines, false, inputs);
    if (rerun)
        return run_lines_read(console, rerun, true, inputs);
    return words_to_inputs(console, options, takes_content, inputs);
}

/* Without any of its own, an action that takes no documents is still given the properties. */
static int gather_bare(
    const struct console *console, const struct options *options, struct run_inputs *inputs)
{
    if (options->word_count > 2)
        return console_fail(console, STATUS_USAGE, "cli.usage.input",
            "choose with --filter EXPRESSION; --set and --set-connection set fields, a directory "
            "among them",
            "%s takes no inputs: \"%s\"", options->words[1], options->words[2]);
    int status = gather(console, options, false, inputs);
    if (status == STATUS_DONE && inputs->count == 0 && json_object_size(inputs->properties) > 0)
        status = run_inputs_append(console, inputs, NULL, NULL, NULL);
    return status == STATUS_DONE ? check_bare(console, inputs) : status;
}

int run_inputs_gather(const struct console *console, const struct options *options,
    const json_t *action, struct run_inputs *inputs)
{
    const char *kind = json_member_text(action, "inputKind");
    bool takes_content = strcmp(kind, "content") == 0;
    int status = check_sources(console, options);
    if (status == STATUS_DONE)
        status = read_properties(console, options, action, inputs);
    if (status == STATUS_DONE && strcmp(kind, "none") == 0)
        return gather_bare(console, options, inputs);
    if (status == STATUS_DONE)
        status = gather(console, options, takes_content, inputs);
    if (status == STATUS_DONE && !option_given(options, OPTION_RERUN))
        status = check_count(console, inputs, options->words[1], takes_content);
    if (status != STATUS_DONE)
        return status;
    return takes_content ? check_content(console, options, inputs) : check_ids(console, inputs);
}

static int32_t add_one(
    hawser_execution *execution, const struct run_input *input, const char *properties)
{
    if (input->id)
        return hawser_execution_add_id(execution, input->id, properties);
    if (!input->file)
        return hawser_execution_add_memory(execution, "", 0, properties);
    if (strcmp(input->file, "-") == 0)
        return hawser_execution_add_descriptor(execution, STDIN_FILENO, properties);
    return hawser_execution_add_file(execution, input->file, properties);
}

int run_inputs_add(
    const struct console *console, const struct run_inputs *inputs, hawser_execution *execution)
{
    for (size_t i = 0; i < inputs->count; i++) {
        const struct run_input *input = &inputs->items[i];
        char *properties = json_dumps(input->properties, JSON_COMPACT);
        int32_t code = properties ? add_one(execution, input, properties) : HAWSER_NO_MEMORY;
        free(properties);
        if (code != HAWSER_OK)
            return console_fail(console, STATUS_FAILED, "cli.input", NULL,
                "input document %zu was not accepted: %s", i, hawser_code_name(code));
    }
    return STATUS_DONE;
}
