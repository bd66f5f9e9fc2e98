/* SPDX-License-Identifier: Apache-2.0 */
/* Sizes, rates and dates as a person reads them. */
#ifndef HAWSER_CLI_AMOUNTS_H
#define HAWSER_CLI_AMOUNTS_H

#include <stddef.h>
#include <stdint.h>

#define AMOUNT_CAPACITY 32

/* "512 B", "1.5 MB"; units are powers of 1000. Returns `buffer`. */
const char *amount_bytes(uint64_t bytes, char buffer[AMOUNT_CAPACITY]);
/* "0.8 s", "3 min 20 s". */
const char *amount_seconds(uint64_t nanoseconds, char buffer[AMOUNT_CAPACITY]);
/* "2031-05-04", UTC. */
const char *amount_date(int64_t seconds, char buffer[AMOUNT_CAPACITY]);

/* CLOCK_MONOTONIC. */
uint64_t amount_now(void);

#define NANOSECONDS_A_SECOND UINT64_C(1000000000)

#endif
