/* SPDX-License-Identifier: Apache-2.0 */
/* A connection or an operation as a person wrote it: parsed, its secrets taken out, checked by its
 * schema. */
#ifndef HAWSER_SDK_DOCUMENT_H
#define HAWSER_SDK_DOCUMENT_H

#include "findings.h"

struct schema;
struct secrets;

#define DOCUMENT_MAX (4u * 1024u * 1024u)

struct document {
    const char *name; /* DOCUMENT_CONNECTION or DOCUMENT_OPERATION */
    const struct schema *schema;
    const json_t *schema_json; /* from which labels are taken */
    struct secrets *secrets;   /* where they go; NULL: this document can have none */
    struct findings *findings;
    json_t *value;   /* NULL: not there, or malformed */
    json_t *faulty;  /* a set of the pointers that have an error */
    json_t *misused; /* of those, the ones whose error is about a secret */
    json_t
        *elsewhere; /* a set of the pointers whose secret is a reference: its text is not known */
    json_t *
        literals; /* the texts of secrets that are written out, by pointer, until they are hidden */
};

/* Sets up the fields but for `value`. HAWSER_NO_MEMORY. */
int32_t document_init(struct document *document);
void document_done(struct document *document);

/* Parses, takes secrets out, checks and applies defaults, as far as each makes sense after the one
   before. What is wrong becomes findings. `flags` are of schema_validate. HAWSER_OK or
   HAWSER_NO_MEMORY. */
int32_t document_check(struct document *document, const char *text, size_t length, unsigned flags);

/* Whether an error was found at that pointer. */
bool document_is_faulty(const struct document *document, const char *pointer);

/* Reports an error or warning at a pointer into the document. */
void document_report(struct document *document, const struct finding *finding);

/* The title of the field there, or else its name; borrowed from the schema or from `pointer`. */
const char *document_label(const struct document *document, const char *pointer);

#endif
