/* SPDX-License-Identifier: Apache-2.0 */
/* Configurations that are right in part at best. */
#ifndef HAWSER_CONFORM_MUTATION_H
#define HAWSER_CONFORM_MUTATION_H

#include <jansson.h>

#include "random.h"

/* A configuration by the schema, in which each field is left out, right, wrong or absurd. A new
   reference. */
json_t *mutation_of(const json_t *schema, struct random *random);

#endif
