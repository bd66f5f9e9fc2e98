/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Pointers into configurations and into their schemas. */
#ifndef HAWSER_CONFORM_POINTER_H
#define HAWSER_CONFORM_POINTER_H

#include <jansson.h>
#include <stdbool.h>

/* Sets what `pointer` names, making objects on the way; takes the value in any case. */
void pointer_set(json_t *document, const char *pointer, json_t *value);

/* Whether the pointer leads to something: in the document itself, or to a field of its schema. Where
   a schema has alternatives or references, it is given the benefit of the doubt. */
bool pointer_leads(const json_t *schema, const json_t *document, const char *pointer);

/* Calls `each` with every field of a schema that is marked x-secret and has a fixed place. */
void pointer_secrets(
    const json_t *schema, void (*each)(void *user, const char *pointer), void *user);

#endif
