/* SPDX-License-Identifier: Apache-2.0 */
/* The properties of a document: a JSON object, as text. */
#ifndef HAWSER_SDK_DOCUMENT_PROPERTIES_H
#define HAWSER_SDK_DOCUMENT_PROPERTIES_H

#include <hawser/connector.h>
#include <jansson.h>

/*
 * Checks and copies. `text` may be NULL: an object without members. `ret_text` and `ret_object` may
 * be NULL; both are the caller's. HAWSER_BAD_ARGUMENT: not a JSON object; HAWSER_NO_MEMORY.
 */
int32_t document_properties_copy(
    const char *text, size_t length, char **ret_text, json_t **ret_object);

/* The same, with fileName set to the last part of `path` if it is missing and `path` is text, and
 * timestampUtc to the time of change of a plain file if it is missing. */
int32_t document_properties_of_file(const char *text, const char *path, char **ret_text);

#endif
