/* SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "interop/times.h"

#include <CUnit/CUnit.h>

bool times_begin(struct rig *rig, const struct rig_options *options, const char *changes)
{
    *rig = (struct rig){0};
    if (rig_missing(options->server.kind) != 0)
        return false;
    bool ready = rig_start(rig, options) && rig_open(rig, changes);
    CU_ASSERT_TRUE(ready);
    return ready;
}

void times_end(struct rig *rig)
{
    rig_close(rig);
    rig_stop(rig);
}

void times_put(struct rig *rig, const char *name, time_t when)
{
    remote_text(rig, name, name);
    remote_time(rig, name, when);
}
