/* SPDX-License-Identifier: Apache-2.0 */
/* Writing to a descriptor of someone else's. */
#ifndef HAWSER_SDK_DESCRIPTOR_WRITE_H
#define HAWSER_SDK_DESCRIPTOR_WRITE_H

#include "attempt.h"

/*
 * Writes all of it to a file, pipe, socket or terminal, blocking or not. Observes the attempt's
 * limits while the other side does not read, and raises no SIGPIPE.
 */
int32_t descriptor_write(int descriptor, const void *bytes, size_t length, struct attempt *attempt);

#endif
