/* SPDX-License-Identifier: Apache-2.0 */
/* What embed.awk writes: a table of all schemas, in the order of the build's list. */
#ifndef HAWSER_SCHEMAS_EMBEDDED_TABLE_H
#define HAWSER_SCHEMAS_EMBEDDED_TABLE_H

#include "schemas/embedded.h"

extern const struct embedded_schema schemas_table[];
extern const size_t schemas_count;

#endif
