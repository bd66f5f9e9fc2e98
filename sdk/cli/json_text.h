/* SPDX-License-Identifier: Apache-2.0 */
/* Text to JSON values and back, for text that may not be UTF-8. */
#ifndef HAWSER_CLI_JSON_TEXT_H
#define HAWSER_CLI_JSON_TEXT_H

#include <jansson.h>
#include <stddef.h>

/* A JSON string; bytes that are not UTF-8 are replaced. NULL: no memory. */
json_t *json_of_text(const char *text);
/* The same, or null for NULL. */
json_t *json_of_text_or_null(const char *text);

/* What JSON text holds; null where it is NULL or not JSON. */
json_t *json_of_json(const char *json);

/* The string member `name` of an object; NULL: it has none. Borrowed. */
const char *json_member_text(const json_t *object, const char *name);

/* A value as a person reads it: text as it is, lists and flat objects with commas between, all else
 * as JSON. The caller frees it. */
char *json_plain(json_t *value);

#endif
