/* SPDX-License-Identifier: Apache-2.0 */
/* Claims to keys of hawser.state/1: which call works with a blob, among those of all processes. */
#ifndef HAWSER_SDK_STATE_CLAIM_H
#define HAWSER_SDK_STATE_CLAIM_H

#include <stdbool.h>
#include <stdint.h>

struct state_claim;

/* Adds a claim to the list. HAWSER_EXISTS: another has it, or this list. It lasts as long as the
 * process, at most. */
int32_t state_claim(
    struct state_claim **claims, const char *folder, const char *key, int *ret_reason);
/* Ends the list's claim to the key, if it has one. */
void state_unclaim(struct state_claim **claims, const char *folder, const char *key);
void state_claims_free(struct state_claim *claims, const char *folder);

#endif
