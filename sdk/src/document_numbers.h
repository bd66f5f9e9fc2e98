/* SPDX-License-Identifier: Apache-2.0 */
/* Whole numbers that were written otherwise: to JSON Schema 1.0 and 1e0 are integers as 1 is, to most readers of JSON they are
 * not. */
#ifndef HAWSER_SDK_DOCUMENT_NUMBERS_H
#define HAWSER_SDK_DOCUMENT_NUMBERS_H

#include <jansson.h>
#include <stdbool.h>

/* Makes each number that is whole, and within 64 bits, an integer, as deep as a schema looks. The value itself is an object
 * or a list, or stays as it is. False: no memory. */
bool document_settle_numbers(json_t *value);

#endif
