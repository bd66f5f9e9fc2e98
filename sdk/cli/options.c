/* SPDX-License-Identifier: Apache-2.0 */
#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "status.h"
#include "suggest.h"
#include "text.h"

enum { LONG_ONLY = 256, SHORT_CAPACITY = 2 * OPTION_COUNT + 3, HELP_COLUMN = 30 };

struct specification {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* NULL: takes none */
    const char *help;     /* lines after the first are indented by the writer */
};

static const struct specification specifications[OPTION_COUNT] = {
    [OPTION_CONNECTION] = {"connection", 'c', "FILE",
        "the connection, in JSON; - is standard input"},
    [OPTION_OPERATION] = {"operation", 0, "FILE",
        "the action's options, in JSON; - is standard input"},
    [OPTION_ACTION] = {"action", 0, "ACTION", "validate the operation of this action as well"},
    [OPTION_SET] = {"set", 0, "FIELD=VALUE", "one field of the operation; may be repeated"},
    [OPTION_SET_CONNECTION] = {"set-connection", 0, "FIELD=VALUE",
        "one field of the connection, but no secret; may be repeated"},
    [OPTION_FILTER] = {"filter", 0, "EXPRESSION", "which entries: as text, or as JSON"},
    [OPTION_PROPERTY] = {"property", 0, "NAME=VALUE",
        "a property of every input document; may be repeated"},
    [OPTION_INPUT] = {"input", 0, "FILE.jsonl",
        "input documents, one a line: {\"id\":..., \"properties\":{...},\n\"file\":\"path\"}; - is "
        "standard input"},
    [OPTION_RERUN] = {"rerun", 0, "FILE",
        "the input documents that did not end in SUCCESS in an\nearlier --results file"},
    [OPTION_OUT] = {"out", 0, "DIR|-",
        "where documents go: files of a directory, or standard output"},
    [OPTION_OVERWRITE] = {"overwrite", 0, NULL, "replace files of the same name in DIR"},
    [OPTION_DRY_RUN] = {"dry-run", 0, NULL,
        "say what would be read, written, deleted and moved; change\nnothing"},
    [OPTION_DURABLE] = {"durable", 0, NULL, "write files through to the disk, always"},
    [OPTION_ACK_ON_WRITE] = {"ack-on-write", 0, NULL,
        "allow a source to be deleted or moved when its document\nwas written, though it could not "
        "be made safe"},
    [OPTION_ORDERED] = {"ordered", 0, NULL, "results in the order of the inputs"},
    [OPTION_RESULTS] = {"results", 0, "FILE", "write the JSON lines to FILE as well"},
    [OPTION_TIMEOUT] = {"timeout", 0, "SECONDS", "end the whole execution after this time"},
    [OPTION_LOCK] = {"lock", 0, "NAME", "end at once, with status 5, where another run holds NAME"},
    [OPTION_CORRELATION] = {"correlation", 0, "ID", "an id to repeat in every log line and result"},
    [OPTION_DRAFT] = {"draft", 0, NULL, "being filled in: what is missing is no error"},
    [OPTION_SCHEMA] = {"schema", 0, "connection|ACTION", "only this JSON Schema"},
    [OPTION_FOR] = {"for", 0, "HOST", "trust it for this host alone"},
    [OPTION_INDEX] = {"index", 0, "N", "which certificate of the chain; 0 is the server's own"},
    [OPTION_YES] = {"yes", 'y', NULL, "deploy without asking"},
    [OPTION_WRITE] = {"write", 0, NULL,
        "try writing too, with files of the test's own, which are\ndeleted again"},
    [OPTION_SAVE_PROFILE] = {"save-profile", 0, "FILE",
        "save what was learned of the server; into the connection\nitself where FILE is its "
        "file"},
    [OPTION_FIXTURE] = {"fixture", 0, "FILE",
        "a configuration that works, and documents, to execute with"},
    [OPTION_ONLY] = {"only", 0, "TEST", "this test alone"},
    [OPTION_SEED] = {"seed", 0, "N", "repeat what was chosen at random"},
    [OPTION_TAP] = {"tap", 0, NULL, "write TAP 13 to standard output"},
    [OPTION_VERBOSE] = {"verbose", 'v', NULL, "log the protocol, redacted, to standard error"},
    [OPTION_JSON] = {"json", 0, NULL, "one JSON object a line on standard output"},
    [OPTION_HELP] = {"help", 'h', NULL, "show this help"},
};

struct getopt_tables {
    struct option longs[OPTION_COUNT + 1];
    char shorts[SHORT_CAPACITY];
};

/* The leading ':' makes getopt tell a missing argument from an unknown option. */
static void build_tables(struct option_set taken, struct getopt_tables *tables)
{
    size_t at = 0;
    *tables = (struct getopt_tables){0};
    tables->shorts[at++] = ':';
    for (size_t i = 0; i < taken.count; i++) {
        const struct specification *entry = &specifications[taken.ids[i]];
        tables->longs[i] = (struct option){
            .name = entry->name,
            .has_arg = entry->argument ? required_argument : no_argument,
            .val = LONG_ONLY + (int)taken.ids[i],
        };
        if (entry->letter) {
            tables->shorts[at++] = entry->letter;
            if (entry->argument)
                tables->shorts[at++] = ':';
        }
    }
}

static enum option_id id_of_letter(struct option_set taken, int letter)
{
    for (size_t i = 0; i < taken.count; i++) {
        if (specifications[taken.ids[i]].letter == letter)
            return taken.ids[i];
    }
    return OPTION_COUNT;
}

