/* SPDX-License-Identifier: Apache-2.0 */
/* What is measured by itself: one concept a file, each a table of cases. */
#ifndef HAWSER_TESTS_BENCH_MICRO_H
#define HAWSER_TESTS_BENCH_MICRO_H

#include <stddef.h>

struct micro_case {
    const char *name;
    const char *unit;     /* what one operation does: "document", "line" */
    size_t fixed;         /* operations whose instructions are recorded; 0: none are */
    size_t bytes;         /* of the input, one operation; 0: it has none to speak of */
    void *(*begin)(void); /* not measured. Ends the program where it can't */
    void (*run)(void *state, size_t count);
    void (*end)(void *state);
};

struct micro_cases {
    const struct micro_case *items;
    size_t count;
};

extern const struct micro_cases micro_abi, micro_listing, micro_reply, micro_schema;

/* Ends the program: a measurement of what does not work is worth nothing. */
_Noreturn void micro_fail(const char *what);

#endif
