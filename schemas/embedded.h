/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON Schemas of this folder, as they stood when this was built. */
#ifndef HAWSER_SCHEMAS_EMBEDDED_H
#define HAWSER_SCHEMAS_EMBEDDED_H

#include <stddef.h>

struct embedded_schema {
    const char *name; /* path below schemas/: "ftp/connection.json" */
    const char *text; /* the file's bytes; no NUL follows them */
    size_t length;
};

/* Static, never to be freed; NULL when there is no file of that name. Any thread. */
const struct embedded_schema *schema_embedded(const char *name);

#endif
