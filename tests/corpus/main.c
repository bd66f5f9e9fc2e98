/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "corpus/corpus.h"

static const struct {
    const char *name;
    corpus_run *run;
    const char *operands;
} subcommands[] = {
    {"listing", corpus_listing, "FILE..."},
    {"replies", corpus_replies, "FILE..."},
};

enum { SUBCOMMANDS = sizeof subcommands / sizeof subcommands[0], FAILED = 1, USAGE = 2 };

static int usage(void)
{
    for (size_t i = 0; i < SUBCOMMANDS; i++)
        fprintf(stderr, "usage: corpus %s %s\n", subcommands[i].name, subcommands[i].operands);
    return USAGE;
}

static int run(corpus_run *subcommand, int count, char **paths)
{
    struct corpus_tally tally = {0, 0, 0};
    for (int i = 0; i < count; i++) {
        if (!subcommand(paths[i], &tally))
            return USAGE;
    }
    printf("%u passed, %u failed, %u skipped\n", tally.passed, tally.failed, tally.skipped);
    return tally.failed ? FAILED : 0;
}

int main(int count, char **arguments)
{
    for (size_t i = 0; count > 2 && i < SUBCOMMANDS; i++) {
        if (strcmp(arguments[1], subcommands[i].name) == 0)
            return run(subcommands[i].run, count - 2, arguments + 2);
    }
    return usage();
}
