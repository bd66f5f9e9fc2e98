/* SPDX-License-Identifier: Apache-2.0 */
/* The time of a file's last change as documents have it: the property timestampUtc, in ISO 8601. */
#ifndef HAWSER_SDK_MODIFIED_TIME_H
#define HAWSER_SDK_MODIFIED_TIME_H

#include <jansson.h>
#include <stdbool.h>
#include <time.h>

#define MODIFIED_TIME_PROPERTY "timestampUtc"

enum { MODIFIED_TIME_SIZE = 40 };

/* "2024-02-29T12:00:00.000Z". False: a year outside 1..9999. */
bool modified_time_text(const struct timespec *time, char ret_text[MODIFIED_TIME_SIZE]);

/* The property's time. Accepts 'Z' and offsets, and a fraction or none; false for anything else,
 * also where there is none. */
bool modified_time_of(const json_t *properties, struct timespec *ret_time);

#endif
