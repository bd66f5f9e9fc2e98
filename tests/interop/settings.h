/* SPDX-License-Identifier: Apache-2.0 */
/* How each server is set up for the suites that go into depth: every way to protect a session
 * occurs once. */
#ifndef INTEROP_SETTINGS_H
#define INTEROP_SETTINGS_H

#include "interop/rig.h"

extern const struct rig_options interop_settings[SERVER_KINDS];

#endif
