/* SPDX-License-Identifier: Apache-2.0 */
/* The main functions of suites that run on real servers. */
#ifndef INTEROP_SUITE_H
#define INTEROP_SUITE_H

#include "interop/expect.h"
#include "interop/job.h"
#include "interop/remote.h"
#include "interop/rig.h"

struct interop_test {
    const char *name;
    void (*function)(void);
};

/* Runs the tests once on each server that is here, each on an empty folder over a fresh link. The
 * settings are a server's each. 77 if no server is here. */
int interop_on_each(
    const struct rig_options options[SERVER_KINDS], const struct interop_test *tests, size_t count);
/* What the tests of interop_on_each run on. */
struct rig *interop_rig(void);

/* Runs tests that start servers of this kind by themselves. 77 if it is not here. */
int interop_alone(enum server_kind kind, const struct interop_test *tests, size_t count);

#define INTEROP_COUNT(table) (sizeof(table) / sizeof *(table))

#endif
