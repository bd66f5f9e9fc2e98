/* SPDX-License-Identifier: Apache-2.0 */
#include <config.h>

#include "run_said.h"

#include <stdlib.h>

enum { FIRST_CAPACITY = 16 };

/* FNV-1a. Two messages of one mark would only hide a repetition. */
static uint64_t mark_of(const char *message)
{
    uint64_t mark = 0xcbf29ce484222325u;
    for (; *message != '\0'; message++)
        mark = (mark ^ (unsigned char)*message) * 0x100000001b3u;
    return mark;
}

static bool grow(struct run_said *said)
{
    if (said->count < said->capacity)
        return true;
    if (said->count >= RUN_SAID_MOST)
        return false;
    size_t capacity = said->capacity ? said->capacity * 2 : FIRST_CAPACITY;
    uint64_t *larger = reallocarray(said->marks, capacity, sizeof *larger);
    if (!larger)
        return false;
    said->marks = larger;
    said->capacity = capacity;
    return true;
}

void run_said_add(struct run_said *said, const char *message)
{
    if (message && grow(said))
        said->marks[said->count++] = mark_of(message);
}

bool run_said_has(const struct run_said *said, const char *message)
{
    uint64_t mark = message ? mark_of(message) : 0;
    for (size_t i = 0; message && i < said->count; i++) {
        if (said->marks[i] == mark)
            return true;
    }
    return false;
}

void run_said_done(struct run_said *said)
{
    free(said->marks);
    *said = (struct run_said){0};
}
