/* SPDX-License-Identifier: Apache-2.0 */
/* What a process that died left in an output directory. */
#ifndef HAWSER_SDK_RECOVERY_H
#define HAWSER_SDK_RECOVERY_H

#include "sink.h"

/*
 * Publishes documents that were prepared, never over an existing file, and removes others. Leaves
 * alone what a living process works on. `path` is the directory's, for the lines that are told.
 * What can't be done is told too and is no failure. HAWSER_HOST: the directory can't be read.
 * `published` gets the properties of each document that has the name it was to have, by that name.
 */
int32_t recovery_run(int directory, const char *path, sink_recovered_fn recovered, void *user,
    json_t *published, struct attempt *attempt);

#endif
