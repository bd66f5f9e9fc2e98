/* SPDX-License-Identifier: Apache-2.0 */
/* Keeps what may hold a password out of core dumps, and of memory that is used again. */
#ifndef HAWSER_CLI_SECRET_MEMORY_H
#define HAWSER_CLI_SECRET_MEMORY_H

#include <stddef.h>

/* From now on whatever JSON is made of is overwritten when it is freed: a connection is JSON before its secrets are
 * taken out of it. The program may decide that for its process; a library may not. */
void secret_memory_wipe_json(void);

/* Pages of their own that no core dump has. NULL: no memory. */
void *secret_memory_new(size_t size);
/* Overwrites them first. */
void secret_memory_free(void *bytes, size_t size);

#endif
