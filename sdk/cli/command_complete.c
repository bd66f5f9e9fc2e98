/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What could be the last of some words, for a shell's completion. It is never in the way: it answers with status 0 and
 * says nothing else, whatever is wrong, and gives up after a while.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "candidates.h"
#include "complete_option.h"
#include "complete_word.h"
#include "completing.h"
#include "status.h"

enum { PATIENCE = 5 }; /* seconds, of a person who pressed a key */

static const enum option_id taken[] = {OPTION_HELP};

static void give_up(int signal_number)
{
    (void)signal_number;
    _exit(STATUS_DONE);
}

/* "--out=in": the option, and as what was typed its argument. */
static bool complete_assigned(struct completing *completing, struct candidates *candidates)
{
    const char *typed = candidates->typed;
    size_t length = strcspn(typed, "=");
    enum option_id id = completing_option(completing->command, typed, length);
    if (typed[length] != '=' || id == OPTION_COUNT || !option_about(id).argument)
        return false;
    candidates->typed = typed + length + 1;
    complete_argument(completing, id, candidates);
    return true;
}

static void complete_line(struct completing *completing, struct candidates *candidates)
{
    if (completing->expects)
        complete_argument(completing, completing->option, candidates);
    else if (completing->only_words || candidates->typed[0] != '-')
        complete_word(completing, candidates);
    else if (!complete_assigned(completing, candidates))
        complete_options(completing->command, candidates);
}

static void complete(
    struct console *console, char **words, size_t count, struct candidates *candidates)
{
    if (count == 1 || (count == 2 && strcmp(words[0], "help") == 0)) {
        complete_commands(candidates);
        return;
    }
    const struct command *command = program_command(words[0]);
    if (!command || command == &command_complete)
        return;
    struct completing completing = completing_of(console, command, words + 1, count - 2);
    complete_line(&completing, candidates);
    completing_done(&completing);
}

static int run(struct console *console, const struct options *options)
{
    char **words = options->words;
    size_t count = options->word_count;
    struct candidates candidates = {.out = console->out, .typed = count ? words[count - 1] : ""};
    FILE *nowhere = fopen("/dev/null", "we");
    if (!nowhere)
        return STATUS_DONE;
    (void)signal(SIGALRM, give_up);
    (void)alarm(PATIENCE);
    struct console silent = {.out = nowhere, .err = nowhere};
    complete(&silent, words, count ? count : 1, &candidates);
    (void)alarm(0);
    (void)fclose(nowhere);
    return STATUS_DONE;
}

const struct command command_complete = {
    .name = "complete",
    .summary = "",
    .synopsis = "-- [WORD]...",
    .text =
        "For the completion of shells. The words are those behind \"hawser\", up to and with the\n"
        "one that is being written, which may be empty. Each line is a word that it could\n"
        "become, a tab and a description; with --OPTION=VALUE it is the value alone. A line\n"
        ":files or :folders asks for names of those as well. The status is 0, whatever is\n"
        "wrong.",
    .example = "  hawser complete -- run disk ''",
    .options = COMMAND_OPTIONS(taken),
    .least_words = 0,
    .most_words = COMMAND_ANY_WORDS,
    .run = run,
};
