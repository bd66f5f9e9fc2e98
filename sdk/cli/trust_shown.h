/* SPDX-License-Identifier: Apache-2.0 */
/* Deployed certificates as they are shown. */
#ifndef HAWSER_CLI_TRUST_SHOWN_H
#define HAWSER_CLI_TRUST_SHOWN_H

#include <hawser/host.h>
#include <jansson.h>

/* All of it, as a machine reads it. */
json_t *trust_shown_json(const hawser_trusted *trusted);

/* For hawser_trust_add: says that it was deployed. `user` is a struct console. */
int32_t trust_shown_added(void *user, const hawser_trusted *trusted);

#endif
