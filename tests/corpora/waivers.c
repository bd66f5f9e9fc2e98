/* SPDX-License-Identifier: Apache-2.0 */
/* Where a source and we differ on purpose: its record, and why. */
#include "corpora/corpus.h"

#include <string.h>

static const struct {
    const char *id;
    const char *why;
} waivers[] = {
    {"suppaftp/0009",
        "servers do send lines without a group; there it counts as one without a size"},
    {"suppaftp/0033",
        "06444 is setuid and setgid with 444, as a server that prints \"0%o\" sends it"},
    {"reply/061", "a sentence without quotes is no path to go to"},
};

const char *corpus_waiver(const char *id)
{
    for (size_t i = 0; id && i < sizeof waivers / sizeof *waivers; i++)
        if (strcmp(waivers[i].id, id) == 0)
            return waivers[i].why;
    return NULL;
}
