/* SPDX-License-Identifier: Apache-2.0 */
/* The types of JSON Schema, as bits in the order of their names in schema_keywords_value.c. */
#ifndef HAWSER_SDK_SCHEMA_TYPES_H
#define HAWSER_SDK_SCHEMA_TYPES_H

#include <jansson.h>

enum {
    TYPE_NULL = 1u,
    TYPE_BOOLEAN = 2u,
    TYPE_INTEGER = 4u,
    TYPE_NUMBER = 8u,
    TYPE_STRING = 16u,
    TYPE_ARRAY = 32u,
    TYPE_OBJECT = 64u,
};

/* 2 and 2.0 are both integer and number. */
unsigned types_of(const json_t *value);

#endif
