/* SPDX-License-Identifier: Apache-2.0 */
#include "ftp/session/speed.h"

static const uint64_t ns_per_ms = 1000000, ms_per_s = 1000;

bool ftp_speed_holds(struct ftp_speed *speed, uint64_t waited_ns, uint64_t bytes)
{
    if (speed->minimum == 0 || speed->window_ms == 0)
        return true;
    speed->waited_ns += waited_ns;
    if (speed->waited_ns < speed->window_ms * ns_per_ms)
        return true;
    /* The schema's bounds of both factors keep the product below 2^64. */
    bool holds = (bytes - speed->before) * ms_per_s >= speed->minimum * speed->window_ms;
    speed->waited_ns = 0;
    speed->before = bytes;
    return holds;
}
