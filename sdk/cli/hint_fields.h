/* SPDX-License-Identifier: Apache-2.0 */
/* Hints speak of fields by their labels, as a form shows them; at a command line they go by other names. */
#ifndef HAWSER_CLI_HINT_FIELDS_H
#define HAWSER_CLI_HINT_FIELDS_H

#include <jansson.h>

/* A copy of `hint` with the name of each field of `schema` behind its label: "set Stable For (stableFor)". The caller
 * frees it. NULL: there is nothing to add, or no memory. */
char *hint_with_fields(const char *hint, const json_t *schema);

#endif
