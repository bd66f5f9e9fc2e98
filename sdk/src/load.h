/* SPDX-License-Identifier: Apache-2.0 */
/* Where connectors are, and the loading of one file. */
#ifndef HAWSER_SDK_LOAD_H
#define HAWSER_SDK_LOAD_H

#include "host.h"

#define CONNECTOR_SUFFIX ".so"

/* Loads one file. `id` is what its table must say; NULL: anything. Codes as of hawser_load. */
int32_t load_file(hawser_host *host, const char *path, const char *id, hawser_loaded **ret_loaded,
    hawser_problem **ret_problem);

/*
 * The folders of the connector path, one after the other: *cursor starts at NULL. Returns a folder
 * that the caller frees, NULL at the end or without memory. Empty entries are passed over: none
 * means "here".
 */
char *next_folder(const hawser_host *host, const char **cursor);

#endif
