/* SPDX-License-Identifier: Apache-2.0 */
/* The line at the bottom of a terminal that says how far a run is. */
#ifndef HAWSER_CLI_RUN_PROGRESS_H
#define HAWSER_CLI_RUN_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "console.h"

#define RUN_PROGRESS_MOST 16 /* documents under way that are told apart */

struct transfer {
    uint64_t input;
    uint64_t done;
    uint64_t total;
    const char *name; /* borrowed; NULL: it has none */
    bool used;
};

/* What a run is known to have in all, before it begins. */
struct run_extent {
    uint64_t documents; /* 0: unknown */
    uint64_t bytes;     /* HAWSER_SIZE_UNKNOWN */
};

struct run_progress {
    const struct console *console;
    bool wanted; /* a terminal is there to show it, and nothing else writes to it */
    bool shown;
    struct run_extent extent;
    struct transfer transfers[RUN_PROGRESS_MOST];
    const struct transfer *latest; /* that of which bytes came last; NULL: none yet */
    uint64_t moved;                /* bytes since the beginning */
    uint64_t delivered;            /* bytes of documents that came to their end here */
    uint64_t finished;             /* documents */
    uint64_t drawn_ns;
    uint64_t drawn_moved;
    double rate; /* bytes a second, smoothed */
};

void run_progress_begin(
    struct run_progress *progress, const struct console *console, const struct run_extent *extent);
/* `done` of `total` bytes of `input`, as the SDK reports it. `name` is borrowed to the end of the run, and may be NULL.
 */
void run_progress_move(
    struct run_progress *progress, uint64_t input, const char *name, uint64_t done, uint64_t total);
/* A document of `input` has come to its end: it is `complete`, or failed. `delivered` of its bytes are here now. */
void run_progress_finish(
    struct run_progress *progress, uint64_t input, uint64_t delivered, bool complete);
/* Clears the line, so that others can be written; it comes back by itself. */
void run_progress_clear(struct run_progress *progress);

#endif
