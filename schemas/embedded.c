/* SPDX-License-Identifier: Apache-2.0 */
#include "schemas/embedded_table.h"

#include <string.h>

const struct embedded_schema *schema_embedded(const char *name)
{
    for (size_t i = 0; i < schemas_count; i++) {
        if (!strcmp(schemas_table[i].name, name))
            return &schemas_table[i];
    }
    return NULL;
}
