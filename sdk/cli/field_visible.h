/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a form shows a field, given what the others hold. */
#ifndef HAWSER_CLI_FIELD_VISIBLE_H
#define HAWSER_CLI_FIELD_VISIBLE_H

#include <jansson.h>
#include <stdbool.h>

/* `schema` is of the object that the field belongs to. A field that `object` lacks counts with its default. */
bool field_is_visible(const json_t *schema, const json_t *field, const json_t *object);

#endif
