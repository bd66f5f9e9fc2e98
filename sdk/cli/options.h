/* SPDX-License-Identifier: Apache-2.0 */
/* The options of all commands, and what of them a command line has. */
#ifndef HAWSER_CLI_OPTIONS_H
#define HAWSER_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "console.h"

enum option_id {
    OPTION_CONNECTION,
    OPTION_OPERATION,
    OPTION_ACTION,
    OPTION_SET,
    OPTION_SET_CONNECTION,
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
    OPTION_DRAFT,
    OPTION_SCHEMA,
    OPTION_FOR,
    OPTION_INDEX,
    OPTION_YES,
    OPTION_WRITE,
    OPTION_SAVE_PROFILE,
    OPTION_FIXTURE,
    OPTION_ONLY,
    OPTION_SEED,
    OPTION_TAP,
    OPTION_VERBOSE,
    OPTION_JSON,
    OPTION_HELP,
    OPTION_COUNT
};

/* One option on a command line. */
struct occurrence {
    enum option_id id;
    const char *value; /* NULL: it takes none. Borrowed from the command line */
};

struct options {
    struct occurrence *occurrences; /* in the order of the command line */
    size_t count;
    char **words; /* what is no option; borrowed */
    size_t word_count;
};

/* What a command takes. */
struct option_set {
    const enum option_id *ids;
    size_t count;
};

/* Reads argv[1] and after. Returns 0, or the exit status after saying what is wrong. */
int options_parse(const struct console *console, const char *command, struct option_set taken,
    int argc, char **argv, struct options *ret_options);
void options_done(struct options *options);

bool option_given(const struct options *options, enum option_id id);
/* The last value given, or NULL. */
const char *option_text(const struct options *options, enum option_id id);
/* The next value of a repeatable option from *cursor, which begins at 0; NULL: no more. */
const char *option_next(const struct options *options, enum option_id id, size_t *cursor);

/* What is known of one, for completion. The letter is 0 and the argument NULL where it has none. */
struct option_about {
    const char *name;
    char letter;
    const char *argument;
    const char *help;
};
struct option_about option_about(enum option_id id);

/* The list of options for --help, in `width` columns; 0: any number. */
void options_describe(FILE *stream, size_t width, struct option_set taken);

#endif