static bool option_taken(struct option_set taken, enum option_id id)
{
    for (size_t i = 0; i < taken.count; i++) {
        if (taken.ids[i] == id)
            return true;
    }
    return false;
}

static int refuse_unknown(
    const struct console *console, const char *command, struct option_set taken, const char *word)
{
    char name[SUGGEST_LONGEST + 1] = "";
    char hint[LONG_ONLY];
    char otherwise[LONG_ONLY];
    word += strspn(word, "-");
    size_t length = strcspn(word, "=");
    if (length < sizeof name)
        memcpy(name, word, length);
    struct suggestion suggestion = suggestion_for(name);
    for (size_t i = 0; i < taken.count; i++)
        suggestion_offer(&suggestion, specifications[taken.ids[i]].name);
    (void)snprintf(otherwise, sizeof otherwise, "hawser %s --help lists the options%s", command,
        option_taken(taken, OPTION_SET) ? "; --set FIELD=VALUE sets a field of the action" : "");
    return console_fail(console, STATUS_USAGE, "cli.usage.option",
        suggestion_hint(&suggestion, "--", hint, sizeof hint, otherwise),
        "%s has no option %s%.*s, or it is not clear which is meant", command,
        length == 1 ? "-" : "--", (int)length, word);
}

static int refuse_missing(const struct console *console, int value, struct option_set taken)
{
    enum option_id id =
        value >= LONG_ONLY ? (enum option_id)(value - LONG_ONLY) : id_of_letter(taken, value);
    return console_fail(console, STATUS_USAGE, "cli.usage.argument", NULL, "--%s needs %s",
        specifications[id].name, specifications[id].argument);
}

/* --json=yes and the like: the option is known but takes no argument. */
static bool is_flag_with_argument(int value)
{
    return value >= LONG_ONLY && value < LONG_ONLY + OPTION_COUNT &&
           !specifications[value - LONG_ONLY].argument;
}

static int refuse(const struct console *console, const char *command, struct option_set taken,
    char **argv, int kind)
{
    if (kind == ':')
        return refuse_missing(console, optopt, taken);
    if (is_flag_with_argument(optopt))
        return console_fail(console, STATUS_USAGE, "cli.usage.argument", NULL,
            "--%s takes no argument", specifications[optopt - LONG_ONLY].name);
    char letter[] = {'-', (char)optopt, '\0'};
    bool is_short = optopt > 0 && optopt < LONG_ONLY;
    return refuse_unknown(console, command, taken, is_short ? letter : argv[optind - 1]);
}

int options_parse(const struct console *console, const char *command, struct option_set taken,
    int argc, char **argv, struct options *ret_options)
{
    struct getopt_tables tables;
    struct options options = {.occurrences = calloc((size_t)argc + 1, sizeof(struct occurrence))};
    if (!options.occurrences)
        return console_no_memory(console);
    build_tables(taken, &tables);
    optind = 0;
    opterr = 0;
    int value;
    while ((value = getopt_long(argc, argv, tables.shorts, tables.longs, NULL)) != -1) {
        if (value == '?' || value == ':') {
            int status = refuse(console, command, taken, argv, value);
            options_done(&options);
            return status;
        }
        enum option_id id =
            value >= LONG_ONLY ? (enum option_id)(value - LONG_ONLY) : id_of_letter(taken, value);
        const char *argument = specifications[id].argument ? optarg : NULL;
        options.occurrences[options.count++] = (struct occurrence){id, argument};
    }
    options.words = argv + optind;
    options.word_count = (size_t)(argc - optind);
    *ret_options = options;
    return STATUS_DONE;
}

void options_done(struct options *options)
{
    free(options->occurrences);
    *options = (struct options){0};
}

bool option_given(const struct options *options, enum option_id id)
{
    for (size_t i = 0; i < options->count; i++) {
        if (options->occurrences[i].id == id)
            return true;
    }
    return false;
}

const char *option_text(const struct options *options, enum option_id id)
{
    const char *last = NULL;
    for (size_t i = 0; i < options->count; i++) {
        if (options->occurrences[i].id == id)
            last = options->occurrences[i].value;
    }
    return last;
}

const char *option_next(const struct options *options, enum option_id id, size_t *cursor)
{
    while (*cursor < options->count) {
        const struct occurrence *occurrence = &options->occurrences[(*cursor)++];
        if (occurrence->id == id)
            return occurrence->value;
    }
    return NULL;
}

struct option_about option_about(enum option_id id)
{
    const struct specification *entry = &specifications[id];
    return (struct option_about){entry->name, entry->letter, entry->argument, entry->help};
}

static void describe_one(FILE *stream, size_t width, const struct specification *entry)
{
    char letter[] = {'-', entry->letter, ',', '\0'};
    int used = fprintf(stream, "  %-3s --%s%s%s", entry->letter ? letter : "", entry->name,
        entry->argument ? " " : "", entry->argument ? entry->argument : "");
    if (used >= HELP_COLUMN) {
        (void)fputc('\n', stream);
        used = 0;
    }
    (void)fprintf(stream, "%*s", HELP_COLUMN - used, "");
    text_write_paragraphs(stream, entry->help, width, HELP_COLUMN);
}

void options_describe(FILE *stream, size_t width, struct option_set taken)
{
    for (size_t i = 0; i < taken.count; i++)
        describe_one(stream, width, &specifications[taken.ids[i]]);
}
