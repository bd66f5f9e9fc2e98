/* SPDX-License-Identifier: Apache-2.0 */
/* "Did you mean": the known word that was probably meant. */
#ifndef HAWSER_CLI_SUGGEST_H
#define HAWSER_CLI_SUGGEST_H

#include <stddef.h>

#define SUGGEST_LONGEST 64 /* longer words get no suggestion */

/* The nearest word so far. */
struct suggestion {
    const char *word;    /* what was written */
    const char *nearest; /* borrowed from a candidate; NULL: none is near enough */
    size_t distance;
};

struct suggestion suggestion_for(const char *word);
/* Takes `candidate` if it is nearer than what was offered before. */
void suggestion_offer(struct suggestion *suggestion, const char *candidate);

/* "did you mean NEAREST?" in the caller's buffer, or `otherwise` where nothing is near. */
const char *suggestion_hint(const struct suggestion *suggestion, const char *before, char *buffer,
    size_t capacity, const char *otherwise);

#endif
