/* SPDX-License-Identifier: Apache-2.0 */
/* What errors of documents have said, so that the end of a run does not say it again. */
#ifndef HAWSER_CLI_RUN_SAID_H
#define HAWSER_CLI_RUN_SAID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RUN_SAID_MOST ((size_t)1 << 16) /* messages; those after them are not remembered */

struct run_said {
    uint64_t *marks; /* a hash of each message */
    size_t count;
    size_t capacity;
};

/* `message` may be NULL. Without memory it is not remembered. */
void run_said_add(struct run_said *said, const char *message);
bool run_said_has(const struct run_said *said, const char *message);
void run_said_done(struct run_said *said);

#endif
