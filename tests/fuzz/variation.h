/* SPDX-License-Identifier: Apache-2.0 */
/* Variations of a seed, the same ones on every machine. */
#ifndef HAWSER_TESTS_FUZZ_VARIATION_H
#define HAWSER_TESTS_FUZZ_VARIATION_H

#include <stddef.h>
#include <stdint.h>

enum { CASE_MAX = 16 * 1024 };

struct fuzz_case {
    char data[CASE_MAX];
    size_t length;
};

/* Changes some places of the case, as `number` says. */
void fuzz_vary(struct fuzz_case *varied, uint64_t number);

#endif
