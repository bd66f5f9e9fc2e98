/* SPDX-License-Identifier: Apache-2.0 */
/* One test in a process of its own, which a connector may crash, hang or end. */
#ifndef HAWSER_CONFORM_CHILD_H
#define HAWSER_CONFORM_CHILD_H

#include <stdint.h>

#include "tests.h"

/* What the processes are started with. */
struct child_request {
    const char *path;    /* of the shared object */
    const char *fixture; /* of the file; NULL: none */
    uint64_t seed;
};

/* Starts this program again for the test, and waits for its verdict. `ret_ms`: how long it took. */
void child_run(const struct child_request *request, const struct conform_test *test,
    struct verdict *ret_verdict, uint64_t *ret_ms);

#endif
