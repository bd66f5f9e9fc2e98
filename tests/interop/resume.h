/* SPDX-License-Identifier: Apache-2.0 */
/* Downloads from a server whose sessions die in the middle. */
#ifndef INTEROP_RESUME_H
#define INTEROP_RESUME_H

#include "support/server.h"

/* `slow` is configuration that limits the rate to some MB a second, `no_restart` such that refuses
 * REST too; NULL where the server has none. */
int resume_main(enum server_kind kind, const char *slow, const char *no_restart);

#endif
