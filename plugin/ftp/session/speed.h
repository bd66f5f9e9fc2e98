/* SPDX-License-Identifier: Apache-2.0 */
/* How slow data may move: a peer that sends a byte now and then makes progress for ever. */
#ifndef HAWSER_FTP_SESSION_SPEED_H
#define HAWSER_FTP_SESSION_SPEED_H

#include <stdbool.h>
#include <stdint.h>

/* All zero: as slow as it likes. */
struct ftp_speed {
    uint64_t minimum;   /* bytes a second */
    uint32_t window_ms; /* over so long; 0: for ever */
    uint64_t waited_ns; /* for the network, in the present window */
    uint64_t before;    /* bytes that had moved when it began */
};

/* Another `waited_ns` for the network, after which `bytes` have moved in all. False: too few of them. What this side took
 * for itself is not counted. */
bool ftp_speed_holds(struct ftp_speed *speed, uint64_t waited_ns, uint64_t bytes);

#endif
