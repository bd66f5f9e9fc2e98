/* SPDX-License-Identifier: Apache-2.0 */
/* Temporary files without a name, for bytes that must be read again. */
#ifndef HAWSER_SDK_SPOOL_H
#define HAWSER_SDK_SPOOL_H

#include "attempt.h"

/* Makes an empty one in TMPDIR, or else /tmp; it ends with its descriptor. */
int32_t spool_open(int *ret_spool, struct attempt *attempt);

/* Writes all of it at `offset`. */
int32_t spool_write(
    int spool, const void *bytes, size_t length, uint64_t offset, struct attempt *attempt);

/* Reads up to `capacity` bytes from `offset`; 0 bytes at the end. */
int32_t spool_read(int spool, void *buffer, size_t capacity, uint64_t offset, size_t *ret_length,
    struct attempt *attempt);

#endif
