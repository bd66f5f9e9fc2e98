/* SPDX-License-Identifier: Apache-2.0 */
/* What this process holds of the machine. */
#ifndef HAWSER_TESTS_LOAD_USAGE_H
#define HAWSER_TESTS_LOAD_USAGE_H

#include <stdbool.h>

struct usage {
    long rss_kib;
    long descriptors;
    long threads;
};

struct usage usage_now(void);
void usage_show(const char *when, const struct usage *usage);
/* Whether `now` is no more than `before`, but for some memory. Says so if not. */
bool usage_is_flat(const struct usage *before, const struct usage *now);

#endif
