/* SPDX-License-Identifier: Apache-2.0 */
#include "amounts.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

const char *amount_bytes(uint64_t bytes, char buffer[AMOUNT_CAPACITY])
{
    static const char *const units[] = {"kB", "MB", "GB", "TB", "PB", "EB"};
    if (bytes < 1000) {
        (void)snprintf(buffer, AMOUNT_CAPACITY, "%" PRIu64 " B", bytes);
        return buffer;
    }
    double value = (double)bytes / 1000;
    size_t unit = 0;
    /* 999.95 would be written as 1000.0 */
    while (value >= 999.95 && unit + 1 < sizeof units / sizeof units[0]) {
        value /= 1000;
        unit++;
    }
    (void)snprintf(buffer, AMOUNT_CAPACITY, "%.1f %s", value, units[unit]);
    return buffer;
}

const char *amount_seconds(uint64_t nanoseconds, char buffer[AMOUNT_CAPACITY])
{
    uint64_t seconds = nanoseconds / NANOSECONDS_A_SECOND;
    if (seconds < 60)
        (void)snprintf(
            buffer, AMOUNT_CAPACITY, "%.1f s", (double)nanoseconds / (double)NANOSECONDS_A_SECOND);
    else
        (void)snprintf(
            buffer, AMOUNT_CAPACITY, "%" PRIu64 " min %" PRIu64 " s", seconds / 60, seconds % 60);
    return buffer;
}

const char *amount_date(int64_t seconds, char buffer[AMOUNT_CAPACITY])
{
    time_t time = (time_t)seconds;
    struct tm utc;
    if (!gmtime_r(&time, &utc) || strftime(buffer, AMOUNT_CAPACITY, "%Y-%m-%d", &utc) == 0)
        (void)snprintf(buffer, AMOUNT_CAPACITY, "%" PRId64, seconds);
    return buffer;
}

uint64_t amount_now(void)
{
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * NANOSECONDS_A_SECOND + (uint64_t)now.tv_nsec;
}
