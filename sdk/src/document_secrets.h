/* SPDX-License-Identifier: Apache-2.0 */
/* Secrets in a document: noted, and a placeholder left in their place. Those that are written out stay
   until the schema has seen them: what it asks for, it asks of them and not of a placeholder. */
#ifndef HAWSER_SDK_DOCUMENT_SECRETS_H
#define HAWSER_SDK_DOCUMENT_SECRETS_H

#include "document.h"

/* Before the schema sees the document. What is wrong becomes findings. HAWSER_OK or
 * HAWSER_NO_MEMORY. */
int32_t document_take_secrets(struct document *document);

/* After it has, and whatever came of the one above: wipes the secrets that are written out.
 * HAWSER_OK or HAWSER_NO_MEMORY. */
int32_t document_hide_literals(struct document *document);

/* Replaces the value at a pointer that has one. False: no memory, or nothing there. */
bool document_replace(json_t *root, const char *pointer, json_t *value);

#endif
