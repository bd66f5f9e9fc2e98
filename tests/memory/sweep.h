/* SPDX-License-Identifier: Apache-2.0 */
/* What is done again and again, each time with another allocation that fails. */
#ifndef HAWSER_TESTS_MEMORY_SWEEP_H
#define HAWSER_TESTS_MEMORY_SWEEP_H

#include <stdbool.h>
#include <stdint.h>

/* One run of a scenario: what it returned, and what else it saw. */
struct attempt {
    int32_t code;
    char id[64];   /* of the problem, or of the first error told of */
    unsigned told; /* findings, results or documents; the same in each run that succeeds */
};

struct scenario {
    const char *name;
    int32_t code; /* where there is memory */
    /* Allocates nothing that counts; before each run. May be NULL. */
    void (*prepare)(void);
    void (*run)(struct attempt *attempt);
    /* What must hold whatever failed, after each run; false with a word on stderr. May be NULL. */
    bool (*check)(const struct attempt *attempt);
};

/* Fails each allocation of a scenario in turn, by itself and with all that follow: every one of them where `seconds` is
 * 0, else as many as that time allows, spread over all. False, and why on stderr, where something was not in order. */
bool sweep(const struct scenario *scenario, unsigned seconds);

#endif
