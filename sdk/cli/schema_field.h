/* SPDX-License-Identifier: Apache-2.0 */
/* What a connector's schema says of a field, as far as a person at a command line needs it. */
#ifndef HAWSER_CLI_SCHEMA_FIELD_H
#define HAWSER_CLI_SCHEMA_FIELD_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* Types that a field takes, as bits. */
#define FIELD_NULL 1u
#define FIELD_BOOLEAN 2u
#define FIELD_INTEGER 4u
#define FIELD_NUMBER 8u
#define FIELD_STRING 16u
#define FIELD_ARRAY 32u
#define FIELD_OBJECT 64u
#define FIELD_ANY 127u

uint32_t field_types(const json_t *field);
/* The bits of what a value is: an integer is also a number. */
uint32_t field_type_of(const json_t *value);
/* "a whole number", "yes or no": what a field of these types takes, for a message. */
const char *field_types_text(uint32_t types);

/* Whether a secret can stand in the field or anywhere below it. */
bool field_is_secret(json_t *field);
/* Whether a form shows it only on request. */
bool field_is_advanced(const json_t *field);
/* Whether the object of `schema` must have the member `name`. */
bool field_is_required(const json_t *schema, const char *name);
/* The label: the title, or else the name. */
const char *field_label(const json_t *field, const char *name);

#endif
