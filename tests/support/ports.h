/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks of ports that no other running test has: a server takes one for its control and passive
 * ports. */
#ifndef SUPPORT_PORTS_H
#define SUPPORT_PORTS_H

#include <stdbool.h>

struct ports {
    int claim;        /* held open as long as the block is in use */
    unsigned control; /* free when taken; the port below it is left alone, as active mode may send
                         from there */
    unsigned passive_low;
    unsigned passive_high;
};

bool ports_take(struct ports *ret_ports);
void ports_release(struct ports *ports);

#endif
