/* SPDX-License-Identifier: Apache-2.0 */
/* What was found out, for a person, for a test harness, or for a program. */
#ifndef HAWSER_CONFORM_LISTING_H
#define HAWSER_CONFORM_LISTING_H

#include <stdint.h>

#include "table.h"
#include "tests.h"

enum listing_form { LISTING_TABLE, LISTING_TAP, LISTING_JSON };

struct listing {
    const struct console *console;
    enum listing_form form;
    struct table table;
    size_t lines;
    size_t counts[VERDICT_COUNT];
};

void listing_begin(
    struct listing *listing, const struct console *console, enum listing_form form, size_t count);
void listing_add(struct listing *listing, const struct conform_test *test,
    const struct verdict *verdict, uint64_t ms);
/* True: nothing failed. */
bool listing_end(struct listing *listing, uint64_t seed);

#endif
