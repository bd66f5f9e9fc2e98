/* SPDX-License-Identifier: Apache-2.0 */
/* The extensions that a call offers: trust to every call, state where call_offer_state was called.
 */
#ifndef HAWSER_SDK_CALL_EXTENSIONS_H
#define HAWSER_SDK_CALL_EXTENSIONS_H

#include "call.h"

/* As hawser_call.extension. */
const void *call_extension(void *host, const char *name);

void call_bundles_free(struct call_bundle *bundles);

#endif
