/* SPDX-License-Identifier: Apache-2.0 */
#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "configuration.h"
#include "connector_use.h"
#include "json_text.h"
#include "limits.h"
#include "problem.h"
#include "status.h"
#include "text.h"

static const enum option_id taken[] = {
    OPTION_CONNECTION,
    OPTION_SET_CONNECTION,
    OPTION_TIMEOUT,
    OPTION_CORRELATION,
    OPTION_VERBOSE,
    OPTION_JSON,
    OPTION_HELP,
};

struct shown {
    const struct console *console;
    size_t count;
};

/* A line for a person, or for a script: the value that the field would take. */
static void show(void *user, const char *json, size_t length)
{
    struct shown *shown = user;
    json_t *suggestion = json_loadb(json, length, 0, NULL);
    shown->count++;
    if (shown->console->json) {
        console_line(shown->console->out, suggestion);
        return;
    }
    char *value = json_plain(json_object_get(suggestion, "value"));
    char *clean = value ? text_clean(value, strlen(value)) : NULL;
    (void)fprintf(shown->console->out, "%s\n", clean ? clean : "?");
    free(clean);
    free(value);
    json_decref(suggestion);
}

/* "/remoteDirectory", also where it was written without the slash. The caller frees it. */
static char *pointer_of(const char *field)
{
    size_t size = strlen(field) + 2;
    char *pointer = malloc(size);
    if (pointer)
        (void)snprintf(pointer, size, "%s%s", field[0] == '/' ? "" : "/", field);
    return pointer;
}

static int ask(const struct console *console, const struct options *options,
    const struct connector_use *use, const struct configuration *configuration)
{
    struct limits limits;
    struct shown shown = {.console = console};
    hawser_problem *problem = NULL;
    char *pointer = pointer_of(options->words[1]);
    int status = pointer ? limits_begin(&limits, console, options) : console_no_memory(console);
    if (status == STATUS_DONE) {
        int32_t code = hawser_browse(use->loaded, configuration->connection.bytes,
            configuration->connection.length, pointer,
            options->word_count > 2 ? options->words[2] : "", &limits.control, show, &shown,
            &problem);
        limits_end(&limits);
        if (code != HAWSER_OK)
            status = problem_report(console, code, problem);
        /* No trial will find suggestions where there are none. */
        if (code == HAWSER_UNSUPPORTED)
            status = STATUS_USAGE;
        else if (!shown.count && !console->json)
            (void)fprintf(console->err, "hawser: there is nothing to suggest\n");
    }
    free(pointer);
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
        status = configuration_validate(console, &use, &configuration, true, false, console->err);
        if (status == STATUS_DONE)
            status = ask(console, options, &use, &configuration);
        configuration_done(&configuration);
    }
    connector_use_close(&use);
    return status;
}

const struct command command_browse = {
    .name = "browse",
    .summary = "suggest values for a field, live",
    .synopsis = "CONNECTOR FIELD [VALUE] --connection FILE [OPTION]...",
    .text = "Asks the server what a field of the connection could hold, and writes a value a line. "
            "VALUE is\n"
            "what was typed of it so far; the rest of the connection may be unfinished.",
    .example = "  hawser browse ftp remoteDirectory --connection conn.json\n"
               "  hawser browse ftp remoteDirectory reports/20 --connection conn.json",
    .options = COMMAND_OPTIONS(taken),
    .least_words = 2,
    .most_words = 3,
    .run = run,
};
