/* SPDX-License-Identifier: Apache-2.0 */
/* Finds the command, reads its options and runs it. */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include <hawser/host.h>

#include "command.h"
#include "secret_memory.h"
#include "standard_streams.h"
#include "status.h"
#include "suggest.h"
#include "text.h"

enum { LONGEST_HINT = 128, LONGEST_FORM = 256, NAME_COLUMNS = 12 };

static void write_overview(const struct console *console, FILE *stream)
{
    size_t width = console_width(console, stream);
    text_write_paragraphs(stream,
        "hawser moves documents between this machine and others, through connectors.", width, 0);
    (void)fputs("\nusage: hawser COMMAND [OPTION]... [WORD]...\n\ncommands:\n", stream);
    for (const struct command *const *command = program_commands; *command; command++) {
        (void)fprintf(stream, "  %-*s", NAME_COLUMNS, (*command)->name);
        text_write_paragraphs(stream, (*command)->summary, width, NAME_COLUMNS + 2);
    }
    (void)fputc('\n', stream);
    text_write_paragraphs(stream,
        "hawser COMMAND --help says more of each. hawser --version says the version.", width, 0);
    (void)fputs("\nexample:\n"
                "  hawser init ftp > conn.json\n"
                "  hawser test ftp --connection conn.json\n"
                "  hawser run ftp list --connection conn.json\n\n",
        stream);
    text_write_paragraphs(stream,
        "exit status: 0 all done; 1 some documents failed by themselves; 2 wrong usage;\n"
        "3 invalid configuration; 4 the execution failed; 5 locked; 130 cancelled",
        width, 0);
}

/* Every line of the synopsis is a form of its own. */
static void write_synopsis(FILE *stream, size_t width, const struct command *command)
{
    const char *prefix = "usage: ";
    char text[LONGEST_FORM];
    for (const char *form = command->synopsis;;) {
        int length = (int)strcspn(form, "\n");
        (void)snprintf(text, sizeof text, "%shawser %s %.*s", prefix, command->name, length, form);
        text_write_paragraphs(stream, text, width, sizeof "usage: hawser " - 1);
        form += length;
        if (*form++ == '\0')
            return;
        prefix = "       ";
    }
}

static int write_help(const struct console *console, const struct command *command)
{
    FILE *stream = console->out;
    size_t width = console_width(console, stream);
    write_synopsis(stream, width, command);
    (void)fputc('\n', stream);
    text_write_paragraphs(stream, command->text, width, 0);
    (void)fputs("\noptions:\n", stream);
    options_describe(stream, width, command->options);
    (void)fprintf(stream, "\nexample:\n%s\n", command->example);
    return STATUS_DONE;
}

static int check_words(
    const struct console *console, const struct command *command, const struct options *options)
{
    char hint[LONGEST_HINT];
    (void)snprintf(hint, sizeof hint, "hawser %s --help shows what it takes", command->name);
    if (options->word_count < command->least_words)
        return console_fail(console, STATUS_USAGE, "cli.usage.words", hint,
            "%s needs more: hawser %s %.*s", command->name, command->name,
            (int)strcspn(command->synopsis, "\n"), command->synopsis);
    if (options->word_count > command->most_words)
        return console_fail(console, STATUS_USAGE, "cli.usage.words", hint,
            "%s can't do anything with \"%s\"", command->name, options->words[command->most_words]);
    return STATUS_DONE;
}

static int run_command(
    struct console *console, const struct command *command, int argc, char **argv)
{
    struct options options;
    int status = options_parse(console, command->name, command->options, argc, argv, &options);
    if (status != STATUS_DONE)
        return status;
    console->json = option_given(&options, OPTION_JSON);
    console->verbose = option_given(&options, OPTION_VERBOSE);
    if (option_given(&options, OPTION_HELP)) {
        status = write_help(console, command);
    } else {
        status = check_words(console, command, &options);
        if (status == STATUS_DONE)
            status = command->run(console, &options);
    }
    options_done(&options);
    return status;
}

static int refuse_command(const struct console *console, const char *name)
{
    char hint[LONGEST_HINT];
    struct suggestion suggestion = suggestion_for(name);
    for (const struct command *const *command = program_commands; *command; command++)
        suggestion_offer(&suggestion, (*command)->name);
    return console_fail(console, STATUS_USAGE, "cli.usage.command",
        suggestion_hint(
            &suggestion, "hawser ", hint, sizeof hint, "hawser --help lists the commands"),
        "there is no command \"%s\"", name);
}

/* Whether errors of the command line itself are wanted in JSON: known before the options are read.
 */
static bool asks_for_json(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--json") == 0)
            return true;
    }
    return false;
}

static int dispatch(struct console *console, int argc, char **argv)
{
    if (argc < 2) {
        write_overview(console, console->err);
        return STATUS_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        (strcmp(argv[1], "help") == 0 && argc == 2)) {
        write_overview(console, console->out);
        return STATUS_DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        (void)fprintf(console->out, "hawser %s\n", hawser_version());
        return STATUS_DONE;
    }
    if (strcmp(argv[1], "help") == 0 && argc == 3 && program_command(argv[2]))
        return write_help(console, program_command(argv[2]));
    const struct command *command = program_command(argv[1]);
    if (!command)
        return refuse_command(console, argv[1]);
    return run_command(console, command, argc - 1, argv + 1);
}

enum { OUT_BUFFER = 64 * 1024 };

int main(int argc, char **argv)
{
    struct console console;
    char out_buffer[OUT_BUFFER];
    if (!standard_streams_hold())
        return STATUS_FAILED;
    /* A reader that went away is an error of a write, not the end of a transfer in its middle. */
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN); /* a limit for files (ulimit -f) is like a disk that is full */
    /* Widths of characters; everything else stays as in C. */
    (void)setlocale(LC_CTYPE, "");
    secret_memory_wipe_json();
    console_init(&console, stdout, stderr);
    /* Lines by the hundred thousand, in fewer writes; whoever wants to see one at once flushes. */
    if (!console.out_terminal)
        (void)setvbuf(stdout, out_buffer, _IOFBF, sizeof out_buffer);
    console.json = asks_for_json(argc, argv);
    int status = dispatch(&console, argc, argv);
    if (!console_finish(&console) && status == STATUS_DONE)
        status = STATUS_FAILED;
    (void)setvbuf(stdout, NULL, _IONBF, 0); /* the buffer ends here, the stream does not */
    return status;
}
