/* SPDX-License-Identifier: Apache-2.0 */
/* A command of the program: what it takes, what its help says, what it does. */
#ifndef HAWSER_CLI_COMMAND_H
#define HAWSER_CLI_COMMAND_H

#include <stddef.h>

#include "console.h"
#include "options.h"

#define COMMAND_ANY_WORDS ((size_t)-1)

struct command {
    const char *name;
    const char *summary;  /* a line for the list of commands */
    const char *synopsis; /* what may follow the name, a line for each form */
    const char *text;     /* paragraphs for --help */
    const char *example;
    struct option_set options;
    size_t least_words;
    size_t most_words;
    /* Returns the exit status. */
    int (*run)(struct console *console, const struct options *options);
};

#define COMMAND_OPTIONS(array)                                                                     \
    {                                                                                              \
        .ids = (array), .count = sizeof(array) / sizeof((array)[0])                                \
    }

extern const struct command command_connectors;
extern const struct command command_describe;
extern const struct command command_init;
extern const struct command command_validate;
extern const struct command command_test;
extern const struct command command_browse;
extern const struct command command_run;
extern const struct command command_trust;
extern const struct command command_conform;
/* For shells, not for people: it is not listed. */
extern const struct command command_complete;

/* Those that are listed, in that order; NULL ends them. */
extern const struct command *const program_commands[];
/* By its name, one that is not listed too. NULL: there is none. */
const struct command *program_command(const char *name);

#endif
