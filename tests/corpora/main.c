/* SPDX-License-Identifier: Apache-2.0 */
/* listing and replies are judged here. tls and json-schema have programs of their own beside this
 * one, since what they test can't be linked together. */
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "corpora/corpus.h"

static const struct {
    const char *name;
    corpus_run *run;     /* NULL: */
    const char *program; /* beside this one */
    const char *operands;
} subcommands[] = {
    {"listing", corpus_listing, NULL, "FILE..."},
    {"replies", corpus_replies, NULL, "FILE..."},
    {"tls", NULL, "corpora/tls", "FOLDER"},
    {"json-schema", NULL, "corpora/schema_suite", "FOLDER"},
};

enum { SUBCOMMANDS = sizeof subcommands / sizeof subcommands[0], FAILED = 1, USAGE = 2 };

static int usage(void)
{
    for (size_t i = 0; i < SUBCOMMANDS; i++)
        fprintf(stderr, "usage: tests/corpus %s %s\n", subcommands[i].name, subcommands[i].operands);
    return USAGE;
}

static int run(corpus_run *subcommand, int count, char **paths)
{
    struct corpus_tally tally = {0, 0, 0};
    for (int i = 0; i < count; i++) {
        if (!subcommand(paths[i], &tally))
            return USAGE;
    }
    printf("%u passed, %u failed, %u waived\n", tally.passed, tally.failed, tally.waived);
    return tally.failed ? FAILED : 0;
}

static int become(const char *self, const char *program, char **arguments)
{
    char path[PATH_MAX];
    const char *slash = strrchr(self, '/');
    int folder = slash ? (int)(slash - self) + 1 : 0;
    int length = snprintf(path, sizeof path, "%.*s%s", folder, self, program);
    if (length > 0 && (size_t)length < sizeof path)
        execv(path, arguments);
    perror(program);
    return USAGE;
}

int main(int count, char **arguments)
{
    for (size_t i = 0; count > 2 && i < SUBCOMMANDS; i++) {
        if (strcmp(arguments[1], subcommands[i].name) != 0)
            continue;
        return subcommands[i].run ? run(subcommands[i].run, count - 2, arguments + 2)
                                  : become(arguments[0], subcommands[i].program, arguments + 1);
    }
    return usage();
}
