/* SPDX-License-Identifier: Apache-2.0 */
/* A sink that looks on the server's disk whether the source is there, at each step of a document.
 */
#ifndef INTEROP_SINK_H
#define INTEROP_SINK_H

#include "interop/rig.h"

struct watched_sink {
    struct rig *rig;
    const char *name;     /* the source, below the server's folder */
    bool refuses_prepare; /* as a full disk would */
    unsigned prepared;
    unsigned published;
    unsigned discarded;
    bool there_when_prepared;
    bool there_when_published;
};

hawser_sink watched_sink_make(struct watched_sink *sink);

#endif
