/* SPDX-License-Identifier: Apache-2.0 */
/* JSON Schema 2020-12 for the configurations of connectors.
 *
 * Known: core, applicator, unevaluated and validation vocabularies; $ref to $defs, $anchor and $id
 * within the document; formats, which are asserted. Not known, and so refused when a schema is
 * compiled: $dynamicRef, $dynamicAnchor, $vocabulary, references out of the document, formats
 * without a check, and any keyword that neither 2020-12 nor "x-" explains.
 *
 * Fields may carry, all optional:
 *   "x-secret": true           the value never stands in a message
 *   "x-ui": {
 *     "order": 3               place of the field among its siblings; those without one come last
 *     "rule": "be ..."         completes "LABEL must ..." where pattern, format or not fails
 *     "enumTitles": [..]|{..}  titles of the enum's values, in their order or by value
 *     "recommended": [..]      values to offer when the field is wrong
 *     "visibleWhen": {"sslMode": ["explicit", "implicit"], ..}
 *                              shown when each named sibling (or its default) is one of the values
 *   }
 */
#ifndef HAWSER_SDK_SCHEMA_H
#define HAWSER_SDK_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <jansson.h>

enum {
    SCHEMA_MAX_NODES = 20000,          /* subschemas of one document */
    SCHEMA_MAX_DOCUMENT_DEPTH = 128,   /* nesting of a schema document */
    SCHEMA_MAX_INSTANCE_DEPTH = 128,   /* nesting of a checked value */
    SCHEMA_MAX_EVALUATION_DEPTH = 600, /* schemas within schemas under evaluation */
    SCHEMA_MAX_STEPS = 1000000,        /* subschemas applied, members visited, values compared */
    SCHEMA_MAX_FINDINGS = 100,
    SCHEMA_MAX_PATTERN = 4096, /* bytes of a regular expression */
};

struct schema;

/* Why a schema was refused. */
struct schema_problem {
    char pointer[256]; /* into the schema document */
    char message[512];
    bool no_memory; /* there was nothing wrong with it */
};

enum schema_severity {
    SCHEMA_ERROR,
    SCHEMA_WARNING,
};

/* All text is UTF-8 and lives until the callback returns. */
struct schema_finding {
    enum schema_severity severity;
    const char *code;           /* "schema.type", see schema_message.c */
    const char *pointer;        /* of the field, also of one that is missing */
    const char *schema_pointer; /* of the keyword that was not met */
    const char *label;          /* the field's title, else its name */
    const char *message;
    const char *hint;          /* what to do; "" where the message says it all */
    const json_t *recommended; /* array, often empty; of names for an unknown field */
    bool visible;              /* false: x-ui.visibleWhen hides the field */
};

typedef void (*schema_finding_fn)(const struct schema_finding *finding, void *user);

enum {
    SCHEMA_DRAFT = 1u,          /* missing fields are no error */
    SCHEMA_FORMATS_INFORM = 2u, /* `format` only annotates: the default of 2020-12, not ours */
};

/* Compiles a schema document, which is copied. NULL on failure, with *problem filled. A compiled
 * schema never changes: threads may share it. */
struct schema *schema_compile(const json_t *document, struct schema_problem *problem);
void schema_free(struct schema *schema);

/* True when the instance is valid. Otherwise, and for warnings, calls fn (may be NULL) for each
 * finding. Order: by field, a parent before what is in it, siblings by x-ui.order, then by name,
 * list entries by number; for one field, in the order in which the keywords are checked. Leaves errno 0, or
 * ENOMEM where memory ran out: then it is false and has told of nothing. */
bool schema_validate(const struct schema *schema, const json_t *instance, unsigned flags,
    schema_finding_fn fn, void *user);

/* Gives the missing fields of an object their `default`; top level only. False without memory. */
bool schema_apply_defaults(const struct schema *schema, json_t *instance);

/* Whether the field at an instance pointer, or one that it is in, is marked "x-secret". */
bool schema_is_secret(const struct schema *schema, const char *pointer);
/* Whether any field of it is marked "x-secret". */
bool schema_has_secrets(const struct schema *schema);

#endif
