/* SPDX-License-Identifier: Apache-2.0 */
/* The properties of a document beside the set of them that the descriptor declares. */
#ifndef HAWSER_CONFORM_PROPERTY_SET_H
#define HAWSER_CONFORM_PROPERTY_SET_H

#include <jansson.h>

#include "verdict.h"

/* Fails where `properties`, JSON of an output of `action`, has a member that `set` does not declare,
 * or of another type. What stands behind references is taken as it is. */
void property_set_check(
    const json_t *set, const char *properties, const char *action, struct verdict *verdict);

#endif
