/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers that a seed repeats. */
#ifndef HAWSER_CONFORM_RANDOM_H
#define HAWSER_CONFORM_RANDOM_H

#include <stddef.h>
#include <stdint.h>

struct random {
    uint64_t state;
};

uint64_t random_next(struct random *random);
/* Less than `bound`, which is not 0. */
size_t random_below(struct random *random, size_t bound);

#endif
