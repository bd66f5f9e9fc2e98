/* SPDX-License-Identifier: Apache-2.0 */
#include "standard_streams.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool standard_streams_hold(void)
{
    /* Each the wrong way round: a descriptor that can't be read takes the place of standard input. */
    static const int ways[] = {O_WRONLY, O_RDONLY, O_RDONLY};
    for (int place = 0; place < 3; place++) {
        if (fcntl(place, F_GETFD) >= 0 || errno != EBADF)
            continue;
        /* The lowest that is free, and those before it are not. */
        if (open("/dev/null", ways[place]) != place)
            return false;
    }
    return true;
}
