/* SPDX-License-Identifier: Apache-2.0 */
/* URIs, RFC 3986: their grammar, and references resolved against a base. */
#ifndef HAWSER_SDK_SCHEMA_URI_H
#define HAWSER_SDK_SCHEMA_URI_H

#include <stdbool.h>
#include <stddef.h>

/* Resolves a reference (5.2), fragment dropped. The caller frees it; NULL without memory. */
char *uri_resolve(const char *base, const char *reference);
/* Decodes %XX; the caller frees it. NULL without memory, and for escapes that are no escapes. */
char *uri_decode(const char *text);

enum {
    URI_RELATIVE = 1u, /* a reference without a scheme will do */
    URI_UNICODE = 2u,  /* an IRI: characters that are not ASCII too */
};
bool uri_is_valid(const char *text, size_t length, unsigned flags);

#endif
