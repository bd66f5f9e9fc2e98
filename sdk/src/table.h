/* SPDX-License-Identifier: Apache-2.0 */
/* A connector's table: checked against the ABI, and completed. */
#ifndef HAWSER_SDK_TABLE_H
#define HAWSER_SDK_TABLE_H

#include <hawser/host.h>
#include <stdbool.h>

/* [a-z][a-z0-9-]{0,31} */
bool connector_id_is_valid(const char *id);

/*
 * Copies what we know of `theirs` and fills empty optional slots. `path` is for messages.
 * HAWSER_UNSUPPORTED: of another major version; HAWSER_PROTOCOL: breaks the ABI, the message says
 * all of how.
 */
int32_t table_copy(const hawser_connector *theirs, const char *path, hawser_connector *ret_table,
    hawser_problem **ret_problem);

#endif
