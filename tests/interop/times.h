/* SPDX-License-Identifier: Apache-2.0 */
/* Servers in zones of their own, and files with known times. Times in UTC and what clocks of other places showed then were
 * computed by date(1). */
#ifndef HAWSER_TESTS_INTEROP_TIMES_H
#define HAWSER_TESTS_INTEROP_TIMES_H

#include "interop/suite.h"

#include <time.h>

enum {
    WINTER = 1705320000, /* 2024-01-15T12:00:00Z: New York 07:00 */
    SUMMER = 1721044800, /* 2024-07-15T12:00:00Z: New York 08:00 */
    HOUR = 3600,
};

/* False: the server is missing, or did not start, which failed the test. */
bool times_begin(struct rig *rig, const struct rig_options *options, const char *changes);
void times_end(struct rig *rig);

/* A file of the server's, changed at that time. */
void times_put(struct rig *rig, const char *name, time_t when);

#endif
