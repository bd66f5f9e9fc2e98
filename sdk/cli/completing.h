/* SPDX-License-Identifier: Apache-2.0 */
/* A command line that is being written: what stands on it before the word that is to be completed. */
#ifndef HAWSER_CLI_COMPLETING_H
#define HAWSER_CLI_COMPLETING_H

#include <stdbool.h>
#include <stddef.h>

#include "command.h"
#include "connector_use.h"

#define COMPLETING_MOST_WORDS 4 /* that are told apart; more are only counted */

struct completing {
    struct console *console; /* says nothing */
    const struct command *command;
    char *words[COMPLETING_MOST_WORDS]; /* that are no option and none's argument; borrowed */
    size_t word_count;
    const char *action;    /* of --action; NULL: none */
    bool expects;          /* the word is the argument of an option */
    enum option_id option; /* that option */
    bool only_words;       /* -- was written */
    struct connector_use use;
    bool loaded;
};

/* `words` begin behind the command's name and end before the word that is completed. */
struct completing completing_of(
    struct console *console, const struct command *command, char **words, size_t count);
void completing_done(struct completing *completing);

/* An option of the command by a word such as "--set" or "-c"; OPTION_COUNT: it is none. */
enum option_id completing_option(const struct command *command, const char *word, size_t length);

/* What the connector that the line names says of itself; NULL: it names none that is installed. Nothing is loaded by
 * path: completing a line runs no code that was not installed. */
const struct connector_use *completing_connector(struct completing *completing);
/* The descriptor's entry for the action of the line; NULL: it names none. */
const json_t *completing_action(struct completing *completing);

#endif
